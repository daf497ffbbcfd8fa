//! On home: what one told and did not share yet; for the griffie what waits too long.

use domain::{
    briefings::waits_too_long,
    people::Role,
    policy::{Facts, act},
};
use leptos::prelude::*;

use super::{
    store::{self, Briefing},
    views,
};
use crate::{ctx::Ctx, error::AppError, people, text::whole, ui::*};

/// Most lines on one home.
const MOST: usize = 6;

/// What waits to be shared, each with the button that shares it. The executive sees their own at once, the griffie
/// whatever waits longer than the municipality's number of days, or must be known by a moment that has not passed.
pub async fn on_home(ctx: &Ctx) -> Result<AnyView, AppError> {
    let Some(actor) = ctx.visitor.as_ref().filter(|_| ctx.may::<act::LogBriefing>(Facts::default())) else {
        return Ok(().into_any());
    };
    let clerk = actor.is(Role::Clerk);
    let asks = |briefing: &Briefing| {
        briefing.facts(actor.person).own && !clerk
            || clerk
                && (waits_too_long(briefing.told_at, ctx.tenant.share_days(), ctx.now)
                    || briefing.needed_at.is_some_and(|needed| needed > ctx.now))
    };
    let waiting: Vec<Briefing> =
        store::waiting(ctx.app.db.read(), &ctx.tenant).await?.into_iter().filter(asks).collect();
    if waiting.is_empty() {
        return Ok(().into_any());
    }
    let book = people::store::book(ctx.app.db.read(), &ctx.tenant).await?;
    let rows = waiting.iter().take(MOST).map(|briefing| views::waiting(ctx, &book, briefing)).collect_view();
    let count = whole(waiting.len());
    let (href, link) = (ctx.url("/gedeelde-informatie?stand=wacht"), ctx.t("briefing-all"));
    Ok(view! {
        <Section id="te-delen" title=ctx.t("briefing-home") count=count href=href link=link><List>{rows}</List></Section>
    }
    .into_any())
}
