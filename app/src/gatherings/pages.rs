//! Pages of gatherings.

use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    gatherings::{Kind, Shelf, State as Stand, change as may_change},
    localtime::parse_date,
    people::Role,
    policy::{Facts, act},
    series::Scope,
};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    commands::{self, Wave},
    editions,
    entity::gathering,
    forms::Cancellation,
    input::Input,
    mails::{self, About, Post},
    series,
    sheet::{Purpose, Reach, Sheet, audience_of, sheet},
    store::{self, Filter, Gathering},
    views::{self, Around, Hindrance, Preview, ReminderPreview, Told},
};
use crate::{
    AppState, answers,
    balance::reading,
    calendar,
    ctx::Ctx,
    documents,
    error::AppError,
    form::{FieldErrors, fresh_key},
    mail::Recipient,
    notes, page,
    people::{self, store::CouncilBook},
    questions,
};

/// Last page of a list that is looked for.
const MAX_PAGE: u64 = 10_000;

/// A gathering the reader may know of, as row and as read, and what the policy needs to know of it.
pub(super) async fn open(ctx: &Ctx, id: &str) -> Result<(gathering::Model, Gathering, Facts), AppError> {
    let actor = ctx.actor()?;
    let db = ctx.app.db.read();
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let row = store::find(db, &ctx.tenant, id).await?;
    let facts = store::facts(db, actor, &row).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    let gathering = store::read(db, &ctx.tenant, row.clone()).await?;
    Ok((row, gathering, facts))
}

/// The filter in the address of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    stand: String,
    soort: String,
    blad: String,
}

/// `GET /bijeenkomsten`
pub async fn list(ctx: Ctx, State(app): State<AppState>, Query(query): Query<ListQuery>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeGatherings>(Facts::default())?;
    let shelf = Shelf::parse(&query.stand).unwrap_or_default();
    let hidden = shelf == Shelf::Drafts && !allowed.actor().is(Role::Clerk);
    let filter = Filter {
        shelf: if hidden { Shelf::default() } else { shelf },
        kind: Kind::parse(&query.soort),
        page: query.blad.parse().unwrap_or(1).clamp(1, MAX_PAGE),
    };
    let found = store::list(app.db.read(), allowed.actor(), filter, ctx.now).await?;
    let may_plan = ctx.may::<act::PlanGathering>(Facts::default());
    Ok(page::page(&ctx, ctx.t("gathering-list-title"), views::list(&ctx, filter, &found, may_plan)))
}

/// `GET /bijeenkomsten/{id}`
pub async fn show(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (row, gathering, facts) = open(&ctx, &id).await?;
    let db = app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let clerk = ctx.may::<act::ChangeGathering>(facts);
    let (mut uninvited, mut outside, mut outside_too) = (0, Vec::new(), Vec::new());
    if clerk {
        let wave = commands::wave(db, &ctx.tenant, &book, &gathering).await?;
        uninvited = wave.mails() + wave.unreachable.len();
        if gathering.state(ctx.now) == Stand::Invited && gathering.when.starts_at > ctx.now {
            let found = commands::outside(&book, &gathering, &wave.before);
            outside = found.iter().map(|one| book.name(one.person).to_owned()).collect();
            outside.sort_by_key(|name: &String| name.to_lowercase());
        }
        if !outside.is_empty() {
            outside_too = series::outside_too(&ctx, &book, &gathering).await?;
        }
    }
    let around = Around {
        outside,
        outside_too,
        host: gathering.details.host.map(|host| book.name(host).to_owned()),
        audience: audience_of(&ctx, &book, &gathering),
        uninvited,
        changed: editions::notice(&ctx, &gathering).await?,
        clerk,
        series: store::neighbours(db, &ctx.tenant, &gathering, clerk, ctx.now).await?,
        clashes: store::same_day(db, &ctx.tenant, gathering.date, Some(gathering.id), ctx.now).await?,
        answers: answers::panel(&ctx, &row).await?,
        documents: documents::section(&ctx, &row).await?,
        notes: notes::section(&ctx, &row).await?,
        questions: questions::section(&ctx, &row).await?,
    };
    reading::note(&ctx, gathering.id).await?;
    Ok(page::page(&ctx, gathering.details.title.clone(), views::gathering(&ctx, &gathering, around)))
}

/// `GET /bijeenkomsten/{id}/agenda.ics`
pub async fn calendar_file(ctx: Ctx, Path((_, id)): Path<(String, String)>) -> Result<Response, AppError> {
    let (_, gathering, _) = open(&ctx, &id).await?;
    let me = ctx.actor()?.person;
    let invited = store::invited(ctx.app.db.read(), &ctx.tenant, gathering.id).await?;
    let ahead = invited.iter().find(|one| one.person == me).map_or(0, |one| one.ahead);
    let file = mails::calendar_file(&ctx.tenant, &ctx.app.settings.base_url, &gathering, ahead)?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"bijeenkomst.ics\""),
    ];
    Ok((headers, file).into_response())
}

/// What is filled in from the address of the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    soort: String,
    datum: String,
    achteraf: String,
}

/// `GET /bijeenkomsten/nieuw`
pub async fn fresh(ctx: Ctx, Query(query): Query<NewQuery>) -> Result<Response, AppError> {
    ctx.allow::<act::PlanGathering>(Facts::default())?;
    let kind = Kind::parse(&query.soort).unwrap_or(Kind::InformalSession);
    let afterwards = query.achteraf == "true";
    fresh_page(&ctx, Input::fresh(&ctx.tenant, ctx.lang, kind, parse_date(&query.datum), afterwards)).await
}

/// The form with what it begins with, or with what was typed before another kind was chosen.
pub(super) async fn fresh_page(ctx: &Ctx, input: Input) -> Result<Response, AppError> {
    let sheet = sheet(ctx, &input, Purpose::Fresh).await?;
    let title = ctx.t(if input.achteraf == "true" { "gathering-record-title" } else { "gathering-plan-title" });
    Ok(page::page(ctx, title, views::plan_form(ctx, &input, &FieldErrors::default(), sheet)))
}

/// What surrounds the form of an existing gathering.
pub(super) async fn edit_sheet(ctx: &Ctx, gathering: &Gathering, input: &Input) -> Result<Sheet, AppError> {
    let replies = answers::store::replies(ctx.app.db.read(), &ctx.tenant, gathering.id).await?;
    let invited = replies.len();
    let places = gathering.details.capacity.map(i64::from);
    let seated = answers::store::seats(&replies, places).seated.len();
    let draft = gathering.life.planned_at.is_none();
    let series = store::series(ctx.app.db.read(), &ctx.tenant, gathering).await?;
    let series = series.and_then(|series| Reach::of(&series, gathering, ctx.now));
    sheet(ctx, input, Purpose::Edit { id: gathering.id, draft, invited, seated, series }).await
}

/// `GET /bijeenkomsten/{id}/wijzigen`
pub async fn edit(ctx: Ctx, Path((_, id)): Path<(String, String)>) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    ctx.allow::<act::ChangeGathering>(facts)?;
    let title = gathering.details.title.clone();
    let details = &gathering.details;
    if may_change(&gathering.life, details, details, &gathering.zone, ctx.now).is_err() {
        let key = not_now(&gathering);
        return Ok(page::page(&ctx, title, views::not_now(&ctx, &gathering, key)));
    }
    let mut input = Input::of(&gathering);
    let sheet = edit_sheet(&ctx, &gathering, &input).await?;
    input.reeks = sheet.stand();
    let heading = ctx.tn("gathering-edit-title", &[("title", title.as_str().into())]);
    Ok(page::page(&ctx, heading, views::edit_form(&ctx, &title, &input, &FieldErrors::default(), sheet)))
}

/// Why a gathering stays as it is.
fn not_now(gathering: &Gathering) -> &'static str {
    if gathering.life.cancelled_at.is_some() { "gathering-error-cancelled" } else { "gathering-error-over" }
}

/// `GET /bijeenkomsten/{id}/annulering`
pub async fn cancellation(ctx: Ctx, Path((_, id)): Path<(String, String)>) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    ctx.allow::<act::ChangeGathering>(facts)?;
    cancel_page(&ctx, &gathering, &Cancellation::default(), FieldErrors::default()).await
}

/// The page that asks why, or says that it cannot be cancelled any more.
pub(super) async fn cancel_page(
    ctx: &Ctx,
    gathering: &Gathering,
    typed: &Cancellation,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let title = gathering.details.title.clone();
    if domain::gatherings::cancel(&gathering.life, "reden", ctx.now).is_err() {
        return Ok(page::page(ctx, title, views::not_now(ctx, gathering, not_now(gathering))));
    }
    let invited = store::invited(ctx.app.db.read(), &ctx.tenant, gathering.id).await?;
    let invited = invited.iter().filter(|one| !one.withdrawn).count();
    let book = people::store::book(ctx.app.db.read(), &ctx.tenant).await?;
    let mut told = series::mailed(ctx, &book, std::iter::once(gathering)).await?;
    let this = told.len();
    let reach = match store::series(ctx.app.db.read(), &ctx.tenant, gathering).await? {
        Some(all) => match Reach::of(&all, gathering, ctx.now) {
            Some(reach) => {
                let with = |scope| std::iter::once(gathering).chain(all.reached(gathering, scope, ctx.now));
                let following = series::mailed(ctx, &book, with(Scope::Following)).await?.len();
                told = series::mailed(ctx, &book, with(Scope::All)).await?;
                Some((reach, views::ScopeMails { this, following, all: told.len() }))
            }
            None => None,
        },
        None => None,
    };
    let host = host_besides(&book, gathering, &told).filter(|_| gathering.life.invited_at.is_some());
    let who = groups(ctx, &book, gathering.date, &told);
    let view = views::cancel_form(ctx, gathering, typed, &errors, Told { invited, mails: this, who, host }, reach);
    let heading = ctx.tn("gathering-cancel-title", &[("title", title.into())]);
    Ok(if errors.is_empty() { page::page(ctx, heading, view) } else { page::unprocessable(ctx, heading, view) })
}

/// Who goes there for the college and gets a mail about it without being among these, by name.
fn host_besides(book: &people::store::CouncilBook, gathering: &Gathering, told: &[Uuid]) -> Option<String> {
    let host = gathering.details.host.filter(|host| book.has_address(*host) && !told.contains(host))?;
    Some(book.name(host).to_owned())
}

/// To how much of a series one invites, in the address of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WaveQuery {
    bereik: String,
}

/// `GET /bijeenkomsten/{id}/uitnodiging`
pub async fn invitation(
    ctx: Ctx,
    Path((_, id)): Path<(String, String)>,
    Query(query): Query<WaveQuery>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    ctx.allow::<act::InviteToGathering>(facts)?;
    // Who looks at one that was invited to does not put the drafts beside it into the calendar unasked.
    let fresh = matches!(gathering.state(ctx.now), Stand::Draft | Stand::Planned);
    let scope = Scope::parse(&query.bereik).unwrap_or(if fresh { Scope::All } else { Scope::This });
    let view = wave_preview(&ctx, &gathering, scope, None, false).await?;
    Ok(page::page(&ctx, preview_title(&ctx, &gathering), view))
}

/// The title of the preview.
pub(super) fn preview_title(ctx: &Ctx, gathering: &Gathering) -> String {
    ctx.tn("gathering-preview-title", &[("title", gathering.details.title.as_str().into())])
}

/// The preview of the next wave, with what stands in its way; of the next waves of a whole series, unless it is asked for
/// this one alone.
pub(super) async fn wave_preview(
    ctx: &Ctx,
    gathering: &Gathering,
    scope: Scope,
    errors: Option<FieldErrors>,
    stale: bool,
) -> Result<AnyView, AppError> {
    let db = ctx.app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let waves = series::waves(ctx, &book, gathering, scope).await?;
    let wave = waves.merged();
    let mut hindered = Vec::new();
    for (part, _) in &waves.parts {
        let errors = hindrances(commands::may_send(part, ctx.now))?;
        if !errors.is_empty() {
            hindered.push((part, errors));
        }
    }
    let refused = errors.filter(|_| hindered.is_empty());
    hindered.extend(refused.map(|errors| (gathering, errors)));
    let hindered = hindered
        .into_iter()
        .map(|(part, errors)| Hindrance {
            date: waves.whole().then(|| mails::when_in_full(ctx.lang, part)),
            path: part.path(),
            errors,
        })
        .collect();
    let names =
        |people: &[Uuid]| -> Vec<String> { people.iter().map(|person| book.name(*person).to_owned()).collect() };
    let sample = match wave.people.first().copied().or(wave.again.first().map(|one| one.person)) {
        Some(person) => match waves.sample(ctx, &book, person)? {
            Some(message) => Some(message),
            None => sample(ctx, &book, waves.first_of(person).unwrap_or(gathering), person, |post, to, link| {
                post.invitation(to, About::fresh(), link)
            })?,
        },
        None => None,
    };
    let asked = asked(&wave);
    let preview = Preview {
        series: waves.shown(ctx, gathering),
        host: host_besides(&book, gathering, &asked).filter(|_| gathering.life.invited_at.is_none()),
        groups: groups(ctx, &book, gathering.date, &asked),
        mails: wave.mails(),
        unreachable: names(&wave.unreachable),
        still_unreachable: names(&wave.still_unreachable),
        invited: wave.before.iter().filter(|one| !one.withdrawn).count(),
        answered: wave.before.iter().filter(|one| !one.withdrawn && one.answer.is_some()).count(),
        sample,
        key: fresh_key(),
        draft: gathering.life.planned_at.is_none(),
        clashes: store::same_day(db, &ctx.tenant, gathering.date, Some(gathering.id), ctx.now).await?,
        busy: calendar::busy_on(ctx, gathering.date, gathering.details.start.zip(gathering.details.end)).await?,
        hindered,
        stale,
    };
    Ok(views::preview(ctx, gathering, preview))
}

/// A refusal as errors to show; anything else goes on.
fn hindrances(refused: Result<(), AppError>) -> Result<FieldErrors, AppError> {
    let mut errors = FieldErrors::default();
    match refused {
        Ok(()) => {}
        Err(AppError::Invalid(wrong)) => errors = wrong,
        Err(AppError::Conflict(key)) => errors.add("", key),
        Err(other) => return Err(other),
    }
    Ok(errors)
}

/// A message as this person would get it, with an address in place of the real link.
fn sample(
    ctx: &Ctx,
    book: &CouncilBook,
    gathering: &Gathering,
    person: Uuid,
    write: impl Fn(&Post<'_>, Recipient, &str) -> Result<crate::mail::Message, AppError>,
) -> Result<Option<crate::mail::Message>, AppError> {
    let Some(to) = Recipient::of(book, person) else { return Ok(None) };
    let post = Post::new(&ctx.tenant, &ctx.app.settings.base_url, gathering, None, ctx.now)?;
    write(&post, to, &ctx.absolute("/antwoord/…")).map(Some)
}

/// Everybody whom a wave asks.
fn asked(wave: &Wave) -> Vec<Uuid> {
    wave.people.iter().copied().chain(wave.again.iter().map(|one| one.person)).collect()
}

/// These people by faction in the order of the house on that day; whoever is in none comes last.
fn groups(ctx: &Ctx, book: &CouncilBook, day: Date, people: &[Uuid]) -> Vec<views::Group> {
    let places = book.council.view().places_on(day);
    let faction_of = |person: &Uuid| places.get(person).and_then(|(faction, _)| *faction);
    let named = |faction: Option<Uuid>| {
        let of = people.iter().filter(|person| faction_of(person) == faction);
        let mut names: Vec<String> = of.map(|person| book.name(*person).to_owned()).collect();
        names.sort_by_key(|name| name.to_lowercase());
        names
    };
    let mut groups: Vec<_> = book
        .factions_in_order(day)
        .into_iter()
        .map(|(faction, side, _)| (faction.name, Some(side), named(Some(faction.id))))
        .collect();
    groups.push((ctx.t("gathering-group-none"), None, named(None)));
    groups.retain(|(_, _, names)| !names.is_empty());
    groups
}

/// `GET /bijeenkomsten/{id}/herinnering`
pub async fn reminder(ctx: Ctx, Path((_, id)): Path<(String, String)>) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    ctx.allow::<act::InviteToGathering>(facts)?;
    let db = ctx.app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let title = ctx.tn("gathering-remind-title", &[("title", gathering.details.title.as_str().into())]);
    let found = match commands::reminders(db, &ctx.tenant, &book, &gathering, ctx.now).await {
        Ok(found) => found,
        Err(AppError::Conflict(key)) => return Ok(page::page(&ctx, title, views::not_now(&ctx, &gathering, key))),
        Err(other) => return Err(other),
    };
    let today = ctx.today();
    let sample = match found.people.first() {
        Some(one) => {
            sample(&ctx, &book, &gathering, one.person, |post, to, link| post.reminder(to, one.about(), today, link))?
        }
        None => None,
    };
    let mut people: Vec<String> = found.people.iter().map(|one| book.name(one.person).to_owned()).collect();
    people.sort_by_key(|name| name.to_lowercase());
    let unreachable = found.unreachable.iter().map(|person| book.name(*person).to_owned()).collect();
    let preview = ReminderPreview { people, unreachable, too_soon: found.too_soon.len(), sample };
    Ok(page::page(&ctx, title, views::reminder(&ctx, &gathering, preview)))
}
