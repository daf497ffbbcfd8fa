//! Answering several dates. One transaction, in which each date is taken in hand by itself and settled as a single answer
//! is: the same places, waiting list, mails and record.

use std::collections::{BTreeSet, HashSet};

use domain::{
    answers::{Answer, Place, Via},
    policy::act,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    actor::Actor,
    answers::{
        commands::{Giving, Said, Verdict, refusal_key, settle_held},
        links,
        store::{self, Reply},
    },
    db::{Db, Tx, millis, moment},
    error::AppError,
    gate::{self, Allowed},
    gatherings::{self, entity::gathering},
    tenant::Tenant,
    transaction,
};

/// What is done with the dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// This is the answer for these dates, as far as they have none.
    Give(Answer, BTreeSet<Uuid>),
    /// What one press answered at this moment is taken back, as far as it still stands.
    TakeBack(Timestamp),
}

/// What came of one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// The answer stands, with or without a place: given now, or by the same press before.
    Stands(Place),
    /// It is taken back.
    TakenBack,
    /// It had another answer, which is left alone.
    Had,
    /// It takes no answer of this person any more.
    Closed,
}

/// What came of them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The answer that was asked for; `None` where it was taken back.
    pub answer: Option<Answer>,
    /// The dates, each with what came of it, by begin.
    pub dates: Vec<(gathering::Model, Came)>,
    /// The moment by which [`Step::TakeBack`] undoes it, if there is anything to undo.
    pub undo: Option<Timestamp>,
}

/// By whose permission a date may be answered.
enum By<'a> {
    /// Somebody signed in: the gate is asked for each date.
    Actor(&'a Actor),
    /// Whoever holds a link: the dates for which that person was mailed one that works.
    Links(HashSet<Uuid>),
}

impl By<'_> {
    async fn may(&self, tx: &Tx, row: &gathering::Model) -> Result<bool, AppError> {
        match self {
            Self::Actor(actor) => {
                let facts = gatherings::store::facts(tx, actor, row).await?;
                Ok(gate::authorize::<act::Answer>(actor, facts).is_ok())
            }
            Self::Links(dates) => Ok(dates.contains(&row.id)),
        }
    }
}

/// Answers other dates of the series of this gathering for oneself. The same press twice is one press.
///
/// # Errors
/// `NotFound` when one of the dates is no other date of this series, `Conflict` when it is of none; nothing is answered then.
pub async fn answer_dates(
    db: &Db,
    allowed: &Allowed<act::Answer>,
    base_url: &str,
    gathering: Uuid,
    step: &Step,
    now: Timestamp,
) -> Result<Done, AppError> {
    let (tenant, me) = (allowed.tenant(), allowed.person());
    let given = Giving { base_url, person: me, by: me, via: Via::Web };
    transaction!(db, |tx| { settle_dates(tx, tenant, &given, &By::Actor(allowed.actor()), gathering, step, now).await })
}

/// The same by the link in the mail. One link opens no more than the mails to that person did: each date must have a link
/// of its own that works. A link whose own date takes no answer any more answers no other.
pub async fn answer_dates_by_link(
    db: &Db,
    tenant: &Tenant,
    base_url: &str,
    token: &str,
    step: &Step,
    now: Timestamp,
) -> Result<Done, AppError> {
    transaction!(db, |tx| {
        let opened = links::open(tx, tenant, token, now).await?;
        if !opened.is_alive() {
            return Err(AppError::field("antwoord", "answers-refused-link"));
        }
        let reply = store::reply(tx, tenant, opened.invitation()).await?;
        let own = gatherings::store::find(tx, tenant, reply.gathering).await?;
        store::may_answer(&own, now).map_err(|refusal| AppError::field("antwoord", refusal_key(refusal)))?;
        let given = Giving { base_url, person: opened.person(), by: opened.person(), via: Via::Mail };
        let by = By::Links(links::alive_for(tx, tenant, opened.person(), now).await?);
        settle_dates(tx, tenant, &given, &by, reply.gathering, step, now).await
    })
}

async fn settle_dates(
    tx: &Tx,
    tenant: &Tenant,
    giving: &Giving<'_>,
    by: &By<'_>,
    gathering: Uuid,
    step: &Step,
    now: Timestamp,
) -> Result<Done, AppError> {
    let target = gatherings::store::find(tx, tenant, gathering).await?;
    let series = target.series_id.ok_or(AppError::Conflict("series-error-single"))?;
    // Nobody who answers knows of a draft.
    let dates = gatherings::store::dates(tx, tenant, series).await?.into_iter();
    let others = dates.filter(|row| row.id != gathering && row.planned_at.is_some());
    let mut others: Vec<Uuid> = others.map(|row| row.id).collect();
    let answer = match step {
        Step::Give(_, dates) if !dates.iter().all(|date| others.contains(date)) => return Err(AppError::NotFound),
        Step::Give(answer, dates) => {
            others.retain(|id| dates.contains(id));
            Some(*answer)
        }
        Step::TakeBack(_) => None,
    };
    let mut done = Done { answer, dates: Vec::new(), undo: None };
    let (mut changed, mut before) = (false, BTreeSet::new());
    // By begin, for everybody the same: two who answer at once do not wait for each other.
    for date in others {
        let row = store::hold(tx, tenant, date).await?;
        let replies = store::replies(tx, tenant, date).await?;
        let mine = replies.iter().find(|reply| reply.person == giving.person).cloned();
        let verdict = match (step, &mine) {
            (Step::Give(answer, _), Some(mine)) if mine.answer == Some(*answer) => {
                before.insert(by_this_way(mine, giving).then_some(mine.answered_at).flatten());
                done.dates
                    .push((row.clone(), Came::Stands(store::seats(&replies, row.capacity).place_of(mine.person))));
                continue;
            }
            (Step::Give(..), Some(mine)) if mine.answer.is_some() => {
                done.dates.push((row, Came::Had));
                continue;
            }
            (Step::Give(answer, _), _) => Verdict::Give(*answer),
            (Step::TakeBack(at), Some(mine)) if mine.answer.is_some() && is_of(mine, giving, *at) => Verdict::TakeBack,
            (Step::TakeBack(_), _) => continue,
        };
        if mine.is_none() || store::may_answer(&row, now).is_err() || !by.may(tx, &row).await? {
            done.dates.push((row, Came::Closed));
            continue;
        }
        let said = Said { verdict, note: None };
        let outcome = settle_held(tx, tenant, giving, (&row, replies), &said, now).await?;
        let came = if verdict == Verdict::TakeBack { Came::TakenBack } else { Came::Stands(outcome.place) };
        changed = true;
        done.dates.push((row, came));
    }
    done.undo = match (answer, before.iter().next()) {
        (None, _) => None,
        (Some(_), _) if changed => Some(moment(millis(now))),
        // All of it was done by one press before this one.
        (Some(_), Some(at)) if before.len() == 1 => *at,
        (Some(_), _) => None,
    };
    Ok(done)
}

fn by_this_way(reply: &Reply, giving: &Giving<'_>) -> bool {
    reply.answered_by == Some(giving.by) && reply.via == Some(giving.via)
}

fn is_of(reply: &Reply, giving: &Giving<'_>, at: Timestamp) -> bool {
    by_this_way(reply, giving) && reply.answered_at.map(millis) == Some(millis(at))
}
