//! New people, and their names and addresses.

use axum::{extract::Path, response::Response};
use domain::people::{Role, Span};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    actions, allow, conflict_notice, email, factions, form, head, id, maybe_chosen, on_to, person_name, phone,
    portfolio, register, role, roles, settle, span, version,
};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form as Posted, fresh_key},
    page,
    people::{
        commands::{self, Done, NewPerson, PersonEdit},
        store::{CouncilBook, Register},
    },
    ui::{DateField, EmailField, Notice, Select, TextField, Tone, facts},
};

/// Somebody new, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewInput {
    pub(super) naam: String,
    pub(super) email: String,
    pub(super) telefoon: String,
    pub(super) rol: String,
    pub(super) fractie: String,
    pub(super) portefeuille: String,
    pub(super) vanaf: String,
    pub(super) tot: String,
    pub(super) key: String,
}

impl NewInput {
    fn parse(&self) -> Result<NewPerson, AppError> {
        let mut errors = FieldErrors::default();
        let name = person_name(&mut errors, &self.naam);
        let email = email(&mut errors, &self.email);
        let phone = phone(&mut errors, &self.telefoon);
        let post = post(&mut errors, [&self.rol, &self.fractie, &self.portefeuille, &self.vanaf, &self.tot]);
        let (Some(name), Some(email), Some(phone), Some(post)) = (name, email, phone, post) else {
            return Err(AppError::Invalid(errors));
        };
        let (role, faction, portfolio, span) = post;
        errors.check()?;
        Ok(NewPerson { name, email, phone, role, faction, portfolio, span })
    }
}

/// Role, faction, portfolio and days of an appointment. A faction typed for a role that has none, and a portfolio for
/// somebody outside the executive, are passed over: the page cannot hide those fields without scripts.
pub(super) fn post(
    errors: &mut FieldErrors,
    [r, faction, subjects, from, to]: [&String; 5],
) -> Option<(Role, Option<Uuid>, Option<String>, Span)> {
    let role = role(errors, r);
    let faction = maybe_chosen(errors, "fractie", faction);
    let portfolio = portfolio(errors, subjects);
    let span = span(errors, from, to);
    let (role, faction, portfolio) = (role?, faction?, portfolio?);
    if role.has_faction() && faction.is_none() {
        errors.add("fractie", "council-refused-faction-needed");
        return None;
    }
    Some((role, faction.filter(|_| role.has_faction()), portfolio.filter(|_| role.is_executive()), span?))
}

/// The page for somebody new.
pub async fn new_page(ctx: Ctx) -> Result<Response, AppError> {
    allow(&ctx)?;
    let register = register(&ctx).await?;
    let input = NewInput { vanaf: ctx.today().to_string(), key: fresh_key(), ..NewInput::default() };
    let view = new_view(&ctx, &register.book, &input, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-new-title"), view))
}

/// Adds them.
pub async fn new(ctx: Ctx, Posted(input): Posted<NewInput>) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let outcome = async {
        let person = input.parse()?;
        let done = commands::add_person(&ctx.app.db, &allowed, &person, &input.key, ctx.now).await?;
        let flash =
            Flash::new("council-new-done").with("naam", &person.name).next("/raad/mensen/nieuw", "council-new-another");
        Ok(on_to(&ctx, &format!("/raad/mensen/{}", done.subject), flash, &done, &register.book))
    };
    settle(outcome.await, |errors| {
        page::unprocessable(&ctx, ctx.t("council-new-title"), new_view(&ctx, &register.book, &input, &errors))
    })
}

fn new_view(ctx: &Ctx, book: &CouncilBook, input: &NewInput, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let first = factions(ctx, book).is_empty().then(|| {
        let (text, href, link) =
            (ctx.t("council-faction-first"), ctx.url("/raad/fracties/nieuw"), ctx.t("council-faction-first-link"));
        let title = ctx.t("council-faction-first-title");
        view! { <Notice tone=Tone::Info title=title><p>{text}" "<a href=href>{link}</a></p></Notice> }
    });
    let fields = view! {
        <TextField name="naam" label=ctx.t("council-name") value=input.naam.clone() hint=ctx.t("council-name-hint")
            error=error("naam") autocomplete="off" maxlength="120"/>
        {post_fields(ctx, book, errors, [&input.rol, &input.fractie, &input.portefeuille, &input.vanaf, &input.tot])}
        {address_fields(ctx, errors, &input.email, &input.telefoon)}
        {actions(ctx, ctx.t("council-new-do"), "/raad")}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-new-title"), ctx.t("council-new-lede"), errors)}
        {first}
        {form(ctx, "/raad/mensen/nieuw", &input.key, "", fields)}
    }
    .into_any()
}

/// The fields of an appointment.
pub(super) fn post_fields(
    ctx: &Ctx,
    book: &CouncilBook,
    errors: &FieldErrors,
    [role, faction, portfolio, from, to]: [&String; 5],
) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let optional = ctx.t("optional");
    view! {
        <Select name="rol" label=ctx.t("council-role") options=roles(ctx) value=role.clone()
            blank=ctx.t("council-role-blank") error=error("rol")/>
        <Select name="fractie" label=ctx.t("council-faction") options=factions(ctx, book) value=faction.clone()
            blank=ctx.t("council-faction-none") hint=ctx.t("council-faction-hint") required=false
            error=error("fractie")/>
        <TextField name="portefeuille" label=ctx.t("council-portfolio") value=portfolio.clone()
            hint=ctx.t("council-portfolio-hint") optional=optional.clone() error=error("portefeuille") maxlength="500"/>
        <DateField name="vanaf" label=ctx.t("council-from") value=from.clone() error=error("vanaf")/>
        <DateField name="tot" label=ctx.t("council-to") value=to.clone() hint=ctx.t("council-to-hint")
            optional=optional error=error("tot")/>
    }
    .into_any()
}

fn address_fields(ctx: &Ctx, errors: &FieldErrors, email: &str, phone: &str) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    view! {
        <EmailField name="email" label=ctx.t("council-email") value=email hint=ctx.t("council-email-hint")
            optional=ctx.t("optional") error=error("email") autocomplete="off"/>
        <TextField name="telefoon" label=ctx.t("council-phone") value=phone kind="tel" optional=ctx.t("optional")
            error=error("telefoon") autocomplete="off" maxlength="30"/>
    }
    .into_any()
}

// Name and address ---------------------------------------------------------------------------------------------------

/// A person, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditInput {
    naam: String,
    email: String,
    telefoon: String,
    version: String,
}

impl EditInput {
    fn of(register: &Register, person: Uuid) -> Result<Self, AppError> {
        let entry = register.book.people.get(&person).ok_or(AppError::NotFound)?;
        Ok(Self {
            naam: entry.name.clone(),
            email: entry.email.clone().unwrap_or_default(),
            telefoon: register.phones.get(&person).cloned().unwrap_or_default(),
            version: register.version(person).to_string(),
        })
    }

    fn parse(&self) -> Result<PersonEdit, AppError> {
        let mut errors = FieldErrors::default();
        let name = person_name(&mut errors, &self.naam);
        let email = email(&mut errors, &self.email);
        let phone = phone(&mut errors, &self.telefoon);
        let (Some(name), Some(email), Some(phone)) = (name, email, phone) else {
            return Err(AppError::Invalid(errors));
        };
        Ok(PersonEdit { name, email, phone, version: version(&self.version)? })
    }
}

/// The page for a name and address.
pub async fn edit_page(ctx: Ctx, Path((_, person)): Path<(String, String)>) -> Result<Response, AppError> {
    allow(&ctx)?;
    let person = id(&person)?;
    let input = EditInput::of(&register(&ctx).await?, person)?;
    let view = edit_view(&ctx, person, &input, None, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-edit-title"), view))
}

/// Changes them. Too late, and both texts are shown.
pub async fn edit(
    ctx: Ctx,
    Path((_, person)): Path<(String, String)>,
    Posted(input): Posted<EditInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let person = id(&person)?;
    let outcome = async {
        let edit = input.parse()?;
        commands::change_person(&ctx.app.db, &allowed, person, &edit, ctx.now).await?;
        let flash = Flash::new("council-edit-done").with("naam", &edit.name);
        Ok(page::see(&ctx, &format!("/raad/mensen/{person}"), Some(flash)))
    };
    let outcome = outcome.await;
    if let Err(AppError::Conflict(_)) = outcome {
        let theirs = EditInput::of(&register(&ctx).await?, person)?;
        let mine = EditInput { version: theirs.version.clone(), ..input };
        let view = edit_view(&ctx, person, &mine, Some(&theirs), &FieldErrors::default());
        return Ok(page::conflict(&ctx, ctx.t("error-conflict-title"), view));
    }
    settle(outcome, |errors| {
        page::unprocessable(&ctx, ctx.t("council-edit-title"), edit_view(&ctx, person, &input, None, &errors))
    })
}

/// `theirs` is what somebody else saved meanwhile.
fn edit_view(ctx: &Ctx, person: Uuid, input: &EditInput, theirs: Option<&EditInput>, errors: &FieldErrors) -> AnyView {
    let conflict = theirs.map(|theirs| {
        conflict_notice(
            ctx,
            facts![
                ctx.t("council-name") => theirs.naam.clone(),
                ctx.t("council-email") => theirs.email.clone(),
                ctx.t("council-phone") => theirs.telefoon.clone(),
            ],
        )
    });
    let fields = view! {
        <TextField name="naam" label=ctx.t("council-name") value=input.naam.clone()
            error=errors.text(ctx.lang, "naam") autocomplete="off" maxlength="120"/>
        {address_fields(ctx, errors, &input.email, &input.telefoon)}
        {actions(ctx, ctx.t("save"), &format!("/raad/mensen/{person}"))}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-edit-title"), String::new(), errors)}
        {conflict}
        {form(ctx, &format!("/raad/mensen/{person}/wijzigen"), "", &input.version, fields)}
    }
    .into_any()
}

/// Says that a form was carried out, with the way back when there is one.
pub(super) fn undoable(flash: Flash, done: &Done) -> Flash {
    match done.undo {
        Some(added) => flash.undo(format!("/raad/functies/{added}/verwijdering"), Vec::new()),
        None => flash,
    }
}
