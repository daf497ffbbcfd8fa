//! The council as a file: semicolons, UTF-8 with a mark in front, Dutch headers, as spreadsheets in the Netherlands open
//! it. The import takes it back unchanged.

use domain::{
    import::TEMPLATE_HEADERS,
    people::{Appointment, Reach, Role, Side},
    values::fold,
};
use jiff::civil::Date;

use super::store::Register;
use crate::error::AppError;

/// Roles the import makes; clerks and administrators are entered by hand.
const ROLES: &[Role] =
    &[Role::Member, Role::CommitteeMember, Role::FactionSecretary, Role::Mayor, Role::Alderman, Role::Official];

/// What tells a spreadsheet that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// Everybody who has a role on the day, those included who are replaced for a while.
pub fn composition(register: &Register, day: Date) -> Result<String, AppError> {
    let book = &register.book;
    let view = book.council.view();
    let mut held: Vec<&Appointment> =
        book.council.appointments.iter().filter(|a| ROLES.contains(&a.role) && a.span.contains(day)).collect();
    held.sort_by_cached_key(|a| {
        let faction = a.faction.map(|f| fold(book.faction_name(f))).unwrap_or_default();
        let place = ROLES.iter().position(|role| *role == a.role);
        (a.faction.is_none(), faction, place, fold(book.name(a.person)), a.id)
    });
    let rows = held.into_iter().map(|a| {
        let entry = book.people.get(&a.person);
        let faction = a.faction.and_then(|id| view.faction(id));
        [
            book.name(a.person).to_owned(),
            entry.and_then(|entry| entry.email.clone()).unwrap_or_default(),
            faction.map(|f| f.name.clone()).unwrap_or_default(),
            a.role.code().to_owned(),
            a.span.from.to_string(),
            a.span.to.map(|to| to.to_string()).unwrap_or_default(),
            register.phones.get(&a.person).cloned().unwrap_or_default(),
            faction.map(|f| in_coalition(view.side_of_faction(f.id, day))).unwrap_or_default().to_owned(),
            faction.map(|f| reach(f.reach)).unwrap_or_default().to_owned(),
        ]
    });
    write(rows)
}

/// Three invented people, one of each kind a clerk enters most.
pub fn template(today: Date) -> Result<String, AppError> {
    let from = today.to_string();
    let row = |name: &str, email: &str, faction: &str, role: Role, phone: &str, side: &str, reach: &str| {
        [name, email, faction, role.code(), from.as_str(), "", phone, side, reach].map(str::to_owned)
    };
    write([
        row(
            "Samira Voorbeeld",
            "s.voorbeeld@gemeente.example",
            "Lokaal Voorbeeld",
            Role::Member,
            "06 00000001",
            "ja",
            "lokaal",
        ),
        row(
            "Jelmer de Proef",
            "j.deproef@gemeente.example",
            "Proefpartij",
            Role::CommitteeMember,
            "",
            "nee",
            "landelijk",
        ),
        row("Anouk van Monster", "a.vanmonster@gemeente.example", "", Role::Alderman, "", "", ""),
    ])
}

/// The word the import reads.
fn in_coalition(side: Side) -> &'static str {
    match side {
        Side::Coalition => "ja",
        Side::Opposition => "nee",
        Side::Unknown => "onbekend",
    }
}

fn reach(reach: Reach) -> &'static str {
    reach.code()
}

fn write(rows: impl IntoIterator<Item = [String; 9]>) -> Result<String, AppError> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(TEMPLATE_HEADERS).map_err(AppError::unexpected)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(AppError::unexpected)?;
    }
    let bytes = writer.into_inner().map_err(AppError::unexpected)?;
    Ok(format!("{MARK}{}", String::from_utf8(bytes).map_err(AppError::unexpected)?))
}

/// Whether a spreadsheet would take the text for a formula (R63).
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The text with an apostrophe before it when a spreadsheet would take it for a formula. One that looks as if it had
/// such an apostrophe gets one too, so that [`plain`] always finds the way back.
pub fn harmless(text: &str) -> String {
    if is_formula(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// The text as it was before [`harmless`].
pub fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_is_a_formula_and_every_text_comes_back(text in "['=+@a-]{0,6}|\\PC*") {
            let written = harmless(&text);
            prop_assert!(!is_formula(&written));
            prop_assert_eq!(plain(&written), text);
        }
    }

    #[test]
    fn the_template_has_the_headers_the_import_knows() {
        let text = template(date(2026, 9, 1)).expect("a template");
        assert!(text.starts_with("\u{feff}naam;e-mail;fractie;rol;vanaf;tot;telefoon;coalitie;lokaal/landelijk\r\n"));
        assert_eq!(text.lines().count(), 4);
    }
}
