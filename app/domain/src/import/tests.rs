//! Sheets as clerks have them.

mod begins;
mod names;
mod twice;

use super::*;
use crate::people::{OwnedCouncil, Span, Term};
use jiff::civil::date;

pub(super) const ON: Date = date(2026, 11, 21);

pub(super) fn counter() -> impl FnMut() -> Uuid {
    let mut next = 0;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

/// A sheet from lines with semicolons, the first being the headers; rows are numbered from 2.
pub(super) fn sheet(text: &str) -> Sheet {
    let cells = |line: &str| line.split(';').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let mut lines = text.trim().lines();
    Sheet {
        headers: cells(lines.next().unwrap_or_default()),
        rows: lines.zip(2..).map(|(line, number)| SheetRow { number, cells: cells(line) }).collect(),
    }
}

pub(super) fn nothing_yet() -> Present {
    let term = Term { id: Uuid::from_u128(9_000), span: Span::open(date(2022, 3, 30)), seats: 5 };
    Present { people: Vec::new(), council: OwnedCouncil { terms: vec![term], ..OwnedCouncil::default() } }
}

pub(super) const KEEP: Options = Options { on: ON, missing: Missing::Keep };
const END: Options = Options { on: ON, missing: Missing::End };

/// Imports, or says why not.
pub(super) fn import(present: &mut Present, text: &str, options: Options) -> Plan {
    let mut ids = {
        let mut next = 10_000 + present.people.len() as u128 * 100 + present.council.appointments.len() as u128 * 1000;
        move || {
            next += 1;
            Uuid::from_u128(next)
        }
    };
    let plan = plan(&sheet(text), present, options, &mut ids).unwrap_or_else(|p| panic!("{p:#?}"));
    for step in &plan.steps {
        present.apply(step);
    }
    plan
}

fn problems(present: &Present, text: &str) -> Vec<(Option<u32>, Option<Column>, Wrong)> {
    let found = plan(&sheet(text), present, KEEP, &mut counter()).expect_err("no problem found");
    found.into_iter().map(|p| (p.row, p.column, p.what)).collect()
}

fn names(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|l| l.name.as_str()).collect()
}

const BASE: &str = "
Naam;E-mailadres;Fractie/partij;Functie;Vanaf;Tot;Telefoon;Coalitie;Lokaal/landelijk;Kamer
Anna de Boer;Anna@Ommen.nl;CDA;raadslid;30-3-2022;;06-12345678;ja;landelijk;12
Bram Smit;bram@ommen.nl;CDA;burgerraadslid;2022-04-01;;;ja;;
Chris van Dijk;chris@ommen.nl;Lokaal Ommen;Raadslid;44650;;;nee;lokaal;
Dina El Amrani;dina@ommen.nl;Lokaal Ommen;raadslid;30-3-2022;;;;;
Erik Post;erik@ommen.nl;VVD;wethouder;1-6-2022;;;;;
";

#[test]
fn a_first_import_adds_everybody() {
    let mut present = nothing_yet();
    let plan = import(&mut present, BASE, KEEP);
    assert_eq!(names(&plan.added), ["Anna de Boer", "Bram Smit", "Chris van Dijk", "Dina El Amrani", "Erik Post"]);
    assert_eq!(plan.ignored, ["Kamer"]);
    assert_eq!(plan.warnings, [PlanWarning::FactionSkipped { row: 6 }, PlanWarning::VacantSeats(2)]);
    let view = present.council.view();
    let start = date(2022, 3, 30);
    assert_eq!(view.members_on(start).len(), 3, "44650 is 30 March 2022 in a sheet");
    assert_eq!(view.committee_members_on(ON).len(), 1);
    let anna = present.people.iter().find(|p| p.name == "Anna de Boer").unwrap();
    assert_eq!((anna.email.as_deref(), anna.phone.as_deref()), (Some("anna@ommen.nl"), Some("06-12345678")));
    assert_eq!(view.side_of(anna.id, start), Side::Coalition);
    let local = view.factions_on(ON).into_iter().find(|f| f.name == "Lokaal Ommen").unwrap();
    assert_eq!((local.reach, view.side_of_faction(local.id, ON)), (Reach::Local, Side::Opposition));
    assert_eq!(plan.factions.iter().filter(|f| f.what == FactionDifference::New).count(), 2);
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let mut present = nothing_yet();
    import(&mut present, BASE, KEEP);
    let again = import(&mut present, BASE, KEEP);
    assert!(again.is_empty(), "{:#?}", again.steps);
    assert_eq!(again.unchanged.len(), 5);
    let later = import(&mut present, BASE, Options { on: date(2027, 2, 1), missing: Missing::End });
    assert!(later.is_empty());
}

#[test]
fn a_file_without_dates_counts_from_the_day_of_import() {
    let mut present = nothing_yet();
    present.council.terms.clear();
    let plan = import(&mut present, "naam;partij\nAnna Boer;CDA\nBob Vis;VVD", KEEP);
    assert_eq!(plan.warnings[0], PlanWarning::RolesAssumed);
    assert!(plan.warnings.contains(&PlanWarning::EmailMissing { row: 2 }));
    assert!(present.council.appointments.iter().all(|a| a.span == Span::open(ON) && a.role == Role::Member));
    let later = Options { on: date(2027, 3, 1), ..KEEP };
    assert!(import(&mut present, "naam;partij\nAnna Boer;CDA\nBob Vis;VVD", later).is_empty());
    // Dates given afterwards correct the start of people and factions.
    let plan = import(&mut present, "naam;partij;vanaf\nAnna Boer;CDA;30-3-2022\nBob Vis;VVD;30-3-2022", later);
    assert_eq!(plan.changed.len(), 2);
    let first = date(2022, 3, 30);
    assert_eq!(plan.changed[0].was, [Difference::From(ON, first)]);
    let start = FactionDifference::Start { before: ON, after: first };
    assert!(plan.factions.iter().all(|f| f.what == start));
    assert_eq!(present.council.view().members_on(first).len(), 2);
}

#[test]
fn changes_are_shown_with_what_was() {
    let mut present = nothing_yet();
    import(&mut present, BASE, KEEP);
    let text = "
naam;e-mail;fractie;rol;tot;tel.;coalitie
Anna de Boer-Vos;anna@ommen.nl;CDA;raadslid;;06-999;nee
Bram Smit;bram.smit@ommen.nl;CDA;burgerlid;;;
Chris van Dijk;chris@ommen.nl;CDA;raadslid;;;
Dina el Amrani;dina@ommen.nl;Lokaal Ommen;raadslid;31-12-2026;;
";
    let plan = import(&mut present, text, KEEP);
    let was = |name: &str| plan.changed.iter().find(|c| c.line.name == name).map(|c| c.was.clone()).unwrap();
    assert_eq!(
        was("Anna de Boer-Vos"),
        [
            Difference::Name("Anna de Boer".to_owned(), "Anna de Boer-Vos".to_owned()),
            Difference::Phone(Some("06-12345678".to_owned()), "06-999".to_owned())
        ]
    );
    let emails = Difference::Email(Some("bram@ommen.nl".to_owned()), "bram.smit@ommen.nl".to_owned());
    assert_eq!(was("Bram Smit"), [emails]);
    let factions = Difference::Faction(Some("Lokaal Ommen".to_owned()), "CDA".to_owned());
    assert_eq!(was("Chris van Dijk"), [factions]);
    let names = Difference::Name("Dina El Amrani".to_owned(), "Dina el Amrani".to_owned());
    assert_eq!(was("Dina el Amrani"), [names]);
    assert_eq!((plan.ended[0].line.row, plan.ended[0].last_day), (Some(5), date(2026, 12, 31)));
    assert!(plan.warnings.contains(&PlanWarning::EmailChanges { row: 3 }));
    let side = FactionDifference::Side { before: Side::Coalition, after: Side::Opposition, from: ON };
    assert!(plan.factions.iter().any(|f| f.name == "CDA" && f.what == side));
    assert!(import(&mut present, text, KEEP).is_empty());
}

#[test]
fn history_of_one_person_takes_two_rows() {
    let text = "
naam;e-mail;fractie;rol;vanaf;tot
Gé Jansen;ge@x.nl;Lijst Jansen;raadslid;2-1-2024;
Gé Jansen;ge@x.nl;CDA;raadslid;30-3-2022;1-1-2024
";
    let mut present = nothing_yet();
    let plan = import(&mut present, text, KEEP);
    assert_eq!((plan.added.len(), present.people.len()), (2, 1));
    let view = present.council.view();
    let name = |on| view.faction_of(present.people[0].id, on).and_then(|f| view.faction(f)).map(|f| f.name.as_str());
    assert_eq!((name(date(2024, 1, 1)), name(date(2024, 1, 2))), (Some("CDA"), Some("Lijst Jansen")));
    assert!(import(&mut present, text, KEEP).is_empty());
}

#[test]
fn a_committee_member_who_gets_a_seat_ends_as_committee_member() {
    let mut present = nothing_yet();
    import(&mut present, BASE, KEEP);
    let plan =
        import(&mut present, "naam;e-mail;fractie;rol;vanaf\nBram Smit;bram@ommen.nl;CDA;raadslid;1-9-2026", KEEP);
    assert_eq!((plan.added.len(), plan.ended.len()), (1, 1));
    assert_eq!((plan.ended[0].line.role, plan.ended[0].last_day), (Role::CommitteeMember, date(2026, 8, 31)));
    assert_eq!(present.council.view().members_on(ON).len(), 4);
}

#[test]
fn who_is_not_in_the_file_stays_or_leaves_as_asked() {
    let short = "naam;e-mail;fractie;rol\nAnna de Boer;anna@ommen.nl;CDA;raadslid";
    let mut present = nothing_yet();
    import(&mut present, BASE, KEEP);
    let kept = import(&mut present, short, KEEP);
    let named = kept.warnings.iter().filter(|w| matches!(w, PlanWarning::NotInFile { .. })).count();
    assert_eq!((named, kept.is_empty()), (3, true));
    let ended = import(&mut present, short, END);
    assert_eq!(ended.ended.len(), 3);
    assert!(ended.ended.iter().all(|e| e.last_day == date(2026, 11, 20) && e.line.row.is_none()));
    assert_eq!(present.council.view().owed_to(ON).len(), 1);
    assert_eq!(
        present.council.view().with_role(Role::Alderman, ON).len(),
        1,
        "an import of the council ends no alderman"
    );
    assert!(import(&mut present, short, END).is_empty());
}

#[test]
fn people_are_found_by_address_first_then_by_name() {
    let mut present = nothing_yet();
    import(&mut present, "naam;e-mail;partij\nJan de Vries;jan1@x.nl;CDA\nJan de Vries;jan2@x.nl;VVD", KEEP);
    assert_eq!(present.people.len(), 2);
    let got = problems(&present, "naam;partij\nJan de  Vries;CDA");
    assert_eq!(got, [(Some(2), Some(Column::Name), Wrong::NameOfMany)]);
    let by_address = import(&mut present, "naam;e-mail;partij\nJan de Vries;JAN2@x.nl;VVD", KEEP);
    assert!(by_address.is_empty());
    let accents = import(&mut present, "voornaam;tussenvoegsel;achternaam;partij\nÉva;;Kok;CDA", KEEP);
    assert_eq!(names(&accents.added), ["Éva Kok"]);
    assert!(import(&mut present, "naam;partij\neva kok;CDA", KEEP).added.is_empty());
}

#[test]
fn every_problem_is_named_by_row_and_column() {
    let text = "
naam;e-mail;fractie;rol;vanaf;tot;tel;coalitie;lokaal/landelijk
;a@x.nl;CDA;raadslid;;;;;
Bo;geen adres;CDA;raadslid;31-2-2026;;;;
Cas;c@x.nl;;raadslid;;;;;
Dee;d@x.nl;CDA;tovenaar;;;bel maar;misschien;ergens
Els;e@x.nl;CDA;raadslid;2-1-2026;1-1-2026;;;
Fer;f@x.nl;CDA;;2026;;;;
Gus;;;;;;;;
Hé;c@x.nl;CDA;raadslid;;;;;
1234;h@x.nl;CDA;raadslid;;;;;
";
    let wanted = [
        (2, Column::Name, Wrong::NameMissing),
        (3, Column::Email, Wrong::EmailUnfit(EmailError::Malformed)),
        (3, Column::From, Wrong::DateUnfit),
        (4, Column::Faction, Wrong::FactionMissing),
        (5, Column::Role, Wrong::RoleUnknown),
        (5, Column::Phone, Wrong::PhoneUnfit),
        (5, Column::Side, Wrong::SideUnfit),
        (5, Column::Reach, Wrong::ReachUnfit),
        (6, Column::To, Wrong::EndsBeforeStart),
        (7, Column::From, Wrong::DateUnfit),
        (8, Column::Role, Wrong::RoleMissing),
        (10, Column::Name, Wrong::NameUnfit),
    ];
    assert_eq!(problems(&nothing_yet(), text), wanted.map(|(row, column, what)| (Some(row), Some(column), what)));
}

#[test]
fn rows_that_contradict_one_another_are_refused() {
    let table = [
        ("naam;e-mail;partij\nAnna;x@x.nl;CDA\nBob;x@x.nl;CDA", 3, Wrong::EmailOfOther { row: 2 }),
        ("naam;partij;coalitie\nAnna;CDA;ja\nBob;cda;nee", 3, Wrong::FactionContradicts { row: 2 }),
        ("naam;partij;lokaal\nAnna;CDA;ja\nBob;cda;nee", 3, Wrong::FactionContradicts { row: 2 }),
        ("naam;partij;rol\nAnna;CDA;raadslid\nAnna;CDA;commissielid", 3, Wrong::Refused(MoveError::AlreadyActive)),
        ("naam;partij;vanaf;tot\nAnna;CDA;;1-1-2020", 2, Wrong::EndsBeforeStart),
    ];
    for (text, row, wanted) in table {
        let got = problems(&nothing_yet(), text);
        assert!(got.iter().any(|(r, _, what)| (*r, *what) == (Some(row), wanted)), "{text}\n{got:?}");
    }
    let undone = problems(&nothing_yet(), "naam;partij\nAnna;CDA\nAnna;VVD");
    assert!(undone.iter().all(|(_, _, what)| *what == Wrong::RowContradicts), "{undone:?}");
}

#[test]
fn a_file_that_is_no_composition_is_refused_as_a_whole() {
    let wrong = |text: &str| problems(&nothing_yet(), text);
    assert_eq!(wrong("kleur;fractie\nrood;CDA"), [(None, Some(Column::Name), Wrong::ColumnMissing)]);
    assert_eq!(wrong("naam\nAnna"), [(None, Some(Column::Faction), Wrong::ColumnMissing)]);
    assert_eq!(wrong("naam;partij;fractie\nAnna;CDA;CDA"), [(None, Some(Column::Faction), Wrong::ColumnTwice)]);
    assert_eq!(wrong("naam;partij\n;\n"), [(None, None, Wrong::NoRows)]);
    let mut long = sheet("naam;partij");
    long.rows = (0..=MAX_ROWS as u32).map(|n| SheetRow { number: n, cells: vec!["A".into(), "B".into()] }).collect();
    assert_eq!(plan(&long, &nothing_yet(), KEEP, &mut counter()).unwrap_err()[0].what, Wrong::TooManyRows);
}

#[test]
fn clerks_and_administrators_are_not_made_by_import() {
    let mut present = nothing_yet();
    let text =
        "naam;e-mail;fractie;functie\nGriet;g@x.nl;;griffier\nBea;b@x.nl;;beheerder\nAnna;a@x.nl;CDA;fractievoorzitter";
    let plan = import(&mut present, text, KEEP);
    assert_eq!(names(&plan.added), ["Anna"]);
    let skipped =
        [(2, Role::Clerk), (3, Role::Administrator)].map(|(row, role)| PlanWarning::RoleSkipped { row, role });
    assert_eq!(plan.warnings[..2], skipped);
    let told = PlanWarning::RoleRead { written: "fractievoorzitter".to_owned(), role: Role::Member, times: 1 };
    assert_eq!(plan.warnings[2], told);
}

#[test]
fn the_template_reads_without_a_word() {
    let text = format!("{}\nAnna;a@x.nl;CDA;raadslid;30-3-2022;;06;onbekend;landelijk", TEMPLATE_HEADERS.join(";"));
    let reading = read(&sheet(&text));
    assert!(reading.problems.is_empty() && reading.warnings.is_empty() && reading.ignored.is_empty());
    assert_eq!(reading.entries[0].reach, Some(Reach::National));
    assert_eq!(reading.entries[0].side, Some(Side::Unknown));
}

#[test]
fn dates_of_every_kind_of_sheet_are_read() {
    let from = |cell: &str| {
        let reading = read(&sheet(&format!("naam;partij;begindatum\nAnna;CDA;{cell}")));
        reading.entries.first().and_then(|e| e.from)
    };
    let wanted = Some(date(2022, 3, 30));
    for cell in [
        "30-3-2022",
        "2022-03-30",
        "30/03/2022",
        "44650",
        "44650.0",
        "2022-03-30T00:00:00",
        "2022-03-30 00:00:00",
        "30-3-2022 0:00",
    ] {
        assert_eq!(from(cell), wanted, "{cell}");
    }
    for cell in ["2022", "44650.5", "30 maart 2022", "-1", "2022-03-30T12:00:00", "999999", "30-3-22"] {
        assert_eq!(from(cell), None, "{cell}");
    }
}

#[test]
fn too_many_members_is_a_warning() {
    let rows: Vec<String> =
        (0..6).map(|n| format!("Lid {};lid{n}@x.nl;CDA", ["A", "B", "C", "D", "E", "F"][n])).collect();
    let mut present = nothing_yet();
    let plan = import(&mut present, &format!("naam;mail;partij\n{}", rows.join("\n")), KEEP);
    assert_eq!(plan.warnings.last(), Some(&PlanWarning::TooManyMembers(1)));
    let mut none = Present::default();
    assert_eq!(import(&mut none, "naam;mail;partij\nA;a@x.nl;B", KEEP).warnings.last(), Some(&PlanWarning::NoTerm));
}
