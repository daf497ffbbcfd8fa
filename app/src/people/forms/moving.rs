//! Move a member to another faction, split a faction.

use axum::response::Response;
use domain::people::{Appointment, Role};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    actions, allow, chosen, date, factions, form, head, on_to, query, register, settle, side, side_word, sides, title,
    under_factions,
};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form as Posted, fresh_key},
    page,
    people::{
        commands::{self, Split},
        store::CouncilBook,
    },
    text::whole,
    ui::{Checkboxes, DateField, Empty, Hidden, Item, List, Radios, Select, TextField},
};

/// A move, as typed. The same fields may stand in the address, to begin with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MoveInput {
    lid: String,
    fractie: String,
    datum: String,
}

/// The page that moves somebody.
pub async fn move_page(ctx: Ctx) -> Result<Response, AppError> {
    allow(&ctx)?;
    let register = register(&ctx).await?;
    let asked: MoveInput = query(&ctx);
    let input = MoveInput { datum: ctx.today().to_string(), ..asked };
    let view = move_view(&ctx, &register.book, &input, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-move-title"), view))
}

/// Moves them.
pub async fn move_person(ctx: Ctx, Posted(input): Posted<MoveInput>) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let outcome = async {
        let mut errors = FieldErrors::default();
        let person = chosen(&mut errors, "lid", &input.lid);
        let faction = chosen(&mut errors, "fractie", &input.fractie);
        let day = date(&mut errors, "datum", &input.datum);
        let (Some(person), Some(faction), Some(day)) = (person, faction, day) else {
            return Err(AppError::Invalid(errors));
        };
        let done = commands::move_person(&ctx.app.db, &allowed, person, faction, day, ctx.now).await?;
        let flash = Flash::new("council-move-done")
            .with("naam", register.book.name(person))
            .with("fractie", register.book.faction_name(faction))
            .with("datum", ctx.day(day));
        Ok(on_to(&ctx, "/raad", flash, &done, &register.book))
    };
    settle(outcome.await, |errors| {
        let view = move_view(&ctx, &register.book, &input, &errors);
        page::unprocessable(&ctx, ctx.t("council-move-title"), view)
    })
}

fn move_view(ctx: &Ctx, book: &CouncilBook, input: &MoveInput, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let members = under_factions(ctx, book, movable(ctx, book), |a| a.person);
    let fields = view! {
        <Select name="lid" label=ctx.t("council-member") options=members value=input.lid.clone()
            blank=ctx.t("council-member-blank") error=error("lid")/>
        <Select name="fractie" label=ctx.t("council-to-faction") options=factions(ctx, book)
            value=input.fractie.clone() blank=ctx.t("council-faction-blank") error=error("fractie")/>
        <DateField name="datum" label=ctx.t("council-first-day") value=input.datum.clone()
            hint=ctx.t("council-move-day-hint") error=error("datum")/>
        {actions(ctx, ctx.t("council-move-do"), "/raad")}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-move-title"), ctx.t("council-move-lede"), errors)}
        {form(ctx, "/raad/verplaatsen", "", "", fields)}
    }
    .into_any()
}

/// Members and committee members of today, those who are replaced for a while included; each once, by their seat.
fn movable<'a>(ctx: &Ctx, book: &'a CouncilBook) -> Vec<&'a Appointment> {
    let today = ctx.today();
    let mut held: Vec<&Appointment> =
        book.council.appointments.iter().filter(|a| a.role.is_owed() && a.span.contains(today)).collect();
    held.sort_by_key(|a| (a.person, a.role != Role::Member));
    held.dedup_by_key(|a| a.person);
    held
}

// Splitting ----------------------------------------------------------------------------------------------------------

/// A split, as typed. The faction may stand in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SplitInput {
    fractie: String,
    leden: Vec<String>,
    naam: String,
    kant: String,
    datum: String,
    key: String,
}

/// The page that splits a faction: first which, then who.
pub async fn split_page(ctx: Ctx) -> Result<Response, AppError> {
    allow(&ctx)?;
    let register = register(&ctx).await?;
    let asked: SplitInput = query(&ctx);
    let known = register.book.council.factions.iter().find(|f| f.id.to_string() == asked.fractie);
    let view = match known {
        None => which_view(&ctx, &register.book),
        Some(faction) => {
            let input = SplitInput {
                fractie: faction.id.to_string(),
                kant: "onbekend".to_owned(),
                datum: ctx.today().to_string(),
                key: fresh_key(),
                ..SplitInput::default()
            };
            split_view(&ctx, &register.book, faction.id, &input, &FieldErrors::default())
        }
    };
    Ok(page::page(&ctx, ctx.t("council-split-title"), view))
}

/// Splits it.
pub async fn split(ctx: Ctx, Posted(input): Posted<SplitInput>) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let faction: Uuid = input.fractie.parse().map_err(|_| AppError::NotFound)?;
    if register.book.council.view().faction(faction).is_none() {
        return Err(AppError::NotFound);
    }
    let outcome = async {
        let mut errors = FieldErrors::default();
        let people: Option<Vec<Uuid>> = errors.take(
            "leden",
            input.leden.iter().map(|text| text.parse::<Uuid>()).collect::<Result<_, _>>().map_err(|_| "error-choice"),
        );
        let name = title(&mut errors, &input.naam);
        let side = side(&mut errors, "kant", &input.kant);
        let from = date(&mut errors, "datum", &input.datum);
        if people.as_ref().is_some_and(Vec::is_empty) {
            errors.add("leden", "council-refused-nobody-named");
        }
        let (Some(people), Some(name), Some(side), Some(from)) = (people, name, side, from) else {
            return Err(AppError::Invalid(errors));
        };
        errors.check()?;
        let split = Split { faction, people, name, side, from };
        let done = commands::split(&ctx.app.db, &allowed, &split, &input.key, ctx.now).await?;
        let flash = Flash::new("council-split-done").with("naam", &split.name).with("datum", ctx.day(from));
        let after = super::register(&ctx).await?;
        Ok(on_to(&ctx, "/raad", flash, &done, &after.book))
    };
    settle(outcome.await, |errors| {
        let view = split_view(&ctx, &register.book, faction, &input, &errors);
        page::unprocessable(&ctx, ctx.t("council-split-title"), view)
    })
}

/// Factions with more than one person in them.
fn which_view(ctx: &Ctx, book: &CouncilBook) -> AnyView {
    let held = movable(ctx, book);
    let count = |faction: Uuid| held.iter().filter(|a| a.faction == Some(faction)).count();
    let rows: Vec<_> = book.factions_in_order(ctx.today()).into_iter().filter(|(f, _, _)| count(f.id) > 1).collect();
    let list = if rows.is_empty() {
        view! { <Empty text=ctx.t("council-split-none") href=ctx.url("/raad") next=ctx.t("council-back")/> }.into_any()
    } else {
        let items = rows
            .into_iter()
            .map(|(faction, side, seats)| {
                let href = ctx.url(&format!("/raad/afsplitsing?fractie={}", faction.id));
                let seats = whole(seats);
                let meta = format!("{}, {}", side_word(ctx, side), ctx.tn("council-seats", &[("n", seats.into())]));
                view! { <Item href=href title=faction.name meta=meta/> }
            })
            .collect_view();
        view! { <List>{items}</List> }.into_any()
    };
    view! {
        {head(ctx, ctx.t("council-split-title"), ctx.t("council-split-which"), &FieldErrors::default())}
        {list}
    }
    .into_any()
}

fn split_view(ctx: &Ctx, book: &CouncilBook, faction: Uuid, input: &SplitInput, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let held = movable(ctx, book).into_iter().filter(|a| a.faction == Some(faction)).collect();
    let members = under_factions(ctx, book, held, |a| a.person);
    let lede = ctx.tn("council-split-lede", &[("fractie", book.faction_name(faction).into())]);
    let fields = view! {
        <Hidden name="fractie" value=input.fractie.clone()/>
        <Checkboxes name="leden" label=ctx.t("council-split-members") options=members values=input.leden.clone()
            error=error("leden")/>
        <TextField name="naam" label=ctx.t("council-split-name") value=input.naam.clone() error=error("naam")
            autocomplete="off" maxlength="200"/>
        <Radios name="kant" label=ctx.t("council-side-new") options=sides(ctx) value=input.kant.clone() inline=true
            error=error("kant")/>
        <DateField name="datum" label=ctx.t("council-first-day") value=input.datum.clone()
            hint=ctx.t("council-move-day-hint") error=error("datum")/>
        {actions(ctx, ctx.t("council-split-do"), "/raad")}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-split-title"), lede, errors)}
        {form(ctx, "/raad/afsplitsing", &input.key, "", fields)}
    }
    .into_any()
}
