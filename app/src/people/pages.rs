//! Pages one reads: the council on a day, a person, and the council as a file.

use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    localtime::parse_date,
    policy::{
        Facts,
        act::{EditCouncil, SeeCouncil},
    },
};
use jiff::civil::Date;
use serde::Deserialize;

use super::{
    composition::Composition,
    export,
    forms::{id, query},
    store, views,
};
use crate::{ctx::Ctx, error::AppError, page};

/// Which day is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    op: String,
}

/// The day asked for, today when none is; the second value is what was typed when that is no day.
fn day_asked(ctx: &Ctx) -> (Date, Option<String>) {
    let asked: Asked = query(ctx);
    match (parse_date(&asked.op), asked.op.trim().is_empty()) {
        (Some(day), _) => (day, None),
        (None, true) => (ctx.today(), None),
        (None, false) => (ctx.today(), Some(asked.op)),
    }
}

/// The council on a day.
pub async fn council(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<SeeCouncil>(Facts::default())?;
    let (day, unfit) = day_asked(&ctx);
    let register = store::register(ctx.app.db.read(), &ctx.tenant).await?;
    let composition = Composition::on(&register, day);
    let may_edit = ctx.may::<EditCouncil>(Facts::default());
    let view = views::council(&ctx, &register, &composition, may_edit, unfit.as_deref());
    Ok(page::page(&ctx, ctx.t("council-title"), view))
}

/// One person and their roles. Who never had one is known to the griffie alone.
pub async fn person(ctx: Ctx, Path((_, person)): Path<(String, String)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<SeeCouncil>(Facts::default())?;
    let person = id(&person)?;
    let register = store::register(ctx.app.db.read(), &ctx.tenant).await?;
    let entry = register.book.people.get(&person).ok_or(AppError::NotFound)?;
    let may_edit = ctx.may::<EditCouncil>(Facts::default());
    let served = register.book.council.appointments.iter().any(|a| a.person == person);
    if !served && !may_edit && allowed.person() != person {
        return Err(AppError::NotFound);
    }
    let name = entry.name.clone();
    let view = views::person(&ctx, &register, person, may_edit, allowed.person() == person);
    Ok(page::page(&ctx, name, view))
}

/// The council on a day as a file the import takes back; addresses are in it, so it is for who may change the council.
pub async fn download(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<EditCouncil>(Facts::default())?;
    let (day, _) = day_asked(&ctx);
    let register = store::register(ctx.app.db.read(), &ctx.tenant).await?;
    let name = format!("raad-{}-{day}.csv", ctx.tenant.slug());
    file(&name, export::composition(&register, day)?)
}

/// An empty sheet with three examples.
pub async fn template(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<EditCouncil>(Facts::default())?;
    file("raad-sjabloon.csv", export::template(ctx.today())?)
}

fn file(name: &str, text: String) -> Result<Response, AppError> {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(AppError::unexpected)?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}
