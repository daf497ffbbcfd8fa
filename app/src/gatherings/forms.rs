//! Forms of gatherings.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    policy::{Facts, act},
    series::Scope,
    values::ShortText,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    commands::{
        self, Change, Invite, Plan, Stage,
        series::{CancelSeries, InviteSeries},
    },
    differences::differences,
    input::Input,
    pages::{cancel_page, edit_sheet, fresh_page, open, preview_title, wave_preview},
    series,
    sheet::{Purpose, sheet},
    store::Gathering,
    views,
};
use crate::{
    AppState,
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form, Nothing},
    page, people,
};

/// `POST /bijeenkomsten`
pub async fn plan(ctx: Ctx, State(app): State<AppState>, Form(input): Form<Input>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::PlanGathering>(Facts::default())?;
    if let Some(kind) = input.other_kind() {
        return fresh_page(&ctx, input.of_kind(&ctx.tenant, ctx.lang, kind)).await;
    }
    let stage = input.stage();
    let filled = match input.parse(stage, ctx.tenant.zone()) {
        Ok(filled) => filled,
        Err(errors) => return plan_again(&ctx, &input, errors).await,
    };
    if input.repeats() {
        return series::plan(&ctx, &allowed, input, filled, stage).await;
    }
    let plan = Plan { filled, stage, key: input.key.clone() };
    match commands::plan(&app.db, &allowed, plan, ctx.now).await {
        Ok(id) => {
            let path = format!("/bijeenkomsten/{id}");
            Ok(match stage {
                Stage::Ready => page::see(&ctx, &format!("{path}/uitnodiging"), None),
                Stage::Held => page::see(&ctx, &path, Some(Flash::new("gathering-flash-recorded"))),
                Stage::Draft | Stage::Planned => page::see(&ctx, &path, Some(Flash::new("gathering-flash-draft"))),
            })
        }
        Err(AppError::Invalid(errors)) => plan_again(&ctx, &input, errors).await,
        Err(other) => Err(other),
    }
}

pub(super) async fn plan_again(ctx: &Ctx, input: &Input, errors: FieldErrors) -> Result<Response, AppError> {
    let sheet = sheet(ctx, input, Purpose::Again).await?;
    let view = views::plan_form(ctx, input, &errors, sheet);
    Ok(page::unprocessable(ctx, ctx.t("gathering-plan-title"), view))
}

/// `POST /bijeenkomsten/{id}/wijzigen`
pub async fn change(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, String)>,
    Form(input): Form<Input>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    let allowed = ctx.allow::<act::ChangeGathering>(facts)?;
    let draft = gathering.life.planned_at.is_none();
    let stage = if draft { input.stage() } else { Stage::Ready };
    let filled = match input.parse(stage, &gathering.zone) {
        Ok(filled) => filled,
        Err(errors) => return edit_again(&ctx, &gathering, &input, errors).await,
    };
    if input.scope() != Scope::This && gathering.series.is_some() {
        return series::change(&ctx, &allowed, &gathering, input, filled).await;
    }
    let change = Change { filled, version: input.version() };
    let base_url = &app.settings.base_url;
    match commands::change(&app.db, &allowed, gathering.id, change, base_url, ctx.now).await {
        Ok(sent) => {
            let path = gathering.path();
            if draft && input.actie == "uitnodiging" {
                return Ok(page::see(&ctx, &format!("{path}/uitnodiging"), None));
            }
            Ok(page::see(&ctx, &path, Some(changed(sent))))
        }
        Err(AppError::Invalid(errors)) => edit_again(&ctx, &gathering, &input, errors).await,
        Err(AppError::Conflict("error-conflict")) => both(&ctx, &id, input).await,
        Err(AppError::Conflict(key)) => refused(&ctx, &gathering, &input, key).await,
        Err(other) => Err(other),
    }
}

/// What a change came to, for the clerk who made it.
pub(super) fn changed(sent: commands::Sent) -> Flash {
    match (sent.put_back, sent.mailed) {
        (0, 0) => Flash::new("saved"),
        (0, mailed) => Flash::new("gathering-flash-changed").with("n", mailed),
        (lost, mailed) => Flash::new("gathering-flash-changed-places").with("lost", lost).with("n", mailed),
    }
}

/// It cannot be changed any more: says so above the form with what was typed.
pub(super) async fn refused(
    ctx: &Ctx,
    gathering: &Gathering,
    input: &Input,
    key: &'static str,
) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    errors.add("", key);
    let sheet = edit_sheet(ctx, gathering, input).await?;
    let title = gathering.details.title.as_str();
    Ok(page::conflict(ctx, title, views::edit_form(ctx, title, input, &errors, sheet)))
}

pub(super) async fn edit_again(
    ctx: &Ctx,
    gathering: &Gathering,
    input: &Input,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let sheet = edit_sheet(ctx, gathering, input).await?;
    let title = gathering.details.title.as_str();
    let heading = ctx.tn("gathering-edit-title", &[("title", title.into())]);
    Ok(page::unprocessable(ctx, heading, views::edit_form(ctx, title, input, &errors, sheet)))
}

/// Somebody else was first, with this one or with another one of its series: both texts, and the form with what was typed, made from the newest version.
pub(super) async fn both(ctx: &Ctx, id: &str, mut input: Input) -> Result<Response, AppError> {
    let (_, newest, _) = open(ctx, id).await?;
    let stored = Input::of(&newest);
    let elsewhere = newest.series.is_some() && input.version == stored.version;
    input.version.clone_from(&stored.version);
    let sheet = edit_sheet(ctx, &newest, &input).await?;
    input.reeks = sheet.stand();
    let lines = differences(ctx, &sheet, &stored, &input);
    Ok(page::conflict(ctx, ctx.t("error-conflict-title"), views::conflict(ctx, lines, elsewhere, &input, sheet)))
}

/// The buttons that put a draft into the calendar.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Planning {
    achteraf: String,
    bereik: String,
    reeks: String,
    #[serde(rename = "key")]
    _key: String,
    #[serde(rename = "version")]
    _version: String,
}

/// `POST /bijeenkomsten/{id}/planning`
pub async fn schedule(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, String)>,
    Form(input): Form<Planning>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    let allowed = ctx.allow::<act::PlanGathering>(facts)?;
    let afterwards = input.achteraf == "true";
    if Scope::parse(&input.bereik) == Some(Scope::All) && gathering.series.is_some() {
        let stand = Some(input.reeks.parse().unwrap_or(0));
        return match series::schedule(&ctx, &allowed, &gathering, stand).await {
            Err(AppError::Conflict("error-conflict")) => {
                let (_, newest, facts) = open(&ctx, &id).await?;
                ctx.allow::<act::InviteToGathering>(facts)?;
                let view = wave_preview(&ctx, &newest, Scope::All, None, true).await?;
                Ok(page::conflict(&ctx, preview_title(&ctx, &newest), view))
            }
            done => done,
        };
    }
    match commands::schedule(&app.db, &allowed, gathering.id, afterwards, ctx.now).await {
        Ok(()) => {
            let key = if afterwards { "gathering-flash-recorded" } else { "gathering-flash-scheduled" };
            Ok(page::see(&ctx, &gathering.path(), Some(Flash::new(key))))
        }
        Err(AppError::Invalid(errors)) => edit_again(&ctx, &gathering, &Input::of(&gathering), errors).await,
        Err(other) => Err(other),
    }
}

/// Why a gathering is cancelled.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cancellation {
    pub(super) reden: String,
    pub(super) bereik: String,
    pub(super) reeks: String,
}

/// `POST /bijeenkomsten/{id}/annulering`
pub async fn cancel(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, String)>,
    Form(input): Form<Cancellation>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    let allowed = ctx.allow::<act::ChangeGathering>(facts)?;
    let mut errors = FieldErrors::default();
    let reason = errors.take("reden", ShortText::optional(&input.reden).map_err(|_| "error-too-long")).flatten();
    if !errors.is_empty() {
        return cancel_page(&ctx, &gathering, &input, errors).await;
    }
    let reason = reason.map(ShortText::into_string).unwrap_or_default();
    let base_url = &app.settings.base_url;
    let scope = Scope::parse(&input.bereik).unwrap_or_default();
    let cancelled = if scope != Scope::This && gathering.series.is_some() {
        let several = CancelSeries { reason, scope, stand: Some(input.reeks.parse().unwrap_or(0)) };
        commands::series::cancel_series(&app.db, &allowed, gathering.id, several, base_url, ctx.now).await
    } else {
        let sent = commands::cancel(&app.db, &allowed, gathering.id, &reason, base_url, ctx.now).await;
        sent.map(|sent| (1, sent))
    };
    match cancelled {
        Ok((n, sent)) => {
            let flash = match (n, sent.mailed) {
                (2.., mailed) => Flash::new("series-flash-cancelled").with("n", n).with("mails", mailed),
                (_, 0) => Flash::new("gathering-flash-cancelled"),
                (_, mailed) => Flash::new("gathering-flash-cancelled-mailed").with("n", mailed),
            };
            Ok(page::see(&ctx, &gathering.path(), Some(flash)))
        }
        Err(AppError::Invalid(errors)) => cancel_page(&ctx, &gathering, &input, errors).await,
        Err(AppError::Conflict("error-conflict")) if gathering.series.is_some() => {
            let (_, newest, _) = open(&ctx, &id).await?;
            let mut errors = FieldErrors::default();
            errors.add("", "series-error-stale");
            let mut response = cancel_page(&ctx, &newest, &input, errors).await?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(other) => Err(other),
    }
}

/// The button that sends a wave.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wave {
    key: String,
    version: String,
    bereik: String,
    reeks: String,
}

/// `POST /bijeenkomsten/{id}/uitnodiging`
pub async fn invite(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, String)>,
    Form(input): Form<Wave>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    let allowed = ctx.allow::<act::InviteToGathering>(facts)?;
    let base_url = &app.settings.base_url;
    let whole = Scope::parse(&input.bereik) == Some(Scope::All) && gathering.series.is_some();
    let scope = if whole { Scope::All } else { Scope::This };
    let invited = if whole {
        let waves = InviteSeries { stand: Some(input.reeks.parse().unwrap_or(0)), key: input.key };
        commands::series::invite_series(&app.db, &allowed, gathering.id, waves, base_url, ctx.now).await
    } else {
        let wave = Invite { version: Some(input.version.parse().unwrap_or(0)), key: input.key };
        commands::invite(&app.db, &allowed, gathering.id, wave, base_url, ctx.now).await
    };
    match invited {
        Ok(sent) => {
            let flash = match (sent.mailed, sent.unreachable) {
                (0, _) => Flash::new("gathering-flash-invited"),
                (mailed, 0) => Flash::new("gathering-flash-sent").with("n", mailed),
                (mailed, without) => Flash::new("gathering-flash-sent-but").with("n", mailed).with("without", without),
            };
            Ok(page::see(&ctx, &gathering.path(), Some(flash)))
        }
        Err(AppError::Invalid(errors)) => {
            let view = wave_preview(&ctx, &gathering, scope, Some(errors), false).await?;
            Ok(page::unprocessable(&ctx, preview_title(&ctx, &gathering), view))
        }
        Err(AppError::Conflict(_)) => {
            let (_, newest, _) = open(&ctx, &id).await?;
            let view = wave_preview(&ctx, &newest, scope, None, true).await?;
            Ok(page::conflict(&ctx, preview_title(&ctx, &newest), view))
        }
        Err(other) => Err(other),
    }
}

/// `POST /bijeenkomsten/{id}/uitnodigingen/{person}/intrekking`
pub async fn withdraw(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id, Id(person))): Path<(String, String, Id)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    let allowed = ctx.allow::<act::InviteToGathering>(facts)?;
    let sent = commands::withdraw(&app.db, &allowed, gathering.id, person, &app.settings.base_url, ctx.now).await?;
    let key = match (sent.mailed, sent.unreachable) {
        (0, 0) => "gathering-flash-withdrawn",
        (0, _) => "gathering-flash-withdrawn-without",
        _ => "gathering-flash-withdrawn-mailed",
    };
    back_to_names(&ctx, &gathering, person, key).await
}

/// Which version of a gathering was looked at.
#[derive(Debug, Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields)]
pub struct Seen {
    version: i64,
}

/// `POST /bijeenkomsten/{id}/uitnodigingen/intrekking`: of everybody who is not of the audience.
pub async fn withdraw_outside(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, String)>,
    Form(Seen { version }): Form<Seen>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    let allowed = ctx.allow::<act::InviteToGathering>(facts)?;
    let base_url = &app.settings.base_url;
    let (n, sent) = commands::withdraw_outside(&app.db, &allowed, gathering.id, version, base_url, ctx.now).await?;
    let flash = match sent.unreachable {
        0 => Flash::new("gathering-flash-outside").with("n", n).with("mails", sent.mailed),
        without => {
            Flash::new("gathering-flash-outside-but").with("n", n).with("mails", sent.mailed).with("without", without)
        }
    };
    Ok(page::see(&ctx, &gathering.path(), Some(flash)))
}

/// `POST /bijeenkomsten/{id}/uitnodigingen/{person}/herhaling`
pub async fn invite_again(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id, Id(person))): Path<(String, String, Id)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    let allowed = ctx.allow::<act::InviteToGathering>(facts)?;
    let base_url = &app.settings.base_url;
    let sent = commands::invite_again(&app.db, &allowed, gathering.id, person, base_url, ctx.now).await?;
    let key = match sent.unreachable {
        0 => "gathering-flash-again",
        _ => "gathering-flash-again-without",
    };
    back_to_names(&ctx, &gathering, person, key).await
}

async fn back_to_names(
    ctx: &Ctx,
    gathering: &Gathering,
    person: Uuid,
    key: &'static str,
) -> Result<Response, AppError> {
    let book = people::store::book(ctx.app.db.read(), &ctx.tenant).await?;
    let flash = Flash::new(key).with("name", book.name(person));
    Ok(page::see(ctx, &format!("{}/antwoorden", gathering.path()), Some(flash)))
}

/// `POST /bijeenkomsten/{id}/herinnering`
pub async fn remind(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, AppError> {
    let (_, gathering, facts) = open(&ctx, &id).await?;
    let allowed = ctx.allow::<act::InviteToGathering>(facts)?;
    let sent = commands::remind(&app.db, &allowed, gathering.id, &app.settings.base_url, ctx.now).await?;
    let flash = match sent.mailed {
        0 => Flash::new("gathering-flash-nobody-reminded"),
        mailed => Flash::new("gathering-flash-reminded").with("n", mailed),
    };
    Ok(page::see(&ctx, &gathering.path(), Some(flash)))
}
