//! What was typed about an update, and what it means.

use domain::{
    localtime::{Quarter, WallTimeError, parse_date, parse_time, resolve},
    values::{LongText, ShortText, Title},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;

use super::{
    commands::Written,
    store::{Figure, Update},
};
use crate::form::FieldErrors;

/// Most figures in one update: beyond it nobody reads them.
pub const MAX_FIGURES: usize = 12;
/// Empty rows under the figures that are there.
const SPARE_ROWS: usize = 3;
/// Quarters one can write over: the running one and those before it.
const QUARTERS: usize = 4;

/// The form that writes, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UpdateInput {
    /// Whose update, when somebody else writes it.
    pub wethouder: String,
    /// Over which quarter.
    pub kwartaal: String,
    /// Title.
    pub titel: String,
    /// What happened.
    pub gebeurd: String,
    /// What failed and was learnt.
    pub mislukt: String,
    /// What is next.
    pub vooruit: String,
    /// Names of the figures, row by row.
    pub cijfer_naam: Vec<String>,
    /// Their values.
    pub cijfer_waarde: Vec<String>,
    /// Their targets.
    pub cijfer_doel: Vec<String>,
    /// Their sources.
    pub cijfer_bron: Vec<String>,
    /// Which button: `publiceren` goes on to the preview.
    pub actie: String,
    /// Idempotency key of a new one.
    pub key: String,
    /// The version it was made from.
    pub version: String,
}

impl UpdateInput {
    /// What is stored, as one would type it.
    pub fn of(update: &Update) -> Self {
        let column = |of: fn(&Figure) -> &String| update.figures.iter().map(|one| of(one).clone()).collect();
        Self {
            kwartaal: update.quarter.to_string(),
            titel: update.title.clone(),
            gebeurd: update.happened.clone(),
            mislukt: update.failed.clone(),
            vooruit: update.ahead.clone(),
            cijfer_naam: column(|one| &one.name),
            cijfer_waarde: column(|one| &one.value),
            cijfer_doel: column(|one| &one.target),
            cijfer_bron: column(|one| &one.source),
            version: update.version.to_string(),
            ..Self::default()
        }
    }

    /// The rows as typed, empty ones too.
    fn rows(&self) -> Vec<Figure> {
        let columns = [&self.cijfer_naam, &self.cijfer_waarde, &self.cijfer_doel, &self.cijfer_bron];
        let length = columns.iter().map(|column| column.len()).max().unwrap_or_default();
        let cell = |column: &[String], at: usize| column.get(at).cloned().unwrap_or_default();
        (0..length)
            .map(|at| Figure {
                name: cell(&self.cijfer_naam, at),
                value: cell(&self.cijfer_waarde, at),
                target: cell(&self.cijfer_doel, at),
                source: cell(&self.cijfer_bron, at),
            })
            .collect()
    }

    /// The rows to show: as typed, and a few empty ones at the end as long as more are allowed.
    pub fn rows_to_show(&self) -> Vec<Figure> {
        let mut rows = self.rows();
        while rows.last().is_some_and(is_blank) {
            rows.pop();
        }
        let wanted = (rows.len() + SPARE_ROWS).min(MAX_FIGURES).max(rows.len());
        rows.resize(wanted, Figure::default());
        rows
    }

    /// The figures as typed, without empty rows and the spaces around them.
    pub fn figures_typed(&self) -> Vec<Figure> {
        let trim = |text: &str| text.trim().to_owned();
        let neat = |row: Figure| Figure {
            name: trim(&row.name),
            value: trim(&row.value),
            target: trim(&row.target),
            source: trim(&row.source),
        };
        self.rows().into_iter().filter(|row| !is_blank(row)).map(neat).collect()
    }

    /// What was typed, understood; or every field that is wrong, all at once.
    pub fn parse(&self, today: Date) -> Result<Written, FieldErrors> {
        let mut errors = FieldErrors::default();
        let quarter = Quarter::parse(&self.kwartaal).filter(|quarter| *quarter <= Quarter::containing(today));
        let quarter = errors.take("kwartaal", quarter.ok_or("update-error-quarter"));
        let title = errors.take("titel", Title::parse(&self.titel));
        let mut long = |field: &str, text: &str| errors.take(field, LongText::optional(text)).flatten();
        let happened = long("gebeurd", &self.gebeurd);
        let failed = long("mislukt", &self.mislukt);
        let ahead = long("vooruit", &self.vooruit);
        let figures = self.figures(&mut errors);
        match (quarter, title) {
            (Some(quarter), Some(title)) if errors.is_empty() => {
                Ok(Written { quarter, title, happened, failed, ahead, figures })
            }
            _ => Err(errors),
        }
    }

    fn figures(&self, errors: &mut FieldErrors) -> Vec<Figure> {
        let rows: Vec<_> = (1..).zip(self.rows()).filter(|(_, row)| !is_blank(row)).collect();
        if rows.len() > MAX_FIGURES {
            errors.add("cijfer-naam-1", "update-error-figures");
        }
        rows.into_iter().map(|(at, row)| figure(errors, at, &row)).collect()
    }
}

fn is_blank(row: &Figure) -> bool {
    [&row.name, &row.value, &row.target, &row.source].iter().all(|cell| cell.trim().is_empty())
}

/// One row: name and value belong together, target and source may stay empty.
fn figure(errors: &mut FieldErrors, at: usize, row: &Figure) -> Figure {
    let mut cell = |field: &str, text: &str, needed: Option<&'static str>| {
        let field = format!("cijfer-{field}-{at}");
        match (errors.take(&field, ShortText::optional(text)), needed) {
            (Some(Some(text)), _) => text.into_string(),
            (Some(None), Some(key)) => {
                errors.add(&field, key);
                String::new()
            }
            (Some(None), None) | (None, _) => String::new(),
        }
    };
    Figure {
        name: cell("naam", &row.name, Some("update-error-figure-name")),
        value: cell("waarde", &row.value, Some("update-error-figure-value")),
        target: cell("doel", &row.target, None),
        source: cell("bron", &row.source, None),
    }
}

/// The quarters one can choose: the running one first.
pub fn quarters(today: Date) -> Vec<Quarter> {
    std::iter::successors(Some(Quarter::containing(today)), |quarter| Some(quarter.previous())).take(QUARTERS).collect()
}

/// The form that publishes now.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PublishInput {
    /// The version that was looked at.
    pub version: String,
    /// Day by which it must be known.
    pub nodig_datum: String,
    /// Time by which it must be known.
    pub nodig_tijd: String,
    /// Idempotency key.
    pub key: String,
}

/// The form that schedules.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScheduleInput {
    /// Day.
    pub datum: String,
    /// Time.
    pub tijd: String,
    /// Day by which it must be known.
    pub nodig_datum: String,
    /// Time by which it must be known.
    pub nodig_tijd: String,
    /// The version that was looked at.
    pub version: String,
}

impl ScheduleInput {
    /// The moment, as the clocks of the municipality show it.
    pub fn parse(&self, zone: &TimeZone) -> Result<Timestamp, FieldErrors> {
        let mut errors = FieldErrors::default();
        let date = errors.take("datum", parse_date(&self.datum).ok_or("error-date"));
        let time = errors.take("tijd", parse_time(&self.tijd).ok_or("error-time"));
        let (Some(date), Some(time)) = (date, time) else { return Err(errors) };
        resolve(date, time, zone).map_err(|error| {
            match error {
                WallTimeError::Gap => errors.add("tijd", "error-gap"),
                WallTimeError::Fold => errors.add("tijd", "error-fold"),
                WallTimeError::OutOfRange => errors.add("datum", "error-date"),
            }
            errors
        })
    }
}

/// The version a form was made from; 0, which no row has, when it is not a number.
pub fn version(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn typed(rows: &[[&str; 4]]) -> UpdateInput {
        let column = |at: usize| rows.iter().map(|row| row[at].to_owned()).collect();
        UpdateInput {
            kwartaal: "2026-2".into(),
            titel: "Jeugd en Wmo".into(),
            cijfer_naam: column(0),
            cijfer_waarde: column(1),
            cijfer_doel: column(2),
            cijfer_bron: column(3),
            ..UpdateInput::default()
        }
    }

    const TODAY: Date = date(2026, 9, 1);

    #[test]
    fn empty_rows_go_and_the_order_stays() {
        let input =
            typed(&[["", "", "", ""], ["Wachtlijst", "41", "30", ""], [" ", "", "", ""], ["Vervoer", "3", "", "CBS"]]);
        let written = input.parse(TODAY).unwrap();
        let names: Vec<_> = written.figures.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Wachtlijst", "Vervoer"]);
    }

    #[test]
    fn a_figure_needs_a_name_and_a_value_and_the_error_stands_by_its_row() {
        let errors = typed(&[["A", "1", "", ""], ["", "2", "", ""], ["C", "", "", ""]]).parse(TODAY).unwrap_err();
        let keys: Vec<_> = errors.keys().collect();
        assert_eq!(
            keys,
            [("cijfer-naam-2", "update-error-figure-name"), ("cijfer-waarde-3", "update-error-figure-value")]
        );
    }

    #[test]
    fn there_are_three_empty_rows_until_there_are_twelve() {
        assert_eq!(typed(&[]).rows_to_show().len(), 3);
        assert_eq!(typed(&[["A", "1", "", ""], ["", "", "", ""]]).rows_to_show().len(), 4);
        assert_eq!(typed(&[["A", "1", "", ""]; 11]).rows_to_show().len(), 12);
        assert_eq!(typed(&[["A", "1", "", ""]; 13]).rows_to_show().len(), 13);
        assert!(typed(&[["A", "1", "", ""]; 13]).parse(TODAY).is_err());
    }

    #[test]
    fn nobody_writes_over_a_quarter_that_has_not_begun() {
        let input = UpdateInput { kwartaal: "2026-4".into(), ..typed(&[]) };
        assert_eq!(input.parse(TODAY).unwrap_err().keys().next(), Some(("kwartaal", "update-error-quarter")));
        let shown: Vec<_> = quarters(TODAY).iter().map(Quarter::to_string).collect();
        assert_eq!(shown, ["2026-3", "2026-2", "2026-1", "2025-4"]);
    }

    #[test]
    fn a_time_that_does_not_exist_is_refused_with_the_reason() {
        let zone = domain::localtime::amsterdam();
        let at =
            |datum: &str, tijd: &str| ScheduleInput { datum: datum.into(), tijd: tijd.into(), ..Default::default() };
        assert_eq!(at("2026-09-08", "9:00").parse(&zone).unwrap().to_string(), "2026-09-08T07:00:00Z");
        assert_eq!(at("2027-03-28", "02:30").parse(&zone).unwrap_err().keys().next(), Some(("tijd", "error-gap")));
        assert!(at("", "").parse(&zone).is_err());
    }
}
