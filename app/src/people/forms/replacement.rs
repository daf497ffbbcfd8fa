//! Somebody takes a seat for a while: leave or illness.

use axum::response::Response;
use domain::people::{Appointment, LeaveReason, Role};
use jiff::ToSpan;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    actions, allow, chosen, email, form, head, iso, on_to, people::undoable, person_name, query, register, settle,
    span, under_factions,
};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form as Posted, fresh_key},
    page,
    people::{
        commands::{self, Replacement, Replacer},
        store::CouncilBook,
    },
    ui::{Choice, DateField, EmailField, Radios, Select, TextField},
};

/// A leave for pregnancy or illness lasts sixteen weeks at a time (Kieswet art. X 10 and X 11).
const WEEKS: i32 = 16;

/// A replacement, as typed. Who is replaced may stand in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    lid: String,
    vervanger: String,
    naam: String,
    email: String,
    vanaf: String,
    tot: String,
    reden: String,
    key: String,
}

impl Input {
    fn parse(&self) -> Result<Replacement, AppError> {
        let mut errors = FieldErrors::default();
        let replaced = chosen(&mut errors, "lid", &self.lid);
        let by = self.by(&mut errors);
        let span = span(&mut errors, &self.vanaf, &self.tot);
        let reason = errors.take("reden", LeaveReason::parse(&self.reden).ok_or("error-choice"));
        let (Some(replaced), Some(by), Some(span), Some(reason)) = (replaced, by, span, reason) else {
            return Err(AppError::Invalid(errors));
        };
        Ok(Replacement { replaced, by, span, reason })
    }

    /// Somebody from the list, or else a name.
    fn by(&self, errors: &mut FieldErrors) -> Option<Replacer> {
        match (self.vervanger.is_empty(), self.naam.trim().is_empty()) {
            (false, true) => chosen(errors, "vervanger", &self.vervanger).map(Replacer::Known),
            (true, false) => {
                let (name, email) = (person_name(errors, &self.naam), email(errors, &self.email));
                Some(Replacer::New(name?, email?))
            }
            (true, true) => errors.take("vervanger", Err("council-replace-nobody")),
            (false, false) => errors.take("vervanger", Err("council-replace-both")),
        }
    }
}

/// The page of a replacement.
pub async fn replace_page(ctx: Ctx) -> Result<Response, AppError> {
    allow(&ctx)?;
    let register = register(&ctx).await?;
    let asked: Input = query(&ctx);
    let today = ctx.today();
    let input = Input {
        lid: asked.lid,
        vanaf: today.to_string(),
        tot: iso(today.checked_add(WEEKS.weeks()).ok()),
        reden: LeaveReason::Leave.code().to_owned(),
        key: fresh_key(),
        ..Input::default()
    };
    let view = replace_view(&ctx, &register.book, &input, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-replace-title"), view))
}

/// Lets somebody take the seat.
pub async fn replace(ctx: Ctx, Posted(input): Posted<Input>) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let outcome = async {
        let new = input.parse()?;
        let done = commands::replace(&ctx.app.db, &allowed, &new, &input.key, ctx.now).await?;
        let replaced = register.book.council.view().appointment(new.replaced).map(|a| a.person);
        let by = match &new.by {
            Replacer::Known(id) => register.book.name(*id).to_owned(),
            Replacer::New(name, _) => name.to_string(),
        };
        let flash = Flash::new("council-replace-done")
            .with("naam", by)
            .with("lid", replaced.map(|person| register.book.name(person)).unwrap_or_default())
            .with("datum", ctx.day(new.span.from));
        Ok(on_to(&ctx, "/raad", undoable(flash, &done), &done, &register.book))
    };
    settle(outcome.await, |errors| {
        let view = replace_view(&ctx, &register.book, &input, &errors);
        page::unprocessable(&ctx, ctx.t("council-replace-title"), view)
    })
}

fn replace_view(ctx: &Ctx, book: &CouncilBook, input: &Input, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let optional = ctx.t("optional");
    let reasons = page::choices(ctx, "council-reason", LeaveReason::CODES);
    let members = under_factions(ctx, book, replaceable(ctx, book), |a| a.id);
    let fields = view! {
        <Select name="lid" label=ctx.t("council-replace-who") options=members value=input.lid.clone()
            blank=ctx.t("council-member-blank") error=error("lid")/>
        <Select name="vervanger" label=ctx.t("council-replace-by") options=replacers(ctx, book)
            value=input.vervanger.clone() blank=ctx.t("council-replace-by-blank")
            hint=ctx.t("council-replace-by-hint") required=false error=error("vervanger")/>
        <TextField name="naam" label=ctx.t("council-replace-name") value=input.naam.clone()
            required=false error=error("naam") autocomplete="off" maxlength="120"/>
        <EmailField name="email" label=ctx.t("council-replace-email") value=input.email.clone() optional=optional.clone()
            error=error("email") autocomplete="off"/>
        <DateField name="vanaf" label=ctx.t("council-from") value=input.vanaf.clone() error=error("vanaf")/>
        <DateField name="tot" label=ctx.t("council-to") value=input.tot.clone() hint=ctx.t("council-replace-to-hint")
            optional=optional error=error("tot")/>
        <Radios name="reden" label=ctx.t("council-reason") options=reasons value=input.reden.clone() inline=true
            hint=ctx.t("council-reason-hint") error=error("reden")/>
        {actions(ctx, ctx.t("council-replace-do"), "/raad")}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-replace-title"), ctx.t("council-replace-lede"), errors)}
        {form(ctx, "/raad/vervanging", &input.key, "", fields)}
    }
    .into_any()
}

/// Members and committee members of today and later, replacers themselves left out.
fn replaceable<'a>(ctx: &Ctx, book: &'a CouncilBook) -> Vec<&'a Appointment> {
    let today = ctx.today();
    let fits =
        |a: &&Appointment| a.role.is_owed() && a.replaces.is_none() && a.span.reaches(today) && !a.span.is_empty();
    book.council.appointments.iter().filter(fits).collect()
}

/// Committee members by faction, then everybody else who holds no seat.
fn replacers(ctx: &Ctx, book: &CouncilBook) -> Vec<Choice> {
    let today = ctx.today();
    let held: Vec<&Appointment> =
        book.council.appointments.iter().filter(|a| a.span.reaches(today) && !a.span.is_empty()).collect();
    let committee: Vec<&Appointment> = held.iter().copied().filter(|a| a.role == Role::CommitteeMember).collect();
    let taken: Vec<Uuid> = held.iter().filter(|a| a.role.is_owed()).map(|a| a.person).collect();
    let mut others: Vec<_> = book.people.iter().filter(|(id, _)| !taken.contains(id)).collect();
    others.sort_by_cached_key(|(_, entry)| domain::values::fold(&entry.name));
    let mut choices = under_factions(ctx, book, committee, |a| a.person);
    let group = ctx.t("council-replace-others");
    choices.extend(others.into_iter().map(|(id, entry)| Choice::new(id.to_string(), &entry.name).group(group.clone())));
    choices
}
