//! GET handlers of what was told.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    response::Response,
};
use domain::{
    people::Role,
    policy::{Denied, Facts, act},
};
use leptos::prelude::AnyView;

use super::{
    input::{CorrectInput, ListQuery, LogInput},
    store::{self, Briefing, Eyes},
    views::{self, Kept},
};
use crate::{
    AppState, balance,
    ctx::{Ctx, Id},
    error::AppError,
    form::{FieldErrors, fresh_key},
    page, people,
    people::store::CouncilBook,
    ui::Choice,
};

/// The list: what was shared, what the reader was told, what they told.
pub async fn list(
    ctx: Ctx,
    State(app): State<AppState>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBriefings>(Facts::default())?;
    let query = query.map(|Query(query)| query).unwrap_or_default();
    let actor = ctx.actor()?;
    let (db, eyes) = (app.db.read(), Eyes::of(&actor.roles, actor.person));
    let found = store::list(db, &ctx.tenant, eyes, query.shared(), query.page()).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let kept = kept_from(&ctx).await?;
    let shown = views::ListPage {
        shared: query.shared(),
        page: query.page(),
        counts: store::counts(db, &ctx.tenant, eyes).await?,
        found: &found,
        book: &book,
        may_log: ctx.may::<act::LogBriefing>(Facts::default()),
        kept: &kept,
    };
    Ok(page::page(&ctx, ctx.t("nav-briefings"), views::list(&ctx, &shown)))
}

/// What the reader knows of by the balance and cannot read yet, told last first. A list that left them out would say that
/// there are none.
async fn kept_from(ctx: &Ctx) -> Result<Vec<Kept>, AppError> {
    if !ctx.may::<act::SeeBalance>(Facts::default()) {
        return Ok(Vec::new());
    }
    let person = ctx.actor()?.person;
    let waiting = store::waiting(ctx.app.db.read(), &ctx.tenant).await?;
    let closed = waiting.iter().rev().filter(|briefing| !ctx.may::<act::SeeBriefing>(briefing.facts(person)));
    Ok(closed.map(|briefing| Kept::of(briefing, person)).collect())
}

/// The form that logs what was told.
pub async fn fresh(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::LogBriefing>(Facts::default())?;
    let view = writing(&ctx, &LogInput::fresh(&ctx), &FieldErrors::default()).await?;
    Ok(page::page(&ctx, ctx.t("briefing-new"), view))
}

/// The form with what was typed and what is wrong with it.
pub(super) async fn writing(ctx: &Ctx, input: &LogInput, errors: &FieldErrors) -> Result<AnyView, AppError> {
    let book = people::store::book(ctx.app.db.read(), &ctx.tenant).await?;
    let actor = ctx.actor()?;
    let tellers = if actor.is(Role::Clerk) {
        let executive = book.executive(ctx.today()).into_iter().map(|(person, _)| person);
        std::iter::once(actor.person)
            .chain(executive)
            .map(|person| Choice::new(person.to_string(), book.titled(ctx.lang, person, ctx.today())))
            .collect()
    } else {
        Vec::new()
    };
    let (factions, people) = council(ctx, &book);
    let sheet = views::write::Sheet { factions, people, tellers };
    Ok(views::write::log(ctx, input, errors, sheet))
}

/// The factions of today with the number of people who are told with them, and those people by faction.
fn council(ctx: &Ctx, book: &CouncilBook) -> (Vec<Choice>, Vec<(String, Vec<Choice>)>) {
    let view = book.council.view();
    let (owed, places) = (view.owed_to(ctx.today()), view.places_on(ctx.today()));
    let (mut factions, mut people) = (Vec::new(), Vec::new());
    for (faction, _, _) in book.factions_in_order(ctx.today()) {
        let mut of: Vec<_> =
            owed.iter().filter(|person| places.get(person).is_some_and(|(own, _)| *own == Some(faction.id))).collect();
        if of.is_empty() {
            continue;
        }
        of.sort_by_key(|person| book.name(**person).to_lowercase());
        factions.push(Choice::new(faction.id.to_string(), format!("{} ({})", faction.name, of.len())));
        let named = of.into_iter().map(|person| Choice::new(person.to_string(), book.name(*person))).collect();
        people.push((faction.name, named));
    }
    (factions, people)
}

/// One of them. Who may know that it exists but not what it says is told that, and nothing more: the balance shows as
/// much.
pub async fn show(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let person = ctx.actor()?.person;
    ctx.allow::<act::SeeBriefings>(Facts::default())?;
    let briefing = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    match ctx.allow::<act::SeeBriefing>(briefing.facts(person)) {
        Ok(_) => {}
        Err(AppError::Forbidden(Denied::NotYours)) if ctx.may::<act::SeeBalance>(Facts::default()) => {
            let book = people::store::book(app.db.read(), &ctx.tenant).await?;
            let kept = Kept::of(&briefing, person);
            return Ok(page::page(&ctx, ctx.t(kept.title()), views::closed(&ctx, &briefing, &kept, &book)));
        }
        Err(error) => return Err(error),
    }
    balance::reading::note(&ctx, briefing.id).await?;
    let title = briefing.title.clone();
    let correct = CorrectInput { key: fresh_key(), ..CorrectInput::default() };
    let view = whole_page(&ctx, briefing, correct, FieldErrors::default()).await?;
    Ok(page::page(&ctx, title, view))
}

/// The page as this reader sees it, with what the clerk typed and what is wrong with that.
pub(super) async fn whole_page(
    ctx: &Ctx,
    briefing: Briefing,
    correct: CorrectInput,
    errors: FieldErrors,
) -> Result<AnyView, AppError> {
    let db = ctx.app.db.read();
    let person = ctx.actor()?.person;
    let book = people::store::book(db, &ctx.tenant).await?;
    let facts = briefing.facts(person);
    let may_correct = ctx.may::<act::CorrectBriefing>(facts);
    let shown = views::Page {
        may_share: briefing.shared.is_none() && ctx.may::<act::ShareBriefing>(facts),
        may_correct,
        // Who told it and the griffie know the people; everybody else the factions.
        by_name: facts.own || may_correct,
        owed: balance::store::owed(db, &ctx.tenant, briefing.id, person).await?,
        briefing: &briefing,
        book: &book,
        correct,
        errors,
    };
    Ok(views::page(ctx, &shown))
}
