//! What is offered with an answer: the same for the other dates that have none.

use std::collections::HashMap;

use domain::answers::Answer;
use islands::calls::Rest;
use uuid::Uuid;

use super::words;
use crate::{
    answers::{
        links,
        store::{self, Reply},
    },
    ctx::Ctx,
    error::AppError,
    gatherings::entity::gathering,
};

/// The same answer for the other dates of the series of this gathering; nothing where there is none to answer.
pub(in crate::answers) async fn offer(
    ctx: &Ctx,
    row: &gathering::Model,
    reply: &Reply,
) -> Result<Option<Rest>, AppError> {
    let Some(answer) = reply.answer else { return Ok(None) };
    let open = store::open_beside(ctx.app.db.read(), &ctx.tenant, reply.person, row, ctx.now).await?;
    of(ctx, row, answer, open).await
}

/// The same for whoever came by the link of a mail.
pub(in crate::answers) async fn offer_by_link(
    ctx: &Ctx,
    row: &gathering::Model,
    reply: &Reply,
) -> Result<Option<Rest>, AppError> {
    let (Some(answer), Some(_)) = (reply.answer, row.series_id) else { return Ok(None) };
    let db = ctx.app.db.read();
    let mut open = store::open_beside(db, &ctx.tenant, reply.person, row, ctx.now).await?;
    let alive = links::alive_for(db, &ctx.tenant, reply.person, ctx.now).await?;
    open.retain(|one| alive.contains(&one.id));
    of(ctx, row, answer, open).await
}

async fn of(
    ctx: &Ctx,
    row: &gathering::Model,
    answer: Answer,
    open: Vec<gathering::Model>,
) -> Result<Option<Rest>, AppError> {
    if open.is_empty() {
        return Ok(None);
    }
    // Only who comes needs to know that there is no place left.
    let limited: Vec<Uuid> =
        open.iter().filter(|one| answer == Answer::Yes && one.capacity.is_some()).map(|one| one.id).collect();
    let replies = match limited.is_empty() {
        true => HashMap::new(),
        false => store::replies_of(ctx.app.db.read(), &ctx.tenant, limited.clone()).await?,
    };
    let is_full = |one: &gathering::Model| {
        let replies = replies.get(&one.id).map(Vec::as_slice).unwrap_or_default();
        limited.contains(&one.id) && store::seats(replies, one.capacity).left(store::places(one.capacity)) == Some(0)
    };
    let mut dates = Vec::with_capacity(open.len());
    for one in &open {
        dates.push((one.id.to_string(), words::date(ctx, row, one, is_full(one))?));
    }
    Ok(Some(words::rest(ctx, answer, dates)))
}
