//! The pages of the balance: sentences first, then the picture, then the table under it, then how it was counted.

use domain::{
    balance::{
        Cell, Counting, DEFAULT_HORIZON_HOURS, Group, Guard, Item, Measure, OutsideCount, Row, Settings, Table, curve,
        table,
    },
    localtime::Quarter,
    measuring::Reading,
    people::Side,
};
use jiff::Timestamp;
use leptos::prelude::*;

use super::store::ItemLine;
use crate::{ctx::Ctx, people::store::CouncilBook, ui::*};

/// "3e kwartaal 2026".
pub fn quarter_name(ctx: &Ctx, quarter: Quarter) -> String {
    ctx.tn(&format!("balance-quarter-{}", quarter.n()), &[("year", quarter.year().to_string().into())])
}

/// Everything the page of a quarter shows.
pub struct QuarterPage<'a> {
    /// Which quarter.
    pub quarter: Quarter,
    /// The quarter after it, unless it has not begun.
    pub next: Option<Quarter>,
    /// The items released in it.
    pub lines: &'a [ItemLine],
    /// For names of factions.
    pub book: &'a CouncilBook,
    /// Whether the clerk looks: telling exact, and who is untold.
    pub for_clerk: bool,
    /// What may be counted of reading; nothing where the council has it off.
    pub reading: Option<Reading>,
}

/// The page of a quarter.
pub fn quarter(ctx: &Ctx, page: &QuarterPage<'_>) -> AnyView {
    let items: Vec<Item> = page.lines.iter().map(|line| line.item.clone()).collect();
    let title = ctx.tn("balance-title", &[("quarter", quarter_name(ctx, page.quarter).into())]);
    let lede = ctx.tn(
        "balance-lede",
        &[("name", ctx.tenant.name().into()), ("items", i64::try_from(items.len()).unwrap_or(i64::MAX).into())],
    );
    let older = page.quarter.previous();
    let link = |quarter: Quarter| {
        (ctx.url(&format!("/informatiebalans?kwartaal={}-{}", quarter.year(), quarter.n())), quarter_name(ctx, quarter))
    };
    let pager = view! { <Pager label=ctx.t("balance-quarters") newer=page.next.map(link) older=Some(link(older))/> };
    if items.is_empty() {
        return view! {
            <PageHead title=title lede=lede/>
            <Empty text=ctx.t("balance-empty") href=ctx.url("/bijeenkomsten") next=ctx.t("balance-empty-next")/>
            {pager}
        }
        .into_any();
    }
    let told = section(ctx, page.book, &items, &told_in_quarter(&items, ctx.now), Measure::Told, None);
    let reached = match &page.reading {
        Some(reading) => {
            let (items, counted) = reached_in_quarter(&reading.items, ctx.now);
            section(ctx, page.book, &items, &counted, Measure::Reached, Some(reading))
        }
        None => reading_off(ctx),
    };
    view! {
        <PageHead title=title lede=lede/>
        <p class="meta">{ctx.t("balance-claim-nothing")}</p>
        {told}
        {reached}
        {item_list(ctx, page)}
        {how(ctx)}
        {pager}
    }
    .into_any()
}

fn reading_off(ctx: &Ctx) -> AnyView {
    let text = ctx.t("balance-reading-off");
    view! { <Section id="gelezen" title=ctx.t("balance-reached")><p>{text}</p></Section> }.into_any()
}

fn how(ctx: &Ctx) -> AnyView {
    let points = ["balance-how-owed", "balance-how-told", "balance-how-reached", "balance-how-small"]
        .map(|key| view! { <p>{ctx.t(key)}</p> })
        .collect_view();
    let (href, link) = (ctx.url("/informatiebalans/uitleg"), ctx.t("balance-explain-link"));
    view! {
        <Disclosure summary=ctx.t("balance-how") open=false>{points}<p><a href=href>{link}</a></p></Disclosure>
    }
    .into_any()
}

/// Telling is the sender's conduct: counted for everybody as it is.
pub(crate) fn told_in_quarter(items: &[Item], now: Timestamp) -> Table {
    table(items, now, Settings::new(Measure::Told, Counting::ByDeadline, Guard::Exact))
}

const READING: Settings = Settings::new(Measure::Reached, Counting::ByDeadline, Guard::Protected);

/// Reading of a quarter, by side and faction. An item whose own figures are hidden is not in the sums either, so that
/// nobody finds it by subtracting the items from the quarter.
pub(crate) fn reached_in_quarter(items: &[Item], now: Timestamp) -> (Vec<Item>, Table) {
    let shown = |item: &&Item| {
        let own = table(std::slice::from_ref(*item), now, READING);
        own.sides.iter().all(|row| matches!(row.cell, Cell::Shown { .. }))
    };
    let items: Vec<Item> = items.iter().filter(shown).cloned().collect();
    let counted = table(&items, now, READING);
    (items, counted)
}

/// Reading of one item, by side only, and only when its time has passed: two looks at a running count would show who
/// read in between.
fn reached_of_item(ctx: &Ctx, book: &CouncilBook, reading: &Reading) -> AnyView {
    let items = &reading.items;
    let mut counted = table(items, ctx.now, READING);
    counted.groups.clear();
    section(ctx, book, if counted.items == 0 { &[] } else { items }, &counted, Measure::Reached, Some(reading))
}

/// Takes the hours out of a table: where the council allows counts only.
pub(crate) fn without_hours(mut counted: Table) -> Table {
    for row in counted.sides.iter_mut().chain(&mut counted.groups).chain([&mut counted.total]) {
        (row.median_ms, row.median_hidden) = (None, false);
    }
    counted
}

/// Sentences, picture, bars and table of one measure. `reading`: what the council and its members let be counted.
fn section(
    ctx: &Ctx,
    book: &CouncilBook,
    items: &[Item],
    counted: &Table,
    measure: Measure,
    reading: Option<&Reading>,
) -> AnyView {
    let hours = reading.is_none_or(|reading| reading.hours);
    let counted = &if hours { counted.clone() } else { without_hours(counted.clone()) };
    let not_measured = reading.map(|reading| not_measured(ctx, reading));
    let (id, word) = match measure {
        Measure::Told => ("verteld", "told"),
        Measure::Reached => ("gelezen", "reached"),
    };
    let factions = !counted.groups.is_empty();
    let nothing = matches!(counted.total.cell, Cell::Empty) || counted.items == 0;
    if nothing {
        let text = ctx.t(&format!("balance-{word}-nothing-yet"));
        return view! {
            <Section id=id title=ctx.t(&format!("balance-{word}"))><p>{text}</p>{not_measured}</Section>
        }
        .into_any();
    }
    let mut said = sentences(ctx, counted, word);
    if measure == Measure::Told {
        said.extend(late_factions(ctx, book, counted));
    }
    let sentences: Vec<_> = said.into_iter().map(|text| view! { <p class="sentence">{text}</p> }).collect();
    let picture = hours.then(|| picture(ctx, items, measure, word));
    let (heading, rows) = (ctx.t("balance-per-faction"), bars(ctx, book, counted));
    let summary = ctx.t("balance-table");
    let (figures, left_out) = (figures(ctx, book, counted, word, hours), left_out(ctx, counted));
    let bars = factions.then(|| view! { <h3>{heading}</h3><ReachBars rows=rows/> });
    view! {
        <Section id=id title=ctx.t(&format!("balance-{word}"))>
            {sentences}
            {not_measured}
            {picture}
            {bars}
            <Disclosure summary=summary open=false>{figures}{left_out}</Disclosure>
        </Section>
    }
    .into_any()
}

fn sentences(ctx: &Ctx, counted: &Table, word: &str) -> Vec<String> {
    let mut out = Vec::new();
    let sides: Vec<&Row> =
        counted.sides.iter().filter(|row| !matches!(row.group, Group::Side(Side::Unknown))).collect();
    let rows = if sides.len() == 2 { sides } else { vec![&counted.total] };
    for row in rows {
        let Cell::Shown { count, of } = row.cell else { continue };
        let who = ctx.t(&format!("balance-{}", subject_key(&row.group)));
        let share = of_words(ctx, count, of);
        let sentence = match row.median_hours() {
            Some(hours) => ctx.tn(
                &format!("balance-{word}-sentence-hours"),
                &[("who", who.into()), ("share", share.into()), ("hours", hours_words(ctx, hours).into())],
            ),
            None => ctx.tn(&format!("balance-{word}-sentence"), &[("who", who.into()), ("share", share.into())]),
        };
        out.push(sentence);
    }
    if out.is_empty() {
        out.push(ctx.t("balance-too-small"));
    }
    out
}

/// Whose half heard so much later than the whole council's half that it is said by name.
const LATE_HOURS: f64 = 12.0;

/// "GroenLinks hoorde het later: de helft pas na 48 uur." Factions only: telling is the sender's conduct.
fn late_factions(ctx: &Ctx, book: &CouncilBook, counted: &Table) -> Vec<String> {
    let usual = counted.total.median_hours().unwrap_or_default();
    counted
        .groups
        .iter()
        .filter_map(|row| Some((row, row.median_hours().filter(|hours| *hours >= usual + LATE_HOURS)?)))
        .map(|(row, hours)| {
            let who = group_name(ctx, book, &row.group);
            ctx.tn("balance-told-late", &[("who", who.into()), ("hours", hours_words(ctx, hours).into())])
        })
        .collect()
}

fn subject_key(group: &Group) -> &'static str {
    match group {
        Group::Side(Side::Coalition) => "the-coalition",
        Group::Side(Side::Opposition) => "the-opposition",
        _ => "the-council",
    }
}

/// "448 van 460 keer".
fn of_words(ctx: &Ctx, count: u64, of: u64) -> String {
    let number = |n: u64| ctx.lang.number(i64::try_from(n).unwrap_or(i64::MAX));
    ctx.tn("balance-of", &[("count", number(count).into()), ("of", number(of).into())])
}

/// "binnen een uur", "na 26 uur", "na 3 dagen".
fn hours_words(ctx: &Ctx, hours: f64) -> String {
    if hours < 1.0 {
        ctx.t("balance-within-an-hour")
    } else if hours < 72.0 {
        ctx.tn("balance-after-hours", &[("hours", ctx.lang.decimal(hours.round()).into())])
    } else {
        ctx.tn("balance-after-days", &[("days", ctx.lang.decimal((hours / 24.0).round()).into())])
    }
}

fn picture(ctx: &Ctx, items: &[Item], measure: Measure, word: &str) -> AnyView {
    let curves: Vec<Curve> = Side::ALL
        .iter()
        .filter_map(|side| {
            let points = curve(items, ctx.now, *side, measure, DEFAULT_HORIZON_HOURS)?;
            Some(Curve { name: ctx.t(&format!("side-{}", side.code())), side: *side, points })
        })
        .collect();
    if curves.is_empty() {
        return ().into_any();
    }
    // The axis ends where the last step is, so that the first hours can be read.
    let last = curves.iter().filter_map(|c| c.points.last().map(|p| p.0)).fold(0.0_f64, f64::max);
    let hours = AXES.iter().copied().find(|end| last <= *end as f64).unwrap_or(DEFAULT_HORIZON_HOURS);
    view! {
        <StepCurve curves=curves hours=hours
            title=ctx.t(&format!("balance-{word}-picture")) desc=ctx.t(&format!("balance-{word}-picture-desc"))
            x_label=ctx.t("balance-hours-after") y_label=ctx.t("balance-share")/>
    }
    .into_any()
}

/// Where the axis of hours may end.
const AXES: [i64; 6] = [12, 24, 48, 96, 168, DEFAULT_HORIZON_HOURS];

fn group_name(ctx: &Ctx, book: &CouncilBook, group: &Group) -> String {
    match group {
        Group::Everybody => ctx.t("balance-everybody"),
        Group::Side(side) => ctx.t(&format!("side-{}", side.code())),
        Group::Faction(_, Some(faction)) => book.faction_name(*faction).to_owned(),
        Group::Faction(_, None) => ctx.t("balance-no-faction"),
        Group::Others(side, factions) => ctx.tn(
            "balance-others",
            &[
                ("side", ctx.t(&format!("side-{}", side.code())).into()),
                ("n", i64::try_from(factions.len()).unwrap_or(i64::MAX).into()),
            ],
        ),
    }
}

fn side_of(group: &Group) -> Side {
    match group {
        Group::Everybody => Side::Unknown,
        Group::Side(side) | Group::Faction(side, _) | Group::Others(side, _) => *side,
    }
}

fn cell_words(ctx: &Ctx, cell: Cell) -> String {
    match cell {
        Cell::Shown { count, of } => {
            let share = cell.share().unwrap_or_default() * 100.0;
            format!("{} · {}%", of_words(ctx, count, of), ctx.lang.decimal(share.round()))
        }
        Cell::Hidden => ctx.t("balance-hidden"),
        Cell::Empty => ctx.t("balance-none"),
    }
}

fn bars(ctx: &Ctx, book: &CouncilBook, counted: &Table) -> Vec<ReachRow> {
    counted
        .groups
        .iter()
        .map(|row| {
            let (part, total) = match row.cell {
                Cell::Shown { count, of } => (count, of),
                Cell::Hidden | Cell::Empty => (0, 0),
            };
            ReachRow {
                name: group_name(ctx, book, &row.group),
                side: side_of(&row.group),
                part: i64::try_from(part).unwrap_or(i64::MAX),
                total: i64::try_from(total).unwrap_or(i64::MAX),
                text: match row.median_hours() {
                    Some(hours) => format!("{} · {}", cell_words(ctx, row.cell), hours_words(ctx, hours)),
                    None => cell_words(ctx, row.cell),
                },
            }
        })
        .collect()
}

/// Who objects, as a number, and what was released while measuring was off.
fn not_measured(ctx: &Ctx, reading: &Reading) -> AnyView {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX).into();
    let people = match reading.not_measured {
        OutsideCount::None => None,
        OutsideCount::Few => Some(ctx.t("measuring-left-out-few")),
        OutsideCount::Count(n) => Some(ctx.tn("measuring-left-out", &[("n", number(n))])),
    };
    let items = (reading.items_left_out > 0)
        .then(|| ctx.tn("measuring-items-left-out", &[("n", number(reading.items_left_out))]));
    [people, items].into_iter().flatten().map(|text| view! { <p class="meta">{text}</p> }).collect_view().into_any()
}

fn figures(ctx: &Ctx, book: &CouncilBook, counted: &Table, word: &str, hours: bool) -> AnyView {
    let rows = counted.sides.iter().chain(&counted.groups).chain([&counted.total]).map(|row| {
        let median = match (row.median_hours(), row.median_hidden) {
            (Some(hours), _) => ctx.lang.decimal(hours),
            (None, true) => ctx.t("balance-hidden"),
            (None, false) => ctx.t("balance-none"),
        };
        let name = match row.group {
            Group::Everybody => group_name(ctx, book, &row.group).into_any(),
            _ => view! { <SideMark side=side_of(&row.group) text=group_name(ctx, book, &row.group)/> }.into_any(),
        };
        let mut cells = cells![name, row.people.to_string(), cell_words(ctx, row.cell)];
        cells.extend(hours.then(|| median.into_any()));
        cells
    });
    let mut head = vec![
        Col::text(ctx.t("balance-col-group")),
        Col::number(ctx.t("balance-col-people")),
        Col::number(ctx.t(&format!("balance-col-{word}"))),
    ];
    head.extend(hours.then(|| Col::number(ctx.t("balance-col-median"))));
    view! { <DataTable caption=ctx.t(&format!("balance-{word}-caption")) head=head rows=rows.collect()/> }.into_any()
}

fn left_out(ctx: &Ctx, counted: &Table) -> AnyView {
    let outside = match counted.outside {
        OutsideCount::None => None,
        OutsideCount::Few => Some(ctx.t("balance-outside-few")),
        OutsideCount::Count(n) => {
            Some(ctx.tn("balance-outside", &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())]))
        }
    };
    let waiting = (!counted.left_out.is_empty()).then(|| {
        ctx.tn("balance-left-out", &[("n", i64::try_from(counted.left_out.len()).unwrap_or(i64::MAX).into())])
    });
    [outside, waiting].into_iter().flatten().map(|text| view! { <p class="meta">{text}</p> }).collect_view().into_any()
}

fn item_list(ctx: &Ctx, page: &QuarterPage<'_>) -> AnyView {
    let rows = page
        .lines
        .iter()
        .rev()
        .map(|line| {
            let released = line.item.released_at;
            let untold = domain::balance::untold(&line.item, ctx.now).len();
            let meta = match (page.for_clerk, untold) {
                (true, 1..) => ctx.tn(
                    "balance-item-untold",
                    &[("when", ctx.when(released).into()), ("n", i64::try_from(untold).unwrap_or(i64::MAX).into())],
                ),
                _ => ctx.tn("balance-item-released", &[("when", ctx.when(released).into())]),
            };
            let href = ctx.url(&format!("/informatiebalans/onderdelen/{}", line.item.id));
            let lead = ctx.t(&format!("balance-kind-{}", line.kind));
            view! { <Item href=href title=line.title.clone() meta=meta lead=lead/> }
        })
        .collect_view();
    let count = i64::try_from(page.lines.len()).unwrap_or(i64::MAX);
    view! { <Section id="zaken" title=ctx.t("balance-items") count=count><List>{rows}</List></Section> }.into_any()
}

/// Everything the page of one item shows.
pub struct ItemPage<'a> {
    /// The item.
    pub line: &'a ItemLine,
    /// For names.
    pub book: &'a CouncilBook,
    /// Who is untold, by faction: for the clerk alone.
    pub untold: Option<Vec<(String, Vec<String>)>>,
    /// Messages about it on their way.
    pub on_the_way: usize,
    /// How it went out.
    pub release: super::release::Release,
    /// What may be counted of reading; nothing where the council has it off.
    pub reading: Option<Reading>,
}

/// The page of one item.
pub fn item(ctx: &Ctx, page: &ItemPage<'_>) -> AnyView {
    let line = page.line;
    let lede = ctx.tn(
        "balance-item-lede",
        &[
            ("kind", ctx.t(&format!("balance-kind-{}", line.kind)).into()),
            ("when", ctx.when(line.item.released_at).into()),
            ("who", page.book.name(line.released_by).into()),
            ("people", i64::try_from(line.item.audience.len()).unwrap_or(i64::MAX).into()),
        ],
    );
    let items = std::slice::from_ref(&line.item);
    let counted = table(items, ctx.now, Settings::new(Measure::Told, Counting::SoFar, Guard::Exact));
    let told = section(ctx, page.book, items, &counted, Measure::Told, None);
    let reached = match &page.reading {
        Some(reading) => reached_of_item(ctx, page.book, reading),
        None => reading_off(ctx),
    };
    let release = super::release::section(ctx, &page.release);
    let (open, open_text) = (ctx.url(&line.path), ctx.t("balance-open"));
    view! {
        <PageHead title=line.title.clone() lede=lede><a href=open>{open_text}</a></PageHead>
        {page.untold.as_ref().map(|untold| untold_section(ctx, line, untold, page.on_the_way))}
        {release}
        {told}
        {reached}
        {how(ctx)}
        <p><a href=ctx.url("/informatiebalans")>{ctx.t("balance-back")}</a></p>
    }
    .into_any()
}

/// Names by faction.
pub fn names_by_faction(groups: &[(String, Vec<String>)]) -> AnyView {
    let rows = groups
        .iter()
        .map(|(faction, names)| view! { <li><strong>{faction.clone()}</strong>": "{names.join(", ")}</li> })
        .collect_view();
    view! { <ul>{rows}</ul> }.into_any()
}

fn untold_section(ctx: &Ctx, line: &ItemLine, untold: &[(String, Vec<String>)], on_the_way: usize) -> AnyView {
    let people: usize = untold.iter().map(|(_, names)| names.len()).sum();
    let n = i64::try_from(people).unwrap_or(i64::MAX);
    let way = i64::try_from(on_the_way).unwrap_or(i64::MAX);
    let waiting = (on_the_way > 0).then(|| view! { <p>{ctx.tn("balance-on-the-way", &[("n", way.into())])}</p> });
    let body = if people == 0 {
        view! { <p>{ctx.t("balance-all-told")}</p> }.into_any()
    } else {
        let action = ctx.url(&format!("/informatiebalans/onderdelen/{}/verzending", line.item.id));
        let button = (people > on_the_way).then(|| {
            let text = ctx.tn("balance-tell", &[("n", (n - way).into())]);
            view! { <ButtonForm action=action text=text look=Look::Primary/> }
        });
        view! { {names_by_faction(untold)} {button} }.into_any()
    };
    view! {
        <Section id="niet-verteld" title=ctx.t("balance-untold") count=n>{waiting}{body}</Section>
    }
    .into_any()
}
