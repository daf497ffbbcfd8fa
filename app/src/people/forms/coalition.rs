//! Which factions support the college, from a day on.

use std::collections::BTreeMap;

use axum::response::Response;
use domain::people::Side;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{actions, allow, date, form, head, on_to, present_factions, query, register, settle, side, sides};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form as Posted},
    page,
    people::{commands, store::CouncilBook},
    text::whole,
    ui::{DateField, LinkButton, Look, Radios},
};

/// What begins the name of a faction's field; its id follows.
const FIELD: &str = "kant-";

/// A coalition, as typed: one field per faction.
#[derive(Debug, Clone, Default)]
struct Input {
    datum: String,
    sides: BTreeMap<String, String>,
}

impl Input {
    /// From the fields of the form; any other field is refused (R33).
    fn of(fields: Vec<(String, String)>) -> Result<Self, AppError> {
        let mut input = Self::default();
        for (name, value) in fields {
            match name.strip_prefix(FIELD) {
                Some(faction) => {
                    input.sides.insert(faction.to_owned(), value);
                }
                None if name == "datum" => input.datum = value,
                None => return Err(AppError::field("form", "error-form")),
            }
        }
        Ok(input)
    }

    /// As it stands.
    fn present(ctx: &Ctx, book: &CouncilBook, fallen: bool) -> Self {
        let side = |side: Side| if fallen { Side::Unknown } else { side }.code().to_owned();
        let all = present_factions(ctx, book).into_iter();
        let sides = all.map(|(f, now, _)| (f.id.to_string(), side(now))).collect();
        Self { datum: ctx.today().to_string(), sides }
    }

    fn parse(&self) -> Result<(Date, Vec<(Uuid, Side)>), AppError> {
        let mut errors = FieldErrors::default();
        let day = date(&mut errors, "datum", &self.datum);
        let mut chosen = Vec::new();
        for (faction, text) in &self.sides {
            let field = format!("{FIELD}{faction}");
            let id = faction.parse::<Uuid>().map_err(|_| AppError::field("form", "error-form"))?;
            if let Some(side) = side(&mut errors, &field, text) {
                chosen.push((id, side));
            }
        }
        match day {
            Some(day) if errors.is_empty() => Ok((day, chosen)),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// What the page begins with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    keuze: String,
}

/// The page of the coalition.
pub async fn coalition_page(ctx: Ctx) -> Result<Response, AppError> {
    allow(&ctx)?;
    let register = register(&ctx).await?;
    let fallen = query::<Asked>(&ctx).keuze == "gevallen";
    let input = Input::present(&ctx, &register.book, fallen);
    let view = coalition_view(&ctx, &register.book, &input, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-coalition-title"), view))
}

/// Sets it.
pub async fn coalition(ctx: Ctx, Posted(fields): Posted<Vec<(String, String)>>) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let input = Input::of(fields)?;
    let outcome = async {
        let (day, mut sides) = input.parse()?;
        // The page also names factions that begin later; on an earlier day they are not there to be on a side.
        let view = register.book.council.view();
        sides.retain(|(id, _)| view.faction(*id).is_none_or(|f| f.span.contains(day)));
        let done = commands::set_sides(&ctx.app.db, &allowed, day, &sides, ctx.now).await?;
        let count = |wanted: Side| sides.iter().filter(|(_, side)| *side == wanted).count();
        let flash = match count(Side::Coalition) {
            0 => Flash::new("council-coalition-none-done"),
            n => Flash::new("council-coalition-done").with("n", n),
        };
        Ok(on_to(&ctx, "/raad", flash.with("datum", ctx.day(day)), &done, &register.book))
    };
    settle(outcome.await, |errors| {
        let view = coalition_view(&ctx, &register.book, &input, &errors);
        page::unprocessable(&ctx, ctx.t("council-coalition-title"), view)
    })
}

fn coalition_view(ctx: &Ctx, book: &CouncilBook, input: &Input, errors: &FieldErrors) -> AnyView {
    let rows = present_factions(ctx, book)
        .into_iter()
        .map(|(faction, _, seats)| {
            let name = format!("{FIELD}{}", faction.id);
            let value = input.sides.get(&faction.id.to_string()).cloned().unwrap_or_default();
            let seats = ctx.tn("council-seats", &[("n", whole(seats).into())]);
            let error = errors.text(ctx.lang, &name);
            view! {
                <Radios name=name label=format!("{} ({seats})", faction.name) options=sides(ctx) value=value inline=true
                    error=error/>
            }
        })
        .collect_view();
    let fields = view! {
        <DateField name="datum" label=ctx.t("council-first-day") value=input.datum.clone()
            hint=ctx.t("council-coalition-day-hint") error=errors.text(ctx.lang, "datum")/>
        {rows}
        {actions(ctx, ctx.t("council-coalition-do"), "/raad")}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-coalition-title"), ctx.t("council-coalition-lede"), errors)}
        <p>
            <LinkButton href=ctx.url("/raad/coalitie?keuze=gevallen") text=ctx.t("council-coalition-fallen")
                look=Look::Secondary/>
        </p>
        {form(ctx, "/raad/coalitie", "", "", fields)}
    }
    .into_any()
}
