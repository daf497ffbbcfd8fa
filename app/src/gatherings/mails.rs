//! The messages of gatherings, in the recipient's language. Each says in plain words what it is about; the calendar file
//! goes with it. Of a closed gathering no more than title, time and place leaves the house.

/// Messages to who goes there for the college.
pub mod host;
/// Messages about several gatherings of a series.
pub mod series;

use domain::gatherings::{Changed, Openness};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use uuid::Uuid;

use super::store::{Gathering, Invited};
use crate::{
    calendar::{compose as calendar, scheduling::Method},
    error::AppError,
    mail::{Block, CalendarFile, Message, Recipient},
    tenant::Tenant,
    text::Lang,
};

/// Which invitation a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The invitation.
    pub invitation: Uuid,
    /// How far the SEQUENCE of its calendar entry is ahead of the gathering's.
    pub ahead: i64,
}

impl About {
    /// A new one.
    pub fn fresh() -> Self {
        Self { invitation: Uuid::now_v7(), ahead: 0 }
    }

    /// The same one, with a later state of its calendar entry.
    pub fn later(self) -> Self {
        Self { ahead: self.ahead + 1, ..self }
    }
}

/// The occasion of the first mail about an invitation; given again, it has another.
pub(crate) fn invitation_occasion(about: About) -> String {
    let About { invitation, ahead } = about;
    if ahead == 0 { format!("invitation:{invitation}") } else { format!("invitation:{invitation}:{ahead}") }
}

/// Writes the messages about one gathering.
#[derive(Debug)]
pub struct Post<'a> {
    tenant: &'a Tenant,
    base_url: &'a str,
    gathering: &'a Gathering,
    item: Option<Uuid>,
    today: Date,
    ics: String,
}

impl<'a> Post<'a> {
    /// Ready to write about this gathering as it is now; `item` is what the messages tell.
    pub fn new(
        tenant: &'a Tenant,
        base_url: &'a str,
        gathering: &'a Gathering,
        item: Option<Uuid>,
        now: Timestamp,
    ) -> Result<Self, AppError> {
        let ics = calendar_file(tenant, base_url, gathering, 0)?;
        let today = tenant.date(now);
        Ok(Self { tenant, base_url, gathering, item, today, ics })
    }

    /// Please come.
    pub fn invitation(&self, to: Recipient, about: About, answer_url: &str) -> Result<Message, AppError> {
        let lang = to.lang;
        let mut blocks = self.opening(&to, "gathering-mail-invited");
        blocks.extend([
            self.links(lang, Some(answer_url)),
            Block::Small(lang.t("gathering-mail-answer-hint")),
            contact(self.tenant, lang),
        ]);
        let subject = self.subject(lang, "gathering-mail-invited-subject");
        let ics = self.asks(about)?;
        Ok(self.message("invitation", invitation_occasion(about), to, subject, blocks, ics))
    }

    /// You did not answer yet.
    pub fn reminder(&self, to: Recipient, about: About, day: Date, answer_url: &str) -> Result<Message, AppError> {
        let lang = to.lang;
        let mut blocks = self.opening(&to, "gathering-mail-reminded");
        blocks.extend([
            self.links(lang, Some(answer_url)),
            Block::Small(lang.t("gathering-mail-answer-hint")),
            contact(self.tenant, lang),
        ]);
        let subject = self.subject(lang, "gathering-mail-reminded-subject");
        let occasion = format!("reminder:{}:{day}", about.invitation);
        Ok(self.message("reminder", occasion, to, subject, blocks, self.asks(about)?))
    }

    /// Something you must know changed; does your answer still stand?
    pub fn change(
        &self,
        to: Recipient,
        invited: &Invited,
        before: &Gathering,
        changed: &[Changed],
        answer_url: &str,
    ) -> Result<Message, AppError> {
        let lang = to.lang;
        let title = self.gathering.details.title.as_str();
        let answer = match invited.answer {
            Some(answer) => {
                let given = lang.t(&format!("gathering-mail-given-{}", answer.code()));
                lang.tn("gathering-mail-still", &[("answer", given.into())])
            }
            None => lang.t("gathering-mail-no-answer"),
        };
        let blocks = vec![
            greeting(&to),
            Block::Para(lang.tn("gathering-mail-changed", &[("title", title.into())])),
            Block::Facts(differences(lang, before, self.gathering, changed)),
            Block::Para(answer),
            self.links(lang, Some(answer_url)),
            Block::Small(lang.t("gathering-mail-file-again")),
            contact(self.tenant, lang),
        ];
        let occasion = format!("change:{}:{}:{}", self.gathering.id, self.gathering.sequence, invited.person);
        let subject = self.subject(lang, "gathering-mail-changed-subject");
        Ok(self.message("change", occasion, to, subject, blocks, self.asks(invited.about())?))
    }

    /// It will not take place.
    pub fn cancellation(&self, to: Recipient, invited: &Invited) -> Result<Message, AppError> {
        let lang = to.lang;
        let title = self.gathering.details.title.as_str();
        let when = when_in_full(lang, self.gathering);
        let mut facts = vec![(lang.t("gathering-when"), when)];
        facts.extend(self.gathering.cancel_reason.clone().map(|reason| (lang.t("gathering-why"), reason)));
        let blocks = vec![
            greeting(&to),
            Block::Para(lang.tn("gathering-mail-cancelled", &[("title", title.into())])),
            Block::Facts(facts),
            self.links(lang, None),
            Block::Small(lang.t("gathering-mail-file-cancelled")),
            contact(self.tenant, lang),
        ];
        let occasion = format!("cancellation:{}:{}", self.gathering.id, invited.person);
        let subject = self.subject(lang, "gathering-mail-cancelled-subject");
        let ics = CalendarFile { asks: Some((invited.id, Method::Cancel)), ..self.asks(invited.about())? };
        Ok(self.message("cancellation", occasion, to, subject, blocks, ics))
    }

    /// You are not expected any more; the gathering itself goes on.
    pub fn withdrawal(&self, to: Recipient, about: About) -> Result<Message, AppError> {
        let lang = to.lang;
        let title = self.gathering.details.title.as_str();
        let blocks = vec![
            greeting(&to),
            Block::Para(lang.tn("gathering-mail-withdrawn", &[("title", title.into())])),
            Block::Facts(vec![(lang.t("gathering-when"), when_in_full(lang, self.gathering))]),
            Block::Small(lang.t("gathering-mail-file-withdrawn")),
            contact(self.tenant, lang),
        ];
        let occasion = format!("withdrawal:{}:{}", about.invitation, about.ahead);
        let subject = self.subject(lang, "gathering-mail-withdrawn-subject");
        let text = file(self.tenant, self.base_url, self.gathering, about.ahead, calendar::Standing::Cancelled)?;
        let ics = CalendarFile { text, asks: Some((about.invitation, Method::Cancel)) };
        Ok(self.message("withdrawal", occasion, to, subject, blocks, ics))
    }

    fn message(
        &self,
        kind: &'static str,
        occasion: String,
        to: Recipient,
        subject: String,
        blocks: Vec<Block>,
        ics: CalendarFile,
    ) -> Message {
        Message { kind, occasion, to, subject, blocks, ics: Some(ics), item: self.item }
    }

    /// The calendar file that asks for an answer.
    fn asks(&self, about: About) -> Result<CalendarFile, AppError> {
        let text = match about.ahead {
            0 => self.ics.clone(),
            ahead => calendar_file(self.tenant, self.base_url, self.gathering, ahead)?,
        };
        Ok(CalendarFile { text, asks: Some((about.invitation, Method::Request)) })
    }

    /// Greeting, what it is, and the facts.
    fn opening(&self, to: &Recipient, key: &str) -> Vec<Block> {
        let (lang, gathering) = (to.lang, self.gathering);
        let details = &gathering.details;
        let office = self.tenant.office_name();
        let mut blocks = vec![
            greeting(to),
            Block::Para(lang.tn(key, &[("title", details.title.as_str().into()), ("office", office.into())])),
        ];
        if details.openness == Openness::Public && !gathering.summary.is_empty() {
            blocks.push(Block::Para(gathering.summary.clone()));
        }
        let mut facts = vec![(lang.t("gathering-when"), when_in_full(lang, gathering))];
        facts.extend(details.place.clone().map(|place| (lang.t("gathering-where"), place)));
        facts.extend(details.link.clone().map(|link| (lang.t("gathering-online"), link)));
        facts.extend(details.capacity.map(|places| (lang.t("gathering-places"), places.to_string())));
        blocks.push(Block::Facts(facts));
        blocks
    }

    fn subject(&self, lang: Lang, key: &str) -> String {
        let title = self.gathering.details.title.as_str();
        lang.tn(key, &[("title", title.into()), ("date", lang.date(self.gathering.date, self.today).into())])
    }

    fn links(&self, lang: Lang, answer_url: Option<&str>) -> Block {
        let page = format!("{}{}", self.base_url, self.tenant.path(&self.gathering.path()));
        let mut links = Vec::new();
        links.extend(answer_url.map(|url| (lang.t("gathering-mail-answer"), url.to_owned())));
        links.push((lang.t("gathering-mail-open"), page));
        Block::Links(links)
    }
}

/// "Was: … Wordt: …" for everything that changed.
fn differences(lang: Lang, before: &Gathering, after: &Gathering, changed: &[Changed]) -> Vec<(String, String)> {
    let line = |key: &str, was: String, now: String| {
        let none = |text: String| if text.is_empty() { lang.t("gathering-mail-none") } else { text };
        let values = [("was", none(was).into()), ("now", none(now).into())];
        (lang.t(key), lang.tn("gathering-mail-was-now", &values))
    };
    let (was, is) = (&before.details, &after.details);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut lines = Vec::new();
    if changed.iter().any(|changed| matches!(changed, Changed::Date | Changed::Time)) {
        lines.push(line("gathering-when", when_in_full(lang, before), when_in_full(lang, after)));
    }
    if changed.contains(&Changed::Place) {
        lines.push(line("gathering-where", text(&was.place), text(&is.place)));
    }
    if changed.contains(&Changed::Link) {
        lines.push(line("gathering-online", text(&was.link), text(&is.link)));
    }
    lines
}

fn greeting(to: &Recipient) -> Block {
    Block::Para(to.lang.tn("gathering-mail-dear", &[("name", to.name.as_str().into())]))
}

fn contact(tenant: &Tenant, lang: Lang) -> Block {
    let office = [("office", tenant.office_name().into()), ("email", tenant.office_email().into())];
    Block::Small(lang.tn("gathering-mail-contact", &office))
}

/// "dinsdag 9 september 2026, 19.30–21.00".
pub(crate) fn when_in_full(lang: Lang, gathering: &Gathering) -> String {
    format!("{}, {}", lang.long_date(gathering.date), clocks(lang, gathering))
}

/// "19.30–21.00".
pub(crate) fn clocks(lang: Lang, gathering: &Gathering) -> String {
    let local = |at: Timestamp| at.to_zoned(gathering.zone.clone()).time();
    hours(lang, local(gathering.when.starts_at), local(gathering.when.ends_at))
}

/// "dinsdag 9 september 2026, 19.30–21.00", of a day and its hours.
pub(crate) fn in_full(lang: Lang, date: Date, start: Time, end: Time) -> String {
    format!("{}, {}", lang.long_date(date), hours(lang, start, end))
}

fn hours(lang: Lang, start: Time, end: Time) -> String {
    let clock = |time: Time| lang.clock(time.hour(), time.minute());
    format!("{}–{}", clock(start), clock(end))
}

/// The calendar file of a gathering; `ahead` is how far the reader's entry is ahead of it.
pub fn calendar_file(tenant: &Tenant, base_url: &str, gathering: &Gathering, ahead: i64) -> Result<String, AppError> {
    let standing = match gathering.life.cancelled_at {
        Some(_) => calendar::Standing::Cancelled,
        None => calendar::Standing::Firm,
    };
    file(tenant, base_url, gathering, ahead, standing)
}

fn file(
    tenant: &Tenant,
    base_url: &str,
    gathering: &Gathering,
    ahead: i64,
    standing: calendar::Standing,
) -> Result<String, AppError> {
    calendar::file(&Event::new(tenant, base_url, gathering, ahead, standing).written())
}

/// A gathering as an event of a calendar file.
struct Event<'a> {
    gathering: &'a Gathering,
    uid: String,
    url: String,
    sequence: i64,
    standing: calendar::Standing,
}

impl<'a> Event<'a> {
    fn new(
        tenant: &Tenant,
        base_url: &str,
        gathering: &'a Gathering,
        ahead: i64,
        standing: calendar::Standing,
    ) -> Self {
        let uid = calendar::uid(tenant, gathering.id);
        let url = format!("{base_url}{}", tenant.path(&gathering.path()));
        Self { gathering, uid, url, sequence: gathering.sequence + ahead, standing }
    }

    fn written(&self) -> calendar::Event<'_> {
        let gathering = self.gathering;
        let local = |at: Timestamp| at.to_zoned(gathering.zone.clone()).datetime();
        calendar::Event {
            uid: &self.uid,
            sequence: self.sequence,
            changed_at: gathering.changed_at,
            zone: &gathering.zone_name,
            start: local(gathering.when.starts_at),
            end: local(gathering.when.ends_at),
            title: &gathering.details.title,
            place: gathering.venue(),
            description: "",
            url: Some(&self.url),
            standing: self.standing,
            reminder: None,
        }
    }
}
