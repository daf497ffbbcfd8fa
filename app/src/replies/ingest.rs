//! Taking mail in: the one way for everything that hands mail over.

use domain::{
    answers::Answer,
    replies::{Part, Proof, Reason, Standing, Verdict, judge, prove, sequenced, stamped},
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    address::{self, Address},
    entity::incoming,
    envelope, mails,
    read::{self, Mail},
    store::{self, Counted, Sender, Target},
    trial,
};
use crate::{
    AppState, answers, audit,
    db::{Tx, millis, sql},
    error::AppError,
    mail::outbox,
    secret, tenant,
};

/// Mail to one address within an hour of which nobody knows who sent it; a person sends two or three.
const MOST_AN_HOUR: u64 = 30;
/// Questions to one person about one invitation within a day.
const MOST_ASKED: u64 = 3;

domain::codes! {
    /// How mail was handed over.
    pub enum Source {
        /// By LMTP.
        Lmtp = "lmtp",
        /// By SMTP.
        Smtp = "smtp",
        /// By the web.
        Webhook = "webhook",
        /// From a mailbox.
        Imap = "imap",
    }
}

/// A mail as it was handed over.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its bytes.
    pub raw: Vec<u8>,
    /// To whom the envelope says it goes.
    pub recipients: Vec<String>,
    /// Whether the envelope names nobody to answer to: a report, or a program.
    pub null_sender: bool,
    /// By which way.
    pub source: Source,
}

/// What is known of the envelope of a mail that comes without one.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// To whom it goes; none: as its headers say.
    pub recipients: Vec<String>,
    /// Whether it names nobody to answer to; `None`: as its headers say.
    pub null_sender: Option<bool>,
}

/// Takes in a mail that comes without its envelope, as [`ingest`] does. Answers nothing where it is for nobody here.
pub async fn ingest_bare(
    app: &AppState,
    raw: Vec<u8>,
    told: Told,
    source: Source,
) -> Vec<Result<Option<Verdict>, AppError>> {
    let Some(domain) = app.settings.post.domain.clone() else { return Vec::new() };
    let found = tokio::task::spawn_blocking(move || (envelope::find(&raw, &domain), raw)).await;
    match found {
        Ok((found, raw)) => {
            let recipients = if told.recipients.is_empty() { found.recipients } else { told.recipients };
            let null_sender = told.null_sender.unwrap_or(found.null_sender);
            ingest(app, Delivery { raw, recipients, null_sender, source }).await
        }
        // For whom it is, is not known; it is neither taken nor nobody's.
        Err(error) => vec![Err(AppError::unexpected(error))],
    }
}

/// Takes a mail in, and answers for each recipient what became of it: `None` where the address is not ours. An error
/// means that it was not taken: hand it over again later.
pub async fn ingest(app: &AppState, delivery: Delivery) -> Vec<Result<Option<Verdict>, AppError>> {
    let Delivery { raw, recipients, null_sender, source } = delivery;
    let Some(domain) = app.settings.post.domain.as_deref() else {
        return recipients.iter().map(|_| Ok(None)).collect();
    };
    // A panic of a parser is caught with the task; what could end the process was kept from it.
    let servers = app.settings.post.servers;
    let mail = match tokio::task::spawn_blocking(move || read::read(&raw, null_sender, servers)).await {
        Ok(mail) => mail,
        Err(error) => {
            tracing::error!(%error, "a mail could not be read");
            let mut broken = Mail { digest: secret::hash(&Uuid::now_v7().to_string()), ..Mail::default() };
            broken.letter.part = Part::Unreadable;
            broken
        }
    };
    let authserv_id = app.settings.post.authserv_id.as_deref();
    let proof = prove(&mail.results, authserv_id, &mail.from);
    let read = Read { proof, mail, null_sender, source, now: app.clock.now() };
    let mut outcomes = Vec::with_capacity(recipients.len());
    for recipient in &recipients {
        let outcome = match address::parse(recipient, domain) {
            None => Ok(None),
            Some(Address::Reply(token)) => read.reply(app, &token).await,
            Some(Address::Bounce(token)) => read.bounce(app, &token).await,
            Some(Address::Trial(token)) => read.trial(app, &token).await,
        };
        if let Ok(Some(verdict)) = &outcome {
            tracing::info!(standing = %verdict.standing, reason = %verdict.reason, "a mail came in");
        }
        outcomes.push(outcome);
    }
    outcomes
}

/// A mail that was read, at the moment it came in.
struct Read {
    mail: Mail,
    proof: Proof,
    null_sender: bool,
    source: Source,
    now: Timestamp,
}

impl Read {
    /// An answer to an invitation.
    async fn reply(&self, app: &AppState, token: &str) -> Result<Option<Verdict>, AppError> {
        let now = self.now;
        crate::transaction!(&app.db, |tx| {
            let Some(target) = store::target(tx, token, now).await? else { return Ok(None) };
            answers::store::hold(tx, &target.tenant, target.gathering.id).await?;
            // What was read before the lock may be of before.
            let Some(target) = store::target(tx, token, now).await? else { return Ok(None) };
            let (tenant, invitation) = (&target.tenant, target.invitation.id);
            let mut known = store::known(tx, &target, now).await?;
            let sender = self.sender(&known.addresses);
            let since = now - SignedDuration::from_hours(1);
            // Whoever knows the address can fill it; what the one invited sends gets through all the same.
            if sender != Sender::Invited
                && store::count_since(tx, tenant, invitation, since, Counted::Unsure).await? >= MOST_AN_HOUR
            {
                tracing::warn!(%invitation, "more mail to one address than a person sends; passed over");
                return Ok(Some(self.too_many(tx, &target).await?));
            }
            known.repeated = store::came_before(tx, tenant, invitation, &self.mail.digest).await?;
            let verdict = judge(&self.mail.letter, &known, &self.proof, now);
            // What came before is there already, and programs that answer everything are not worth a line.
            if !matches!(verdict.reason, Reason::Repeated | Reason::Automatic) {
                self.keep(tx, app, &target, sender, verdict).await?;
            }
            Ok(Some(verdict))
        })
    }

    /// Passes a mail over; one line in a day says so, with nothing of what was in it.
    async fn too_many(&self, tx: &Tx, target: &Target) -> Result<Verdict, AppError> {
        let verdict = Verdict { standing: Standing::Held, reason: Reason::TooMany, answer: None };
        let (tenant, invitation) = (&target.tenant, target.invitation.id);
        let since = self.now - SignedDuration::from_hours(24);
        if store::count_since(tx, tenant, invitation, since, Counted::TooMany).await? == 0 {
            let mut row = self.row(Uuid::now_v7(), tenant.id(), Sender::Unproven, verdict);
            row.invitation_id = Set(Some(invitation));
            (row.sender, row.remark, row.delegate) = (Set(String::new()), Set(String::new()), Set(None));
            incoming::Entity::insert(row).exec_without_returning(tx).await?;
        }
        Ok(verdict)
    }

    /// Writes down what came in and what follows from it.
    async fn keep(
        &self,
        tx: &Tx,
        app: &AppState,
        target: &Target,
        sender: Sender,
        verdict: Verdict,
    ) -> Result<(), AppError> {
        let (tenant, now, id) = (&target.tenant, self.now, Uuid::now_v7());
        let base_url = app.settings.base_url.as_str();
        let mut row = self.row(id, tenant.id(), sender, verdict);
        row.invitation_id = Set(Some(target.invitation.id));
        if let Part::Read(part) = &self.mail.letter.part {
            row.sequence = Set(Some(sequenced(part, target.sequence())));
            row.stamped_at = Set(Some(millis(stamped(part, now))));
        }
        if let Some((from, to)) = self.mail.proposed.as_ref().filter(|_| verdict.reason == Reason::OtherTime) {
            row.proposed_start = Set(from.moment(tenant.zone()).map(millis));
            row.proposed_end = Set(to.moment(tenant.zone()).map(millis));
        }
        match (verdict.standing, verdict.answer) {
            (Standing::Applied, Some(answer)) => {
                let person = target.invitation.person_id;
                let giving = answers::commands::ByCalendar { base_url, person, by: person, remark: &self.mail.remark };
                let outcome =
                    answers::commands::answer_by_calendar(tx, tenant, giving, target.gathering.id, answer, now).await?;
                row.answer_before = Set(outcome.before.answer.map(|before| before.code().to_owned()));
                row.note_before = Set(Some(outcome.before.note));
                row.settled_at = Set(Some(millis(now)));
                store::overtake(tx, tenant, target.invitation.id, now, now).await?;
                let detail = format!("{sender} {}", secret::hex(&self.mail.digest[..8]));
                audit::note(tx, tenant, Some(person), "reply.apply", ("incoming", Some(id)), &detail, now).await?;
            }
            (Standing::Held, Some(answer)) => {
                row.ask_hash = Set(self.ask(tx, app, target, id, (answer, verdict.reason)).await?);
            }
            _ => {}
        }
        incoming::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(())
    }

    /// Asks the person invited whether it was them: at the address known here, never at the one it came from.
    async fn ask(
        &self,
        tx: &Tx,
        app: &AppState,
        target: &Target,
        id: Uuid,
        what: (Answer, Reason),
    ) -> Result<Option<Vec<u8>>, AppError> {
        let since = self.now - SignedDuration::from_hours(24);
        if store::count_since(tx, &target.tenant, target.invitation.id, since, Counted::Asked).await? >= MOST_ASKED {
            return Ok(None);
        }
        let token = secret::fresh();
        let asked = mails::ask(tx, &app.settings.base_url, target, id, what, &token, self.now).await?;
        Ok(asked.then(|| secret::hash(&token)))
    }

    /// A mail of ours that came back: it told nobody anything. Only a mail server's own report counts, sent by nobody, and
    /// about the very recipient. Who received the mail can still write one: it is shown to the clerk.
    async fn bounce(&self, app: &AppState, token: &str) -> Result<Option<Verdict>, AppError> {
        let now = self.now;
        crate::transaction!(&app.db, |tx| {
            let Some(row) = store::outgoing(tx, token).await? else { return Ok(None) };
            let ours = |report: &&read::Report| {
                report.recipient.as_deref().is_some_and(|of| of.eq_ignore_ascii_case(&row.to_address))
            };
            let passed = Verdict { standing: Standing::Ignored, reason: Reason::Automatic, answer: None };
            let report = self.mail.report.as_ref().filter(|report| report.failed && self.null_sender).filter(ours);
            let Some(report) = report else { return Ok(Some(passed)) };
            if row.sent_at.is_none() {
                // Offered again a little later, when it is known what was told by it.
                return Err(AppError::unexpected("a mail came back before it was noted as sent"));
            }
            if !store::may_return(&row, now) {
                return Ok(Some(passed));
            }
            let tenant = tenant::find_by_id(tx, row.municipality_id).await?.ok_or(AppError::NotFound)?;
            if !outbox::came_back(tx, &tenant, &row, &report.status, now).await? {
                return Ok(Some(passed));
            }
            let verdict = Verdict { standing: Standing::Bounced, reason: Reason::Undeliverable, answer: None };
            let kept = Uuid::now_v7();
            let mut incoming = self.row(kept, tenant.id(), Sender::Unproven, verdict);
            incoming.outbox_id = Set(Some(row.id));
            incoming.remark = Set(report.status.clone());
            incoming::Entity::insert(incoming).exec_without_returning(tx).await?;
            audit::note(tx, &tenant, None, "mail.came-back", ("mail", Some(row.id)), "", now).await?;
            Ok(Some(verdict))
        })
    }

    /// A mail to ourselves: it made the round.
    async fn trial(&self, app: &AppState, token: &str) -> Result<Option<Verdict>, AppError> {
        let proof = trial::seen(&self.mail.results, &self.proof, app.settings.post.authserv_id.as_deref());
        let known = crate::transaction!(&app.db, |tx| { trial::returned(tx, token, &proof, self.now).await })?;
        Ok(known.then_some(Verdict { standing: Standing::Ignored, reason: Reason::Fine, answer: None }))
    }

    fn sender(&self, addresses: &[String]) -> Sender {
        match &self.proof {
            Proof::Proven(address) if addresses.contains(address) => Sender::Invited,
            Proof::Proven(_) => Sender::Other,
            Proof::None => Sender::Unproven,
        }
    }

    fn row(&self, id: Uuid, municipality: Uuid, sender: Sender, verdict: Verdict) -> incoming::ActiveModel {
        incoming::ActiveModel {
            id: Set(id),
            municipality_id: Set(municipality),
            invitation_id: Set(None),
            outbox_id: Set(None),
            source: Set(self.source.code().to_owned()),
            received_at: Set(millis(self.now)),
            digest: Set(self.mail.digest.clone()),
            message_id: Set(self.mail.message_id.clone()),
            sender: Set(self.mail.from.join(", ").chars().take(500).collect()),
            proof: Set(sender.code().to_owned()),
            answer: Set(verdict.answer.map(|answer| answer.code().to_owned())),
            remark: Set(self.mail.remark.clone()),
            sequence: Set(None),
            stamped_at: Set(None),
            proposed_start: Set(None),
            proposed_end: Set(None),
            delegate: Set(self.mail.delegate.clone()),
            standing: Set(verdict.standing.code().to_owned()),
            reason: Set(verdict.reason.code().to_owned()),
            answer_before: Set(None),
            note_before: Set(None),
            ask_hash: Set(None),
            settled_at: Set(None),
            settled_by: Set(None),
        }
    }
}

/// How long what came in is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Deletes what came in long ago. Answers how many mails went.
pub async fn sweep(tx: &Tx, now: Timestamp) -> Result<u64, AppError> {
    let before = millis(now - KEPT);
    let gone = tx.execute_raw(sql(tx, "DELETE FROM incoming_mail WHERE received_at < $1", [before.into()])).await?;
    tx.execute_raw(sql(tx, "DELETE FROM mail_trials WHERE started_at < $1", [before.into()])).await?;
    Ok(gone.rows_affected())
}
