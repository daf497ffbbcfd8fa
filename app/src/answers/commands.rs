//! Answering: for oneself, by the link in the mail, for somebody else. Every way ends in [`settle_held`], which decides
//! and writes under the lock of the gathering, so that no place is given twice and everybody promoted gets their mail.

use domain::{
    answers::{self, Answer, Left, Place, Seats, Via},
    gatherings::AnswerRefusal,
    people::Role,
    policy::{Denied, act},
    values::ShortText,
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    links, mails,
    store::{self, Reply},
};
use crate::{
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    gate::Allowed,
    gatherings::entity::gathering,
    people,
    replies::store as replies_in,
    tenant::Tenant,
    transaction,
};

/// What is said about the answer itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing: only the remark changes.
    Keep,
    /// The answer is taken back.
    TakeBack,
    /// This is the answer now.
    Give(Answer),
}

/// What somebody says to an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The answer.
    pub verdict: Verdict,
    /// The remark; `None` leaves it as it was, `Some(None)` empties it.
    pub note: Option<Option<ShortText>>,
}

impl Said {
    /// An answer without a word about the remark.
    pub fn just(answer: Answer) -> Self {
        Self { verdict: Verdict::Give(answer), note: None }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The invitation as it was.
    pub before: Reply,
    /// The invitation as it is.
    pub after: Reply,
    /// Whether there is a place.
    pub place: Place,
    /// Places left; `None` without a limit.
    pub left: Option<u32>,
}

/// Answers for oneself. `via` is `Web` or `Api`. The same answer twice changes nothing.
pub async fn answer(
    db: &Db,
    allowed: &Allowed<act::Answer>,
    base_url: &str,
    gathering: Uuid,
    said: Said,
    via: Via,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    let (tenant, me) = (allowed.tenant(), allowed.person());
    let given = Giving { base_url, person: me, by: me, via };
    transaction!(db, |tx| { settle(tx, tenant, &given, gathering, &said, now).await })
}

/// Takes one's own answer back.
pub async fn take_back(
    db: &Db,
    allowed: &Allowed<act::Answer>,
    base_url: &str,
    gathering: Uuid,
    via: Via,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    answer(db, allowed, base_url, gathering, Said { verdict: Verdict::TakeBack, note: None }, via, now).await
}

/// Answers by the link in the mail. Holding the link is the permission; it opens this one invitation.
pub async fn answer_by_link(
    db: &Db,
    tenant: &Tenant,
    base_url: &str,
    token: &str,
    said: Said,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    transaction!(db, |tx| {
        let opened = links::open(tx, tenant, token, now).await?;
        if !opened.is_alive() {
            return Err(AppError::field("antwoord", "answers-refused-link"));
        }
        let reply = store::reply(tx, tenant, opened.invitation()).await?;
        let given = Giving { base_url, person: opened.person(), by: opened.person(), via: Via::Mail };
        settle(tx, tenant, &given, reply.gathering, &said, now).await
    })
}

/// An answer that a calendar mailed.
#[derive(Debug, Clone, Copy)]
pub struct ByCalendar<'a> {
    /// What links in mail begin with.
    pub base_url: &'a str,
    /// Whose answer it is.
    pub person: Uuid,
    /// Who says so: the person, or the clerk who took it over.
    pub by: Uuid,
    /// What they wrote beside it; nothing leaves the remark as it was.
    pub remark: &'a str,
}

/// Answers with what came in by mail, in the transaction that keeps the mail.
pub async fn answer_by_calendar(
    tx: &Tx,
    tenant: &Tenant,
    giving: ByCalendar<'_>,
    gathering: Uuid,
    answer: Answer,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    let ByCalendar { base_url, person, by, remark } = giving;
    // A remark that does not fit is left out, and the answer counts.
    let note = ShortText::optional(remark).ok().flatten().map(Some);
    let said = Said { verdict: Verdict::Give(answer), note };
    settle(tx, tenant, &Giving { base_url, person, by, via: Via::Calendar }, gathering, &said, now).await
}

/// Answers for somebody else: the clerk for anybody, the secretary of a faction for its people. The record says who.
pub async fn answer_for(
    db: &Db,
    allowed: &Allowed<act::AnswerFor>,
    base_url: &str,
    gathering: Uuid,
    person: Uuid,
    said: Said,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    let via = if actor.is(Role::Clerk) { Via::Clerk } else { Via::Faction };
    let given = Giving { base_url, person, by: actor.person, via };
    transaction!(db, |tx| {
        // The gate was asked about a faction; here it is made sure that it is this person's.
        if via == Via::Faction {
            let council = people::store::council(tx, tenant).await?;
            let today = tenant.date(now);
            let theirs = council.view().faction_of(person, today);
            if theirs.is_none() || theirs != actor.faction {
                return Err(AppError::Forbidden(Denied::NotYours));
            }
        }
        settle(tx, tenant, &given, gathering, &said, now).await
    })
}

/// After the number of places changed, in the same transaction: whoever waited and has a place now is told so, and
/// whoever had one and waits now as well. Answers how many of those there are. `row` is the gathering as it has become,
/// `places_before` what it was.
pub async fn places_changed(
    tx: &Tx,
    tenant: &Tenant,
    base_url: &str,
    row: &gathering::Model,
    places_before: Option<i64>,
    now: Timestamp,
) -> Result<usize, AppError> {
    let replies = store::replies(tx, tenant, row.id).await?;
    let before = store::seats(&replies, places_before);
    tell_about_places(tx, tenant, base_url, row, &replies, &before, now).await?;
    Ok(before.promoted_since(&store::seats(&replies, row.capacity)).len())
}

/// After an invitation was taken back, in the same transaction: whoever has a place by it now is told so. `before` are the
/// invitations with the one that went.
pub async fn place_left(
    tx: &Tx,
    tenant: &Tenant,
    base_url: &str,
    row: &gathering::Model,
    before: &[Reply],
    now: Timestamp,
) -> Result<(), AppError> {
    let replies = store::replies(tx, tenant, row.id).await?;
    tell_about_places(tx, tenant, base_url, row, &replies, &store::seats(before, row.capacity), now).await
}

/// Mails everybody whose place changed without their doing.
async fn tell_about_places(
    tx: &Tx,
    tenant: &Tenant,
    base_url: &str,
    row: &gathering::Model,
    replies: &[Reply],
    before: &Seats,
    now: Timestamp,
) -> Result<(), AppError> {
    let after = store::seats(replies, row.capacity);
    let promoted = after.promoted_since(before).into_iter().map(|person| (person, mails::Move::Promoted));
    let put_back = before.promoted_since(&after).into_iter().map(|person| (person, mails::Move::PutBack));
    for (person, moved) in promoted.chain(put_back) {
        if let Some(reply) = replies.iter().find(|reply| reply.person == person) {
            mails::place(tx, tenant, base_url, row, reply, moved, now).await?;
        }
    }
    Ok(())
}

/// The key that says why an answer is not taken any more.
pub fn refusal_key(refusal: AnswerRefusal) -> &'static str {
    match refusal {
        AnswerRefusal::NotInvited => "answers-refused-not-invited",
        AnswerRefusal::Cancelled => "answers-refused-cancelled",
        AnswerRefusal::Over => "answers-refused-over",
    }
}

/// Who answers for whom, and by which way.
pub(super) struct Giving<'a> {
    pub(super) base_url: &'a str,
    pub(super) person: Uuid,
    pub(super) by: Uuid,
    pub(super) via: Via,
}

/// Decides and writes one answer.
async fn settle(
    tx: &Tx,
    tenant: &Tenant,
    giving: &Giving<'_>,
    gathering: Uuid,
    said: &Said,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    let row = store::hold(tx, tenant, gathering).await?;
    let replies = store::replies(tx, tenant, gathering).await?;
    settle_held(tx, tenant, giving, (&row, replies), said, now).await
}

/// The same for a gathering that is in hand already, with its invitations as they are since.
pub(super) async fn settle_held(
    tx: &Tx,
    tenant: &Tenant,
    giving: &Giving<'_>,
    (row, mut replies): (&gathering::Model, Vec<Reply>),
    said: &Said,
    now: Timestamp,
) -> Result<Outcome, AppError> {
    store::may_answer(row, now).map_err(|refusal| AppError::field("antwoord", refusal_key(refusal)))?;
    let at = replies.iter().position(|reply| reply.person == giving.person).ok_or(AppError::NotFound)?;
    let seats_before = store::seats(&replies, row.capacity);
    let before = replies[at].clone();
    let after = decide(&replies, at, row.capacity, giving, said, now);
    replies[at] = after.clone();
    let seats = store::seats(&replies, row.capacity);
    let outcome =
        Outcome { place: seats.place_of(giving.person), left: seats.left(store::places(row.capacity)), before, after };
    // What came in from a calendar before and waits is no news any more; what is taken over settles that itself.
    if said.verdict != Verdict::Keep && giving.via != Via::Calendar {
        replies_in::overtake(tx, tenant, outcome.after.invitation, now, now).await?;
    }
    if outcome.before == outcome.after {
        return Ok(outcome);
    }
    write(tx, tenant, &outcome.after).await?;
    tell_about_places(tx, tenant, giving.base_url, row, &replies, &seats_before, now).await?;
    let detail = format!("{}: {}", giving.via, outcome.after.answer.map_or("geen antwoord", Answer::code));
    audit::note(
        tx,
        tenant,
        Some(giving.by),
        "answer.give",
        ("invitation", Some(outcome.after.invitation)),
        &detail,
        now,
    )
    .await?;
    Ok(outcome)
}

/// The invitation as it will be.
fn decide(
    replies: &[Reply],
    at: usize,
    capacity: Option<i64>,
    giving: &Giving<'_>,
    said: &Said,
    now: Timestamp,
) -> Reply {
    let before = &replies[at];
    let mut after = before.clone();
    if let Some(note) = &said.note {
        after.note = note.clone().map(ShortText::into_string).unwrap_or_default();
    }
    let answer = match said.verdict {
        Verdict::Keep => before.answer,
        Verdict::TakeBack => None,
        Verdict::Give(answer) => Some(answer),
    };
    if answer == before.answer {
        return after;
    }
    after.since = match (answer, before.answer, before.since, before.answered_at) {
        (Some(Answer::Yes), _, Some(since), Some(left)) => {
            let others: Vec<_> =
                replies.iter().filter(|reply| reply.person != before.person).filter_map(Reply::given).collect();
            let left = Left { since, at: left };
            Some(answers::return_after(left, before.person, &others, store::places(capacity), now))
        }
        (Some(Answer::Yes), ..) => Some(behind(replies, at, now)),
        // Only straight after a yes is there a place in line to return to.
        (_, Some(Answer::Yes), since, _) => since,
        _ => None,
    };
    after.answer = answer;
    after.answered_at = Some(now);
    after.answered_by = Some(giving.by);
    after.via = Some(giving.via);
    after
}

/// The moment from which this answer counts: behind everybody who was told their place already. Two answers of the same
/// instant come to the lock in either order, and who was told to have a place keeps it.
fn behind(replies: &[Reply], at: usize, now: Timestamp) -> Timestamp {
    let others = replies.iter().enumerate().filter(|(index, reply)| *index != at && reply.answer == Some(Answer::Yes));
    let last = others.filter_map(|(_, reply)| reply.since).max();
    last.map_or(now, |last| now.max(last + SignedDuration::from_millis(1)))
}

async fn write(tx: &Tx, tenant: &Tenant, reply: &Reply) -> Result<(), AppError> {
    tx.execute_raw(sql(
        tx,
        "UPDATE invitations SET answer = $1, note = $2, answered_at = $3, answered_by = $4, answered_via = $5, \
         coming_since = $6, version = version + 1 WHERE municipality_id = $7 AND id = $8",
        [
            reply.answer.map(Answer::code).into(),
            reply.note.as_str().into(),
            reply.answered_at.map(millis).into(),
            reply.answered_by.into(),
            reply.via.map(Via::code).into(),
            reply.since.map(millis).into(),
            tenant.id().into(),
            reply.invitation.into(),
        ],
    ))
    .await?;
    Ok(())
}
