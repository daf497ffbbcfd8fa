//! What the forms of this room post to.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    answers::{Answer, Stand, Via},
    policy::{Facts, act},
    values::{PersonName, ShortText},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    commands::{self, Outcome, Said, Verdict},
    links,
    pages::{attendance_page, gathering, gone, id, link_view},
    presence::{self, Mark},
    store, views, words,
};
use crate::{
    AppState,
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form},
    gatherings::{self, entity::gathering},
    page::{see, unprocessable, way_back},
    people,
};

/// An answer as posted. A field that is absent leaves things as they are; an empty one takes back or empties.
#[derive(Debug, Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerInput {
    antwoord: Option<String>,
    opmerking: Option<String>,
    naar: String,
}

impl AnswerInput {
    /// An answer that replaces all that was said before: what is absent is taken back.
    pub(crate) fn replacing(antwoord: Option<String>, opmerking: Option<String>) -> Self {
        let or_empty = |text: Option<String>| Some(text.unwrap_or_default());
        Self { antwoord: or_empty(antwoord), opmerking: or_empty(opmerking), naar: String::new() }
    }

    /// What was said, understood; or every field that is wrong.
    pub(crate) fn parse(&self) -> Result<Said, FieldErrors> {
        let mut errors = FieldErrors::default();
        let verdict = match self.antwoord.as_deref() {
            None => Some(Verdict::Keep),
            Some("") => Some(Verdict::TakeBack),
            Some(code) => errors.take("antwoord", Answer::parse(code).map(Verdict::Give).ok_or("error-choice")),
        };
        let note = self.opmerking.as_deref().map(|text| {
            // A remark is one line, however it was typed.
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            errors.take("opmerking", ShortText::optional(&line))
        });
        errors_or(errors, || Said { verdict: verdict.unwrap_or(Verdict::Keep), note: note.map(Option::flatten) })
    }
}

fn errors_or<T>(errors: FieldErrors, value: impl FnOnce() -> T) -> Result<T, FieldErrors> {
    if errors.is_empty() { Ok(value()) } else { Err(errors) }
}

/// The fields of a form that brings back what was.
fn undo_fields(outcome: &Outcome, back: &str) -> Vec<(String, String)> {
    let mut fields = vec![("naar".to_owned(), back.to_owned())];
    if outcome.before.answer != outcome.after.answer {
        let code = outcome.before.answer.map(Answer::code).unwrap_or_default();
        fields.push(("antwoord".to_owned(), code.to_owned()));
    }
    if outcome.before.note != outcome.after.note {
        fields.push(("opmerking".to_owned(), outcome.before.note.clone()));
    }
    fields
}

/// The message after an answer, with the way back when anything changed.
fn flash(ctx: &Ctx, outcome: &Outcome, undo: String, back: &str) -> Flash {
    let flash = words::saved_flash(ctx.lang, outcome);
    if outcome.before == outcome.after { flash } else { flash.undo(undo, undo_fields(outcome, back)) }
}

/// Whether this error says that no answer is taken any more, and why.
pub(super) fn refusal(error: &AppError) -> Option<&'static str> {
    let AppError::Invalid(errors) = error else { return None };
    let keys =
        ["answers-refused-not-invited", "answers-refused-cancelled", "answers-refused-over", "answers-refused-link"];
    keys.into_iter().find(|key| errors.keys().any(|(_, found)| found == *key))
}

/// One's own answer.
pub async fn answer(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, text)): Path<(String, String)>,
    Form(input): Form<AnswerInput>,
) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    let allowed = ctx.allow::<act::Answer>(facts)?;
    let here = format!("/bijeenkomsten/{}", row.id);
    let said = match input.parse() {
        Ok(said) => said,
        Err(errors) => return own_again(&ctx, &row, &input, errors).await,
    };
    let done = commands::answer(&app.db, &allowed, &app.settings.base_url, row.id, said, Via::Web, ctx.now).await;
    match done {
        Ok(outcome) => {
            let back = way_back(&input.naar, &here);
            let flash = flash(&ctx, &outcome, format!("{here}/antwoord"), &input.naar);
            Ok(see(&ctx, &back, Some(flash)))
        }
        Err(error) => no_more(&ctx, &row, error),
    }
}

/// The answer of somebody whose gathering takes none any more.
fn no_more(ctx: &Ctx, row: &gathering::Model, error: AppError) -> Result<Response, AppError> {
    let why = refusal(&error).ok_or(error)?;
    Ok(unprocessable(ctx, ctx.t("answers-refused-title"), views::refused(ctx, why, Some(row))))
}

/// The form again, with what was typed.
async fn own_again(
    ctx: &Ctx,
    row: &gathering::Model,
    input: &AnswerInput,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let me = ctx.actor()?.person;
    let replies = store::replies(ctx.app.db.read(), &ctx.tenant, row.id).await?;
    let reply = replies.iter().find(|reply| reply.person == me).ok_or(AppError::NotFound)?;
    let shown = views::AnswerPage {
        row,
        whose: None,
        action: ctx.url(&format!("/bijeenkomsten/{}/antwoord", row.id)),
        back: input.naar.clone(),
        answer: reply.answer,
        said: String::new(),
        note: input.opmerking.clone().unwrap_or_else(|| reply.note.clone()),
        errors,
        rest: None,
        offer_sign_in: false,
    };
    Ok(unprocessable(ctx, ctx.t("answers-link-title"), views::answer_page(ctx, shown)))
}

/// An answer by the link in the mail: answers at once, without signing in.
pub async fn answer_by_link(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, token)): Path<(String, String)>,
    Form(input): Form<AnswerInput>,
) -> Result<Response, AppError> {
    let opened = links::open(app.db.read(), &ctx.tenant, &token, ctx.now).await?;
    let Ok(reply) = store::reply(app.db.read(), &ctx.tenant, opened.invitation()).await else {
        return Ok(gone(&ctx, "answers-refused-link", None));
    };
    let row = gatherings::store::find(app.db.read(), &ctx.tenant, reply.gathering).await?;
    let here = format!("/antwoord/{token}");
    let said = match input.parse() {
        Ok(said) => said,
        Err(errors) if opened.is_alive() => {
            let view = link_view(&ctx, &row, &token, input.opmerking.clone(), errors).await?;
            return Ok(unprocessable(&ctx, ctx.t("answers-link-title"), view));
        }
        Err(_) => return Ok(gone(&ctx, "answers-refused-link", None)),
    };
    match commands::answer_by_link(&app.db, &ctx.tenant, &app.settings.base_url, &token, said, ctx.now).await {
        Ok(outcome) => Ok(see(&ctx, &here, Some(flash(&ctx, &outcome, here.clone(), "")))),
        Err(error) => {
            let why = refusal(&error).ok_or(error)?;
            Ok(gone(&ctx, why, (why != "answers-refused-link").then_some(&row)))
        }
    }
}

/// An answer for somebody else.
pub async fn answer_for(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, text, person)): Path<(String, String, String)>,
    Form(input): Form<AnswerInput>,
) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    let person = id(&person)?;
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    let today = ctx.today();
    let theirs = book.council.view().faction_of(person, today);
    let same_faction = theirs.is_some() && theirs == ctx.actor()?.faction;
    let allowed = ctx.allow::<act::AnswerFor>(Facts { same_faction, ..facts })?;
    let said = input.parse().map_err(AppError::Invalid)?;
    let base_url = &app.settings.base_url;
    let done = commands::answer_for(&app.db, &allowed, base_url, row.id, person, said, ctx.now).await;
    match done {
        Ok(outcome) => {
            let here = format!("/bijeenkomsten/{}/antwoorden", row.id);
            let mut flash = words::saved_for_flash(book.name(person), &outcome);
            if outcome.before != outcome.after {
                flash = flash.undo(format!("{here}/{person}"), undo_fields(&outcome, ""));
            }
            Ok(see(&ctx, &here, Some(flash)))
        }
        Err(error) => no_more(&ctx, &row, error),
    }
}

/// One mark of attendance as posted.
#[derive(Debug, Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields)]
pub struct MarkInput {
    persoon: String,
    stand: String,
    vervangt: String,
}

/// How somebody was there, by its word in a form: `afwezig` is no mark at all.
pub(super) fn stand(word: &str) -> Result<Option<Stand>, AppError> {
    match word {
        "" | "afwezig" => Ok(None),
        code => Stand::parse(code).map(Some).ok_or_else(|| AppError::field("stand", "error-choice")),
    }
}

/// Reads a mark.
pub(super) fn mark(person: &str, word: &str, substitute: &str) -> Result<Mark, AppError> {
    let stand = stand(word)?;
    let substitute_for = match substitute {
        "" => None,
        text => Some(id(text)?),
    };
    Ok(Mark { person: id(person)?, stand, substitute_for: substitute_for.filter(|_| stand.is_some()) })
}

/// Ticks one person and leads back to their row.
pub async fn attendance(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, text)): Path<(String, String)>,
    Form(input): Form<MarkInput>,
) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    let allowed = ctx.allow::<act::RecordAttendance>(facts)?;
    let mark = mark(&input.persoon, &input.stand, &input.vervangt)?;
    presence::record_presence(&app.db, &allowed, row.id, &[mark], ctx.now).await?;
    Ok(see(&ctx, &format!("/bijeenkomsten/{}/aanwezigheid#p-{}", row.id, mark.person), None))
}

/// Declares the list complete.
pub async fn close_presence(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, text)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    let allowed = ctx.allow::<act::RecordAttendance>(facts)?;
    presence::close_presence(&app.db, &allowed, row.id, ctx.now).await?;
    Ok(see(&ctx, &format!("/bijeenkomsten/{}/aanwezigheid", row.id), Some(Flash::new("answers-closed"))))
}

/// A guest as posted.
#[derive(Debug, Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields)]
pub struct GuestInput {
    naam: String,
    key: String,
}

/// Writes down a guest.
pub async fn add_guest(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, text)): Path<(String, String)>,
    Form(input): Form<GuestInput>,
) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    let allowed = ctx.allow::<act::RecordAttendance>(facts)?;
    let mut errors = FieldErrors::default();
    let Some(name) = errors.take("naam", PersonName::parse(&input.naam)) else {
        let mut again = attendance_page(&ctx, &row, input.naam, errors).await?;
        *again.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(again);
    };
    let guest: Uuid = presence::add_guest(&app.db, &allowed, row.id, &name, &input.key, ctx.now).await?;
    let here = format!("/bijeenkomsten/{}", row.id);
    let flash = Flash::new("answers-guest-added")
        .with("name", name.as_str())
        .undo(format!("{here}/gasten/{guest}/verwijdering"), Vec::new());
    Ok(see(&ctx, &format!("{here}/aanwezigheid#gasten"), Some(flash)))
}

/// Takes a guest off the list.
pub async fn remove_guest(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, text, guest)): Path<(String, String, String)>,
) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    let allowed = ctx.allow::<act::RecordAttendance>(facts)?;
    let removed = presence::remove_guest(&app.db, &allowed, row.id, id(&guest)?, ctx.now).await?;
    let here = format!("/bijeenkomsten/{}", row.id);
    let flash = removed.map(|name| {
        Flash::new("answers-guest-removed")
            .with("name", &name)
            .undo(format!("{here}/gasten"), vec![("naam".to_owned(), name.clone())])
    });
    Ok(see(&ctx, &format!("{here}/aanwezigheid#gasten"), flash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_answer_stays_and_an_empty_one_is_taken_back() {
        let said = |antwoord: Option<&str>, opmerking: Option<&str>| {
            AnswerInput {
                antwoord: antwoord.map(str::to_owned),
                opmerking: opmerking.map(str::to_owned),
                naar: String::new(),
            }
            .parse()
        };
        assert_eq!(said(None, None), Ok(Said { verdict: Verdict::Keep, note: None }));
        assert_eq!(said(Some(""), Some(" \n ")), Ok(Said { verdict: Verdict::TakeBack, note: Some(None) }));
        let note =
            said(Some("ja"), Some("ik kom\r\nlater")).map(|said| said.note.flatten().map(ShortText::into_string));
        assert_eq!(note, Ok(Some("ik kom later".to_owned())));
        assert!(said(Some("yes"), None).is_err());
        assert!(said(None, Some(&"x".repeat(501))).is_err());
    }
}
