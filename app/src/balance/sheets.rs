//! The tables of a report as data: one and the same for the page, the spreadsheet and the letter.

use domain::people::Side;

use super::{
    figures::{Reading, ReadingRow, Telling},
    said::Groups,
};
use crate::{ctx::Ctx, people::store::CouncilBook, text::whole};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A number with so many decimals.
    Number(f64, usize),
    /// Hours later than the others; below zero earlier.
    Later(f64),
    /// A p.
    Chance(f64),
    /// Nothing to say.
    None,
    /// There is a figure, and it is not shown.
    Hidden,
}

impl Cell {
    /// As it is read on the page.
    pub fn words(&self, ctx: &Ctx) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(n) => ctx.lang.number(whole(*n)),
            Self::Number(number, decimals) => comma(ctx, &format!("{number:.decimals$}")),
            Self::Later(hours) => {
                let words = comma(ctx, &format!("{:.1}", hours.abs()));
                if *hours < 0.0 && !is_nought(*hours) {
                    ctx.tn("report-earlier", &[("hours", words.into())])
                } else {
                    words
                }
            }
            Self::Chance(p) if *p < 0.001 => comma(ctx, "< 0.001"),
            Self::Chance(p) => comma(ctx, &format!("{p:.3}")),
            Self::None => "–".to_owned(),
            Self::Hidden => ctx.t("balance-hidden"),
        }
    }

    fn number(number: Option<f64>, decimals: usize) -> Self {
        number.map_or(Self::None, |number| Self::Number(number, decimals))
    }
}

fn comma(ctx: &Ctx, number: &str) -> String {
    if ctx.lang == crate::text::Lang::Nl { number.replace('.', ",") } else { number.to_owned() }
}

/// Whether no more than this is left of it with one decimal.
fn is_nought(hours: f64) -> bool {
    hours.abs() < 0.05
}

/// Who reads a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// People: "18,0 eerder".
    People,
    /// A spreadsheet that goes on computing: −18,0, and p.
    Spreadsheet,
}

/// One table.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub title: String,
    /// Its columns: the first names the row, the others hold figures.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// The side of each row, for the page.
    pub sides: Vec<Option<Side>>,
}

/// Telling: both groups, then every faction.
pub fn telling(ctx: &Ctx, groups: &Groups, telling: &Telling, book: &CouncilBook, reader: For) -> Sheet {
    let timing = &telling.report.telling;
    let chance = if reader == For::People { "chance" } else { "p" };
    let mut sheet = Sheet {
        title: ctx.t("report-sheet-telling"),
        head: ["group", "people", "never", "mean-when", "mean", "median", "later", chance]
            .map(|word| ctx.t(&format!("report-col-{word}")))
            .to_vec(),
        rows: Vec::new(),
        sides: Vec::new(),
    };
    let row = |name: &str, people: usize, timing: &domain::balance::report::Timing, at: usize| {
        let later = timing.head_start_hours.map(|head| if at == 0 { -head } else { head });
        vec![
            Cell::Text(name.to_owned()),
            Cell::Count(u64::try_from(people).unwrap_or(u64::MAX)),
            Cell::number(timing.never_share.values[at].map(|share| share * 100.0), 1),
            Cell::number(timing.mean_hours_when.values[at], 1),
            Cell::number(timing.mean_hours.values[at], 1),
            Cell::number(timing.median_hours.values[at], 1),
            match (later, reader) {
                (None, _) => Cell::None,
                (Some(hours), For::People) => Cell::Later(hours),
                // Zero has no sign.
                (Some(hours), For::Spreadsheet) => Cell::Number(if is_nought(hours) { 0.0 } else { hours }, 1),
            },
            timing.p.map_or(Cell::None, Cell::Chance),
        ]
    };
    for at in [0, 1] {
        sheet.rows.push(row(&groups.names[at], telling.report.groups.values[at].people, timing, at));
        sheet.sides.push(groups.sides.map(|sides| sides[at]));
    }
    for one in order(telling, book) {
        let name = faction_name(ctx, book, one.faction);
        sheet.rows.push(row(&name, one.report.groups.values[0].people, &one.report.telling, 0));
        sheet.sides.push(Some(one.side));
    }
    sheet
}

/// The factions in the order of the house: side, then people, then name.
pub fn order<'a>(telling: &'a Telling, book: &CouncilBook) -> Vec<&'a super::figures::FactionTelling> {
    let mut factions: Vec<_> = telling.factions.iter().collect();
    factions.sort_by_cached_key(|one| {
        let name = one.faction.map(|id| book.faction_name(id).to_owned()).unwrap_or_default();
        (one.side, std::cmp::Reverse(one.report.groups.values[0].people), name)
    });
    factions
}

/// The name of a faction, or that there is none.
pub fn faction_name(ctx: &Ctx, book: &CouncilBook, faction: Option<uuid::Uuid>) -> String {
    faction.map_or_else(|| ctx.t("balance-no-faction"), |id| book.faction_name(id).to_owned())
}

/// Reading: both sides, then their factions, small ones together. `None` where nothing is shown.
pub fn reading(ctx: &Ctx, reading: &Reading, book: &CouncilBook) -> Option<Sheet> {
    let Reading::Shown(figures) = reading else { return None };
    let rows: Vec<&ReadingRow> = figures.sides.iter().chain(&figures.groups).collect();
    let count = |row: &ReadingRow, n: Option<u64>| match n {
        Some(n) => Cell::Count(n),
        None if row.people > 0 => Cell::Hidden,
        None => Cell::None,
    };
    let mut words = vec!["group", "people", "read", "of", "share"];
    if figures.hours {
        words.push("median-read");
    }
    Some(Sheet {
        title: ctx.t("report-sheet-reading"),
        head: words.into_iter().map(|word| ctx.t(&format!("report-col-{word}"))).collect(),
        sides: rows.iter().map(|row| Some(row.side())).collect(),
        rows: rows
            .into_iter()
            .map(|row| {
                let mut cells = vec![
                    Cell::Text(reading_name(ctx, book, row)),
                    Cell::Count(u64::try_from(row.people).unwrap_or(u64::MAX)),
                    count(row, row.count),
                    count(row, row.of),
                    // Beside its counts a decimal says nothing more.
                    Cell::number(row.share().map(|share| share * 100.0), usize::from(row.count.is_some())),
                ];
                if figures.hours {
                    cells.push(Cell::number(row.median_hours, 1));
                }
                cells
            })
            .collect(),
    })
}

/// The name of a row about reading.
pub fn reading_name(ctx: &Ctx, book: &CouncilBook, row: &ReadingRow) -> String {
    let side = ctx.t(&format!("side-{}", row.side));
    match row.factions.as_slice() {
        [] => side,
        [one] => faction_name(ctx, book, *one),
        several => ctx.tn("balance-others", &[("side", side.into()), ("n", whole(several.len()).into())]),
    }
}
