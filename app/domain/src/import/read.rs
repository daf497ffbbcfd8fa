//! From cells to checked entries.

use super::{Column, MAX_PHONE, MAX_ROWS, PlanWarning, Problem, Sheet, SheetRow, Wrong};
use crate::localtime::parse_date;
use crate::people::{Reach, Role, Side};
use crate::values::{EmailAddress, PersonName, TextError, Title, fold};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// What one row says, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Number of the row in the file.
    pub row: u32,
    /// Name.
    pub name: PersonName,
    /// E-mail address.
    pub email: Option<EmailAddress>,
    /// Telephone.
    pub phone: Option<String>,
    /// Role.
    pub role: Role,
    /// Faction, for a role that has one.
    pub faction: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Side of the faction.
    pub side: Option<Side>,
    /// Local or national.
    pub reach: Option<Reach>,
}

/// A sheet as far as it can be read.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reading {
    /// Rows without a problem.
    pub entries: Vec<Entry>,
    /// Every problem.
    pub problems: Vec<Problem>,
    /// What to show.
    pub warnings: Vec<PlanWarning>,
    /// Headers that mean nothing to the import.
    pub ignored: Vec<String>,
}

/// Reads a sheet: every row, every problem. Rows without any text are passed over.
#[must_use]
pub fn read(sheet: &Sheet) -> Reading {
    let mut reading = Reading::default();
    let columns = find_columns(sheet, &mut reading);
    let named = columns.contains_key(&Column::Name) || columns.contains_key(&Column::LastName);
    if !named {
        reading.problems.push(of_file(Some(Column::Name), Wrong::ColumnMissing));
    }
    if !columns.contains_key(&Column::Faction) && !columns.contains_key(&Column::Role) {
        reading.problems.push(of_file(Some(Column::Faction), Wrong::ColumnMissing));
    }
    let rows: Vec<&SheetRow> = sheet.rows.iter().filter(|r| r.cells.iter().any(|c| !c.trim().is_empty())).collect();
    if rows.is_empty() {
        reading.problems.push(of_file(None, Wrong::NoRows));
    }
    if rows.len() > MAX_ROWS {
        reading.problems.push(of_file(None, Wrong::TooManyRows));
    }
    if !reading.problems.is_empty() {
        return reading;
    }
    if !columns.contains_key(&Column::Role) {
        reading.warnings.push(PlanWarning::RolesAssumed);
    }
    let national = columns.get(&Column::Reach).is_some_and(|(_, header)| header == "landelijk");
    let mut told_as: Vec<(String, Role, usize)> = Vec::new();
    for row in rows {
        let mut cells = Cells { row, columns: &columns, problems: Vec::new() };
        if let Some(entry) = cells.entry(national, &mut reading.warnings) {
            reading.entries.push(entry);
        }
        if let Some((written, role)) = cells.says_more() {
            let same = told_as.iter_mut().find(|(before, ..)| fold(before) == fold(&written));
            match same {
                Some((_, _, times)) => *times += 1,
                None => told_as.push((written, role, 1)),
            }
        }
        reading.problems.append(&mut cells.problems);
    }
    let told_as = told_as.into_iter();
    reading.warnings.extend(told_as.map(|(written, role, times)| PlanWarning::RoleRead { written, role, times }));
    reading
}

fn of_file(column: Option<Column>, what: Wrong) -> Problem {
    Problem { row: None, column, what, value: String::new() }
}

/// Position and plain header of each column found.
type Columns = BTreeMap<Column, (usize, String)>;

fn find_columns(sheet: &Sheet, reading: &mut Reading) -> Columns {
    let mut columns = Columns::new();
    for (at, header) in sheet.headers.iter().enumerate() {
        let plain = plain_word(header);
        match column_of(&plain) {
            Some(column) if columns.contains_key(&column) => reading.problems.push(Problem {
                row: None,
                column: Some(column),
                what: Wrong::ColumnTwice,
                value: shorten(header),
            }),
            Some(column) => {
                columns.insert(column, (at, plain));
            }
            None if plain.is_empty() => {}
            None => reading.ignored.push(shorten(header.trim())),
        }
    }
    columns
}

/// Headers as clerks write them, letters and digits only.
fn column_of(plain: &str) -> Option<Column> {
    Some(match plain {
        "naam" | "volledigenaam" | "naamraadslid" | "persoon" | "name" => Column::Name,
        "voornaam" | "roepnaam" => Column::FirstName,
        "tussenvoegsel" | "tussenvoegsels" | "tussenv" | "voorvoegsel" | "voorvoegsels" => Column::Infix,
        "achternaam" | "familienaam" | "geslachtsnaam" => Column::LastName,
        "email" | "emailadres" | "mail" | "mailadres" | "epost" => Column::Email,
        "fractie" | "fractienaam" | "partij" | "fractiepartij" | "partijfractie" | "politiekepartij" => Column::Faction,
        "rol" | "functie" | "rolfunctie" | "functierol" | "hoedanigheid" => Column::Role,
        "vanaf" | "van" | "begindatum" | "startdatum" | "ingangsdatum" | "datumvan" | "datumvanaf" | "sinds"
        | "begin" | "installatiedatum" | "datuminstallatie" | "lidsinds" => Column::From,
        "tot" | "totenmet" | "tm" | "einddatum" | "eind" | "einde" | "datumtot" | "datumeinde" => Column::To,
        "telefoon" | "telefoonnummer" | "telefoonnr" | "tel" | "mobiel" | "mobielnummer" | "gsm" => Column::Phone,
        "coalitie" | "coalitieoppositie" | "incoalitie" | "coalitiepartij" => Column::Side,
        "lokaallandelijk" | "landelijklokaal" | "lokaal" | "landelijk" | "lokaleoflandelijke" => Column::Reach,
        _ => return None,
    })
}

/// Whether the words say something that the role they are read as does not: whoever chairs a faction is a member.
fn says_more(plain: &str) -> bool {
    plain.contains("fractievoorzitter")
        || matches!(
            plain,
            "fractieassistent"
                | "fractiemedewerker"
                | "fractieondersteuner"
                | "locoburgemeester"
                | "gemeentesecretaris"
        )
}

/// Letters and digits, without capitals and accents.
fn plain_word(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A role as clerks write it.
fn role_of(text: &str) -> Option<Role> {
    Some(match plain_word(text).as_str() {
        "raadslid"
        | "gemeenteraadslid"
        | "lid"
        | "fractievoorzitter"
        | "raadslidfractievoorzitter"
        | "fractievoorzitterraadslid"
        | "plaatsvervangendfractievoorzitter"
        | "vicefractievoorzitter" => Role::Member,
        "commissielid"
        | "burgerraadslid"
        | "burgerlid"
        | "burgercommissielid"
        | "steunfractielid"
        | "duoraadslid"
        | "duoburgerlid"
        | "schaduwraadslid"
        | "raadscommissielid"
        | "fractieassistent"
        | "burgerraadscommissielid" => Role::CommitteeMember,
        "burgemeester" | "wndburgemeester" | "waarnemendburgemeester" => Role::Mayor,
        "wethouder" | "locoburgemeester" => Role::Alderman,
        "griffier"
        | "griffie"
        | "griffiemedewerker"
        | "raadsgriffier"
        | "plaatsvervangendgriffier"
        | "plvgriffier"
        | "raadsadviseur" => Role::Clerk,
        "fractiesecretaris" | "fractiemedewerker" | "fractieondersteuner" => Role::FactionSecretary,
        "ambtenaar" | "medewerker" | "beleidsmedewerker" | "gemeentesecretaris" => Role::Official,
        "beheerder" | "applicatiebeheerder" | "functioneelbeheerder" => Role::Administrator,
        _ => return None,
    })
}

struct Cells<'a> {
    row: &'a SheetRow,
    columns: &'a Columns,
    problems: Vec<Problem>,
}

impl<'a> Cells<'a> {
    fn text(&self, column: Column) -> &'a str {
        self.columns.get(&column).and_then(|(at, _)| self.row.cells.get(*at)).map_or("", |cell| cell.trim())
    }

    fn wrong(&mut self, column: Column, what: Wrong) {
        let value = shorten(self.text(column));
        self.problems.push(Problem { row: Some(self.row.number), column: Some(column), what, value });
    }

    /// The row as an entry; `None` when it has a problem or is skipped.
    fn entry(&mut self, national: bool, warnings: &mut Vec<PlanWarning>) -> Option<Entry> {
        let row = self.row.number;
        let role = self.role();
        if let Some(role @ (Role::Clerk | Role::Administrator)) = role {
            warnings.push(PlanWarning::RoleSkipped { row, role });
            return None;
        }
        let name = self.name();
        let email = self.optional(Column::Email, |text| EmailAddress::parse(text).map_err(Wrong::EmailUnfit));
        let phone = self.optional(Column::Phone, phone);
        let faction = self.optional(Column::Faction, |text| {
            Title::parse(text).map(|t| collapse(t.as_str())).map_err(|_| Wrong::FactionUnfit)
        });
        let from = self.optional(Column::From, sheet_date);
        let to = self.optional(Column::To, sheet_date);
        let side = self.optional(Column::Side, side_of);
        let reach = self.optional(Column::Reach, |text| reach_of(text, national));

        let has_faction = role.is_some_and(Role::has_faction);
        if has_faction && self.text(Column::Faction).is_empty() {
            self.wrong(Column::Faction, Wrong::FactionMissing);
        }
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.wrong(Column::To, Wrong::EndsBeforeStart);
        }
        if !self.problems.is_empty() {
            return None;
        }
        if faction.is_some() && !has_faction {
            warnings.push(PlanWarning::FactionSkipped { row });
        }
        Some(Entry {
            row,
            name: name?,
            email,
            phone,
            role: role?,
            faction: faction.filter(|_| has_faction),
            from,
            to,
            side: side.filter(|_| has_faction),
            reach: reach.filter(|_| has_faction),
        })
    }

    fn optional<T>(&mut self, column: Column, parse: impl Fn(&str) -> Result<T, Wrong>) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        match parse(text) {
            Ok(value) => Some(value),
            Err(what) => {
                self.wrong(column, what);
                None
            }
        }
    }

    fn name(&mut self) -> Option<PersonName> {
        let whole = self.text(Column::Name);
        let (column, text) = if whole.is_empty() {
            let parts = [Column::FirstName, Column::Infix, Column::LastName].map(|c| self.text(c));
            let column = if self.columns.contains_key(&Column::Name) { Column::Name } else { Column::LastName };
            (column, parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" "))
        } else {
            (Column::Name, whole.to_owned())
        };
        match PersonName::parse(&text) {
            Ok(name) => Some(name),
            Err(TextError::Empty) => {
                self.wrong(column, Wrong::NameMissing);
                None
            }
            Err(_) => {
                self.wrong(column, Wrong::NameUnfit);
                None
            }
        }
    }

    /// The role of the row as it is written, where that says more than what it is read as.
    fn says_more(&self) -> Option<(String, Role)> {
        let text = self.text(Column::Role);
        says_more(&plain_word(text)).then(|| role_of(text)).flatten().map(|role| (shorten(text), role))
    }

    fn role(&mut self) -> Option<Role> {
        let text = self.text(Column::Role);
        if !text.is_empty() {
            let role = role_of(text);
            if role.is_none() {
                self.wrong(Column::Role, Wrong::RoleUnknown);
            }
            return role;
        }
        if self.text(Column::Faction).is_empty() {
            self.wrong(Column::Role, Wrong::RoleMissing);
            return None;
        }
        Some(Role::Member)
    }
}

/// A date as people write it, as a sheet stores it (days since 30 December 1899), or with a midnight after it.
fn sheet_date(text: &str) -> Result<Date, Wrong> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let rest = text[day.len()..].trim_start_matches(['T', ' ']);
    if !rest.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z')) {
        return Err(Wrong::DateUnfit);
    }
    if let Some(date) = parse_date(day) {
        return Ok(date);
    }
    let serial = day.strip_suffix(".0").or_else(|| day.strip_suffix(",0")).unwrap_or(day);
    let days: i64 = match serial.parse::<u32>() {
        Ok(days @ 1..=109_574) if rest.is_empty() => days.into(),
        _ => return Err(Wrong::DateUnfit),
    };
    // A year typed alone is not a serial number.
    if days < 10_000 {
        return Err(Wrong::DateUnfit);
    }
    date(1899, 12, 30).checked_add(SignedDuration::from_hours(24 * days)).map_err(|_| Wrong::DateUnfit)
}

fn phone(text: &str) -> Result<String, Wrong> {
    let fits = text.chars().count() <= MAX_PHONE
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.' | '/'))
        && text.chars().any(|c| c.is_ascii_digit());
    if fits { Ok(collapse(text)) } else { Err(Wrong::PhoneUnfit) }
}

fn side_of(text: &str) -> Result<Side, Wrong> {
    Ok(match fold(text).as_str() {
        "ja" | "j" | "x" | "yes" | "y" | "1" | "waar" | "true" | "coalitie" => Side::Coalition,
        "nee" | "n" | "no" | "0" | "onwaar" | "false" | "oppositie" => Side::Opposition,
        "onbekend" | "?" | "unknown" | "nvt" | "n.v.t." => Side::Unknown,
        _ => return Err(Wrong::SideUnfit),
    })
}

/// `national`: the header asks "landelijk", so that yes means national.
fn reach_of(text: &str, national: bool) -> Result<Reach, Wrong> {
    let (yes, no) = if national { (Reach::National, Reach::Local) } else { (Reach::Local, Reach::National) };
    Ok(match fold(text).as_str() {
        "lokaal" | "lokale partij" => Reach::Local,
        "landelijk" | "landelijke partij" => Reach::National,
        "ja" | "j" | "x" | "1" | "waar" | "true" => yes,
        "nee" | "n" | "0" | "onwaar" | "false" => no,
        "onbekend" | "?" | "unknown" => Reach::Unknown,
        _ => return Err(Wrong::ReachUnfit),
    })
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(text: &str) -> String {
    text.chars().take(80).collect()
}
