//! Bars. Every one stands beside words that say the same; the drawing itself is hidden from assistive technology.
//! Widths are attributes of SVG elements, because style attributes are forbidden here.

use leptos::prelude::*;

use super::{Side, SideMark, badges::side_class};

/// Share in per cent with one decimal, as a width.
fn width(part: i64, total: i64) -> String {
    let part = part.clamp(0, total.max(0));
    if total <= 0 { "0%".to_owned() } else { format!("{:.1}%", part as f64 * 100.0 / total as f64) }
}

/// Part of a whole: "3 van 12".
#[component]
pub fn Bar(
    /// How many.
    part: i64,
    /// Of how many.
    total: i64,
    /// The same in words.
    #[prop(into)]
    text: String,
    /// Coloured by side, when it is one's.
    #[prop(optional)]
    side: Option<Side>,
) -> impl IntoView {
    view! {
        <span class="bar-row">
            <span class="bar" aria-hidden="true">{fill(width(part, total), side)}</span>
            <span class="bar-text">{text}</span>
        </span>
    }
}

fn fill(width: String, side: Option<Side>) -> impl IntoView {
    let class = format!("bar-fill {}", side.map(side_class).unwrap_or_default());
    view! { <svg class=class width=width height="100%" preserveAspectRatio="none"></svg> }
}

/// Answers of one faction.
#[derive(Debug, Clone, Default)]
pub struct AnswerRow {
    /// Name of the faction.
    pub name: String,
    /// Its side, if sides are shown.
    pub side: Option<Side>,
    /// Come.
    pub yes: i64,
    /// May come: perhaps, or when a place comes free.
    pub maybe: i64,
    /// Do not come.
    pub no: i64,
    /// Have not answered.
    pub none: i64,
    /// The same in words: "3 komen, 1 misschien, 1 niet".
    pub text: String,
}

/// One person is one cell: high for yes, half for maybe, a thin line for no, a dot for no answer. Without colour the
/// heights still tell.
fn cells(row: &AnswerRow) -> impl IntoView + use<> {
    const CELL: i64 = 14;
    const HIGH: i64 = 20;
    let kinds =
        [("cell-yes", row.yes, 20), ("cell-maybe", row.maybe, 11), ("cell-no", row.no, 4), ("cell-none", row.none, 4)];
    let mut at = 0;
    let mut drawn = Vec::new();
    for (class, count, height) in kinds {
        for _ in 0..count.max(0) {
            let wide = if class == "cell-none" { 4 } else { CELL - 2 };
            let x = at * CELL + (CELL - 2 - wide) / 2;
            drawn.push(view! { <rect class=class x=x y=HIGH - height width=wide height=height/> });
            at += 1;
        }
    }
    let wide = (at * CELL).max(CELL);
    view! {
        <svg class="answer-cells" viewBox=format!("0 0 {wide} {HIGH}") width=wide height=HIGH aria-hidden="true">
            {drawn}
        </svg>
    }
}

/// Answers of one faction, as a drawing and in words.
#[component]
pub fn AnswerBar(
    /// The counts and their words.
    row: AnswerRow,
) -> impl IntoView {
    let drawing = cells(&row);
    let name = match row.side {
        Some(side) => view! { <SideMark side=side text=row.name/> }.into_any(),
        None => row.name.into_any(),
    };
    view! {
        <div class="answer-bar">
            <span class="answer-name">{name}</span>
            {drawing}
            <span class="answer-text">{row.text}</span>
        </div>
    }
}

/// Answers of all factions, in the order given: coalition, opposition, unknown.
#[component]
pub fn AnswerBars(
    /// One row per faction.
    rows: Vec<AnswerRow>,
) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <li><AnswerBar row=row/></li> }).collect_view();
    view! { <ul class="answer-bars" role="list">{rows}</ul> }
}

/// Reach of one group.
#[derive(Debug, Clone)]
pub struct ReachRow {
    /// Name of the group.
    pub name: String,
    /// Its side.
    pub side: Side,
    /// How many were reached.
    pub part: i64,
    /// Of how many.
    pub total: i64,
    /// The same in words: "89 van 100".
    pub text: String,
}

/// Share reached per group, one above the other on the same scale.
#[component]
pub fn ReachBars(
    /// One row per group.
    rows: Vec<ReachRow>,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <li class="reach-bar">
                    <span class="reach-name">{row.name}</span>
                    <span class="bar" aria-hidden="true">{fill(width(row.part, row.total), Some(row.side))}</span>
                    <span class="bar-text">{row.text}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="reach-bars" role="list">{rows}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_runs_out_of_its_track() {
        assert_eq!(width(3, 12), "25.0%");
        assert_eq!(width(14, 12), "100.0%");
        assert_eq!(width(-1, 12), "0.0%");
        assert_eq!(width(1, 0), "0%");
    }

    #[test]
    fn every_person_is_one_cell() {
        let row = AnswerRow { yes: 3, maybe: 1, no: 2, none: 4, ..AnswerRow::default() };
        let html = view! { <AnswerBar row=row/> }.into_view().to_html();
        assert_eq!(html.matches("<rect").count(), 10, "{html}");
        assert!(!html.contains("style="), "{html}");
    }
}
