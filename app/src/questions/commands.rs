//! What changes a question: ask, route, draft the answer, release it. Each is one transaction with its entry in the
//! audit and its mails in the outbox. `now` is an argument: seeding calls them with the past.

use domain::{
    localtime::due_date,
    policy::act,
    questions::{self as rules, Kind, Refusal},
    values::{LongText, Title},
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    entity::question,
    mails::Post,
    store::{self, searchable},
};
use crate::{
    audit,
    balance::ledger::{self, ItemKind, Release},
    db::{Db, millis, sql},
    error::AppError,
    form,
    gate::{self, Allowed},
    gatherings,
    mail::{Recipient, Wave, outbox},
    news::Delivery,
    people, transaction,
};

/// A question to ask.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What sort.
    pub kind: Kind,
    /// As lists show it.
    pub title: Title,
    /// Markdown.
    pub body: LongText,
    /// The gathering it is asked at.
    pub gathering: Option<Uuid>,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// An answer to release.
#[derive(Debug, Clone)]
pub struct ReleaseAnswer {
    /// The question.
    pub question: Uuid,
    /// The version of the draft that was looked at.
    pub version: i64,
    /// When it must be known.
    pub needed_at: Option<Timestamp>,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::AlreadyAnswered => AppError::Conflict("question-error-answered"),
        Refusal::AnswerMissing => AppError::field("antwoord", "question-error-answer-missing"),
    }
}

/// Asks a question: from then on everybody in the dialogue sees it, and the griffie gets a message. The same key again
/// answers the first one's id.
///
/// # Errors
/// `NotFound` for a gathering the asker may not know of.
pub async fn ask(
    db: &Db,
    allowed: &Allowed<act::AskQuestion>,
    base_url: &str,
    input: Ask,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    if let Some(gathering) = input.gathering {
        let row = gatherings::store::find(db.read(), tenant, gathering).await?;
        let facts = gatherings::store::facts(db.read(), actor, &row).await?;
        gate::authorize::<act::SeeGathering>(actor, facts)?;
    }
    let asked_on = tenant.date(now);
    let days = u16::try_from(tenant.answer_days()).map_err(AppError::unexpected)?;
    let book = people::store::book(db.read(), tenant).await?;
    let id = Uuid::now_v7();
    let row = question::ActiveModel {
        id: Set(id),
        municipality_id: Set(tenant.id()),
        kind: Set(input.kind.code().to_owned()),
        asker_id: Set(allowed.person()),
        asker_faction_id: Set(book.council.view().faction_of(allowed.person(), asked_on)),
        gathering_id: Set(input.gathering),
        title: Set(input.title.as_str().to_owned()),
        body: Set(input.body.as_str().to_owned()),
        searchable: Set(searchable(input.title.as_str(), input.body.as_str(), "")),
        asked_at: Set(millis(now)),
        due_on: Set(due_date(asked_on, days).to_string()),
        holder_id: Set(None),
        routed_at: Set(None),
        draft_answer: Set(String::new()),
        drafted_by: Set(None),
        answer: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
        version: Set(1),
    };
    transaction!(db, |tx| {
        if let Some(before) = form::claim(tx, actor, &input.key, id, now).await? {
            return Ok(before);
        }
        question::Entity::insert(row.clone()).exec_without_returning(tx).await?;
        let kind = input.kind.code();
        audit::note(tx, tenant, Some(allowed.person()), "question.ask", ("question", Some(id)), kind, now).await?;
        let question = store::find(tx, tenant, id).await?;
        let post = Post::new(tenant, base_url, &question, &book, now);
        for to in post.clerks() {
            outbox::enqueue(tx, tenant, &post.asked(to), now).await?;
        }
        Ok(id)
    })
}

/// Hands a question to a member of the executive, who gets a message. May be done again until it is answered; handing
/// it to the same person again changes nothing.
///
/// # Errors
/// `Conflict` when it is answered, `Invalid` when that person is no member of the executive today.
pub async fn route(
    db: &Db,
    allowed: &Allowed<act::RouteQuestion>,
    base_url: &str,
    id: Uuid,
    holder: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    let book = people::store::book(db.read(), tenant).await?;
    let today = tenant.date(now);
    let executive = book.executive_role(holder, today).is_some();
    transaction!(db, |tx| {
        let mut question = store::find(tx, tenant, id).await?;
        rules::route(&question.life).map_err(refused)?;
        if !executive {
            return Err(AppError::field("aan", "question-error-holder"));
        }
        if question.holder == Some(holder) {
            return Ok(());
        }
        let update = "UPDATE questions SET holder_id = $1, routed_at = $2 \
                      WHERE municipality_id = $3 AND id = $4 AND answered_at IS NULL";
        let values = [holder.into(), millis(now).into(), tenant.id().into(), id.into()];
        if tx.execute_raw(sql(tx, update, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("question-error-answered"));
        }
        let (by, subject) = (Some(allowed.person()), ("question", Some(id)));
        audit::note(tx, tenant, by, "question.route", subject, &format!("to {holder}"), now).await?;
        question.holder = Some(holder);
        let post = Post::new(tenant, base_url, &question, &book, now);
        if let Some(message) = post.routed(holder) {
            outbox::enqueue(tx, tenant, &message, now).await?;
        }
        Ok(())
    })
}

/// Keeps a draft of the answer, which may be empty, and answers its version. `version` is the one it was written from.
///
/// # Errors
/// `Forbidden` for a member of the executive who does not hold the question, `Conflict` when somebody else wrote
/// meanwhile or the answer is out.
pub async fn save_draft_answer(
    db: &Db,
    allowed: &Allowed<act::DraftAnswer>,
    id: Uuid,
    text: Option<LongText>,
    version: i64,
    now: Timestamp,
) -> Result<i64, AppError> {
    let tenant = allowed.tenant();
    let text = text.map(LongText::into_string).unwrap_or_default();
    transaction!(db, |tx| {
        let question = store::find(tx, tenant, id).await?;
        gate::authorize::<act::DraftAnswer>(allowed.actor(), question.facts(allowed.person()))?;
        rules::route(&question.life).map_err(refused)?;
        let update = "UPDATE questions SET draft_answer = $1, drafted_by = $2, version = version + 1 \
                      WHERE municipality_id = $3 AND id = $4 AND version = $5 AND answered_at IS NULL";
        let values = [text.as_str().into(), allowed.person().into(), tenant.id().into(), id.into(), version.into()];
        if tx.execute_raw(sql(tx, update, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        audit::note(tx, tenant, Some(allowed.person()), "question.draft", ("question", Some(id)), "", now).await?;
        Ok(version + 1)
    })
}

/// Releases the draft as the answer: to the whole council, at one moment, and by mail to everybody it is owed to. It
/// stays as it was sent. The same key again changes nothing. Answers how many people get a message.
///
/// # Errors
/// `Forbidden` for a member of the executive who does not hold the question, `Conflict` when the draft is another by
/// now or the answer is out, `Invalid` when nothing is written.
pub async fn release_answer(
    db: &Db,
    allowed: &Allowed<act::ReleaseAnswer>,
    base_url: &str,
    input: ReleaseAnswer,
    now: Timestamp,
) -> Result<usize, AppError> {
    let (tenant, actor, id) = (allowed.tenant(), allowed.actor(), input.question);
    let book = people::store::book(db.read(), tenant).await?;
    transaction!(db, |tx| {
        let mut question = store::find(tx, tenant, id).await?;
        gate::authorize::<act::ReleaseAnswer>(actor, question.facts(actor.person))?;
        let wave = Wave::owed(&book, tenant.date(now));
        if form::claim(tx, actor, &input.key, id, now).await?.is_some() {
            return Ok(wave.to.len());
        }
        rules::answer(&question.life, &question.draft).map_err(refused)?;
        let update = "UPDATE questions SET answer = draft_answer, answered_by = $1, answered_at = $2, searchable = $3, \
                      version = version + 1 WHERE municipality_id = $4 AND id = $5 AND version = $6 \
                      AND answered_at IS NULL";
        let values = [
            actor.person.into(),
            millis(now).into(),
            searchable(&question.title, &question.body, &question.draft).into(),
            tenant.id().into(),
            id.into(),
            input.version.into(),
        ];
        if tx.execute_raw(sql(tx, update, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        question.answer = Some(question.draft.clone());
        question.answered_by = Some(actor.person);
        let release = Release {
            kind: ItemKind::Answer,
            subject: id,
            edition: 1,
            title: &question.title,
            path: &question.path(),
            needed_at: input.needed_at,
            by: actor.person,
        };
        let item = ledger::release(tx, tenant, release, now).await?;
        audit::note(tx, tenant, Some(actor.person), "question.answer", ("question", Some(id)), "", now).await?;
        let post = Post::new(tenant, base_url, &question, &book, now);
        let delivery = Delivery::load(tx, tenant, now).await?;
        let own = |to: &Recipient| to.person == Some(question.asker);
        for to in wave.to.iter().filter(|to| delivery.at_once(to.person, own(to), input.needed_at)) {
            outbox::enqueue(tx, tenant, &post.answered(to.clone(), item), now).await?;
        }
        Ok(wave.to.len())
    })
}
