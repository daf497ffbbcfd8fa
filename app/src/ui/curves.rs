//! Step curves of groups over hours, named on the line itself.

use desk::moments::{Frame, MomentWords, Moments, Steps};
use leptos::prelude::*;

use super::{Side, badges::side_class};

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// As a side: coalition solid, opposition dashed, unknown dotted.
    Side(Side),
    /// The first of two groups that are no sides: solid.
    First,
    /// The second of them: dashed.
    Second,
}

impl Line {
    fn class(self) -> &'static str {
        match self {
            Self::Side(Side::Coalition) => "curve curve-coalition",
            Self::Side(Side::Opposition) => "curve curve-opposition",
            Self::Side(Side::Unknown) => "curve curve-unknown",
            Self::First => "curve curve-first",
            Self::Second => "curve curve-second",
        }
    }

    fn name_class(self) -> &'static str {
        match self {
            Self::Side(side) => side_class(side),
            Self::First | Self::Second => "",
        }
    }
}

/// A moment drawn as an upright line.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where, in hours.
    pub hour: f64,
    /// What it is: "nodig op".
    pub name: String,
}

/// The curve of one group.
#[derive(Debug, Clone)]
pub struct Curve {
    /// Its name, written at the end of the line.
    pub name: String,
    /// How it is drawn.
    pub line: Line,
    /// Hours since release and the share (0 to 1) from then on, by hour.
    pub points: Vec<(f64, f64)>,
}

const WIDE: f64 = 520.0;
const HIGH: f64 = 300.0;
const LEFT: f64 = 52.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 46.0;
/// Widest letter of a name, in units of the drawing, on the narrowest screen.
const LETTER: f64 = 9.6;
/// Names closer than this would touch.
const APART: f64 = 22.0;
/// Hours between the marks of the axis; the first that gives at most seven of them is used.
const STEPS: [i64; 10] = [1, 2, 4, 8, 12, 24, 48, 96, 168, 336];

/// The hour whose values are said first where none is marked: by then a difference shows, if there is one.
const FIRST_SHOWN: i64 = 24;

/// As exact as a screen can show.
fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// Where hours and shares fall in the drawing.
struct Plane {
    hours: f64,
    right: f64,
}

impl Plane {
    fn x(&self, hour: f64) -> f64 {
        tenth(LEFT + (hour / self.hours).clamp(0.0, 1.0) * (self.right - LEFT))
    }

    fn y(&self, share: f64) -> f64 {
        tenth(TOP + (1.0 - share.clamp(0.0, 1.0)) * (HIGH - TOP - BOTTOM))
    }

    /// The line as a path: flat until the next point, then straight up.
    fn path(&self, points: &[(f64, f64)]) -> String {
        let mut path = format!("M{:.1} {:.1}", self.x(0.0), self.y(0.0));
        for (hour, share) in points {
            path.push_str(&format!("H{:.1}V{:.1}", self.x(*hour), self.y(*share)));
        }
        path.push_str(&format!("H{:.1}", self.x(self.hours)));
        path
    }
}

/// Moves names apart that would touch, keeping their order from top to bottom.
fn spread(ends: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by(|a, b| ends[*a].total_cmp(&ends[*b]));
    let mut placed = ends.to_vec();
    for pair in order.windows(2) {
        placed[pair[1]] = placed[pair[1]].max(placed[pair[0]] + APART);
    }
    let over = order.last().map(|last| placed[*last] - (HIGH - BOTTOM)).unwrap_or_default().max(0.0);
    for (at, index) in order.iter().enumerate().rev() {
        let below = order.get(at + 1).map(|next| placed[*next] - APART).unwrap_or(placed[*index] - over);
        placed[*index] = placed[*index].min(below);
    }
    placed
}

/// The share a curve has reached at an hour.
fn share_at(points: &[(f64, f64)], hour: f64) -> f64 {
    points.iter().take_while(|point| point.0 <= hour).last().map_or(0.0, |point| point.1)
}

/// From which whole hour which share of a hundred holds, for the pointer.
fn changes(points: &[(f64, f64)], hours: i64) -> Vec<(i64, i64)> {
    #[expect(clippy::cast_possible_truncation, reason = "shares up to a hundred")]
    let share = |hour: i64| (share_at(points, hour as f64) * 100.0).round() as i64;
    let mut changes = vec![(0, share(0))];
    for hour in 1..=hours {
        let now = share(hour);
        if changes.last().is_some_and(|last| last.1 != now) {
            changes.push((hour, now));
        }
    }
    changes
}

/// Share of each group over the hours since release. Give its table beside it.
#[component]
pub fn StepCurve(
    /// The curves: coalition, opposition, unknown.
    curves: Vec<Curve>,
    /// Last hour of the axis.
    hours: i64,
    /// What the picture is about, in one line.
    #[prop(into)]
    title: String,
    /// What it shows, in a sentence, for those who do not see it.
    #[prop(into)]
    desc: String,
    /// Under the axis: "uren na vrijgave".
    #[prop(into)]
    x_label: String,
    /// Above the axis: "van elke 100 keer verteld".
    #[prop(into)]
    y_label: String,
    /// A moment that matters, drawn as an upright line.
    #[prop(optional_no_strip)]
    mark: Option<Mark>,
    /// What the picture is called in the page.
    #[prop(into)]
    id: String,
    /// How the values at an hour are said, where one points.
    words: MomentWords,
) -> impl IntoView {
    let longest = curves.iter().map(|curve| curve.name.chars().count()).max().unwrap_or_default();
    let hours = hours.max(1);
    let plane = Plane { hours: hours as f64, right: tenth(WIDE - 14.0 - LETTER * longest as f64) };
    let step = STEPS.into_iter().find(|step| hours / step <= 7).unwrap_or(hours);
    let base = plane.y(0.0);

    let rows = [0, 25, 50, 75, 100].map(|share| {
        let y = plane.y(f64::from(share) / 100.0);
        view! {
            <line class=if share == 0 { "curve-axis" } else { "curve-grid" } x1=LEFT x2=plane.right y1=y y2=y/>
            <text class="curve-tick curve-tick-y" x=LEFT - 8.0 y=y + 5.0>{share}</text>
        }
    });
    let marks = (0..=hours / step).map(|mark| {
        let x = plane.x((mark * step) as f64);
        view! {
            <line class="curve-axis" x1=x x2=x y1=base y2=base + 5.0/>
            <text class="curve-tick curve-tick-x" x=x y=base + 21.0>{mark * step}</text>
        }
    });
    let ends: Vec<f64> =
        curves.iter().map(|curve| plane.y(curve.points.last().map(|point| point.1).unwrap_or_default())).collect();
    let names = spread(&ends);
    let frame = Frame { size: (WIDE, HIGH), across: (LEFT, plane.right), down: (TOP, base), hours };
    let steps =
        curves.iter().map(|curve| Steps { name: curve.name.clone(), changes: changes(&curve.points, hours) }).collect();
    #[expect(clippy::cast_possible_truncation, reason = "hours of a few weeks")]
    let start = mark.as_ref().map_or(hours.min(FIRST_SHOWN), |mark| mark.hour.round() as i64);
    let mark = mark.filter(|mark| mark.hour <= plane.hours).map(|mark| {
        let x = plane.x(mark.hour);
        let anchor =
            if x > (LEFT + plane.right) / 2.0 { "curve-mark-name curve-mark-before" } else { "curve-mark-name" };
        let at = if x > (LEFT + plane.right) / 2.0 { x - 5.0 } else { x + 5.0 };
        view! {
            <line class="curve-mark" x1=x x2=x y1=TOP y2=base/>
            <text class=anchor x=at y=base - 8.0>{mark.name}</text>
        }
    });
    let lines = curves.into_iter().zip(names).map(|(curve, y)| {
        view! {
            <path class=curve.line.class() d=plane.path(&curve.points)/>
            <text class=format!("curve-name {}", curve.line.name_class()) x=plane.right + 8.0 y=y + 5.0>{curve.name}</text>
        }
    });
    view! {
        <div class="step-curve">
            <svg viewBox=format!("0 0 {WIDE} {HIGH}") role="img">
                <title>{title}</title>
                <desc>{desc}</desc>
                {rows.into_iter().collect_view()}
                {marks.collect_view()}
                <text class="curve-label" x="0" y="14">{y_label}</text>
                <text class="curve-label curve-label-x" x=plane.right y=HIGH - 4.0>{x_label}</text>
                {mark}
                {lines.collect_view()}
            </svg>
            <Moments frame=frame lines=steps start=start words=words id=id/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_would_touch_are_moved_apart_and_stay_inside() {
        let placed = spread(&[100.0, 104.0, 40.0]);
        assert_eq!(placed, vec![100.0, 122.0, 40.0]);
        let low = spread(&[252.0, 254.0]);
        assert!(low[1] <= HIGH - BOTTOM && low[1] - low[0] >= APART, "{low:?}");
    }

    #[test]
    fn the_pointer_is_told_what_is_drawn() {
        assert_eq!(changes(&[(0.5, 0.4), (2.0, 0.4), (25.2, 1.0)], 48), vec![(0, 0), (1, 40), (26, 100)]);
        assert_eq!(changes(&[], 48), vec![(0, 0)]);
    }

    #[test]
    fn a_curve_is_flat_until_its_next_point() {
        let plane = Plane { hours: 10.0, right: LEFT + 100.0 };
        assert_eq!(plane.path(&[(5.0, 1.0)]), format!("M{LEFT:.1} 254.0H102.0V{TOP:.1}H152.0"));
    }
}
