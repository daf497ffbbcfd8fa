//! A council with the seats and coalition of a real one, from a file of councils; everybody in it is invented.

use domain::{
    localtime::{FIRST_YEAR, LAST_YEAR},
    people::{Reach, Side},
    values::fold,
};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

use super::{SeedProblem, SeedReport, sketch::Sketch};
use crate::db::Db;

/// Written in the file where a seat belongs to no party.
const NO_PARTY: &str = "(no party given)";
/// What such a faction is called.
const NO_PARTY_NAME: &str = "Zonder fractienaam";
/// Largest council by law (Gemeentewet art. 8).
const MOST_SEATS: u16 = 45;

/// Parties that sit in councils across the country, folded.
const NATIONAL: &[&str] = &[
    "50plus",
    "bbb",
    "bij1",
    "cda",
    "christenunie",
    "d66",
    "denk",
    "fvd",
    "forum voor democratie",
    "groenlinks",
    "ja21",
    "partij voor de dieren",
    "pvda",
    "pvdd",
    "pvv",
    "sgp",
    "sp",
    "volt",
    "vvd",
];

/// One row of the file; other columns (basis, confidence, source) are for people.
#[derive(Debug, Deserialize)]
struct Row {
    municipality: String,
    cbs_code: String,
    election_year: i16,
    council_size: u16,
    party: String,
    seats: u16,
    in_coalition: String,
}

/// Makes the municipality of this name as its council was after the elections of this year. Refuses when it exists.
pub async fn composition(
    db: &Db,
    csv_text: &str,
    municipality: &str,
    year: i16,
    now: Timestamp,
) -> Result<SeedReport, SeedProblem> {
    let rows = rows_of(csv_text, municipality, year)?;
    sketch(&rows)?.found(db, now).await
}

/// The first day of a council elected in this year. Regular elections (2014, 2018, 2022, …) are in March; the old
/// members step down together on the Thursday of 23 to 29 March (Kieswet art. C 4; in 2022 and 2026 a few days later,
/// which no test or demonstration depends on). Any other year is a municipality made by merging: elected in November, its
/// council begins on 1 January.
pub fn first_day(year: i16) -> Date {
    if year.rem_euclid(4) == 2 {
        let day = Date::constant(year, 3, 23);
        let to_thursday = (4 - day.weekday().to_monday_one_offset()).rem_euclid(7);
        Date::constant(year, 3, 23 + to_thursday)
    } else {
        Date::constant(year.saturating_add(1), 1, 1)
    }
}

fn rows_of(csv_text: &str, municipality: &str, year: i16) -> Result<Vec<Row>, SeedProblem> {
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv_text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for (at, row) in reader.deserialize::<Row>().enumerate() {
        let line = at as u64 + 2;
        let row = row.map_err(|error| SeedProblem::Row {
            line: error.position().map_or(line, csv::Position::line),
            what: error.to_string(),
        })?;
        known.insert(format!("{} {}", row.municipality, row.election_year));
        if fold(&row.municipality) == fold(municipality.trim()) && row.election_year == year {
            if !(FIRST_YEAR..=LAST_YEAR).contains(&row.election_year) {
                return Err(SeedProblem::Row { line, what: "dit verkiezingsjaar kan niet".to_owned() });
            }
            if row.council_size == 0 || row.council_size > MOST_SEATS || row.seats > MOST_SEATS {
                return Err(SeedProblem::Row { line, what: format!("een raad heeft 1 tot {MOST_SEATS} zetels") });
            }
            rows.push(row);
        }
    }
    if rows.is_empty() {
        return Err(SeedProblem::NotInFile {
            municipality: municipality.to_owned(),
            year,
            known: known.into_iter().collect::<Vec<_>>().join(", "),
        });
    }
    Ok(rows)
}

fn sketch(rows: &[Row]) -> Result<Sketch, SeedProblem> {
    let mut rows: Vec<&Row> = rows.iter().collect();
    // Largest first: seats of committee members and the secretary go by size. The sort keeps the file's order.
    rows.sort_by_key(|row| std::cmp::Reverse(row.seats));
    let first = rows.first().ok_or_else(|| SeedProblem::Row { line: 1, what: "geen rijen".to_owned() })?;
    let code = (!first.cbs_code.is_empty()).then(|| first.cbs_code.to_lowercase());
    let size = first.council_size;
    let mut sketch = Sketch::new(&first.municipality, code, first_day(first.election_year), size)?;
    let mut factions = Vec::new();
    for row in &rows {
        let name = if row.party == NO_PARTY { NO_PARTY_NAME } else { &row.party };
        factions.push(sketch.faction(name, reach_of(&row.party), side_of(&row.in_coalition), row.seats)?);
    }
    sketch.committee(&factions, usize::from(size / 4).clamp(4, 9))?;
    let coalition = rows.iter().filter(|row| side_of(&row.in_coalition) == Side::Coalition).count();
    sketch.surroundings(coalition.clamp(3, 4), factions.first().copied())?;
    Ok(sketch)
}

fn side_of(in_coalition: &str) -> Side {
    match in_coalition {
        "yes" => Side::Coalition,
        "no" => Side::Opposition,
        _ => Side::Unknown,
    }
}

/// National when it, or every part of a joint list, is a party that sits across the country; else local.
fn reach_of(party: &str) -> Reach {
    if party == NO_PARTY {
        return Reach::Unknown;
    }
    let folded = fold(party.split('(').next().unwrap_or_default());
    let whole = folded.trim();
    let national = |name: &str| NATIONAL.contains(&name.trim());
    if national(whole) || whole.split(['/', '+', '-']).all(national) { Reach::National } else { Reach::Local }
}

#[cfg(test)]
mod tests {
    use domain::people::{Role, Span};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_council_begins_on_the_thursday_in_late_march_or_else_on_new_years_day() {
        assert_eq!(first_day(2014), date(2014, 3, 27));
        assert_eq!(first_day(2018), date(2018, 3, 29));
        assert_eq!(first_day(2012), date(2013, 1, 1));
    }

    #[test]
    fn joint_lists_of_national_parties_are_national() {
        assert_eq!(reach_of("PvdA/GroenLinks"), Reach::National);
        assert_eq!(reach_of("PvdA + D66 (split not found)"), Reach::National);
        assert_eq!(reach_of("Goeree-Overflakkee Samen"), Reach::Local);
        assert_eq!(reach_of("(no party given)"), Reach::Unknown);
    }

    #[test]
    fn a_council_that_is_not_in_the_file_is_refused_with_what_is() {
        let file = "municipality,cbs_code,election_year,council_size,party,seats,in_coalition\nOmmen,gm0175,2018,17,CDA,4,unknown\n";
        let refused = rows_of(file, "Ommen", 2014).map(|rows| rows.len());
        assert!(matches!(refused, Err(SeedProblem::NotInFile { known, .. }) if known == "Ommen 2018"));
        assert_eq!(rows_of(file, "ommen", 2018).map(|rows| rows.len()).ok(), Some(1));
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named_by_its_line() {
        let file = "municipality,cbs_code,election_year,council_size,party,seats,in_coalition\nOmmen,gm0175,2018,17,CDA,vier,unknown\n";
        assert!(matches!(rows_of(file, "Ommen", 2018), Err(SeedProblem::Row { line: 2, .. })));
    }

    #[test]
    fn the_seats_of_the_file_are_filled_and_the_rest_is_vacant() {
        let file = "municipality,cbs_code,election_year,council_size,party,seats,in_coalition\nOmmen,gm0175,2018,17,CDA,4,yes\nOmmen,gm0175,2018,17,LPO,4,no\n";
        let sketch = rows_of(file, "Ommen", 2018).and_then(|rows| sketch(&rows)).expect("a sketch");
        let council = sketch.council();
        let day = date(2018, 4, 1);
        assert_eq!(council.view().members_on(day).len(), 8);
        assert_eq!(council.view().vacant_seats(day), 9);
        assert_eq!(council.view().committee_members_on(day).len(), 4);
        assert_eq!(council.view().with_role(Role::Alderman, day).len(), 3);
        assert!(council.appointments.iter().all(|a| a.span == Span::open(date(2018, 3, 29))));
    }
}
