//! Give somebody known a role, end one, correct one, take one away.

use axum::{extract::Path, response::Response};
use domain::{localtime::parse_date, people::Appointment};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    actions, allow, conflict_notice, date, form, head, id, iso, on_to,
    people::{post, post_fields, undoable},
    portfolio, register, settle, span, version,
};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form as Posted, fresh_key},
    page,
    people::{
        commands::{self, Appointing, Correction},
        store::{CouncilBook, Register},
    },
    ui::{ButtonForm, DateField, Look, Section, TextField, facts},
};

/// A role, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AppointInput {
    rol: String,
    fractie: String,
    portefeuille: String,
    vanaf: String,
    tot: String,
    key: String,
}

/// The page that gives somebody a role.
pub async fn appoint_page(ctx: Ctx, Path((_, person)): Path<(String, String)>) -> Result<Response, AppError> {
    allow(&ctx)?;
    let (person, register) = (id(&person)?, register(&ctx).await?);
    let input = AppointInput { vanaf: ctx.today().to_string(), key: fresh_key(), ..AppointInput::default() };
    let view = appoint_view(&ctx, &register.book, person, &input, &FieldErrors::default())?;
    Ok(page::page(&ctx, ctx.t("council-appoint-title"), view))
}

/// Gives it.
pub async fn appoint(
    ctx: Ctx,
    Path((_, person)): Path<(String, String)>,
    Posted(input): Posted<AppointInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let (person, register) = (id(&person)?, register(&ctx).await?);
    let name = register.book.name(person).to_owned();
    let outcome = async {
        let mut errors = FieldErrors::default();
        let fields = [&input.rol, &input.fractie, &input.portefeuille, &input.vanaf, &input.tot];
        let Some((role, faction, portfolio, span)) = post(&mut errors, fields) else {
            return Err(AppError::Invalid(errors));
        };
        let new = Appointing { role, faction, portfolio, span };
        let done = commands::appoint(&ctx.app.db, &allowed, person, &new, &input.key, ctx.now).await?;
        let flash = Flash::new("council-appoint-done").with("naam", &name);
        Ok(on_to(&ctx, &format!("/raad/mensen/{person}"), undoable(flash, &done), &done, &register.book))
    };
    let outcome = outcome.await;
    let again = |errors: &FieldErrors| appoint_view(&ctx, &register.book, person, &input, errors);
    match outcome {
        Err(AppError::Invalid(errors)) => {
            Ok(page::unprocessable(&ctx, ctx.t("council-appoint-title"), again(&errors)?))
        }
        other => other,
    }
}

fn appoint_view(
    ctx: &Ctx,
    book: &CouncilBook,
    person: Uuid,
    input: &AppointInput,
    errors: &FieldErrors,
) -> Result<AnyView, AppError> {
    let name = book.people.get(&person).ok_or(AppError::NotFound)?.name.clone();
    let here = format!("/raad/mensen/{person}");
    let typed = [&input.rol, &input.fractie, &input.portefeuille, &input.vanaf, &input.tot];
    let fields = view! {
        {post_fields(ctx, book, errors, typed)}
        {actions(ctx, ctx.t("council-appoint-do"), &here)}
    }
    .into_any();
    Ok(view! {
        {head(ctx, ctx.t("council-appoint-title"), name, errors)}
        {form(ctx, &format!("{here}/functie"), &input.key, "", fields)}
    }
    .into_any())
}

// Ending -------------------------------------------------------------------------------------------------------------

/// A last day, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndInput {
    datum: String,
}

fn held(register: &Register, appointment: &str) -> Result<Appointment, AppError> {
    register.book.council.view().appointment(id(appointment)?).copied().ok_or(AppError::NotFound)
}

/// "Raadslid voor CDA, sinds di 9 sep".
pub(in crate::people) fn describe(ctx: &Ctx, book: &CouncilBook, held: &Appointment) -> String {
    let role = ctx.t(&format!("role-{}", held.role.code()));
    let since = ctx.day(held.span.from);
    match held.faction {
        Some(faction) => {
            let faction = book.faction_name(faction);
            ctx.tn("council-post-of", &[("rol", role.into()), ("fractie", faction.into()), ("sinds", since.into())])
        }
        None => ctx.tn("council-post", &[("rol", role.into()), ("sinds", since.into())]),
    }
}

/// The page that ends a role.
pub async fn end_page(ctx: Ctx, Path((_, appointment)): Path<(String, String)>) -> Result<Response, AppError> {
    allow(&ctx)?;
    let register = register(&ctx).await?;
    let held = held(&register, &appointment)?;
    let input = EndInput { datum: ctx.today().max(held.span.from).to_string() };
    let view = end_view(&ctx, &register.book, &held, &input, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-end-title"), view))
}

/// Ends it.
pub async fn end(
    ctx: Ctx,
    Path((_, appointment)): Path<(String, String)>,
    Posted(input): Posted<EndInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let held = held(&register, &appointment)?;
    let outcome = async {
        let mut errors = FieldErrors::default();
        let Some(last_day) = date(&mut errors, "datum", &input.datum) else { return Err(AppError::Invalid(errors)) };
        let done = commands::end(&ctx.app.db, &allowed, held.id, last_day, ctx.now).await?;
        let mut flash = Flash::new("council-end-done")
            .with("naam", register.book.name(held.person))
            .with("datum", ctx.day(last_day));
        if done.undo.is_some() {
            let version = register.version(held.id) + 1;
            let fields = vec![("tot".to_owned(), iso(held.span.to)), ("version".to_owned(), version.to_string())];
            flash = flash.undo(format!("/raad/functies/{}/hervatting", held.id), fields);
        }
        Ok(on_to(&ctx, &format!("/raad/mensen/{}", held.person), flash, &done, &register.book))
    };
    settle(outcome.await, |errors| {
        let view = end_view(&ctx, &register.book, &held, &input, &errors);
        page::unprocessable(&ctx, ctx.t("council-end-title"), view)
    })
}

fn end_view(ctx: &Ctx, book: &CouncilBook, held: &Appointment, input: &EndInput, errors: &FieldErrors) -> AnyView {
    let lede = ctx.tn(
        "council-end-lede",
        &[("naam", book.name(held.person).into()), ("functie", describe(ctx, book, held).into())],
    );
    let fields = view! {
        <DateField name="datum" label=ctx.t("council-last-day") value=input.datum.clone()
            hint=ctx.t("council-last-day-hint") error=errors.text(ctx.lang, "datum")
            min=held.span.from.to_string()/>
        {actions(ctx, ctx.t("council-end-do"), &format!("/raad/mensen/{}", held.person))}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-end-title"), lede, errors)}
        {form(ctx, &format!("/raad/functies/{}/einde", held.id), "", "", fields)}
    }
    .into_any()
}

/// Where an ending is taken back.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResumeInput {
    tot: String,
    version: String,
}

/// Takes an ending back.
pub async fn resume(
    ctx: Ctx,
    Path((_, appointment)): Path<(String, String)>,
    Posted(input): Posted<ResumeInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let to = match input.tot.as_str() {
        "" => None,
        text => Some(parse_date(text).ok_or_else(|| AppError::field("tot", "error-date"))?),
    };
    let version = version(&input.version)?;
    let done = commands::resume(&ctx.app.db, &allowed, id(&appointment)?, to, version, ctx.now).await?;
    let flash = Flash::new("council-undone");
    Ok(page::see(&ctx, &format!("/raad/mensen/{}", done.subject), Some(flash)))
}

// Correcting ---------------------------------------------------------------------------------------------------------

/// An appointment as it should have been, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorrectInput {
    vanaf: String,
    tot: String,
    portefeuille: String,
    version: String,
}

impl CorrectInput {
    fn of(register: &Register, held: &Appointment) -> Self {
        Self {
            vanaf: held.span.from.to_string(),
            tot: iso(held.span.to),
            portefeuille: register.portfolios.get(&held.id).cloned().unwrap_or_default(),
            version: register.version(held.id).to_string(),
        }
    }

    fn parse(&self) -> Result<Correction, AppError> {
        let mut errors = FieldErrors::default();
        let span = span(&mut errors, &self.vanaf, &self.tot);
        let portfolio = portfolio(&mut errors, &self.portefeuille);
        let (Some(span), Some(portfolio)) = (span, portfolio) else { return Err(AppError::Invalid(errors)) };
        Ok(Correction { span, portfolio, version: version(&self.version)? })
    }
}

/// The page that corrects a role.
pub async fn correct_page(ctx: Ctx, Path((_, appointment)): Path<(String, String)>) -> Result<Response, AppError> {
    allow(&ctx)?;
    let register = register(&ctx).await?;
    let held = held(&register, &appointment)?;
    let input = CorrectInput::of(&register, &held);
    let view = correct_view(&ctx, &register.book, &held, &input, None, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-correct-title"), view))
}

/// Corrects it. Too late, and both are shown.
pub async fn correct(
    ctx: Ctx,
    Path((_, appointment)): Path<(String, String)>,
    Posted(input): Posted<CorrectInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let before = register(&ctx).await?;
    let held_before = held(&before, &appointment)?;
    let outcome = async {
        let correction = input.parse()?;
        let done = commands::correct(&ctx.app.db, &allowed, held_before.id, &correction, ctx.now).await?;
        let flash = Flash::new("council-correct-done").with("naam", before.book.name(held_before.person));
        Ok(page::see(&ctx, &format!("/raad/mensen/{}", done.subject), Some(flash)))
    };
    let outcome = outcome.await;
    if let Err(AppError::Conflict(_)) = outcome {
        let now = register(&ctx).await?;
        let held_now = held(&now, &appointment)?;
        let theirs = CorrectInput::of(&now, &held_now);
        let mine = CorrectInput { version: theirs.version.clone(), ..input };
        let view = correct_view(&ctx, &now.book, &held_now, &mine, Some(&theirs), &FieldErrors::default());
        return Ok(page::conflict(&ctx, ctx.t("error-conflict-title"), view));
    }
    settle(outcome, |errors| {
        let view = correct_view(&ctx, &before.book, &held_before, &input, None, &errors);
        page::unprocessable(&ctx, ctx.t("council-correct-title"), view)
    })
}

/// `theirs` is what somebody else saved meanwhile.
fn correct_view(
    ctx: &Ctx,
    book: &CouncilBook,
    held: &Appointment,
    input: &CorrectInput,
    theirs: Option<&CorrectInput>,
    errors: &FieldErrors,
) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let lede = format!("{}: {}", book.name(held.person), describe(ctx, book, held));
    let conflict = theirs.map(|theirs| {
        conflict_notice(
            ctx,
            facts![
                ctx.t("council-from") => theirs.vanaf.clone(),
                ctx.t("council-to") => theirs.tot.clone(),
                ctx.t("council-portfolio") => theirs.portefeuille.clone(),
            ],
        )
    });
    let portfolio = held.role.is_executive().then(|| {
        view! {
            <TextField name="portefeuille" label=ctx.t("council-portfolio") value=input.portefeuille.clone()
                optional=ctx.t("optional") error=error("portefeuille") maxlength="500"/>
        }
    });
    let here = format!("/raad/functies/{}", held.id);
    let (removal, remove) = (ctx.t("council-remove-text"), ctx.url(&format!("{here}/verwijdering")));
    let remove_text = ctx.t("council-remove-do");
    let fields = view! {
        <DateField name="vanaf" label=ctx.t("council-from") value=input.vanaf.clone() error=error("vanaf")/>
        <DateField name="tot" label=ctx.t("council-to") value=input.tot.clone() hint=ctx.t("council-to-hint")
            optional=ctx.t("optional") error=error("tot")/>
        {portfolio}
        {actions(ctx, ctx.t("save"), &format!("/raad/mensen/{}", held.person))}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-correct-title"), lede, errors)}
        {conflict}
        {form(ctx, &format!("{here}/wijzigen"), "", &input.version, fields)}
        <Section id="verwijderen" title=ctx.t("council-remove-title")>
            <p>{removal}</p>
            <ButtonForm action=remove text=remove_text look=Look::Danger/>
        </Section>
    }
    .into_any()
}

/// Nothing is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemoveInput {}

/// Takes an appointment away that was a mistake.
pub async fn remove(
    ctx: Ctx,
    Path((_, appointment)): Path<(String, String)>,
    Posted(RemoveInput {}): Posted<RemoveInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let held = held(&register, &appointment)?;
    let outcome = async {
        let done = commands::remove(&ctx.app.db, &allowed, held.id, ctx.now).await?;
        let flash = Flash::new("council-remove-done").with("naam", register.book.name(held.person));
        Ok(page::see(&ctx, &format!("/raad/mensen/{}", done.subject), Some(flash)))
    };
    settle(outcome.await, |errors| {
        let input = CorrectInput::of(&register, &held);
        let view = correct_view(&ctx, &register.book, &held, &input, None, &errors);
        page::unprocessable(&ctx, ctx.t("council-correct-title"), view)
    })
}
