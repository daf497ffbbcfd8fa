//! Notes: reading them, writing them, the last look before publishing.

use axum::{extract::Path, response::Response};
use domain::{
    notes as rules,
    policy::{Facts, act},
};
use jiff::civil::Date;

use super::{
    commands::{life, refusal_key},
    mails::Wave,
    read_facts,
    store::{self, Version},
    template, views,
};
use crate::{
    balance::{self, reading},
    ctx::{Ctx, Id},
    error::AppError,
    form::{FieldErrors, fresh_key},
    gatherings::{self, entity::gathering},
    page, people,
};

/// The newest version.
pub async fn newest(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    read(&ctx, id, None).await
}

/// An earlier version.
pub async fn version(ctx: Ctx, Path((_, id, number)): Path<(String, Id, String)>) -> Result<Response, AppError> {
    let number: i64 = number.parse().map_err(|_| AppError::NotFound)?;
    read(&ctx, id, Some(number)).await
}

async fn read(ctx: &Ctx, id: Id, number: Option<i64>) -> Result<Response, AppError> {
    let (gathering, facts) = gathering_of(ctx, id).await?;
    let db = ctx.app.db.read();
    let all = store::versions(db, &ctx.tenant, gathering.id).await?;
    ctx.allow::<act::ReadNotes>(read_facts(facts, !all.is_empty()))?;
    let wanted = |version: &&Version| number.is_none_or(|number| version.number == number);
    let shown = all.iter().find(wanted).ok_or(AppError::NotFound)?.clone();
    let is_newest = all.first().is_some_and(|newest| newest.number == shown.number);
    let before = all.iter().find(|version| version.number == shown.number - 1).cloned();
    let book = people::store::book(db, &ctx.tenant).await?;
    // Opening an old version says nothing about the newest, which is what the ledger would take it for.
    let owed = if is_newest {
        reading::note(ctx, shown.note).await?;
        balance::store::owed(db, &ctx.tenant, shown.note, ctx.actor()?.person).await?
    } else {
        None
    };
    let title = ctx.tn("notes-page-title", &[("title", gathering.title.as_str().into())]);
    let day = gathering.date.parse::<Date>().map_or_else(|_| gathering.date.clone(), |day| ctx.day(day));
    let view = views::reading(
        ctx,
        views::Reading {
            gathering: gathering.id,
            title: gathering.title,
            day,
            author: book.name(shown.published_by).to_owned(),
            version: shown,
            versions: all.iter().map(|v| (v.number, v.published_at, book.name(v.published_by).to_owned())).collect(),
            owed,
            may_write: ctx.may::<act::WriteNotes>(facts),
            before,
        },
    );
    Ok(page::page(ctx, title, view))
}

/// The form in which notes are written.
pub async fn write(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let (gathering, facts) = gathering_of(&ctx, id).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    ctx.allow::<act::WriteNotes>(facts)?;
    let page = writing(&ctx, &gathering, facts).await?;
    let view = views::writing(&ctx, page);
    Ok(page::page(&ctx, ctx.t("notes-writing-title"), view))
}

/// What is saved, or the headings to begin with, ready for the form.
pub(super) async fn writing(ctx: &Ctx, gathering: &gathering::Model, facts: Facts) -> Result<views::Writing, AppError> {
    let db = ctx.app.db.read();
    let draft = store::draft(db, &ctx.tenant, gathering.id).await?;
    let (text, version, saved) = match draft {
        Some(draft) => {
            let book = people::store::book(db, &ctx.tenant).await?;
            (draft.text, draft.version, Some((book.name(draft.edited_by).to_owned(), draft.edited_at)))
        }
        None => (template(&gathering.kind), 0, None),
    };
    Ok(views::Writing {
        gathering: gathering.id,
        title: gathering.title.clone(),
        text,
        version,
        saved,
        errors: FieldErrors::default(),
        preview: false,
        may_publish: ctx.may::<act::PublishNotes>(facts),
    })
}

/// The last look before everybody gets it.
pub async fn publish(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let (gathering, facts) = gathering_of(&ctx, id).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    ctx.allow::<act::PublishNotes>(facts)?;
    let page = publishing(&ctx, &gathering, fresh_key()).await?;
    let view = views::publishing(&ctx, page);
    Ok(page::page(&ctx, ctx.t("notes-publish-title"), view))
}

/// Who would get it now, and what.
pub(super) async fn publishing(
    ctx: &Ctx,
    gathering: &gathering::Model,
    key: String,
) -> Result<views::Publishing, AppError> {
    let db = ctx.app.db.read();
    let draft = store::draft(db, &ctx.tenant, gathering.id).await?;
    let newest = store::versions(db, &ctx.tenant, gathering.id).await?.into_iter().next();
    let (text, version) = draft.map(|draft| (draft.text, draft.version)).unwrap_or_default();
    let number = newest.as_ref().map_or(1, |newest| newest.number + 1);
    let refused = rules::publish(&life(gathering), &text, newest.as_ref().map(|newest| newest.body.as_str()), ctx.now);
    let book = people::store::book(db, &ctx.tenant).await?;
    Ok(views::Publishing {
        gathering: gathering.id,
        title: gathering.title.clone(),
        text,
        version,
        number,
        wave: Wave::on(&book, ctx.today()),
        key,
        refused: refused.err().map(|refusal| ctx.t(refusal_key(refusal))),
        changed: false,
        needed: Default::default(),
        errors: FieldErrors::default(),
    })
}

/// The gathering of a path and what the policy needs to know of it.
pub(super) async fn gathering_of(ctx: &Ctx, id: Id) -> Result<(gathering::Model, Facts), AppError> {
    let actor = ctx.actor()?;
    let db = ctx.app.db.read();
    let gathering = gatherings::store::find(db, &ctx.tenant, id.0).await?;
    let facts = gatherings::store::facts(db, actor, &gathering).await?;
    Ok((gathering, facts))
}
