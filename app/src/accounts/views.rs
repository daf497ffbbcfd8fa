//! Signing in, asking for a link, choosing a password.

use domain::values::{MAX_PASSWORD, MIN_PASSWORD};
use leptos::prelude::*;

use super::links::Purpose;
use crate::{ctx::Ctx, demo::DemoPerson, form::FieldErrors, ui::*};

/// What was typed, without the password.
#[derive(Debug, Clone, Default)]
pub(crate) struct SignInDraft {
    pub(crate) email: String,
    pub(crate) trusted: bool,
    pub(crate) naar: String,
}

/// The sign-in page; in demo mode with a button per kind of person.
pub(super) fn sign_in(
    ctx: &Ctx,
    draft: &SignInDraft,
    errors: &FieldErrors,
    notice: Option<String>,
    demo: Vec<DemoPerson>,
) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let notice = notice.map(|text| view! { <Notice tone=Tone::Warn title=text/> });
    let look = if demo.is_empty() { Look::Primary } else { Look::Secondary };
    let demo = (!demo.is_empty()).then(|| crate::demo::choose(ctx, demo, &draft.naar));
    let fields = view! {
        <Hidden name="naar" value=draft.naar.clone()/>
        <EmailField name="email" label=t("accounts-email") value=draft.email.clone() autocomplete="username"
            error=errors.text(ctx.lang, "email")/>
        <PasswordField name="wachtwoord" label=t("accounts-password") error=errors.text(ctx.lang, "wachtwoord")/>
        <Checkbox name="vertrouw" label=t("accounts-trust") hint=t("accounts-trust-hint") checked=draft.trusted/>
        <div class="form-actions"><Submit text=t("accounts-sign-in") look=look/></div>
    };
    view! {
        <PageHead title=t("accounts-sign-in-title") lede=ctx.tn("accounts-sign-in-lede", &[("name", ctx.tenant.name().into())])/>
        <ErrorSummary title=ctx.tn("accounts-not-signed-in", &[]) errors=errors.listed(ctx.lang)/>
        {notice}
        {demo}
        <Form action=ctx.url("/aanmelden")>{fields}</Form>
        <p>{t("accounts-no-password")}" "<a href=ctx.url("/wachtwoord-vergeten")>{t("accounts-ask-link")}</a></p>
    }
    .into_any()
}

/// The form that asks for a link, with the reason when one came here by a link that ended.
pub(super) fn forgotten(ctx: &Ctx, email: &str, errors: &FieldErrors, ended: Option<String>) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let title = if ended.is_some() { t("accounts-link-ended-title") } else { t("accounts-forgotten-title") };
    let lede = ended.unwrap_or_else(|| t("accounts-forgotten-lede"));
    let fields = view! {
        <EmailField name="email" label=t("accounts-email") hint=t("accounts-forgotten-hint") value=email
            autocomplete="username" error=errors.text(ctx.lang, "email")/>
        <div class="form-actions"><Submit text=t("accounts-send-link")/></div>
    };
    view! {
        <PageHead title=title lede=lede/>
        <ErrorSummary title=t("accounts-not-sent") errors=errors.listed(ctx.lang)/>
        <Form action=ctx.url("/wachtwoord-vergeten")>{fields}</Form>
        <p><a href=ctx.url("/aanmelden")>{t("accounts-to-sign-in")}</a></p>
    }
    .into_any()
}

/// The answer to everybody who asks for a link.
pub(super) fn link_sent(ctx: &Ctx, email: &str) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let office = ctx.tenant.office_email().to_owned();
    view! {
        <PageHead title=t("accounts-link-sent-title") lede=ctx.tn("accounts-link-sent", &[("email", email.into())])/>
        <p>{t("accounts-link-sent-spam")}</p>
        <p>{t("accounts-link-sent-none")}" "<a href=format!("mailto:{office}")>{office.clone()}</a></p>
        <p><a href=ctx.url("/aanmelden")>{t("accounts-to-sign-in")}</a></p>
    }
    .into_any()
}

/// The page behind a link: one field, one button.
pub(super) fn choose(
    ctx: &Ctx,
    token: &str,
    purpose: Purpose,
    email: &str,
    trusted: bool,
    errors: &FieldErrors,
) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let lede = match purpose {
        Purpose::Invitation => ctx.tn("accounts-choose-first", &[("name", ctx.tenant.name().into())]),
        Purpose::Password => t("accounts-choose-new"),
    };
    let fields = view! {
        <input type="hidden" name="email" autocomplete="username" value=email.to_owned()/>
        {new_password(ctx, "wachtwoord", errors)}
        <Checkbox name="vertrouw" label=t("accounts-trust") hint=t("accounts-trust-hint") checked=trusted/>
        <div class="form-actions"><Submit text=t("accounts-choose")/></div>
    };
    view! {
        <PageHead title=t("accounts-choose-title") lede=lede/>
        <ErrorSummary title=t("accounts-not-chosen") errors=errors.listed(ctx.lang)/>
        <Facts items=facts![t("accounts-email") => email.to_owned()]/>
        <p>{t("accounts-email-fixed")}</p>
        <Form action=ctx.url(&format!("/account/{token}"))>{fields}</Form>
    }
    .into_any()
}

/// A field for a password one chooses.
pub(super) fn new_password(ctx: &Ctx, name: &'static str, errors: &FieldErrors) -> AnyView {
    let hint = ctx.tn("accounts-new-password-hint", &[("least", MIN_PASSWORD.into())]);
    view! {
        <PasswordField name=name label=ctx.t("accounts-new-password") hint=hint autocomplete="new-password"
            maxlength=MAX_PASSWORD.to_string() error=errors.text(ctx.lang, name)/>
    }
    .into_any()
}
