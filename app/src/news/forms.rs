//! What the form on one's own page does.

use axum::response::Response;
use domain::{
    news::{Choice, Policy},
    policy::{Facts, act},
};
use serde::Deserialize;

use super::store;
use crate::{
    audit,
    ctx::{Ctx, Flash},
    error::AppError,
    form::Form,
    page::see,
    reminders::rules,
};

/// How one wants news.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct ChoiceInput {
    nieuws: String,
}

/// `POST /{gemeente}/mijn/nieuws`. Only what the council allows: where it decided for all, news or none.
pub async fn choose(ctx: Ctx, Form(input): Form<ChoiceInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    let wrong = || AppError::field("nieuws", "error-choice");
    let choice = Choice::parse(&input.nieuws).ok_or_else(wrong)?;
    crate::transaction!(&ctx.app.db, |tx| {
        let policy = rules::load(tx, &ctx.tenant).await?.news;
        if choice != Choice::Off && policy != Policy::Own && policy.of(Some(choice)) != choice {
            return Err(wrong());
        }
        let person = allowed.person();
        store::choose(tx, &ctx.tenant, person, choice, ctx.now).await?;
        audit::note(tx, &ctx.tenant, Some(person), "news.choose", ("person", Some(person)), choice.code(), ctx.now)
            .await
    })?;
    Ok(see(&ctx, "/mijn", Some(Flash::new("news-saved"))))
}
