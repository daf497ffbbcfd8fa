//! Setting up a second factor, being asked for a code, and the recovery codes.

use leptos::prelude::*;

use super::{codes, commands::Offer, store::Factor};
use crate::{ctx::Ctx, error::AppError, form::FieldErrors, ui::*};

/// The form that tells an app the secret and asks for its first code.
pub(super) fn set_up(
    ctx: &Ctx,
    action: &str,
    (offer, account): (&Offer, &str),
    errors: &FieldErrors,
) -> Result<AnyView, AppError> {
    let t = |key: &str| ctx.t(key);
    let issuer = format!("Evenwijs {}", ctx.tenant.name());
    let address = codes::address(&offer.secret, account, &issuer)?;
    let (width, dark) = codes::drawing(&address)?;
    let spelled = codes::spelled(&offer.secret)?;
    let alt = t("second-drawing");
    let fields = view! {
        <Hidden name="geheim" value=offer.sealed.clone()/>
        {code_field(ctx, "second-first-code", "second-first-code-hint", errors)}
        <div class="form-actions"><Submit text=t("second-turn-on")/></div>
    };
    Ok(view! {
        <ol>
            <li>{t("second-step-app")}</li>
            <li>
                {t("second-step-scan")}
                <p>
                    <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label=alt width="240" height="240"
                        viewBox=format!("0 0 {width} {width}") shape-rendering="crispEdges">
                        <rect width=width height=width fill="#fff"/>
                        <path d=dark fill="#000"/>
                    </svg>
                </p>
                <p><a href=address>{t("second-on-this-phone")}</a></p>
                <p class="meta">{t("second-by-hand")}" "<code>{spelled}</code></p>
            </li>
            <li>{t("second-step-code")}</li>
        </ol>
        <Form action=ctx.url(action)>{fields}</Form>
    }
    .into_any())
}

fn code_field(ctx: &Ctx, label: &str, hint: &str, errors: &FieldErrors) -> AnyView {
    view! {
        <TextField name="code" label=ctx.t(label) hint=ctx.t(hint) autocomplete="one-time-code"
            maxlength="40" error=errors.text(ctx.lang, "code")/>
    }
    .into_any()
}

/// The page between the password and being signed in, for who has no second factor and needs one.
pub(super) fn set_up_page(ctx: &Ctx, form: AnyView, errors: &FieldErrors) -> AnyView {
    view! {
        <PageHead title=ctx.t("second-set-up-title") lede=ctx.t("second-set-up-required")/>
        <ErrorSummary title=ctx.t("second-not-on") errors=errors.listed(ctx.lang)/>
        {form}
    }
    .into_any()
}

/// The page that asks for the code after the password.
pub(super) fn code_page(ctx: &Ctx, remember: bool, errors: &FieldErrors) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let fields = view! {
        {code_field(ctx, "second-code", "second-code-hint", errors)}
        <Checkbox name="onthoud" label=t("second-remember") hint=t("second-remember-hint") checked=remember/>
        <div class="form-actions"><Submit text=t("accounts-sign-in")/></div>
    };
    let office = ctx.tenant.office_email().to_owned();
    view! {
        <PageHead title=t("second-code-title") lede=t("second-code-lede")/>
        <ErrorSummary title=t("accounts-not-signed-in") errors=errors.listed(ctx.lang)/>
        <Form action=ctx.url("/aanmelden/code")>{fields}</Form>
        <p>{t("second-lost")}" "<a href=format!("mailto:{office}")>{office.clone()}</a></p>
    }
    .into_any()
}

/// One's own second factor: the form that sets it up, or what there is.
pub(super) fn own(ctx: &Ctx, factor: Option<Factor>, form: AnyView, replacing: bool, errors: &FieldErrors) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let required = ctx.visitor.as_ref().is_some_and(|actor| super::is_required(&actor.roles));
    let here = |rest: &str| ctx.url(&format!("/mijn/tweede-stap{rest}"));
    let state = factor.map(|factor| {
        let day = ctx.day(ctx.tenant.date(factor.since));
        let left = ctx.tn("second-codes-left", &[("n", factor.recovery_left.into())]);
        let items = facts![t("second-since") => day, t("second-codes") => left];
        let off = match required {
            true => view! { <p class="meta">{t("second-required")}</p> }.into_any(),
            false => {
                view! { <ButtonForm action=here("/uitzetting") text=t("second-turn-off") look=Look::Quiet/> }.into_any()
            }
        };
        let other = (!replacing).then(|| {
            view! { <LinkButton href=here("?app=nieuw") text=t("second-other-app") look=Look::Secondary/> }
        });
        view! {
            <Facts items=items/>
            <div class="cluster">
                <ButtonForm action=here("/herstelcodes") text=t("second-new-codes")/>
                {other}
            </div>
            {off}
        }
    });
    let show_form = factor.is_none() || replacing;
    let lede = if factor.is_some() { t("second-own-on") } else { t("second-own-off") };
    let form = show_form.then_some(form);
    view! {
        <PageHead title=t("second-title") lede=lede/>
        <ErrorSummary title=t("second-not-on") errors=errors.listed(ctx.lang)/>
        {state}
        {form}
        <p><a href=ctx.url("/mijn")>{t("accounts-own-back")}</a></p>
    }
    .into_any()
}

/// The recovery codes, shown once.
pub(super) fn codes(ctx: &Ctx, codes: &[String], onward: String) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let items = codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect_view();
    view! {
        <PageHead title=t("second-codes-title") lede=t("second-codes-lede")/>
        <ol>{items}</ol>
        <p>{t("second-codes-keep")}</p>
        <p><LinkButton href=onward text=t("second-go-on") look=Look::Primary/></p>
    }
    .into_any()
}
