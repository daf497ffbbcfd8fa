//! The mailbox that answers are fetched from, for who cannot have them handed over: whose turn it is to read it, and how
//! the last reading went. There is one for the whole installation.

use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    db::{Db, millis, moment, sql},
    error::AppError,
};

domain::codes! {
    /// What kept it from being read.
    pub enum Trouble {
        /// No connection, or no answer in time.
        Unreachable = "onbereikbaar",
        /// Nobody we believe vouches for the mail server.
        Unproven = "certificaat",
        /// It does not let us in.
        SignIn = "aanmelding",
        /// There is no such folder.
        Folder = "map",
        /// It broke off, or said what cannot be understood.
        Broken = "afgebroken",
        /// What was taken could not be marked as read.
        Marking = "markering",
        /// The same could not be moved or deleted afterwards.
        Clearing = "opruimen",
    }
}

/// Letters kept of what the mail server said.
const MOST_WORDS: usize = 300;

/// Why a reading did not come to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of trouble.
    pub trouble: Trouble,
    /// The mail server's own words; may be empty.
    pub words: String,
}

/// Leave to read it, for a while, given to one reader at a time.
#[derive(Debug)]
pub struct Turn(Uuid);

/// How the last reading went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// When somebody last tried.
    pub asked_at: Timestamp,
    /// When it was last read to the end.
    pub read_at: Option<Timestamp>,
    /// What the last try met.
    pub failure: Option<Failure>,
}

/// Takes the turn, unless it is not time yet or somebody else has it. It ends by itself after `lease`.
///
/// # Errors
/// The database.
pub async fn take_turn(db: &Db, lease: SignedDuration, now: Timestamp) -> Result<Option<Turn>, AppError> {
    let turn = Uuid::now_v7();
    crate::transaction!(db, |tx| {
        let insert = "INSERT INTO reply_mailbox (id, free_at, words) VALUES (1, 0, '') ON CONFLICT DO NOTHING";
        tx.execute_raw(sql(tx, insert, [])).await?;
        let take = "UPDATE reply_mailbox SET turn = $1, free_at = $2 WHERE id = 1 AND free_at <= $3";
        let values = [turn.into(), millis(now + lease).into(), millis(now).into()];
        let taken = tx.execute_raw(sql(tx, take, values)).await?.rows_affected() == 1;
        Ok(taken.then_some(Turn(turn)))
    })
}

/// Keeps the turn for another `lease`. Answers whether it was still ours.
///
/// # Errors
/// The database.
pub async fn keep_turn(db: &Db, turn: &Turn, lease: SignedDuration, now: Timestamp) -> Result<bool, AppError> {
    crate::transaction!(db, |tx| {
        let text = "UPDATE reply_mailbox SET free_at = $1 WHERE id = 1 AND turn = $2";
        let values = [millis(now + lease).into(), turn.0.into()];
        Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 1)
    })
}

/// Ends the turn and notes how it went. The next may begin at `next`.
///
/// # Errors
/// The database.
pub async fn end_turn(
    db: &Db,
    turn: Turn,
    failure: Option<&Failure>,
    next: Timestamp,
    now: Timestamp,
) -> Result<(), AppError> {
    let words = failure.map(|failure| on_one_line(&failure.words)).unwrap_or_default();
    crate::transaction!(db, |tx| {
        let text = "UPDATE reply_mailbox SET turn = NULL, free_at = $1, asked_at = $2, trouble = $3, words = $4, \
                    read_at = CASE WHEN $5 THEN $2 ELSE read_at END WHERE id = 1 AND turn = $6";
        let values = [
            millis(next).into(),
            millis(now).into(),
            failure.map(|failure| failure.trouble.code()).into(),
            words.as_str().into(),
            failure.is_none().into(),
            turn.0.into(),
        ];
        tx.execute_raw(sql(tx, text, values)).await?;
        Ok(())
    })
}

/// How the last reading went; `None` before the first.
///
/// # Errors
/// The database.
pub async fn state(db: &impl ConnectionTrait) -> Result<Option<State>, AppError> {
    let text = "SELECT asked_at, read_at, trouble, words FROM reply_mailbox WHERE id = 1 AND asked_at IS NOT NULL";
    let Some(row) = db.query_one_raw(sql(db, text, [])).await? else { return Ok(None) };
    let (asked_at, read_at): (i64, Option<i64>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let (trouble, words): (Option<String>, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    let failure = trouble.map(|code| Failure { trouble: Trouble::parse(&code).unwrap_or(Trouble::Broken), words });
    Ok(Some(State { asked_at: moment(asked_at), read_at: read_at.map(moment), failure }))
}

fn on_one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_WORDS).collect()
}
