//! What the forms of this room do.

use axum::{extract::Path, response::Response};
use domain::policy::{Facts, act};
use serde::Deserialize;

use super::{
    commands::{self, MAIL_DAYS},
    views,
};
use crate::{
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form, Value},
    page::{see, unprocessable},
};

/// `POST /{gemeente}/raad/mensen/{id}/anonimisering`
pub async fn anonymise(ctx: Ctx, Path((_, person)): Path<(String, Id)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ManageAccounts>(Facts::default())?;
    commands::anonymise(&ctx.app.db, &allowed, person.0, ctx.now).await?;
    Ok(see(&ctx, &format!("/raad/mensen/{}", person.0), Some(Flash::new("privacy-anonymised"))))
}

/// How long mail is kept, as typed.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct TermsInput {
    maildagen: String,
}

/// `POST /{gemeente}/instellingen/bewaartermijnen`
pub async fn terms(ctx: Ctx, Form(input): Form<TermsInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let mut errors = FieldErrors::default();
    let days = errors.take("maildagen", input.maildagen.trim().parse::<i64>().map_err(|_| "error-number"));
    if days.is_some_and(|days| !MAIL_DAYS.contains(&days)) {
        let (least, most) = (Value::Number(*MAIL_DAYS.start()), Value::Number(*MAIL_DAYS.end()));
        errors.add_with("maildagen", "privacy-days-wrong", vec![("least", least), ("most", most)]);
    }
    let (Some(days), true) = (days, errors.is_empty()) else {
        let view = views::terms(&ctx, &input.maildagen, &errors);
        return Ok(unprocessable(&ctx, ctx.t("privacy-terms-title"), view));
    };
    commands::keep_mail(&ctx.app.db, &allowed, days, ctx.now).await?;
    Ok(see(&ctx, "/instellingen/bewaartermijnen", Some(Flash::new("settings-saved"))))
}
