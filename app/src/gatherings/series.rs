//! Series: what their forms post to. Whatever touches several dates is shown first, and done by the same form once more.

use std::collections::BTreeSet;

use axum::response::Response;
use domain::{
    gatherings::{Changed, State},
    policy::act,
    series::{Rhythm, Scope},
};
use jiff::civil::{Date, Time};
use uuid::Uuid;

use super::{
    commands::{
        self, Filled, Plan, Stage, Wave,
        series::{ChangeSeries, Foreseen, PlanSeries, foresee, problem_on, sendable},
    },
    differences::differences,
    forms::{both, changed, edit_again, plan_again, refused},
    input::Input,
    mails::{
        About, in_full,
        series::{Bundle, Call},
        when_in_full,
    },
    pages::edit_sheet,
    sheet::{Purpose, sheet},
    store::{self, Gathering, Series},
    views::{self, ChangePreview, DatesPreview, Waves},
};
use crate::{
    calendar,
    ctx::{Ctx, Flash},
    error::AppError,
    form::FieldErrors,
    gate::Allowed,
    mail::{Message, Recipient},
    page,
    people::{self, store::CouncilBook},
    text::{joined, whole},
    ui::Tab,
};

/// The form of a gathering that comes again: shows the dates, and makes those that were left ticked.
pub(super) async fn plan(
    ctx: &Ctx,
    allowed: &Allowed<act::PlanGathering>,
    input: Input,
    filled: Filled,
    stage: Stage,
) -> Result<Response, AppError> {
    let Some(first) = filled.details.date else { return Err(AppError::field("datum", "gathering-error-date")) };
    let (rhythm, dates) = match input.repetition(first) {
        Ok(found) => found,
        Err(errors) => return plan_again(ctx, &input, errors).await,
    };
    let refusal = match (stage, problem_on(&filled.details, first, ctx.tenant.zone(), ctx.now)) {
        (Stage::Held, _) => Some(("herhalen", "series-error-held")),
        (_, Some("series-error-past")) => Some(("datum", "gathering-error-past")),
        _ => None,
    };
    if let Some((field, key)) = refusal {
        let mut errors = FieldErrors::default();
        errors.add(field, key);
        return plan_again(ctx, &input, errors).await;
    }
    match input.bevestigd.as_str() {
        "terug" => {
            let sheet = sheet(ctx, &input, Purpose::Again).await?;
            let view = views::plan_form(ctx, &input, &FieldErrors::default(), sheet);
            return Ok(page::page(ctx, ctx.t("gathering-plan-title"), view));
        }
        "true" => {}
        _ => {
            let away = calendar::away_on(ctx, &dates).await?;
            let ticked: Vec<Date> = dates.iter().copied().filter(|day| !away.contains(day)).collect();
            return show_dates(ctx, &input, &filled, (rhythm, &dates), &ticked, FieldErrors::default()).await;
        }
    }
    let chosen: Vec<Date> = dates.iter().copied().filter(|day| input.dag.contains(&day.to_string())).collect();
    let db = &ctx.app.db;
    let key = input.key.clone();
    let made = match chosen.as_slice() {
        [] => {
            let mut errors = FieldErrors::default();
            errors.add("dag", "series-error-none");
            return show_dates(ctx, &input, &filled, (rhythm, &dates), &[], errors).await;
        }
        // What is left of a series when all others are left out is a gathering like any other.
        [only] => {
            let mut filled = filled.clone();
            filled.details.date = Some(*only);
            commands::plan(db, allowed, Plan { filled, stage, key }, ctx.now).await
        }
        several => {
            let several = several.to_vec();
            let series = PlanSeries { filled: filled.clone(), stage, rhythm, dates: several, key };
            commands::series::plan_series(db, allowed, series, ctx.now).await
        }
    };
    match made {
        Ok(id) => {
            // The same form for the second time answers what the first one made.
            let made = store::find(db.read(), &ctx.tenant, id).await?;
            let made = store::read(db.read(), &ctx.tenant, made).await?;
            let series = store::series(db.read(), &ctx.tenant, &made).await?;
            let days: Vec<Date> =
                series.map_or(vec![made.date], |series| series.parts.iter().map(|one| one.date).collect());
            let path = made.path();
            if days != chosen || made.details.title != filled.details.title {
                let flash = Flash::new("series-flash-before").with("n", days.len());
                return Ok(page::see(ctx, &path, Some(flash)));
            }
            if stage == Stage::Ready {
                return Ok(page::see(ctx, &format!("{path}/uitnodiging"), None));
            }
            let flash = match chosen.len() {
                1 => Flash::new("gathering-flash-draft"),
                n => Flash::new("series-flash-drafts").with("n", n),
            };
            Ok(page::see(ctx, &path, Some(flash)))
        }
        Err(AppError::Invalid(errors)) if errors.text(ctx.lang, "dag").is_some() => {
            show_dates(ctx, &input, &filled, (rhythm, &dates), &chosen, errors).await
        }
        Err(AppError::Invalid(errors)) => plan_again(ctx, &input, errors).await,
        Err(other) => Err(other),
    }
}

/// The dates, each with what else is on it.
async fn show_dates(
    ctx: &Ctx,
    input: &Input,
    filled: &Filled,
    (rhythm, dates): (Rhythm, &[Date]),
    ticked: &[Date],
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let details = &filled.details;
    let mut preview = DatesPreview { rhythm, days: Vec::new(), ticked: ticked.to_vec(), impossible: Vec::new() };
    for day in dates {
        if let Some(key) = problem_on(details, *day, ctx.tenant.zone(), ctx.now) {
            let why = ctx.tn(key, &[("date", ctx.day(*day).into())]);
            preview.impossible.push((ctx.lang.long_date(*day), why));
            continue;
        }
        let hours = details.start.zip(details.end);
        let words = match hours {
            Some((start, end)) => in_full(ctx.lang, *day, start, end),
            None => ctx.lang.long_date(*day),
        };
        preview.days.push((*day, words, also(ctx, *day, hours, &[]).await?));
    }
    let title = ctx.tn("series-dates-title", &[("title", input.titel.trim().into())]);
    let fine = errors.is_empty();
    let view = views::dates_preview(ctx, input, &errors, preview);
    Ok(if fine { page::page(ctx, title, view) } else { page::unprocessable(ctx, title, view) })
}

/// What else is on that day, beside these; nothing when there is nothing.
async fn also(ctx: &Ctx, day: Date, hours: Option<(Time, Time)>, beside: &[Uuid]) -> Result<String, AppError> {
    let clashes = store::same_day(ctx.app.db.read(), &ctx.tenant, day, None, ctx.now).await?;
    let busy = calendar::busy_on(ctx, day, hours).await?;
    let around: Vec<String> = clashes
        .iter()
        .filter(|card| !beside.contains(&card.id))
        .map(|card| format!("{} · {}", ctx.when(card.starts_at), card.title))
        .chain(busy.iter().map(|busy| busy.line().to_owned()))
        .collect();
    Ok(match around.as_slice() {
        [] => String::new(),
        some => ctx.tn("series-also", &[("what", some.join("; ").into())]),
    })
}

/// The same for a day that one of a series moves to; those of the series move with it.
async fn also_there(ctx: &Ctx, one: &Foreseen, beside: &[Uuid]) -> Result<String, AppError> {
    let details = &one.after.details;
    match details.date.filter(|_| one.changed.contains(&Changed::Date)) {
        Some(day) => also(ctx, day, details.start.zip(details.end), beside).await,
        None => Ok(String::new()),
    }
}

/// The form of a change that reaches others of the series: shows what it comes to, and does it.
pub(super) async fn change(
    ctx: &Ctx,
    allowed: &Allowed<act::ChangeGathering>,
    gathering: &Gathering,
    input: Input,
    filled: Filled,
) -> Result<Response, AppError> {
    let db = ctx.app.db.read();
    let Some(series) = store::series(db, &ctx.tenant, gathering).await? else { return Err(AppError::NotFound) };
    if input.bevestigd == "terug" {
        let sheet = edit_sheet(ctx, gathering, &input).await?;
        let title = gathering.details.title.as_str();
        let view = views::edit_form(ctx, title, &input, &FieldErrors::default(), sheet);
        return Ok(page::page(ctx, ctx.tn("gathering-edit-title", &[("title", title.into())]), view));
    }
    let id = gathering.id.to_string();
    let scope = input.scope();
    let all = match foresee(&series, gathering, &filled, scope, ctx.now) {
        Ok(all) => all,
        Err(AppError::Conflict(key)) => return refused(ctx, gathering, &input, key).await,
        Err(other) => return Err(other),
    };
    if let Some(wrong) = all.first().and_then(|this| this.wrong.clone()) {
        return edit_again(ctx, gathering, &input, wrong).await;
    }
    if input.bevestigd != "true" {
        if input.stand() != series.stand() {
            return both(ctx, &id, input).await;
        }
        if all.iter().all(Foreseen::is_same) {
            let mut errors = FieldErrors::default();
            errors.add("", "series-error-nothing");
            return edit_again(ctx, gathering, &input, errors).await;
        }
        return show_change(ctx, gathering, &input, &all, FieldErrors::default()).await;
    }
    let without = all.iter().map(|one| one.before.id).filter(|id| !input.mee.contains(&id.to_string())).collect();
    let several = ChangeSeries { filled, scope, stand: Some(input.stand()), without };
    let base_url = &ctx.app.settings.base_url;
    match commands::series::change_series(&ctx.app.db, allowed, gathering.id, several, base_url, ctx.now).await {
        Ok(_) if gathering.life.planned_at.is_none() && input.actie == "uitnodiging" => {
            Ok(page::see(ctx, &format!("{}/uitnodiging", gathering.path()), None))
        }
        Ok(sent) => Ok(page::see(ctx, &gathering.path(), Some(changed(sent)))),
        Err(AppError::Invalid(errors)) if errors.text(ctx.lang, "mee").is_some() => {
            show_change(ctx, gathering, &input, &all, errors).await
        }
        Err(AppError::Invalid(errors)) => edit_again(ctx, gathering, &input, errors).await,
        Err(AppError::Conflict("error-conflict")) => both(ctx, &id, input).await,
        Err(AppError::Conflict(key)) => refused(ctx, gathering, &input, key).await,
        Err(other) => Err(other),
    }
}

/// Who gets a mail when all those invited to these are told something.
pub(super) async fn mailed(
    ctx: &Ctx,
    book: &CouncilBook,
    gatherings: impl Iterator<Item = &Gathering>,
) -> Result<Vec<Uuid>, AppError> {
    let mut people = BTreeSet::new();
    for gathering in gatherings {
        let invited = store::invited(ctx.app.db.read(), &ctx.tenant, gathering.id).await?;
        people.extend(invited.into_iter().filter(|one| !one.withdrawn).map(|one| one.person));
    }
    Ok(people.into_iter().filter(|person| book.has_address(*person)).collect())
}

/// The other days of its series on which some hold an invitation who are not meant: where each is, and when.
pub(super) async fn outside_too(
    ctx: &Ctx,
    book: &CouncilBook,
    gathering: &Gathering,
) -> Result<Vec<(String, String)>, AppError> {
    let db = ctx.app.db.read();
    let series = store::series(db, &ctx.tenant, gathering).await?;
    let mut found = Vec::new();
    for other in series.iter().flat_map(|series| &series.parts).filter(|other| other.id != gathering.id) {
        if other.state(ctx.now) == State::Invited && other.when.starts_at > ctx.now {
            let invited = store::invited(db, &ctx.tenant, other.id).await?;
            if !commands::outside(book, other, &invited).is_empty() {
                found.push((ctx.url(&other.path()), ctx.when(other.when.starts_at)));
            }
        }
    }
    Ok(found)
}

/// What a change to several comes to.
async fn show_change(
    ctx: &Ctx,
    gathering: &Gathering,
    input: &Input,
    all: &[Foreseen],
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let db = ctx.app.db.read();
    let sheet = edit_sheet(ctx, gathering, input).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let first_time = input.bevestigd.is_empty();
    let goes = |one: &Foreseen| {
        let id = one.before.id;
        one.wrong.is_none() && (first_time || id == gathering.id || input.mee.contains(&id.to_string()))
    };
    let told = all.iter().filter(|one| one.notice && goes(one)).map(|one| &one.before);
    let mails = mailed(ctx, &book, told).await?.len();
    let (possible, impossible): (Vec<&Foreseen>, Vec<&Foreseen>) =
        all.iter().skip(1).partition(|one| one.wrong.is_none());
    // Those that stay where they are can be in the way.
    let beside: Vec<Uuid> = all.iter().filter(|one| goes(one)).map(|one| one.before.id).collect();
    let mut others: Vec<(String, String, String)> = Vec::new();
    for one in possible {
        let along = joined([lost(ctx, one), also_there(ctx, one, &beside).await?], " ");
        others.push((one.before.id.to_string(), becomes(ctx, one), along));
    }
    let this = match all.first() {
        Some(one) => joined([becomes(ctx, one), also_there(ctx, one, &beside).await?], ". "),
        None => String::new(),
    };
    let title = gathering.details.title.clone();
    let preview = ChangePreview {
        differences: differences(ctx, &sheet, &Input::of(gathering), input),
        this,
        ticked: others.iter().map(|(id, ..)| id.clone()).filter(|id| first_time || input.mee.contains(id)).collect(),
        others,
        impossible: impossible
            .into_iter()
            .map(|one| {
                let why = one.wrong.iter().flat_map(|wrong| wrong.all(ctx.lang)).map(|(_, text)| text);
                (becomes(ctx, one), why.collect::<Vec<_>>().join(" "))
            })
            .collect(),
        mails,
        title: title.clone(),
        action: ctx.url(&format!("{}/wijzigen", gathering.path())),
    };
    let heading = ctx.tn("series-change-title", &[("title", title.into())]);
    let fine = errors.is_empty();
    let view = views::change_preview(ctx, input, &errors, preview);
    Ok(if fine { page::page(ctx, heading, view) } else { page::unprocessable(ctx, heading, view) })
}

/// The day and time of one of them, as it was and as it becomes.
fn becomes(ctx: &Ctx, one: &Foreseen) -> String {
    let was = when_in_full(ctx.lang, &one.before);
    let details = &one.after.details;
    let moves = one.changed.iter().any(|changed| matches!(changed, Changed::Date | Changed::Time));
    let (true, Some(date), Some(start), Some(end)) = (moves, details.date, details.start, details.end) else {
        return was;
    };
    let now = in_full(ctx.lang, date, start, end);
    ctx.tn("series-moves", &[("was", was.into()), ("now", now.into())])
}

/// What of its own it loses.
fn lost(ctx: &Ctx, one: &Foreseen) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (was, is) = (&one.before.details, &one.after.details);
    let lost: Vec<String> = one
        .overwritten
        .iter()
        .map(|changed| {
            let name = ctx.t(match changed {
                Changed::Title => "gathering-title",
                Changed::Kind => "gathering-kind",
                Changed::LegalStatus => "gathering-legal",
                Changed::Date => "gathering-date",
                Changed::Time => "series-hours",
                Changed::Place => "gathering-place",
                Changed::Link => "gathering-online-link",
                Changed::Openness => "gathering-openness",
                Changed::Audience => "gathering-audience",
                Changed::Host => "gathering-host",
                Changed::Capacity => "gathering-places",
                Changed::Agenda => "gathering-agenda",
            });
            match changed {
                Changed::Title => format!("{name} ({})", was.title),
                Changed::Place if was.place != is.place => format!("{name} ({})", text(&was.place)),
                _ => name,
            }
        })
        .collect();
    if lost.is_empty() { String::new() } else { ctx.tn("series-lost", &[("what", lost.join(", ").into())]) }
}

/// Puts a draft and every other draft of its series into the calendar.
pub(super) async fn schedule(
    ctx: &Ctx,
    allowed: &Allowed<act::PlanGathering>,
    gathering: &Gathering,
    stand: Option<i64>,
) -> Result<Response, AppError> {
    match commands::series::schedule_series(&ctx.app.db, allowed, gathering.id, stand, ctx.now).await {
        Ok(n) => {
            let flash = Flash::new("series-flash-scheduled").with("n", n);
            Ok(page::see(ctx, &gathering.path(), Some(flash)))
        }
        Err(AppError::Invalid(errors)) => edit_again(ctx, gathering, &Input::of(gathering), errors).await,
        Err(other) => Err(other),
    }
}

/// The next waves of one gathering, or of every one of its series.
pub(super) struct NextWaves {
    /// Each gathering with its wave.
    pub(super) parts: Vec<(Gathering, Wave)>,
    series: Option<Series>,
    whole: bool,
}

/// Works them out. The whole series only where there is more than one still to come.
pub(super) async fn waves(
    ctx: &Ctx,
    book: &CouncilBook,
    gathering: &Gathering,
    scope: Scope,
) -> Result<NextWaves, AppError> {
    let db = ctx.app.db.read();
    let series = store::series(db, &ctx.tenant, gathering).await?;
    let series = series.filter(|series| sendable(series, gathering, ctx.now).len() > 1);
    let all: Vec<Gathering> = match (&series, scope) {
        (Some(series), Scope::All) => sendable(series, gathering, ctx.now).into_iter().cloned().collect(),
        _ => vec![gathering.clone()],
    };
    let mut parts = Vec::new();
    for one in all {
        let wave = commands::wave(db, &ctx.tenant, book, &one).await?;
        parts.push((one, wave));
    }
    let whole = series.is_some() && scope == Scope::All;
    Ok(NextWaves { parts, series, whole })
}

/// Whether this person gets a mail of this wave.
fn asks(wave: &Wave, person: Uuid) -> bool {
    wave.people.contains(&person) || wave.again.iter().any(|one| one.person == person)
}

impl NextWaves {
    /// As one wave: everybody once.
    pub(super) fn merged(&self) -> Wave {
        let mut merged = Wave::default();
        let mut seen: BTreeSet<Uuid> = BTreeSet::new();
        for (_, wave) in &self.parts {
            merged.people.extend(wave.people.iter().filter(|person| seen.insert(**person)));
        }
        for (_, wave) in &self.parts {
            merged.again.extend(wave.again.iter().filter(|one| seen.insert(one.person)));
            merged.unreachable.extend(wave.unreachable.iter().filter(|person| seen.insert(**person)));
        }
        let (mut still, mut before) = (BTreeSet::new(), BTreeSet::new());
        for (_, wave) in &self.parts {
            let others = wave.still_unreachable.iter().filter(|person| !seen.contains(person));
            merged.still_unreachable.extend(others.filter(|person| still.insert(**person)));
            merged.before.extend(wave.before.iter().filter(|one| before.insert(one.person)));
        }
        merged
    }

    /// Whether it is about the whole series.
    pub(super) fn whole(&self) -> bool {
        self.whole
    }

    /// The first gathering this person is asked to come to.
    pub(super) fn first_of(&self, person: Uuid) -> Option<&Gathering> {
        self.parts.iter().find(|(_, wave)| asks(wave, person)).map(|(gathering, _)| gathering)
    }

    /// The mail about several dates as this person would get it; nothing when theirs is about one.
    pub(super) fn sample(&self, ctx: &Ctx, book: &CouncilBook, person: Uuid) -> Result<Option<Message>, AppError> {
        let Some(series) = self.series.as_ref().filter(|_| self.whole) else { return Ok(None) };
        let calls: Vec<Call<'_>> = self
            .parts
            .iter()
            .filter(|(_, wave)| asks(wave, person))
            .map(|(gathering, _)| Call { gathering, about: About::fresh(), answer_url: ctx.absolute("/antwoord/…") })
            .collect();
        let (Some(to), true) = (Recipient::of(book, person), calls.len() > 1) else { return Ok(None) };
        let (tenant, base_url) = (&ctx.tenant, ctx.app.settings.base_url.as_str());
        let bundle = Bundle { tenant, base_url, series: series.id, stand: series.stand(), occasion: None };
        bundle.invitation(to, &calls).map(Some)
    }

    /// What the preview says of the series; nothing when there is no other one to invite to.
    pub(super) fn shown(&self, ctx: &Ctx, gathering: &Gathering) -> Option<Waves> {
        let series = self.series.as_ref()?;
        let n = sendable(series, gathering, ctx.now).len();
        let path = ctx.url(&format!("{}/uitnodiging", gathering.path()));
        let all = ctx.tn("series-invite-all", &[("n", whole(n).into())]);
        let tabs = vec![
            Tab::new(all, format!("{path}?bereik=alle"), self.whole),
            Tab::new(ctx.t("series-invite-this"), format!("{path}?bereik=deze"), !self.whole),
        ];
        let date = |(one, _): &(Gathering, Wave)| {
            let when = when_in_full(ctx.lang, one);
            let draft = one.life.planned_at.is_none();
            if draft { ctx.tn("series-date-draft", &[("when", when.into())]) } else { when }
        };
        let dates = self.parts.iter().map(date).collect();
        Some(Waves { tabs, whole: self.whole, dates, stand: series.stand() })
    }
}
