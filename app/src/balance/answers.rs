//! What was done about what the balance of a quarter showed: the griffie writes it down, for itself or in the name of the
//! council. Answers stay as they were written; a later one stands above an earlier one.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    localtime::Quarter,
    policy::{Facts, act},
    values::LongText,
};
use jiff::Timestamp;
use leptos::prelude::*;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use uuid::Uuid;

use super::{entity::answer, views::quarter_name};
use crate::{
    AppState, audit,
    ctx::{Ctx, Flash},
    db::{Db, millis, moment},
    error::AppError,
    form::{self, FieldErrors, fresh_key},
    gate::Allowed,
    markdown, page, people,
    tenant::Tenant,
    text::whole,
    ui::*,
};

domain::codes! {
    /// In whose name an answer is.
    pub enum Voice {
        /// The griffie's own.
        Clerk = "griffie",
        /// The council's.
        Council = "raad",
    }
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// In whose name.
    pub voice: Voice,
    /// Markdown.
    pub body: String,
    /// Who wrote it down.
    pub author: Uuid,
    /// When.
    pub at: Timestamp,
}

/// The answers beside a quarter, the newest first.
pub async fn of_quarter(db: &impl ConnectionTrait, tenant: &Tenant, quarter: Quarter) -> Result<Vec<Answer>, AppError> {
    let rows = answer::Entity::find()
        .filter(answer::Column::MunicipalityId.eq(tenant.id()))
        .filter(answer::Column::Quarter.eq(quarter.to_string()))
        .order_by_desc(answer::Column::WrittenAt)
        .order_by_desc(answer::Column::Id)
        .all(db)
        .await?;
    let of = |row: answer::Model| {
        Ok(Answer {
            voice: Voice::parse(&row.in_name_of)
                .ok_or_else(|| AppError::unexpected(format!("voice {}", row.in_name_of)))?,
            body: row.body,
            author: row.author_id,
            at: moment(row.written_at),
        })
    };
    rows.into_iter().map(of).collect()
}

/// Writes down what was done. The same key again changes nothing.
pub async fn keep(
    db: &Db,
    allowed: &Allowed<act::AnswerBalance>,
    quarter: Quarter,
    voice: Voice,
    body: &LongText,
    key: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    crate::transaction!(db, |tx| {
        let id = Uuid::now_v7();
        if form::claim(tx, allowed.actor(), key, id, now).await?.is_some() {
            return Ok(());
        }
        answer::Entity::insert(answer::ActiveModel {
            id: Set(id),
            municipality_id: Set(tenant.id()),
            quarter: Set(quarter.to_string()),
            in_name_of: Set(voice.code().to_owned()),
            body: Set(body.as_str().to_owned()),
            author_id: Set(allowed.person()),
            written_at: Set(millis(now)),
        })
        .exec_without_returning(tx)
        .await?;
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "balance.answer", ("balance-answer", Some(id)), &quarter.to_string(), now).await
    })
}

/// What was done about this quarter, for its page: the answers, and for the clerk the way to write one. Nothing for a
/// reader when there is none.
pub async fn section(ctx: &Ctx, quarter: Quarter) -> Result<AnyView, AppError> {
    let may = ctx.may::<act::AnswerBalance>(Facts::default());
    let found = of_quarter(ctx.app.db.read(), &ctx.tenant, quarter).await?;
    if found.is_empty() && !may {
        return Ok(().into_any());
    }
    let list = list(ctx, &found).await?;
    let write = may.then(|| {
        let (href, text) = (ctx.url(&path(quarter)), ctx.t("balance-answer-write"));
        view! { <p class="no-print"><LinkButton href=href text=text icon=Icon::Pencil/></p> }
    });
    let count = (!found.is_empty()).then(|| whole(found.len()));
    Ok(view! {
        <Section id="gedaan" title=ctx.t("balance-answers") count=count>{list}{write}</Section>
    }
    .into_any())
}

/// What was done about a quarter, to read; `None` when nothing was written down.
pub async fn kept(ctx: &Ctx, quarter: Quarter) -> Result<Option<AnyView>, AppError> {
    let found = of_quarter(ctx.app.db.read(), &ctx.tenant, quarter).await?;
    if found.is_empty() { Ok(None) } else { list(ctx, &found).await.map(Some) }
}

async fn list(ctx: &Ctx, found: &[Answer]) -> Result<AnyView, AppError> {
    if found.is_empty() {
        return Ok(view! { <p class="meta">{ctx.t("balance-answers-none")}</p> }.into_any());
    }
    let book = people::store::book(ctx.app.db.read(), &ctx.tenant).await?;
    let rows = found
        .iter()
        .map(|answer| {
            let words = ctx.tn(
                &format!("balance-answer-by-{}", answer.voice.code()),
                &[("name", book.name(answer.author).into())],
            );
            let (at, shown) = (answer.at.to_string(), ctx.when(answer.at));
            view! {
                <article class="stack">
                    <p class="meta"><Moment at=at shown=shown/>" · "{words}</p>
                    <Prose html=markdown::html(&answer.body)/>
                </article>
            }
        })
        .collect_view();
    Ok(view! { <div class="stack">{rows}</div> }.into_any())
}

/// Where an answer is written, below the municipality.
pub fn path(quarter: Quarter) -> String {
    format!("/informatiebalans/kwartalen/{quarter}/antwoord")
}

/// The quarter of a path that has begun; anything else is not there.
fn quarter_of(ctx: &Ctx, text: &str) -> Result<Quarter, AppError> {
    Quarter::parse(text).filter(|quarter| *quarter <= Quarter::containing(ctx.today())).ok_or(AppError::NotFound)
}

/// The form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerInput {
    namens: String,
    tekst: String,
    key: String,
}

impl AnswerInput {
    fn parse(&self) -> Result<(Voice, LongText), FieldErrors> {
        let mut errors = FieldErrors::default();
        let voice = errors.take("namens", Voice::parse(&self.namens).ok_or("error-choice"));
        let body = errors.take("tekst", LongText::parse(&self.tekst));
        voice.zip(body).ok_or(errors)
    }
}

/// `GET …/kwartalen/{kwartaal}/antwoord`
pub async fn write(ctx: Ctx, Path((_, quarter)): Path<(String, String)>) -> Result<Response, AppError> {
    ctx.allow::<act::AnswerBalance>(Facts::default())?;
    let quarter = quarter_of(&ctx, &quarter)?;
    let input = AnswerInput { namens: Voice::Clerk.code().to_owned(), key: fresh_key(), ..AnswerInput::default() };
    let view = writing(&ctx, quarter, &input, &FieldErrors::default()).await?;
    Ok(page::page(&ctx, ctx.t("balance-answer-write"), view))
}

/// `POST …/kwartalen/{kwartaal}/antwoord`
pub async fn answer(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, quarter)): Path<(String, String)>,
    form::Form(input): form::Form<AnswerInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::AnswerBalance>(Facts::default())?;
    let quarter = quarter_of(&ctx, &quarter)?;
    match input.parse() {
        Ok((voice, body)) => {
            keep(&app.db, &allowed, quarter, voice, &body, &input.key, ctx.now).await?;
            let back = format!("/informatiebalans?kwartaal={quarter}");
            Ok(page::see(&ctx, &back, Some(Flash::new("balance-answer-kept"))))
        }
        Err(errors) => {
            let view = writing(&ctx, quarter, &input, &errors).await?;
            Ok(page::unprocessable(&ctx, ctx.t("balance-answer-write"), view))
        }
    }
}

async fn writing(ctx: &Ctx, quarter: Quarter, input: &AnswerInput, errors: &FieldErrors) -> Result<AnyView, AppError> {
    let found = of_quarter(ctx.app.db.read(), &ctx.tenant, quarter).await?;
    let list = list(ctx, &found).await?;
    Ok(form_view(ctx, quarter, input, errors, (found.len(), list)))
}

fn form_view(
    ctx: &Ctx,
    quarter: Quarter,
    input: &AnswerInput,
    errors: &FieldErrors,
    (kept, list): (usize, AnyView),
) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let voices = page::choices(ctx, "balance-answer-voice", Voice::CODES);
    let fields = view! {
        <TextArea name="tekst" label=ctx.t("balance-answer-text") hint=ctx.t("balance-answer-hint")
            value=input.tekst.clone() error=error("tekst") rows=6/>
        <Radios name="namens" label=ctx.t("balance-answer-voice") options=voices value=input.namens.clone()
            error=error("namens") inline=true/>
        <div class="form-actions"><Submit text=ctx.t("balance-answer-keep")/></div>
    }
    .into_any();
    let (back, back_text) = (ctx.url(&format!("/informatiebalans?kwartaal={quarter}")), ctx.t("balance-back"));
    let count = whole(kept);
    view! {
        <PageHead title=ctx.t("balance-answer-write") lede=quarter_name(ctx, quarter)>
            <a href=back>{back_text}</a>
        </PageHead>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <Form action=ctx.url(&path(quarter)) key=input.key.clone()>{fields}</Form>
        <Section id="gedaan" title=ctx.t("balance-answers") count=count>{list}</Section>
    }
    .into_any()
}
