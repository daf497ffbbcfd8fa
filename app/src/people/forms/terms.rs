//! Terms of the council: end one, begin one, correct one.

use axum::{extract::Path, response::Response};
use domain::{localtime::parse_date, people::Term, values::Title};
use jiff::{ToSpan, civil::Date};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    actions, allow, conflict_notice, date, form, head, id, iso, on_to, register, settle, span, title, version,
};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form as Posted, fresh_key},
    page,
    people::{
        commands::{self, NewTerm, TermEdit},
        seed::first_day,
        store::Register,
    },
    ui::{DateField, Hidden, Item, List, Look, NumberField, Section, Submit, TextField, facts},
};

/// Largest council by law (Gemeentewet art. 8).
const MOST_SEATS: u16 = 45;
/// Years between two elections.
const YEARS: i16 = 4;

fn seats(errors: &mut FieldErrors, text: &str) -> Option<u16> {
    let text = text.trim();
    if text.is_empty() {
        return errors.take("zetels", Err("council-seats-unfit"));
    }
    let fits = |n: &u16| (1..=MOST_SEATS).contains(n);
    errors.take("zetels", text.parse::<u16>().ok().filter(fits).ok_or("council-seats-unfit"))
}

/// The first day of the council of the next regular elections.
fn next_elections(today: Date) -> Date {
    let years = today.year()..=today.year().saturating_add(YEARS);
    years.filter(|year| year.rem_euclid(YEARS) == 2).map(first_day).find(|day| *day > today).unwrap_or(today)
}

/// A new term, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BeginInput {
    naam: String,
    zetels: String,
    vanaf: String,
    tot: String,
    voorstel: String,
    key: String,
}

/// The name and last day of a term that begins on this day, as the form proposes them.
fn proposed(from: Date) -> (String, String) {
    let last_day = from.checked_add(i32::from(YEARS).years()).ok().and_then(|day| day.yesterday().ok());
    (format!("{}-{}", from.year(), from.year().saturating_add(YEARS)), iso(last_day))
}

impl BeginInput {
    /// As large as the council is, from the day after the last term ends, or else from the next elections.
    fn suggested(ctx: &Ctx, register: &Register) -> Self {
        let last = register.book.council.terms.iter().max_by_key(|term| term.span.from);
        let from = match last {
            None => ctx.today(),
            Some(term) => term.span.to.and_then(|to| to.tomorrow().ok()).unwrap_or_else(|| next_elections(ctx.today())),
        };
        let (naam, tot) = proposed(from);
        Self {
            naam,
            zetels: last.map(|term| term.seats.to_string()).unwrap_or_default(),
            vanaf: from.to_string(),
            tot,
            voorstel: from.to_string(),
            key: fresh_key(),
        }
    }

    /// With another first day, what was left as proposed is proposed for that day.
    fn along(mut self) -> Self {
        let (Some(before), Some(from)) = (parse_date(&self.voorstel), parse_date(&self.vanaf)) else { return self };
        let ((old_name, old_end), (name, end)) = (proposed(before), proposed(from));
        if parse_date(&self.tot).is_some_and(|day| day.to_string() == old_end) {
            self.tot = end;
        }
        if self.naam.trim() == old_name {
            self.naam = name;
        }
        Self { voorstel: from.to_string(), ..self }
    }
}

/// The day a term ends, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndInput {
    datum: String,
}

/// The page of terms.
pub async fn terms_page(ctx: Ctx) -> Result<Response, AppError> {
    allow(&ctx)?;
    let register = register(&ctx).await?;
    let view = terms_view(&ctx, &register, None, None, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-terms-title"), view))
}

/// Begins one.
pub async fn begin(ctx: Ctx, Posted(input): Posted<BeginInput>) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let input = input.along();
    let outcome = async {
        let mut errors = FieldErrors::default();
        let name = title(&mut errors, &input.naam);
        let seats = seats(&mut errors, &input.zetels);
        let span = span(&mut errors, &input.vanaf, &input.tot);
        let (Some(name), Some(seats), Some(span)) = (name, seats, span) else {
            return Err(AppError::Invalid(errors));
        };
        let new = NewTerm { name, seats, span };
        let done = commands::begin_term(&ctx.app.db, &allowed, &new, &input.key, ctx.now).await?;
        let flash = Flash::new("council-term-begin-done").with("naam", &new.name).with("datum", ctx.day(span.from));
        Ok(on_to(&ctx, "/raad/zittingsperiode", flash, &done, &register.book))
    };
    settle(outcome.await, |errors| {
        let view = terms_view(&ctx, &register, Some(&input), None, &errors);
        page::unprocessable(&ctx, ctx.t("council-terms-title"), view)
    })
}

/// Ends the one that runs.
pub async fn end(ctx: Ctx, Posted(input): Posted<EndInput>) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let register = register(&ctx).await?;
    let outcome = async {
        let mut errors = FieldErrors::default();
        let Some(last_day) = date(&mut errors, "datum", &input.datum) else { return Err(AppError::Invalid(errors)) };
        let done = commands::end_term(&ctx.app.db, &allowed, last_day, ctx.now).await?;
        let flash = Flash::new("council-term-end-done").with("datum", ctx.day(last_day));
        Ok(on_to(&ctx, "/raad/zittingsperiode", flash, &done, &register.book))
    };
    settle(outcome.await, |errors| {
        let view = terms_view(&ctx, &register, None, Some(&input), &errors);
        page::unprocessable(&ctx, ctx.t("council-terms-title"), view)
    })
}

/// "31 zetels, van … tot en met …".
pub(in crate::people) fn describe(ctx: &Ctx, term: &Term) -> String {
    let from = ctx.day(term.span.from);
    let seats = i64::from(term.seats);
    match term.span.to {
        Some(to) => {
            ctx.tn("council-term-run", &[("n", seats.into()), ("van", from.into()), ("tot", ctx.day(to).into())])
        }
        None => ctx.tn("council-term-open", &[("n", seats.into()), ("van", from.into())]),
    }
}

fn terms_view(
    ctx: &Ctx,
    register: &Register,
    begin: Option<&BeginInput>,
    end: Option<&EndInput>,
    errors: &FieldErrors,
) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let mut terms: Vec<&Term> = register.book.council.terms.iter().collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.span.from));
    let rows = terms
        .iter()
        .map(|term| {
            let name = register.term_names.get(&term.id).cloned().unwrap_or_default();
            let href = ctx.url(&format!("/raad/zittingsperiode/{}/wijzigen", term.id));
            view! { <Item href=href title=name meta=describe(ctx, term)/> }
        })
        .collect_view();
    let today = ctx.today();
    let running = register.book.council.view().term_on(today).copied();
    let ending = running.map(|term| {
        let value = end.map_or_else(|| iso(Some(term.span.to.unwrap_or(today))), |input| input.datum.clone());
        let fields = view! {
            <DateField name="datum" label=ctx.t("council-last-day") value=value error=error("datum")/>
            <div class="form-actions">
                <Submit text=ctx.t("council-term-end-do") look=Look::Secondary/>
            </div>
        }
        .into_any();
        let (text, form) = (ctx.t("council-term-end-text"), form(ctx, "/raad/zittingsperiode/einde", "", "", fields));
        view! {
            <Section id="einde" title=ctx.t("council-term-end-title")>
                <p>{text}</p>
                {form}
            </Section>
        }
    });
    let suggested = BeginInput::suggested(ctx, register);
    let input = begin.unwrap_or(&suggested);
    let hint = ctx.t("council-term-to-hint");
    let fields = view! {
        {term_fields(ctx, [&input.naam, &input.zetels, &input.vanaf, &input.tot], Some(hint), errors)}
        <Hidden name="voorstel" value=input.voorstel.clone()/>
        {actions(ctx, ctx.t("council-term-begin-do"), "/raad")}
    }
    .into_any();
    let new = form(ctx, "/raad/zittingsperiode", &input.key, "", fields);
    view! {
        {head(ctx, ctx.t("council-terms-title"), ctx.t("council-terms-lede"), errors)}
        <List>{rows}</List>
        {ending}
        <Section id="nieuw" title=ctx.t("council-term-begin-title")>
            {new}
        </Section>
    }
    .into_any()
}

fn term_fields(
    ctx: &Ctx,
    [name, seats, from, to]: [&String; 4],
    hint: Option<String>,
    errors: &FieldErrors,
) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    view! {
        <TextField name="naam" label=ctx.t("council-term-name") value=name.clone() hint=ctx.t("council-term-name-hint")
            error=error("naam") autocomplete="off" maxlength="200"/>
        <NumberField name="zetels" label=ctx.t("council-term-seats") value=seats.clone() error=error("zetels")/>
        <DateField name="vanaf" label=ctx.t("council-from") value=from.clone() error=error("vanaf")/>
        <DateField name="tot" label=ctx.t("council-to") value=to.clone() hint=hint optional=ctx.t("optional")
            error=error("tot")/>
    }
    .into_any()
}

// Correcting ---------------------------------------------------------------------------------------------------------

/// A term, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditInput {
    naam: String,
    zetels: String,
    vanaf: String,
    tot: String,
    version: String,
}

impl EditInput {
    fn of(register: &Register, id: Uuid) -> Result<Self, AppError> {
        let term = register.book.council.terms.iter().find(|term| term.id == id).ok_or(AppError::NotFound)?;
        Ok(Self {
            naam: register.term_names.get(&id).cloned().unwrap_or_default(),
            zetels: term.seats.to_string(),
            vanaf: term.span.from.to_string(),
            tot: iso(term.span.to),
            version: register.version(id).to_string(),
        })
    }

    fn parse(&self) -> Result<TermEdit, AppError> {
        let mut errors = FieldErrors::default();
        let name: Option<Title> = title(&mut errors, &self.naam);
        let seats = seats(&mut errors, &self.zetels);
        let span = span(&mut errors, &self.vanaf, &self.tot);
        let (Some(name), Some(seats), Some(span)) = (name, seats, span) else {
            return Err(AppError::Invalid(errors));
        };
        Ok(TermEdit { name, seats, span, version: version(&self.version)? })
    }
}

/// The page that corrects a term.
pub async fn edit_page(ctx: Ctx, Path((_, term)): Path<(String, String)>) -> Result<Response, AppError> {
    allow(&ctx)?;
    let term = id(&term)?;
    let input = EditInput::of(&register(&ctx).await?, term)?;
    let view = edit_view(&ctx, term, &input, None, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("council-term-edit-title"), view))
}

/// Corrects it. Too late, and both are shown.
pub async fn edit(
    ctx: Ctx,
    Path((_, term)): Path<(String, String)>,
    Posted(input): Posted<EditInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let term = id(&term)?;
    let outcome = async {
        let edit = input.parse()?;
        commands::change_term(&ctx.app.db, &allowed, term, &edit, ctx.now).await?;
        let flash = Flash::new("council-term-edit-done").with("naam", &edit.name);
        Ok(page::see(&ctx, "/raad/zittingsperiode", Some(flash)))
    };
    let outcome = outcome.await;
    if let Err(AppError::Conflict(_)) = outcome {
        let theirs = EditInput::of(&register(&ctx).await?, term)?;
        let mine = EditInput { version: theirs.version.clone(), ..input };
        let view = edit_view(&ctx, term, &mine, Some(&theirs), &FieldErrors::default());
        return Ok(page::conflict(&ctx, ctx.t("error-conflict-title"), view));
    }
    settle(outcome, |errors| {
        let view = edit_view(&ctx, term, &input, None, &errors);
        page::unprocessable(&ctx, ctx.t("council-term-edit-title"), view)
    })
}

/// `theirs` is what somebody else saved meanwhile.
fn edit_view(ctx: &Ctx, term: Uuid, input: &EditInput, theirs: Option<&EditInput>, errors: &FieldErrors) -> AnyView {
    let conflict = theirs.map(|theirs| {
        conflict_notice(
            ctx,
            facts![
                ctx.t("council-term-name") => theirs.naam.clone(),
                ctx.t("council-term-seats") => theirs.zetels.clone(),
                ctx.t("council-from") => theirs.vanaf.clone(),
                ctx.t("council-to") => theirs.tot.clone(),
            ],
        )
    });
    let fields = view! {
        {term_fields(ctx, [&input.naam, &input.zetels, &input.vanaf, &input.tot], None, errors)}
        {actions(ctx, ctx.t("save"), "/raad/zittingsperiode")}
    }
    .into_any();
    view! {
        {head(ctx, ctx.t("council-term-edit-title"), String::new(), errors)}
        {conflict}
        {form(ctx, &format!("/raad/zittingsperiode/{term}/wijzigen"), "", &input.version, fields)}
    }
    .into_any()
}
