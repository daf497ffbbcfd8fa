//! The page of one's own account.

use axum::response::Response;
use domain::policy::{Facts, act};
use leptos::prelude::AnyView;

use super::views::{self, OwnPage, SessionLine};
use crate::{
    accounts::{second, sessions, store},
    ctx::Ctx,
    db::moment,
    error::AppError,
    form::FieldErrors,
    news, page, replies,
};

/// `GET /{gemeente}/mijn`
pub async fn own(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    let view = own_view(&ctx, "", &FieldErrors::default()).await?;
    Ok(page::page(&ctx, ctx.t("accounts-own-title"), view))
}

/// The page with what was typed: the name of a token, never a password.
pub(super) async fn own_view(ctx: &Ctx, token_name: &str, errors: &FieldErrors) -> Result<AnyView, AppError> {
    let actor = ctx.actor()?;
    let db = ctx.app.db.read();
    let mut sessions: Vec<_> = sessions::list(db, &ctx.tenant, actor.person, ctx.now)
        .await?
        .into_iter()
        .map(|row| SessionLine {
            id: row.id,
            device: row.device,
            trusted: row.trusted,
            is_this: actor.session == Some(row.id),
            since: moment(row.created_at),
            seen: moment(row.last_seen_at),
        })
        .collect();
    sessions.sort_by_key(|line: &SessionLine| !line.is_this);
    let account = store::account(db, &ctx.tenant, actor.person).await?;
    let own = OwnPage {
        sessions,
        tokens: store::tokens(db, &ctx.tenant, actor.person).await?,
        has_second: second::store::factor(db, &ctx.tenant, actor.person).await?.is_some(),
        has_password: account.is_some_and(|account| account.password_hash.is_some()),
        token_name: token_name.to_owned(),
    };
    let rooms = [news::on_own_page(ctx).await?, replies::on_own_page(ctx).await?];
    Ok(views::own(ctx, actor, &own, rooms, errors))
}
