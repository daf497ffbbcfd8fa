//! The parts of other pages: the narrow column of a gathering, and what waits on home.

use std::collections::HashMap;

use domain::{
    answers::{Answer, Place, Seats, Via, counts},
    gatherings::AnswerRefusal,
    people::Role,
    policy::{Facts, act},
};
use islands::calls::Rest;
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    dates,
    roll::{self, Order},
    store::{self, Reply},
    views, words,
};
use crate::{
    ctx::Ctx,
    error::AppError,
    gatherings::{self, entity::gathering},
    people::{self, store::CouncilBook},
    text::{Lang, joined, whole},
    ui::AnswerRow,
};

/// Most gatherings on home; the rest is one click away.
const MOST_ON_HOME: usize = 12;

/// The answer of one reader to one gathering, ready for the buttons.
pub(super) struct Mine {
    pub(super) answer: Option<Answer>,
    pub(super) note: String,
    pub(super) said: String,
    /// What the answer of a calendar replaced, for taking it back: the answer and the remark.
    pub(super) replaced: Option<(Option<Answer>, String)>,
    /// The same answer for the other dates of the series.
    pub(super) rest: Option<Rest>,
}

impl Mine {
    pub(super) fn of(lang: Lang, reply: &Reply, seats: &Seats, capacity: Option<i64>, book: &CouncilBook) -> Self {
        let (place, left) = (seats.place_of(reply.person), seats.left(store::places(capacity)));
        let standing = words::standing(lang, reply.answer, place, left);
        let behalf = words::on_behalf_of_you(lang, reply, book).unwrap_or_default();
        let by_calendar = match reply.via.filter(|_| reply.answer.is_some()) {
            Some(Via::Calendar) => lang.t("answers-by-calendar"),
            _ => String::new(),
        };
        let said = joined([standing, behalf, by_calendar], " ");
        Self { answer: reply.answer, note: reply.note.clone(), said, replaced: None, rest: None }
    }
}

/// What the reader sees of their own answer.
pub(super) enum Yours {
    /// Buttons and a remark.
    Open(Mine),
    /// What it was; it can no longer change.
    Past(String),
}

/// Who comes, and where to read more.
pub(super) struct Who {
    pub(super) rows: Vec<AnswerRow>,
    pub(super) total: String,
    pub(super) was_there: Option<String>,
    pub(super) links: Vec<(String, String)>,
}

/// Your answer and who comes: the narrow column of a gathering's page.
pub async fn panel(ctx: &Ctx, row: &gathering::Model) -> Result<AnyView, AppError> {
    let actor = ctx.actor()?;
    let db = ctx.app.db.read();
    let facts = gatherings::store::facts(db, actor, row).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let replies = store::replies(db, &ctx.tenant, row.id).await?;
    let seats = store::seats(&replies, row.capacity);
    let mine = replies.iter().find(|reply| reply.person == actor.person);
    let replaced = match mine.filter(|reply| reply.via == Some(Via::Calendar)) {
        Some(reply) => crate::replies::store::replaced(db, &ctx.tenant, reply.invitation).await?,
        None => None,
    };
    let rest = match mine.filter(|_| store::may_answer(row, ctx.now).is_ok()) {
        Some(reply) => dates::offer(ctx, row, reply).await?,
        None => None,
    };
    let yours = mine.and_then(|reply| match store::may_answer(row, ctx.now) {
        Ok(()) => {
            let mine = Mine::of(ctx.lang, reply, &seats, row.capacity, &book);
            Some(Yours::Open(Mine { replaced: replaced.clone(), rest: rest.clone(), ..mine }))
        }
        Err(AnswerRefusal::Over) => Some(Yours::Past(match reply.answer {
            Some(answer) => words::standing(ctx.lang, Some(answer), seats.place_of(reply.person), None),
            None => ctx.t("answers-you-were-silent"),
        })),
        Err(AnswerRefusal::Cancelled | AnswerRefusal::NotInvited) => None,
    });
    let yours = match yours {
        None if mine.is_none() && store::may_answer(row, ctx.now).is_ok() => {
            let withdrawn = store::was_withdrawn(db, actor, row.id).await?;
            withdrawn.then(|| Yours::Past(ctx.t("answers-you-withdrawn")))
        }
        yours => yours,
    };
    let order = Order::on_day_of(&book, row)?;
    let who = Who {
        rows: answer_rows(ctx, &book, &order, &replies, &seats),
        total: total(ctx, &replies, &seats),
        was_there: was_there(ctx, &book, row).await?,
        links: links(ctx, facts, row),
    };
    Ok(views::panel(ctx, row, yours, who))
}

/// Links for whoever may follow them.
fn links(ctx: &Ctx, facts: Facts, row: &gathering::Model) -> Vec<(String, String)> {
    let below = |rest: &str| ctx.url(&format!("/bijeenkomsten/{}/{rest}", row.id));
    let mut links = Vec::new();
    if ctx.may::<act::SeeNames>(facts) {
        links.push((below("antwoorden"), ctx.t("answers-names")));
        links.push((below("deelnemerslijst"), ctx.t("answers-sheet-participants")));
        links.push((below("presentielijst"), ctx.t("answers-sheet-attendance")));
    } else if ctx.may::<act::AnswerFor>(Facts { same_faction: true, ..facts }) {
        links.push((below("antwoorden"), ctx.t("answers-names-faction")));
    }
    if ctx.may::<act::RecordAttendance>(facts) {
        links.push((below("aanwezigheid"), ctx.t("answers-attendance")));
    }
    links
}

/// One bar per faction, in the order of the house.
fn answer_rows(ctx: &Ctx, book: &CouncilBook, order: &Order, replies: &[Reply], seats: &Seats) -> Vec<AnswerRow> {
    order
        .group(book, replies.iter().collect(), |reply: &&Reply| reply.person)
        .into_iter()
        .map(|(faction, name, side, replies)| {
            let of = |answer: Option<Answer>| whole(replies.iter().filter(|reply| reply.answer == answer).count());
            let waiting = whole(replies.iter().filter(|reply| seats.waiting.contains(&reply.person)).count());
            let yes = of(Some(Answer::Yes)) - waiting;
            let (maybe, no, none) = (of(Some(Answer::Maybe)), of(Some(Answer::No)), of(None));
            let counts = [("yes", yes), ("waiting", waiting), ("maybe", maybe), ("no", no), ("none", none)];
            AnswerRow {
                name: if faction.is_some() { name } else { ctx.t("answers-no-faction") },
                side: faction.map(|_| side),
                yes,
                maybe: maybe + waiting,
                no,
                none,
                text: counted(ctx, &counts),
            }
        })
        .collect()
}

/// "12 komen, 3 misschien, 2 op de wachtlijst".
fn total(ctx: &Ctx, replies: &[Reply], seats: &Seats) -> String {
    let given: Vec<_> = replies.iter().filter_map(Reply::given).collect();
    let total = counts(&[], &given).total;
    let seated = whole(seats.seated.len());
    let waiting = whole(seats.waiting.len());
    let silent = whole(replies.len()) - i64::from(total.invited);
    counted(
        ctx,
        &[
            ("yes", seated),
            ("waiting", waiting),
            ("maybe", i64::from(total.maybe)),
            ("no", i64::from(total.no)),
            ("none", silent),
        ],
    )
}

/// The counts that are not nothing, in words.
fn counted(ctx: &Ctx, counts: &[(&str, i64)]) -> String {
    let parts: Vec<_> = counts
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(word, n)| ctx.tn(&format!("answers-count-{word}"), &[("n", (*n).into())]))
        .collect();
    parts.join(", ")
}

/// "17 van 31 · 9 coalitie · 8 oppositie", once the list was declared complete.
async fn was_there(ctx: &Ctx, book: &CouncilBook, row: &gathering::Model) -> Result<Option<String>, AppError> {
    let db = ctx.app.db.read();
    if roll::closed_at(db, &ctx.tenant, row.id).await?.is_none() {
        return Ok(None);
    }
    let roll = roll::roll(db, &ctx.tenant, book, row).await?;
    let (whole, rest) = views::tally(&roll).words(&words::of_attendance(ctx));
    Ok(Some([vec![whole], rest].concat().join(" · ")))
}

/// "Wacht op uw antwoord": the section of a member's home; nothing when nothing waits.
pub async fn waiting(ctx: &Ctx) -> Result<AnyView, AppError> {
    let actor = ctx.actor()?;
    let db = ctx.app.db.read();
    let open = store::open_for(db, &ctx.tenant, actor.person, ctx.now).await?;
    if open.is_empty() {
        return Ok(().into_any());
    }
    let limited: Vec<Uuid> = open.iter().filter(|row| row.capacity.is_some()).map(|row| row.id).collect();
    let replies = match limited.is_empty() {
        true => HashMap::new(),
        false => store::replies_of(db, &ctx.tenant, limited).await?,
    };
    let number = whole(open.len());
    let ids: Vec<Uuid> = open.iter().take(MOST_ON_HOME).map(|row| row.id).collect();
    let numbers = gatherings::store::numbers(db, &ctx.tenant, &ids, actor.is(Role::Clerk)).await?;
    let items = open
        .into_iter()
        .take(MOST_ON_HOME)
        .map(|row| {
            let left = row.capacity.map(|places| {
                let seats = store::seats(replies.get(&row.id).map_or(&[], Vec::as_slice), row.capacity);
                (places, seats.left(store::places(row.capacity)).unwrap_or_default())
            });
            let nth = numbers.get(&row.id).copied();
            views::Waiting { row, left, nth }
        })
        .collect();
    Ok(views::waiting(ctx, number, items))
}

/// How many invitations wait for this person's answer; for the line on every page.
pub async fn unanswered(
    db: &impl sea_orm::ConnectionTrait,
    tenant: &crate::tenant::Tenant,
    person: Uuid,
    now: jiff::Timestamp,
) -> Result<u64, AppError> {
    store::count_open(db, tenant, person, now).await
}

/// Whether the reader answers for a faction here, and for which.
pub(super) fn secretary_of(ctx: &Ctx) -> Option<Uuid> {
    ctx.visitor.as_ref().filter(|actor| actor.is(Role::FactionSecretary)).and_then(|actor| actor.faction)
}

/// Where somebody stands, for lists.
pub(super) fn place_of(seats: &Seats, reply: &Reply) -> Place {
    seats.place_of(reply.person)
}
