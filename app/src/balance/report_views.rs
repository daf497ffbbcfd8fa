//! The pages of the report: sentences first, then the picture, then the table under it, then how it was computed.

use desk::moments::MomentWords;
use domain::{balance::DEFAULT_HORIZON_HOURS, localtime::Quarter};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    again::{Again, again},
    figures::{Grouping, NotMeasured, Reading, Telling},
    late::{self, LateItems},
    periods::Part,
    said::{self, Groups},
    sheets::{self, For, Sheet},
};
use crate::{ctx::Ctx, people::store::CouncilBook, text::whole, ui::*};

/// Where the axis of hours may end.
const AXES: [i64; 6] = [12, 24, 48, 96, 168, DEFAULT_HORIZON_HOURS];

/// What telling and reading say of some items.
pub struct Compared<'a> {
    /// Telling.
    pub telling: &'a Telling,
    /// Reading: of the sides only, whatever is compared.
    pub reading: Option<&'a Reading>,
    /// Who and what is not measured.
    pub not_measured: NotMeasured,
    /// The words for the two groups.
    pub groups: Groups,
    /// For names.
    pub book: &'a CouncilBook,
    /// The hour by which it had to be known, for one item.
    pub needed: Option<f64>,
    /// Whether all this is about one item.
    pub one_item: bool,
    /// Hours since its release, for the page of one item.
    pub until: Option<f64>,
}

/// Telling and reading, beside each other where there is room.
pub fn compared(ctx: &Ctx, compared: &Compared<'_>) -> AnyView {
    let telling = telling_section(ctx, compared);
    let reading = compared.reading.map(|reading| reading_section(ctx, compared, reading));
    let tables = tables(ctx, compared);
    view! { <div class="balance-pair">{telling}{reading}</div>{tables} }.into_any()
}

/// The tables under the pictures: where they have the whole width.
fn tables(ctx: &Ctx, compared: &Compared<'_>) -> Option<AnyView> {
    let Compared { telling, groups, book, .. } = compared;
    let told = (!nothing_told(telling)).then(|| {
        let (table, left_out) =
            (table(ctx, &sheets::telling(ctx, groups, telling, book, For::People)), left_out(ctx, telling));
        view! { {table}{left_out} }
    });
    let sheet = compared.reading.and_then(|reading| sheets::reading(ctx, reading, book));
    let read = sheet.zip(compared.reading).map(|(sheet, reading)| {
        let (table, lines) = (table(ctx, &sheet), read_lines(ctx, reading, compared.one_item));
        view! { {table}{lines} }
    });
    let summary = ctx.t("report-tables");
    (told.is_some() || read.is_some())
        .then(|| view! { <Disclosure summary=summary>{told}{read}</Disclosure> }.into_any())
}

/// Whether there is nothing to compare yet.
fn nothing_told(telling: &Telling) -> bool {
    let hours = |one: &super::figures::FactionTelling| one.report.telling.head_start_hours.is_some();
    telling.report.telling.head_start_hours.is_none() && !telling.factions.iter().any(hours)
}

/// The difference in reading, and what is not counted.
fn read_lines(ctx: &Ctx, reading: &Reading, one_item: bool) -> AnyView {
    let Reading::Shown(figures) = reading else { return ().into_any() };
    let left = (figures.left_out > 0).then(|| ctx.tn("report-read-left-out", &[("n", whole(figures.left_out).into())]));
    let chance = |key: &str, p: Option<f64>| p.map(|p| ctx.tn(key, &[("p", said::chance(ctx.lang, p).into())]));
    let chances = [
        chance("report-gap-chance", figures.gap.as_ref().and_then(|gap| gap.p)),
        chance("report-head-chance", figures.head_start_p),
    ];
    let gap = figures.gap.as_ref().and_then(|gap| {
        let points = |share: f64| ctx.lang.decimal((share * 100.0).round());
        // Of several items it is not the one share less the other.
        let of = if one_item { "report-gap-one" } else { "report-gap" };
        let said = ctx.tn(of, &[("n", points(gap.value?).into())]);
        let between = gap.interval.map(|[low, high]| {
            ctx.tn("report-gap-between", &[("low", points(low).into()), ("high", points(high).into())])
        });
        Some([Some(said), between].into_iter().flatten().collect::<Vec<_>>().join(" "))
    });
    let lines = std::iter::once(gap).chain(chances).chain([left]);
    lines.flatten().map(|text| view! { <p class="meta">{text}</p> }).collect_view().into_any()
}

fn sentences(lines: Vec<String>) -> AnyView {
    lines.into_iter().map(|text| view! { <p class="sentence">{text}</p> }).collect_view().into_any()
}

fn telling_section(ctx: &Ctx, compared: &Compared<'_>) -> AnyView {
    let Compared { telling, groups, book, .. } = compared;
    let said = sentences(said::telling(ctx.lang, groups, telling, book, compared.one_item));
    let nothing = nothing_told(telling);
    // Of one item a side that nobody told stands at nought, and both go on until now.
    let people = [0, 1].map(|at| telling.report.groups.values[at].people > 0);
    let picture = picture(ctx, groups, &telling.curves, "told", (compared.needed, compared.until, people));
    let late = |one: &super::figures::FactionTelling| one.report.telling.mean_hours.values[0].is_some_and(|h| h >= 1.0);
    let bars = (telling.factions.iter().any(late) && !nothing).then(|| {
        let (heading, rows) = (ctx.t("report-per-faction-told"), told_bars(ctx, telling, book));
        view! { <h3>{heading}</h3><ReachBars rows=rows/> }
    });
    view! { <Section id="verteld" title=ctx.t("balance-told")>{said}{picture}{bars}</Section> }.into_any()
}

fn reading_section(ctx: &Ctx, compared: &Compared<'_>, reading: &Reading) -> AnyView {
    let sides = Groups::of(ctx.lang, compared.book, Grouping::Sides);
    let said = sentences(said::reading(ctx.lang, &sides, reading, compared.one_item));
    let not_measured = not_measured(ctx, compared.not_measured);
    let shown = match reading {
        Reading::Shown(figures) => Some(figures),
        _ => None,
    };
    let picture =
        shown.map(|figures| picture(ctx, &sides, &figures.curves, "read", (compared.needed, None, [false; 2])));
    let bars = shown.filter(|figures| !figures.groups.is_empty()).map(|figures| {
        let rows = figures
            .groups
            .iter()
            .map(|row| ReachRow {
                name: sheets::reading_name(ctx, compared.book, row),
                side: row.side(),
                part: row.count.and_then(|n| i64::try_from(n).ok()).unwrap_or_default(),
                total: row.of.and_then(|n| i64::try_from(n).ok()).unwrap_or_default(),
                text: row.share().map_or_else(
                    || ctx.t("balance-hidden"),
                    |share| ctx.tn("report-of-hundred", &[("n", said::of_hundred(ctx.lang, share).into())]),
                ),
            })
            .collect();
        let heading = ctx.t("report-per-faction-read");
        view! { <h3>{heading}</h3><ReachBars rows=rows/> }
    });
    view! { <Section id="gelezen" title=ctx.t("balance-reached")>{said}{not_measured}{picture}{bars}</Section> }
        .into_any()
}

/// Who objects, as a number, and what was released while measuring was off.
fn not_measured(ctx: &Ctx, who: NotMeasured) -> AnyView {
    let lines = [
        who.few.then(|| ctx.t("measuring-left-out-few")),
        (who.people > 0).then(|| ctx.tn("measuring-left-out", &[("n", whole(who.people).into())])),
        (who.items > 0).then(|| ctx.tn("measuring-items-left-out", &[("n", whole(who.items).into())])),
    ];
    lines.into_iter().flatten().map(|text| view! { <p class="meta">{text}</p> }).collect_view().into_any()
}

/// A sheet as a table.
pub fn table(ctx: &Ctx, sheet: &Sheet) -> AnyView {
    let head = sheet
        .head
        .iter()
        .enumerate()
        .map(|(at, label)| if at == 0 { Col::text(label) } else { Col::number(label) })
        .collect();
    let rows = sheet
        .rows
        .iter()
        .zip(&sheet.sides)
        .map(|(row, side)| {
            row.iter()
                .enumerate()
                .map(|(at, cell)| match side.filter(|_| at == 0) {
                    Some(side) => view! { <SideMark side=side text=cell.words(ctx)/> }.into_any(),
                    None => cell.words(ctx).into_any(),
                })
                .collect()
        })
        .collect();
    view! { <DataTable caption=sheet.title.clone() head=head rows=rows/> }.into_any()
}

/// A bar per faction: the hours until it was told, never told counting as the whole horizon.
fn told_bars(ctx: &Ctx, telling: &Telling, book: &CouncilBook) -> Vec<ReachRow> {
    let mean = |one: &super::figures::FactionTelling| one.report.telling.mean_hours.values[0].unwrap_or_default();
    let longest = telling.factions.iter().map(mean).fold(1.0_f64, f64::max);
    #[expect(clippy::cast_possible_truncation, reason = "hours of a few weeks in tenths")]
    let tenths = |hours: f64| (hours.max(0.0) * 10.0).round() as i64;
    sheets::order(telling, book)
        .into_iter()
        .map(|one| ReachRow {
            name: sheets::faction_name(ctx, book, one.faction),
            side: one.side,
            part: tenths(mean(one)),
            total: tenths(longest),
            text: if mean(one) < 1.0 {
                ctx.t("report-within-an-hour")
            } else {
                ctx.tn("report-after", &[("hours", said::hours(ctx.lang, mean(one)).into())])
            },
        })
        .collect()
}

/// The curves of both groups. `until`: hours that have passed of one item; where not everybody had it by then the axis goes
/// on so far, and a group that there are people of stands in it although none of them had it.
fn picture(
    ctx: &Ctx,
    groups: &Groups,
    curves: &[Vec<(f64, f64)>; 2],
    word: &str,
    (needed, until, people): (Option<f64>, Option<f64>, [bool; 2]),
) -> AnyView {
    let lines = match groups.sides {
        Some([first, second]) => [Line::Side(first), Line::Side(second)],
        None => [Line::First, Line::Second],
    };
    if curves.iter().all(Vec::is_empty) {
        return ().into_any();
    }
    let drawn: Vec<Curve> = [0, 1]
        .into_iter()
        .filter(|at: &usize| !curves[*at].is_empty() || (until.is_some() && people[*at]))
        .map(|at| Curve { name: groups.names[at].clone(), line: lines[at], points: curves[at].clone() })
        .collect();
    let hours = axis(&drawn, until);
    let mark = needed.map(|hour| Mark { hour, name: ctx.t("report-needed-at") });
    let words = MomentWords {
        choose: ctx.t("report-at-choose"),
        at: ctx.tn("report-at-hour", &[("hour", "{hour}".into()), ("shares", "{shares}".into())]),
        share: ctx.tn("report-at-share", &[("name", "{name}".into()), ("n", "{n}".into())]),
    };
    view! {
        <StepCurve curves=drawn hours=hours
            title=ctx.t(&format!("report-picture-{word}")) desc=ctx.t("report-picture-desc")
            x_label=ctx.t("balance-hours-after") y_label=ctx.t(&format!("report-share-{word}")) mark=mark
            id=format!("moment-{word}") words=words/>
    }
    .into_any()
}

/// Where the axis of hours ends: where the last step is, so that the first hours can be read; of one item that not
/// everybody had, now or at the end of the window.
fn axis(drawn: &[Curve], until: Option<f64>) -> i64 {
    let last = drawn.iter().filter_map(|curve| curve.points.last().map(|point| point.0)).fold(0.0_f64, f64::max);
    let whole = |curve: &Curve| curve.points.last().is_some_and(|point| point.1 > 1.0 - 1e-9);
    match until.filter(|_| !drawn.iter().all(whole)) {
        #[expect(clippy::cast_possible_truncation, reason = "hours of a few weeks at most")]
        Some(until) => (until.max(last).ceil().max(1.0) as i64).min(DEFAULT_HORIZON_HOURS),
        None => AXES.iter().copied().find(|end| last <= *end as f64).unwrap_or(DEFAULT_HORIZON_HOURS),
    }
}

fn left_out(ctx: &Ctx, telling: &Telling) -> AnyView {
    let report = &telling.report;
    // Who objected is nobody else's business, and stands in no extract without reading.
    let outside: usize =
        report.outside.iter().filter(|(group, _)| *group != super::extract::COMMITTEE).map(|(_, n)| n).sum();
    let committee = report.outside.get(super::extract::COMMITTEE).copied().unwrap_or_default();
    let lines = [
        (1..3).contains(&outside).then(|| ctx.t("report-outside-few")),
        (outside >= 3).then(|| ctx.tn("report-outside", &[("n", whole(outside).into())])),
        (committee > 0).then(|| ctx.tn("report-committee", &[("n", whole(committee).into())])),
        (!report.items_left_out.is_empty())
            .then(|| ctx.tn("report-left-out", &[("n", whole(report.items_left_out.len()).into())])),
        (report.voided > 0).then(|| ctx.tn("report-voided", &[("n", whole(report.voided).into())])),
    ];
    lines.into_iter().flatten().map(|text| view! { <p class="meta">{text}</p> }).collect_view().into_any()
}

/// How it was computed, with the formulas one click further.
pub fn how(ctx: &Ctx) -> AnyView {
    let points = ["owed", "told", "later", "chance", "flag", "read", "small"]
        .map(|key| view! { <p>{ctx.t(&format!("report-how-{key}"))}</p> })
        .collect_view();
    let formulas = ["time", "head", "permutation", "gap", "holm", "curve"]
        .map(|key| view! { <li>{ctx.t(&format!("report-formula-{key}"))}</li> })
        .collect_view();
    let (href, link) = (ctx.url("/informatiebalans/uitleg"), ctx.t("balance-explain-link"));
    let summary = ctx.t("report-formulas");
    view! {
        <Disclosure summary=ctx.t("report-how")>
            {points}
            <Disclosure summary=summary><ul>{formulas}</ul></Disclosure>
            <p><a href=href>{link}</a></p>
        </Disclosure>
    }
    .into_any()
}

/// A line of the list of items.
pub struct ItemRow {
    /// Id.
    pub id: Uuid,
    /// A code of `ItemKind`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// When it was released.
    pub released_at: Timestamp,
    /// A paper that was taken away again.
    pub withdrawn: bool,
    /// People not told; for the clerk, else none.
    pub untold: usize,
    /// How many of them could not be reached.
    pub missed: usize,
}

/// The items, newest first, under this heading.
pub fn item_list(ctx: &Ctx, heading: &str, items: &[ItemRow]) -> AnyView {
    let rows = items
        .iter()
        .rev()
        .map(|item| {
            let when = ctx.when(item.released_at);
            let meta = match item.untold {
                _ if item.withdrawn => ctx.tn("balance-item-withdrawn", &[("when", when.into())]),
                n @ 1.. => {
                    let untold = ctx.tn("balance-item-untold", &[("when", when.into()), ("n", whole(n).into())]);
                    match item.missed {
                        0 => untold,
                        n => format!("{untold} · {}", ctx.tn("undelivered-count", &[("n", whole(n).into())])),
                    }
                }
                _ => ctx.tn("balance-item-released", &[("when", when.into())]),
            };
            let href = ctx.url(&format!("/informatiebalans/onderdelen/{}", item.id));
            let lead = ctx.t(&format!("balance-kind-{}", item.kind));
            view! { <Item href=href title=item.title.clone() meta=meta lead=lead/> }
        })
        .collect_view();
    let count = whole(items.len());
    view! { <Section id="zaken" title=ctx.t(heading) count=count><List>{rows}</List></Section> }.into_any()
}

/// One quarter of the trend.
pub struct TrendPoint {
    /// Which quarter.
    pub quarter: Quarter,
    /// Which part of it, where it has several.
    pub part: Option<i64>,
    /// Hours the opposition was told later.
    pub later_hours: Option<f64>,
    /// What is flagged in telling, in words: of the sides, or of a faction.
    pub told: Option<String>,
    /// Coalition less opposition in reading, in points.
    pub gap: Option<f64>,
    /// What is flagged in reading, in words.
    pub read: Option<String>,
}

/// The last quarters, newest first.
pub fn trend(ctx: &Ctx, points: &[TrendPoint]) -> AnyView {
    if points.is_empty() {
        return ().into_any();
    }
    let head = vec![
        Col::text(ctx.t("report-trend-quarter")),
        Col::number(ctx.t("report-trend-told")),
        Col::number(ctx.t("report-trend-read")),
        Col::text(ctx.t("report-trend-flag")),
    ];
    let rows = points
        .iter()
        .map(|point| {
            let href = period_url(ctx, point.quarter, point.part, Grouping::Sides);
            let words = quarter_part(ctx, point.quarter, point.part);
            let name = view! { <a class="one-line" href=href>{words}</a> };
            let told = point.later_hours.map_or_else(|| ctx.t("balance-none"), |hours| signed_hours(ctx, hours));
            let read = point.gap.map_or_else(|| ctx.t("balance-none"), |gap| said::read_gap(ctx.lang, gap));
            cells![name, told, read, flag_words(ctx, point)]
        })
        .collect();
    let caption = ctx.t("report-trend-caption");
    let note = points.iter().any(|point| point.gap.is_some()).then(|| {
        let text = ctx.t("report-trend-read-note");
        view! { <p class="meta">{text}</p> }
    });
    view! {
        <Section id="verloop" title=ctx.t("report-trend")>
            <DataTable caption=caption hide_caption=true head=head rows=rows/>
            {note}
        </Section>
    }
    .into_any()
}

/// What stood out in a quarter: "Verteld (CDA 26 uur later)", "Verteld (oppositie 26 uur later), Gelezen (…)", "niets".
pub fn flag_words(ctx: &Ctx, point: &TrendPoint) -> String {
    let of = |key: &str, what: &Option<String>| what.as_ref().map(|what| format!("{} ({what})", ctx.t(key)));
    let words: Vec<String> =
        [of("balance-told", &point.told), of("balance-reached", &point.read)].into_iter().flatten().collect();
    if words.is_empty() { ctx.t("report-trend-none") } else { words.join(", ") }
}

/// "oppositie 26 uur later".
pub fn signed_hours(ctx: &Ctx, hours: f64) -> String {
    match hours {
        h if h.abs() < 1.0 => ctx.t("report-trend-same"),
        h if h > 0.0 => ctx.tn("report-trend-opposition", &[("hours", said::hours(ctx.lang, h).into())]),
        h => ctx.tn("report-trend-coalition", &[("hours", said::hours(ctx.lang, -h).into())]),
    }
}

/// "3e kwartaal 2026", with its part where it has several.
pub fn quarter_part(ctx: &Ctx, quarter: Quarter, part: Option<i64>) -> String {
    let name = super::views::quarter_name(ctx, quarter);
    match part {
        Some(part) => ctx.tn("report-part-name", &[("quarter", name.into()), ("n", part.into())]),
        None => name,
    }
}

/// The address of a quarter, or of a part of it; without one it opens at the part that is shown first.
pub fn period_url(ctx: &Ctx, quarter: Quarter, part: Option<i64>, grouping: Grouping) -> String {
    let mut url = ctx.url(&format!("/informatiebalans?kwartaal={quarter}"));
    if let Some(part) = part {
        url.push_str(&format!("&deel={part}"));
    }
    if grouping != Grouping::Sides {
        url.push_str(&format!("&groepen={}", grouping.code()));
    }
    url
}

/// The page of a quarter, a part of it, or a term.
pub struct PeriodPage<'a> {
    /// Its name: "3e kwartaal 2026".
    pub name: String,
    /// Whether it is a term.
    pub is_term: bool,
    /// Members it is about.
    pub members: usize,
    /// Why that is not the number of seats.
    pub seating: Option<String>,
    /// Where the lede says it stands: closed on, or running.
    pub standing: String,
    /// The figures; none where nothing was released.
    pub compared: Option<Compared<'a>>,
    /// What is compared.
    pub grouping: Grouping,
    /// Every part, when the coalition changed.
    pub parts: Vec<(Part, String, bool)>,
    /// Why there are parts.
    pub turns: String,
    /// Other ways to compare: words, address, whether it is this one.
    pub groupings: Vec<(String, String, bool)>,
    /// Words and addresses beside the title: the running quarter, the term.
    pub beside: Vec<(String, String)>,
    /// The files of this report.
    pub files: Vec<(String, String)>,
    /// The items.
    pub items: Vec<ItemRow>,
    /// How many items.
    pub count: usize,
    /// What came in late.
    pub late: &'a LateItems,
    /// The trend.
    pub trend: Vec<TrendPoint>,
    /// Computing it again.
    pub again: Option<Again<'a>>,
    /// The quarter before and after, with words.
    pub older: Option<(String, String)>,
    /// The quarter after.
    pub newer: Option<(String, String)>,
    /// The form that closes the quarter, for the clerk: its address.
    pub close: Option<String>,
}

impl PeriodPage<'_> {
    /// The text about this quarter, or about this term.
    fn words(&self, key: &str) -> String {
        format!("{key}-{}", if self.is_term { "term" } else { "quarter" })
    }
}

/// Puts the page together.
pub fn period(ctx: &Ctx, page: &PeriodPage<'_>, done: Option<AnyView>) -> AnyView {
    let title = ctx.tn("balance-title", &[("quarter", page.name.as_str().into())]);
    let lede = ctx.tn(
        "report-lede",
        &[
            ("name", ctx.tenant.name().into()),
            ("members", whole(page.members).into()),
            ("items", whole(page.count).into()),
        ],
    );
    let beside = page
        .beside
        .iter()
        .map(|(text, href)| view! { <a class="no-print" href=href.clone()>{text.clone()}</a> })
        .collect_view();
    let standing = page.standing.clone();
    let seating = page.seating.clone().map(|text| view! { <p class="meta">{text}</p> });
    let head = view! { <PageHead title=title lede=lede><span>{standing}</span>{beside}</PageHead>{seating} };
    let pager = view! { <Pager label=ctx.t("balance-quarters") back=page.older.clone() onward=page.newer.clone()/> };
    let parts = (page.parts.len() > 1).then(|| {
        let tabs = page
            .parts
            .iter()
            .map(|(part, href, current)| {
                let words = ctx
                    .tn("report-part-days", &[("from", day(ctx, part.from).into()), ("to", day(ctx, part.to).into())]);
                Tab::new(words, href.clone(), *current)
            })
            .collect();
        view! { <p class="meta">{page.turns.clone()}</p><Tabs label=ctx.t("report-parts-label") items=tabs/> }
    });
    let close = page.close.as_ref().map(|action| {
        let (action, lede, now) = (action.clone(), ctx.t("report-close-lede"), ctx.t("report-close-now"));
        view! {
            <Section id="afsluiten" title=ctx.t("report-close")>
                <p>{lede}</p>
                <ButtonForm action=action text=now look=Look::Primary/>
            </Section>
        }
    });
    let Some(figures) = &page.compared else {
        return view! {
            {head}{parts}{late::line(ctx, page.late)}
            <Empty text=ctx.t(&page.words("balance-empty")) href=ctx.url("/bijeenkomsten") next=ctx.t("balance-empty-next")/>
            {late::section(ctx, page.late)}{done}{close}{trend(ctx, &page.trend)}{pager}
        }
        .into_any();
    };
    let groupings = (!page.groupings.is_empty()).then(|| {
        let links = page
            .groupings
            .iter()
            .map(|(words, href, current)| {
                let current = current.then_some("true");
                view! { <li><a href=href.clone() aria-current=current>{words.clone()}</a></li> }
            })
            .collect_view();
        let lede = ctx.t("report-otherwise-lede");
        view! {
            <Section id="vergelijken" title=ctx.t("report-otherwise")>
                <p class="meta">{lede}</p>
                <ul class="cluster" role="list">{links}</ul>
            </Section>
        }
    });
    let items = item_list(ctx, &page.words("balance-items"), &page.items);
    let files = (!page.files.is_empty()).then(|| {
        let links = page
            .files
            .iter()
            .map(|(words, href)| view! { <a href=href.clone() download=true>{words.clone()}</a> })
            .collect_view();
        view! { <p class="cluster no-print">{links}</p> }
    });
    view! {
        {head}
        {parts}
        {late::line(ctx, page.late)}
        {compared(ctx, figures)}
        {late::section(ctx, page.late)}
        {how(ctx)}
        {files}
        <div class="columns">
            <div class="stack">{done}{close}{trend(ctx, &page.trend)}{items}</div>
            <aside class="stack" aria-label=ctx.t("report-more")>
                {groupings}
                {page.again.as_ref().map(|one| again(ctx, one))}
            </aside>
        </div>
        {pager}
    }
    .into_any()
}

fn day(ctx: &Ctx, date: Date) -> String {
    ctx.day(date)
}

/// Everything about one gathering together.
pub fn gathering(ctx: &Ctx, title: String, back: String, figures: &Compared<'_>, items: &[ItemRow]) -> AnyView {
    let open = ctx.t("report-gathering-open");
    view! {
        <PageHead title=title><a href=back>{open}</a></PageHead>
        {compared(ctx, figures)}
        <p class="meta">{ctx.t("report-gathering-reading")}</p>
        {how(ctx)}
        {item_list(ctx, "balance-items", items)}
    }
    .into_any()
}
