//! New factions, and corrections of them.

use axum::{extract::Path, response::Response};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    actions, allow, conflict_notice, date, form, head, id, iso, on_to, reach, reaches, register, settle, side, sides,
    title, version,
};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form as Posted, fresh_key},
    page,
    people::{
        commands::{self, FactionEdit, NewFaction},
        store::{self, Register},
    },
    ui::{ButtonForm, DateField, Look, Radios, Section, TextField, facts},
};

/// A new faction, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewInput {
    naam: String,
    soort: String,
    kant: String,
    vanaf: String,
    key: String,
}

/// The page for a new faction.
pub async fn new_page(ctx: Ctx) -> Result<Response, AppError> {
    allow(&ctx)?;
    let input = NewInput {
        naam: String::new(),
        soort: "lokaal".to_owned(),
        kant: "onbekend".to_owned(),
        vanaf: ctx.today().to_string(),
        key: fresh_key(),
    };
    Ok(page::page(&ctx, ctx.t("council-faction-new-title"), new_view(&ctx, &input, &FieldErrors::default())))
}

/// Adds it.
pub async fn new(ctx: Ctx, Posted(input): Posted<NewInput>) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let outcome = async {
        let mut errors = FieldErrors::default();
        let name = title(&mut errors, &input.naam);
        let reach = reach(&mut errors, &input.soort);
        let side = side(&mut errors, "kant", &input.kant);
        let from = date(&mut errors, "vanaf", &input.vanaf);
        let (Some(name), Some(reach), Some(side), Some(from)) = (name, reach, side, from) else {
            return Err(AppError::Invalid(errors));
        };
        let new = NewFaction { name, reach, side, from };
        let done = commands::add_faction(&ctx.app.db, &allowed, &new, &input.key, ctx.now).await?;
        let flash = Flash::new("council-faction-new-done").with("naam", &new.name);
        Ok(on_to(&ctx, "/raad", flash, &done, &register(&ctx).await?.book))
    };
    settle(outcome.await, |errors| {
        page::unprocessable(&ctx, ctx.t("council-faction-new-title"), new_view(&ctx, &input, &errors))
    })
}

fn new_view(ctx: &Ctx, input: &NewInput, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let fields = view! {
        <TextField name="naam" label=ctx.t("council-faction-name") value=input.naam.clone() error=error("naam")
            autocomplete="off" maxlength="200"/>
        <Radios name="soort" label=ctx.t("council-reach") options=reaches(ctx) value=input.soort.clone() inline=true
            error=error("soort")/>
        <Radios name="kant" label=ctx.t("council-side") options=sides(ctx) value=input.kant.clone() inline=true
            error=error("kant")/>
        <DateField name="vanaf" label=ctx.t("council-first-day") value=input.vanaf.clone() error=error("vanaf")/>
        {actions(ctx, ctx.t("council-faction-new-do"), "/raad")}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-faction-new-title"), ctx.t("council-faction-new-lede"), errors)}
        {form(ctx, "/raad/fracties/nieuw", &input.key, "", fields)}
    }
    .into_any()
}

// Correcting ---------------------------------------------------------------------------------------------------------

/// A faction, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditInput {
    naam: String,
    soort: String,
    tot: String,
    version: String,
}

impl EditInput {
    fn of(register: &Register, id: Uuid) -> Result<Self, AppError> {
        let faction = register.book.council.view().faction(id).ok_or(AppError::NotFound)?;
        Ok(Self {
            naam: faction.name.clone(),
            soort: faction.reach.code().to_owned(),
            tot: iso(faction.span.to),
            version: register.version(id).to_string(),
        })
    }

    fn parse(&self) -> Result<FactionEdit, AppError> {
        let mut errors = FieldErrors::default();
        let name = title(&mut errors, &self.naam);
        let reach = reach(&mut errors, &self.soort);
        let to = if self.tot.trim().is_empty() { Some(None) } else { date(&mut errors, "tot", &self.tot).map(Some) };
        let (Some(name), Some(reach), Some(to)) = (name, reach, to) else { return Err(AppError::Invalid(errors)) };
        Ok(FactionEdit { name, reach, to, version: version(&self.version)? })
    }
}

/// The page that corrects a faction.
pub async fn edit_page(ctx: Ctx, Path((_, faction)): Path<(String, String)>) -> Result<Response, AppError> {
    allow(&ctx)?;
    let faction = id(&faction)?;
    let input = EditInput::of(&register(&ctx).await?, faction)?;
    let kept = kept(&ctx, faction).await?;
    let view = edit_view(&ctx, faction, &input, (None, kept), &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-faction-edit-title"), view))
}

/// Corrects it. Too late, and both are shown.
pub async fn edit(
    ctx: Ctx,
    Path((_, faction)): Path<(String, String)>,
    Posted(input): Posted<EditInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let faction = id(&faction)?;
    let outcome = async {
        let edit = input.parse()?;
        commands::change_faction(&ctx.app.db, &allowed, faction, &edit, ctx.now).await?;
        let flash = Flash::new("council-faction-edit-done").with("naam", &edit.name);
        Ok(page::see(&ctx, "/raad", Some(flash)))
    };
    let outcome = outcome.await;
    let kept = kept(&ctx, faction).await?;
    if let Err(AppError::Conflict(_)) = outcome {
        let theirs = EditInput::of(&register(&ctx).await?, faction)?;
        let mine = EditInput { version: theirs.version.clone(), ..input };
        let view = edit_view(&ctx, faction, &mine, (Some(&theirs), kept), &FieldErrors::default());
        return Ok(page::conflict(&ctx, ctx.t("error-conflict-title"), view));
    }
    settle(outcome, |errors| {
        let view = edit_view(&ctx, faction, &input, (None, kept), &errors);
        page::unprocessable(&ctx, ctx.t("council-faction-edit-title"), view)
    })
}

/// Nothing is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemoveInput {}

/// Takes a faction away that was a mistake.
pub async fn remove(
    ctx: Ctx,
    Path((_, faction)): Path<(String, String)>,
    Posted(RemoveInput {}): Posted<RemoveInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let faction = id(&faction)?;
    let input = EditInput::of(&register(&ctx).await?, faction)?;
    let outcome = async {
        commands::remove_faction(&ctx.app.db, &allowed, faction, ctx.now).await?;
        let flash = Flash::new("council-faction-remove-done").with("naam", &input.naam);
        Ok(page::see(&ctx, "/raad", Some(flash)))
    };
    let outcome = outcome.await;
    let kept = kept(&ctx, faction).await?;
    settle(outcome, |errors| {
        let view = edit_view(&ctx, faction, &input, (None, kept), &errors);
        page::unprocessable(&ctx, ctx.t("council-faction-edit-title"), view)
    })
}

/// Why the faction cannot be taken away, as a key of the catalogue.
async fn kept(ctx: &Ctx, faction: Uuid) -> Result<Option<&'static str>, AppError> {
    let db = ctx.app.db.read();
    store::why_kept(db, &ctx.tenant, &store::council(db, &ctx.tenant).await?, faction).await
}

/// The button that takes it away, or why there is none.
fn removal(ctx: &Ctx, faction: Uuid, kept: Option<&'static str>) -> AnyView {
    if let Some(why) = kept {
        return view! { <p class="meta" id="verwijderen">{ctx.t(why)}</p> }.into_any();
    }
    let (text, words) = (ctx.t("council-faction-remove-text"), ctx.t("council-faction-remove-do"));
    let action = ctx.url(&format!("/raad/fracties/{faction}/verwijdering"));
    view! {
        <Section id="verwijderen" title=ctx.t("council-faction-remove-title")>
            <p>{text}</p>
            <ButtonForm action=action text=words look=Look::Danger/>
        </Section>
    }
    .into_any()
}

/// `theirs` is what somebody else saved meanwhile, `kept` why the faction cannot be taken away.
fn edit_view(
    ctx: &Ctx,
    faction: Uuid,
    input: &EditInput,
    (theirs, kept): (Option<&EditInput>, Option<&'static str>),
    errors: &FieldErrors,
) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let conflict = theirs.map(|theirs| {
        conflict_notice(
            ctx,
            facts![
                ctx.t("council-faction-name") => theirs.naam.clone(),
                ctx.t("council-reach") => ctx.t(&format!("council-reach-{}", theirs.soort)),
                ctx.t("council-to") => theirs.tot.clone(),
            ],
        )
    });
    let fields = view! {
        <TextField name="naam" label=ctx.t("council-faction-name") value=input.naam.clone() error=error("naam")
            autocomplete="off" maxlength="200"/>
        <Radios name="soort" label=ctx.t("council-reach") options=reaches(ctx) value=input.soort.clone() inline=true
            error=error("soort")/>
        <DateField name="tot" label=ctx.t("council-last-day") value=input.tot.clone()
            hint=ctx.t("council-faction-to-hint") optional=ctx.t("optional") error=error("tot")/>
        {actions(ctx, ctx.t("save"), "/raad")}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-faction-edit-title"), ctx.t("council-faction-edit-lede"), errors)}
        {conflict}
        {form(ctx, &format!("/raad/fracties/{faction}/wijzigen"), "", &input.version, fields)}
        {removal(ctx, faction, kept)}
    }
    .into_any()
}
