//! The way out of the daily mail, from the mail itself: by one press here, or by the mail program (RFC 8058). Only the
//! hash of its token is kept; its address waits with the mail until that has left.

use axum::{extract::Path, response::Response};
use domain::news::Choice;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;
use crate::{
    audit,
    ctx::Ctx,
    db::{millis, sql},
    error::AppError,
    page, secret,
    tenant::Tenant,
    ui::*,
};

/// Longest token looked up; ours have 43 characters.
const MAX_TOKEN: usize = 64;
/// How long a way out works.
const LIFE: SignedDuration = SignedDuration::from_hours(24 * 180);

/// A way out that is not kept yet.
#[derive(Debug)]
pub(super) struct Exit {
    token: String,
    /// Its whole address.
    pub(super) url: String,
}

impl Exit {
    pub(super) fn fresh(tenant: &Tenant, base_url: &str) -> Self {
        let token = secret::fresh();
        let url = format!("{base_url}{}", tenant.path(&format!("/dagmail/{token}/stoppen")));
        Self { token, url }
    }
}

pub(super) async fn keep(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    exit: &Exit,
    person: Uuid,
    mail: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let text = "INSERT INTO news_exits (token_hash, municipality_id, person_id, outbox_id, url, created_at) \
                VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        secret::hash(&exit.token).into(),
        tenant.id().into(),
        person.into(),
        mail.into(),
        exit.url.as_str().into(),
        millis(now).into(),
    ];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(())
}

/// Headers that say how to leave the daily mail, for a message that is one.
///
/// # Errors
/// The database.
pub async fn headers(db: &impl ConnectionTrait, mail: Uuid) -> Result<Vec<(String, String)>, AppError> {
    let query = sql(db, "SELECT url FROM news_exits WHERE outbox_id = $1 AND url IS NOT NULL", [mail.into()]);
    let Some(row) = db.query_one_raw(query).await? else { return Ok(Vec::new()) };
    let url: String = row.try_get_by_index(0)?;
    Ok(vec![
        ("List-Unsubscribe".to_owned(), format!("<{url}>")),
        ("List-Unsubscribe-Post".to_owned(), "List-Unsubscribe=One-Click".to_owned()),
    ])
}

/// Deletes ways out that had their time; for the hourly broom.
///
/// # Errors
/// The database.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, AppError> {
    let text = "DELETE FROM news_exits WHERE created_at < $1";
    Ok(tx.execute_raw(sql(tx, text, [millis(now - LIFE).into()])).await?.rows_affected())
}

async fn find(db: &impl ConnectionTrait, tenant: &Tenant, token: &str, now: Timestamp) -> Result<Uuid, AppError> {
    if token.len() > MAX_TOKEN {
        return Err(AppError::NotFound);
    }
    let query = sql(
        db,
        "SELECT person_id FROM news_exits WHERE token_hash = $1 AND municipality_id = $2 AND created_at > $3",
        [secret::hash(token).into(), tenant.id().into(), millis(now - LIFE).into()],
    );
    let row = db.query_one_raw(query).await?.ok_or(AppError::NotFound)?;
    Ok(row.try_get_by_index(0)?)
}

/// `GET /{gemeente}/dagmail/{token}/stoppen`: a page with one button, for mail scanners open links.
pub async fn ask(ctx: Ctx, Path((_, token)): Path<(String, String)>) -> Result<Response, AppError> {
    find(ctx.app.db.read(), &ctx.tenant, &token, ctx.now).await?;
    let action = ctx.url(&format!("/dagmail/{token}/stoppen"));
    let view = view! {
        <PageHead title=ctx.t("news-exit-title") lede=ctx.t("news-exit-lede")/>
        <p>{ctx.t("news-exit-still")}</p>
        <ButtonForm action=action text=ctx.t("news-exit-do") look=Look::Primary/>
    };
    Ok(page::page(&ctx, ctx.t("news-exit-title"), view))
}

/// `POST /{gemeente}/dagmail/{token}/stoppen`: by the button, or by a mail program, which reads no page and follows no
/// redirect. Twice is once.
pub async fn leave(ctx: Ctx, Path((_, token)): Path<(String, String)>) -> Result<Response, AppError> {
    let db = &ctx.app.db;
    let person = find(db.read(), &ctx.tenant, &token, ctx.now).await?;
    crate::transaction!(db, |tx| {
        if store::choices(tx, &ctx.tenant).await?.get(&person) == Some(&Choice::Off) {
            return Ok(());
        }
        store::choose(tx, &ctx.tenant, person, Choice::Off, ctx.now).await?;
        audit::note(tx, &ctx.tenant, Some(person), "news.leave", ("person", Some(person)), "mail", ctx.now).await
    })?;
    let view = view! {
        <PageHead title=ctx.t("news-exit-done") lede=ctx.t("news-exit-done-lede")/>
        <p>{ctx.t("news-exit-still")}</p>
        <p><a href=ctx.url("/mijn#nieuws")>{ctx.t("news-exit-back")}</a></p>
    };
    Ok(page::page(&ctx, ctx.t("news-exit-done"), view))
}
