//! The pages of this room.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    answers::{may_close, may_record},
    people::Role,
    policy::{Denied, Facts, act},
};
use uuid::Uuid;

use super::{
    commands::refusal_key,
    dates, links,
    panel::{Mine, place_of, secretary_of},
    presence, remarks, roll,
    roll::Order,
    store,
    views::{self, AnswerPage, AttendancePage, NameRow, NamesPage},
    words,
};
use crate::{
    AppState,
    ctx::Ctx,
    error::AppError,
    form::FieldErrors,
    gatherings::{self, entity::gathering},
    page::page,
    people,
};

/// An id in the address; anything else is not there.
pub(super) fn id(text: &str) -> Result<Uuid, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The gathering of the address as the reader may know it, and what the policy asks about it.
pub(super) async fn gathering(ctx: &Ctx, text: &str) -> Result<(gathering::Model, Facts), AppError> {
    let actor = ctx.actor()?;
    let db = ctx.app.db.read();
    let row = gatherings::store::find(db, &ctx.tenant, id(text)?).await?;
    let facts = gatherings::store::facts(db, actor, &row).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    Ok((row, facts))
}

/// The page behind the link in the mail. Opening it changes nothing, and it shows no more than the one invitation.
pub async fn by_link(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, token)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let db = app.db.read();
    let opened = links::open(db, &ctx.tenant, &token, ctx.now).await?;
    let Ok(reply) = store::reply(db, &ctx.tenant, opened.invitation()).await else {
        return Ok(gone(&ctx, "answers-refused-link", None));
    };
    let row = gatherings::store::find(db, &ctx.tenant, reply.gathering).await?;
    if let Err(refusal) = store::may_answer(&row, ctx.now) {
        return Ok(gone(&ctx, refusal_key(refusal), Some(&row)));
    }
    if !opened.is_alive() {
        return Ok(gone(&ctx, "answers-refused-link", None));
    }
    Ok(page(&ctx, ctx.t("answers-link-title"), link_view(&ctx, &row, &token, None, FieldErrors::default()).await?))
}

/// The view of that page; `typed` is a remark that was refused.
pub(super) async fn link_view(
    ctx: &Ctx,
    row: &gathering::Model,
    token: &str,
    typed: Option<String>,
    errors: FieldErrors,
) -> Result<leptos::prelude::AnyView, AppError> {
    let db = ctx.app.db.read();
    let opened = links::open(db, &ctx.tenant, token, ctx.now).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let replies = store::replies(db, &ctx.tenant, row.id).await?;
    let seats = store::seats(&replies, row.capacity);
    let reply = replies.iter().find(|reply| reply.person == opened.person()).ok_or(AppError::NotFound)?;
    let mine = Mine::of(ctx.lang, reply, &seats, row.capacity, &book);
    let rest = dates::offer_by_link(ctx, row, reply).await?;
    let whose = ctx.tn("answers-link-for", &[("name", book.name(opened.person()).to_owned().into())]);
    Ok(views::answer_page(
        ctx,
        AnswerPage {
            row,
            whose: Some(whose),
            action: ctx.url(&format!("/antwoord/{token}")),
            back: String::new(),
            answer: mine.answer,
            said: mine.said,
            note: typed.unwrap_or(mine.note),
            errors,
            rest,
            offer_sign_in: ctx.visitor.is_none(),
        },
    ))
}

/// What a link says that no longer works: 410, whom to ask, and nothing about other invitations.
pub(super) fn gone(ctx: &Ctx, why: &'static str, row: Option<&gathering::Model>) -> Response {
    let shown = page(ctx, ctx.t("answers-refused-title"), views::refused(ctx, why, row));
    (StatusCode::GONE, shown).into_response()
}

/// Names and answers by faction: all of them for whoever may see names, their own for the secretary of a faction.
pub async fn names(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, text)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    let only = match ctx.allow::<act::SeeNames>(facts) {
        Ok(_) => None,
        Err(refused) => {
            ctx.allow::<act::AnswerFor>(Facts { same_faction: true, ..facts }).map_err(|_| refused)?;
            Some(secretary_of(&ctx).ok_or(AppError::Forbidden(Denied::NotYours))?)
        }
    };
    let db = app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let mut replies = store::replies(db, &ctx.tenant, row.id).await?;
    let seats = store::seats(&replies, row.capacity);
    let order = Order::on_day_of(&book, &row)?;
    remarks::keep_readable(&ctx, facts, &order, &mut replies)?;
    let open = store::may_answer(&row, ctx.now).is_ok();
    let clerk = ctx.actor()?.is(Role::Clerk);
    let mine = secretary_of(&ctx);
    let groups = order
        .group(&book, replies, |reply| reply.person)
        .into_iter()
        .filter(|(faction, ..)| only.is_none() || *faction == only)
        .map(|(faction, name, side, replies)| {
            let same_faction = faction.is_some() && faction == mine;
            let may_answer = open && (clerk || same_faction);
            let people = replies
                .into_iter()
                .map(|reply| NameRow {
                    person: reply.person,
                    name: book.name(reply.person).to_owned(),
                    role: other_role(&ctx, &order, reply.person),
                    answer: reply.answer,
                    state: words::state(ctx.lang, reply.answer, place_of(&seats, &reply)),
                    how: how(&ctx, &reply, &book, clerk || same_faction),
                    note: reply.note,
                    may_answer,
                    may_withdraw: open && clerk,
                })
                .collect();
            let name = if faction.is_some() { name } else { ctx.t("answers-no-faction") };
            (name, faction.map(|_| side), people)
        })
        .collect();
    let mut withdrawn = Vec::new();
    if open && clerk {
        let invited = gatherings::store::invited(db, &ctx.tenant, row.id).await?;
        let gone = invited.iter().filter(|one| one.withdrawn);
        withdrawn = gone.map(|one| (one.person, book.name(one.person).to_owned())).collect();
        withdrawn.sort_by_key(|(_, name): &(Uuid, String)| name.to_lowercase());
    }
    Ok(page(&ctx, ctx.t("answers-who"), views::names(&ctx, NamesPage { row: &row, groups, withdrawn })))
}

/// How an answer came in, and when for whoever has to sort out a question about it: at what hour of the night somebody
/// answers is no business of colleagues.
fn how(ctx: &Ctx, reply: &store::Reply, book: &people::store::CouncilBook, exact: bool) -> String {
    let how = words::how(ctx.lang, reply, book);
    match reply.answered_at.filter(|_| exact && reply.answer.is_some()) {
        Some(at) if !how.is_empty() => format!("{how}, {}", ctx.when(at)),
        _ => how,
    }
}

fn other_role(ctx: &Ctx, order: &Order, person: Uuid) -> String {
    let role = order.role_of(person).filter(|role| *role != Role::Member);
    role.map(|role| ctx.t(&format!("role-{}", role.code()))).unwrap_or_default()
}

/// Who is here: for the clerk, on a phone.
pub async fn attendance(ctx: Ctx, Path((_, text)): Path<(String, String)>) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    ctx.allow::<act::RecordAttendance>(facts)?;
    attendance_page(&ctx, &row, String::new(), FieldErrors::default()).await
}

/// That page, with what was typed for a guest.
pub(super) async fn attendance_page(
    ctx: &Ctx,
    row: &gathering::Model,
    guest: String,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let life = store::life(row);
    if let Err(refusal) = may_record(&life, ctx.tenant.zone(), ctx.now) {
        let shown = views::refused_attendance(ctx, row, presence::refusal_key(refusal));
        return Ok(page(ctx, ctx.t("answers-attendance-title"), shown));
    }
    let db = ctx.app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let roll = roll::roll(db, &ctx.tenant, &book, row).await?;
    let may_close = may_close(&life, ctx.tenant.zone(), ctx.now).is_ok();
    let shown = AttendancePage { row, roll, may_close, guest, errors };
    Ok(page(ctx, ctx.t("answers-attendance"), views::attendance(ctx, shown)))
}

/// To sign, or who was there; for on paper.
pub async fn attendance_sheet(ctx: Ctx, Path((_, text)): Path<(String, String)>) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    ctx.allow::<act::SeeNames>(facts)?;
    let db = ctx.app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let roll = roll::roll(db, &ctx.tenant, &book, &row).await?;
    Ok(page(&ctx, ctx.t("answers-sheet-attendance"), views::attendance_sheet(&ctx, &row, roll)))
}

/// Who comes, by faction, with remarks; for the host, on paper.
pub async fn participants(ctx: Ctx, Path((_, text)): Path<(String, String)>) -> Result<Response, AppError> {
    let (row, facts) = gathering(&ctx, &text).await?;
    ctx.allow::<act::SeeNames>(facts)?;
    let db = ctx.app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let mut replies = store::replies(db, &ctx.tenant, row.id).await?;
    let order = Order::on_day_of(&book, &row)?;
    remarks::keep_readable(&ctx, facts, &order, &mut replies)?;
    let list = views::participants_of(&ctx, &row, &book, &order, &replies);
    Ok(page(&ctx, ctx.t("answers-sheet-participants"), views::participants(&ctx, &row, list)))
}
