//! The forms a clerk changes the council with: each a short page of its own, which posts to its own address.

/// Give somebody known a role, end one, correct one.
pub mod appointments;
/// Sides.
pub mod coalition;
/// New factions, and corrections of them.
pub mod factions;
/// Move a member, split a faction.
pub mod moving;
/// New people, names and addresses.
pub mod people;
/// Take a seat for a while.
pub mod replacement;
/// Terms.
pub mod terms;

use axum::response::Response;
use domain::{
    localtime::parse_date,
    people::{Appointment, Faction, Reach, Role, Side, Span},
    policy::{Facts, act::EditCouncil},
    values::{EmailAddress, PersonName, ShortText, TextError, Title, fold},
};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{
    commands::Done,
    store::{self, CouncilBook, Register},
    words,
};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Unfit},
    gate::Allowed,
    page,
    ui::{self, Choice, Form, LinkButton, Look, Notice, PageHead, Submit, Tone},
};

/// Characters in a telephone number.
const MAX_PHONE: usize = domain::import::MAX_PHONE;

/// May this reader change the council?
fn allow(ctx: &Ctx) -> Result<Allowed<EditCouncil>, AppError> {
    ctx.allow::<EditCouncil>(Facts::default())
}

async fn register(ctx: &Ctx) -> Result<Register, AppError> {
    store::register(ctx.app.db.read(), &ctx.tenant).await
}

/// What the address asks for; anything that does not fit counts as not asked.
pub(super) fn query<T: DeserializeOwned + Default>(ctx: &Ctx) -> T {
    let query = ctx.path.split_once('?').map_or("", |(_, query)| query);
    serde_html_form::from_str(query).unwrap_or_default()
}

/// An id in a path; anything else is not there.
pub(super) fn id(text: &str) -> Result<Uuid, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Shows the form again when something in it is wrong; anything else passes.
fn settle(
    outcome: Result<Response, AppError>,
    again: impl FnOnce(FieldErrors) -> Response,
) -> Result<Response, AppError> {
    match outcome {
        Err(AppError::Invalid(errors)) => Ok(again(errors)),
        other => other,
    }
}

/// On to the next page, saying what happened, what to look at, and how to take it back.
fn on_to(ctx: &Ctx, path: &str, flash: Flash, done: &Done, book: &CouncilBook) -> Response {
    let warnings: Vec<String> = done.warnings.iter().map(|warning| words::warning(ctx, book, *warning)).collect();
    page::see(ctx, path, Some(flash.with("letop", warnings.join(" "))))
}

// Reading fields -----------------------------------------------------------------------------------------------------

fn date(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Date> {
    if text.trim().is_empty() {
        return errors.take(field, Err("council-missing-date"));
    }
    errors.take(field, parse_date(text).ok_or("error-date"))
}

/// First and last day; the last may be empty.
fn span(errors: &mut FieldErrors, from: &str, to: &str) -> Option<Span> {
    let from = date(errors, "vanaf", from);
    let to = if to.trim().is_empty() { Some(None) } else { date(errors, "tot", to).map(Some) };
    let span = Span { from: from?, to: to? };
    if span.is_empty() {
        errors.add("tot", "council-refused-ends-before-start");
        return None;
    }
    Some(span)
}

fn person_name(errors: &mut FieldErrors, text: &str) -> Option<PersonName> {
    errors.take("naam", PersonName::parse(text).map_err(unfit_name))
}

fn title(errors: &mut FieldErrors, text: &str) -> Option<Title> {
    errors.take("naam", Title::parse(text).map_err(unfit_name))
}

fn unfit_name(error: TextError) -> &'static str {
    if error == TextError::Empty { "council-missing-name" } else { error.key() }
}

fn email(errors: &mut FieldErrors, text: &str) -> Option<Option<EmailAddress>> {
    errors.take("email", EmailAddress::optional(text))
}

fn phone(errors: &mut FieldErrors, text: &str) -> Option<Option<String>> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = text.chars().count() <= MAX_PHONE
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.' | '/'))
        && (text.is_empty() || text.chars().any(|c| c.is_ascii_digit()));
    let phone = (!text.is_empty()).then_some(text);
    errors.take("telefoon", if fits { Ok(phone) } else { Err("council-phone-unfit") })
}

fn portfolio(errors: &mut FieldErrors, text: &str) -> Option<Option<String>> {
    let portfolio = ShortText::optional(text).map(|text| text.map(ShortText::into_string));
    errors.take("portefeuille", portfolio)
}

fn role(errors: &mut FieldErrors, text: &str) -> Option<Role> {
    errors.take("rol", Role::parse(text).ok_or(if text.is_empty() { "council-missing-role" } else { "error-choice" }))
}

fn side(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Side> {
    errors.take(field, Side::parse(text).ok_or("error-choice"))
}

fn reach(errors: &mut FieldErrors, text: &str) -> Option<Reach> {
    errors.take("soort", Reach::parse(text).ok_or("error-choice"))
}

/// Something chosen from a list of ids.
fn chosen(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Uuid> {
    if text.is_empty() {
        let key = if field == "fractie" { "council-missing-faction" } else { "council-missing-member" };
        return errors.take(field, Err(key));
    }
    errors.take(field, text.parse().map_err(|_| "error-choice"))
}

/// Something chosen from a list of ids, or nothing.
fn maybe_chosen(errors: &mut FieldErrors, field: &str, text: &str) -> Option<Option<Uuid>> {
    if text.is_empty() { Some(None) } else { chosen(errors, field, text).map(Some) }
}

/// The number of a hidden version field.
fn version(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::field("form", "error-form"))
}

/// A day of today or later seen from the form, as the field wants it.
fn iso(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

// Choices ------------------------------------------------------------------------------------------------------------

/// Factions of today and later with their side then and their seats now, in the order of the house.
fn present_factions(ctx: &Ctx, book: &CouncilBook) -> Vec<(Faction, Side, usize)> {
    let today = ctx.today();
    let later = book.council.factions.iter().filter(|f| f.span.from > today && !f.span.is_empty());
    let later = later.map(|f| (f.clone(), book.council.view().side_of_faction(f.id, f.span.from), 0));
    let mut all: Vec<_> = book.factions_in_order(today).into_iter().chain(later).collect();
    all.sort_by_key(|(_, side, _)| *side);
    all
}

/// The same as choices.
fn factions(ctx: &Ctx, book: &CouncilBook) -> Vec<Choice> {
    let all = present_factions(ctx, book).into_iter();
    all.map(|(f, side, _)| Choice::new(f.id.to_string(), f.name).group(side_word(ctx, side))).collect()
}

fn roles(ctx: &Ctx) -> Vec<Choice> {
    let order = [
        Role::Member,
        Role::CommitteeMember,
        Role::FactionSecretary,
        Role::Alderman,
        Role::Mayor,
        Role::Clerk,
        Role::Official,
        Role::Administrator,
    ];
    page::choices(ctx, "role", &order.map(Role::code))
}

fn sides(ctx: &Ctx) -> Vec<Choice> {
    Side::ALL.iter().map(|side| Choice::new(side.code(), side_word(ctx, *side))).collect()
}

fn reaches(ctx: &Ctx) -> Vec<Choice> {
    page::choices(ctx, "council-reach", Reach::CODES)
}

pub(super) fn side_word(ctx: &Ctx, side: Side) -> String {
    ctx.t(&format!("side-{}", side.code()))
}

/// Appointments as choices under the name of their faction, in the order given; `value` makes the value.
fn under_factions(
    ctx: &Ctx,
    book: &CouncilBook,
    mut held: Vec<&Appointment>,
    value: impl Fn(&Appointment) -> Uuid,
) -> Vec<Choice> {
    held.sort_by_cached_key(|a| {
        let faction = a.faction.map(|f| book.faction_name(f)).unwrap_or_default();
        (fold(faction), a.role, fold(book.name(a.person)))
    });
    held.into_iter()
        .map(|a| {
            let label = match a.role {
                Role::Member => book.name(a.person).to_owned(),
                other => format!("{} ({})", book.name(a.person), ctx.t(&format!("role-{}", other.code()))),
            };
            let faction = a.faction.map(|f| book.faction_name(f)).unwrap_or_default();
            Choice::new(value(a).to_string(), label).group(faction)
        })
        .collect()
}

// Frame --------------------------------------------------------------------------------------------------------------

/// The top of a form page: its name, a line under it, and what is wrong.
fn head(ctx: &Ctx, title: String, lede: String, errors: &FieldErrors) -> AnyView {
    view! { <PageHead title=title lede=lede/>{page::problems(ctx, errors.listed(ctx.lang))} }.into_any()
}

/// A form around fields: with the key of a form that makes something, or the version a form that edits began with.
fn form(ctx: &Ctx, path: &str, key: &str, version: &str, fields: AnyView) -> AnyView {
    view! { <Form action=ctx.url(path) key=key version=version>{fields}</Form> }.into_any()
}

/// What somebody else saved meanwhile, above the form with what was typed.
fn conflict_notice(ctx: &Ctx, theirs: Vec<(String, AnyView)>) -> AnyView {
    let text = ctx.t("council-conflict");
    view! {
        <Notice tone=Tone::Warn title=ctx.t("error-conflict-title")>
            <p>{text}</p>
            <ui::Facts items=theirs/>
        </Notice>
    }
    .into_any()
}

/// The buttons of a form: do it, or go back.
fn actions(ctx: &Ctx, text: String, back: &str) -> AnyView {
    let (back, cancel) = (ctx.url(back), ctx.t("cancel"));
    view! {
        <div class="form-actions">
            <Submit text=text/>
            <LinkButton href=back text=cancel look=Look::Quiet/>
        </div>
    }
    .into_any()
}
