//! The form that gives other dates the same answer, and the one that takes that back.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{answers::Answer, policy::act};
use serde::Deserialize;

use super::{
    commands::{self, Done, Step},
    words,
};
use crate::{
    AppState,
    answers::{
        forms::refusal,
        links,
        pages::{gathering, gone, id},
        store,
    },
    ctx::{Ctx, Flash},
    db::{millis, moment},
    error::AppError,
    form::Form,
    page::{see, way_back},
};

/// As posted: an answer with the dates it is for, or the moment of what is taken back.
#[derive(Debug, Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields)]
pub struct DatesInput {
    antwoord: String,
    dag: Vec<String>,
    moment: String,
    naar: String,
}

impl DatesInput {
    /// What it asks for. A text that is no id stands for a date that is not there.
    fn parse(&self) -> Result<Step, AppError> {
        if !self.moment.is_empty() {
            let at = self.moment.parse().map_err(|_| AppError::field("moment", "error-form"))?;
            return Ok(Step::TakeBack(moment(at)));
        }
        let answer = Answer::parse(&self.antwoord).ok_or_else(|| AppError::field("antwoord", "error-choice"))?;
        if self.dag.is_empty() {
            return Err(AppError::field("dag", "error-choice"));
        }
        Ok(Step::Give(answer, self.dag.iter().map(|text| id(text)).collect::<Result<_, _>>()?))
    }
}

/// The message, with the way back: the same form with the moment.
fn said(ctx: &Ctx, done: &Done, path: String, back: &str) -> Result<Flash, AppError> {
    let flash = words::flash(ctx, done)?;
    Ok(match done.undo {
        Some(at) => {
            let fields = vec![("naar".to_owned(), back.to_owned()), ("moment".to_owned(), millis(at).to_string())];
            flash.undo(path, fields)
        }
        None => flash,
    })
}

/// The same answer for other dates of the series, by whoever is signed in.
pub async fn answer(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, text)): Path<(String, String)>,
    Form(input): Form<DatesInput>,
) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    let allowed = ctx.allow::<act::Answer>(facts)?;
    let (step, here) = (input.parse()?, format!("/bijeenkomsten/{}", row.id));
    let done = commands::answer_dates(&app.db, &allowed, &app.settings.base_url, row.id, &step, ctx.now).await?;
    let flash = said(&ctx, &done, format!("{here}/antwoord/reeks"), &input.naar)?;
    Ok(see(&ctx, &way_back(&input.naar, &here), Some(flash)))
}

/// The same by the link in the mail.
pub async fn answer_by_link(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, token)): Path<(String, String)>,
    Form(input): Form<DatesInput>,
) -> Result<Response, AppError> {
    let opened = links::open(app.db.read(), &ctx.tenant, &token, ctx.now).await?;
    let alive = opened.is_alive() && store::reply(app.db.read(), &ctx.tenant, opened.invitation()).await.is_ok();
    if !alive {
        return Ok(gone(&ctx, "answers-refused-link", None));
    }
    let (step, here) = (input.parse()?, format!("/antwoord/{token}"));
    let url = &app.settings.base_url;
    match commands::answer_dates_by_link(&app.db, &ctx.tenant, url, &token, &step, ctx.now).await {
        Ok(done) => Ok(see(&ctx, &here, Some(said(&ctx, &done, format!("{here}/reeks"), "")?))),
        Err(error) => Ok(gone(&ctx, refusal(&error).ok_or(error)?, None)),
    }
}
