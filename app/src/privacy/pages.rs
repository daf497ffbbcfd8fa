//! Pages of what is kept.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use domain::policy::{Facts, act};
use serde_json::{Map, Value};

use super::{store, views};
use crate::{
    balance::measuring,
    ctx::{Ctx, Id},
    error::AppError,
    form::FieldErrors,
    page, people,
};

/// `GET /{gemeente}/mijn/gegevens`: everything kept of whoever asks, to read.
pub async fn own(ctx: Ctx) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
    let db = ctx.app.db.read();
    let sections = store::sections(db, &ctx.tenant, allowed.person()).await?;
    let mail_days = store::mail_days(db, &ctx.tenant).await?;
    let reading_days = i64::from(measuring::load(db, &ctx.tenant).await?.reading_days(ctx.now));
    let view = views::own(&ctx, &sections, mail_days, reading_days);
    Ok(page::page(&ctx, ctx.t("privacy-own-title"), view))
}

/// `GET /{gemeente}/mijn/gegevens.json`: the same as a file.
pub async fn own_file(ctx: Ctx) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
    let sections = store::sections(ctx.app.db.read(), &ctx.tenant, allowed.person()).await?;
    let line = |columns: &[&'static str], row: Vec<Option<String>>| -> Value {
        let fields = columns.iter().zip(row);
        fields
            .map(|(name, text)| ((*name).to_owned(), text.map_or(Value::Null, Value::String)))
            .collect::<Map<_, _>>()
            .into()
    };
    let body: Map<String, Value> = sections
        .into_iter()
        .map(|section| {
            let rows: Vec<Value> = section.rows.into_iter().map(|row| line(&section.columns, row)).collect();
            (section.key.to_owned(), rows.into())
        })
        .collect();
    let name = [(header::CONTENT_DISPOSITION, "attachment; filename=\"mijn-gegevens.json\"")];
    Ok((name, axum::Json(body)).into_response())
}

/// `GET /{gemeente}/raad/mensen/{id}/anonimisering`: what goes and what stays, before anything happens.
pub async fn anonymise(ctx: Ctx, Path((_, person)): Path<(String, Id)>) -> Result<Response, AppError> {
    ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let db = ctx.app.db.read();
    let done = store::is_anonymised(db, &ctx.tenant, person.0).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let serves =
        book.council.appointments.iter().any(|a| a.person == person.0 && a.span.to.is_none_or(|to| to >= ctx.today()));
    let view = views::anonymise(&ctx, person.0, book.name(person.0), serves || done);
    Ok(page::page(&ctx, ctx.t("privacy-anonymise-title"), view))
}

/// `GET /{gemeente}/instellingen/bewaartermijnen`
pub async fn terms(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::SeeSettings>(Facts::default())?;
    let days = store::mail_days(ctx.app.db.read(), &ctx.tenant).await?;
    let view = views::terms(&ctx, &days.to_string(), &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("privacy-terms-title"), view))
}
