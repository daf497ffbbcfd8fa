//! One message to one person about several gatherings of a series.
//!
//! An invitation that a calendar answers holds one UID (RFC 5546, 3.2.2), and of several such parts in one mail programs take
//! the first. So these mails ask no calendar anything: each date has its own link for the answer, and the file that goes along
//! holds every gathering under its own UID with its own SEQUENCE. Opened, it puts them in, or replaces what an earlier mail
//! put in; who has the feed needs nothing of it.

use domain::gatherings::{Changed, Openness};
use uuid::Uuid;

use super::{About, Event, clocks, contact, differences, greeting, when_in_full};
use crate::{
    calendar::compose::{self, Standing},
    error::AppError,
    gatherings::store::{Gathering, Invited},
    mail::{Block, CalendarFile, Message, Recipient},
    tenant::Tenant,
    text::{Lang, whole},
};

/// One gathering somebody is asked to come to.
#[derive(Debug, Clone)]
pub struct Call<'a> {
    /// The gathering.
    pub gathering: &'a Gathering,
    /// Their invitation.
    pub about: About,
    /// The address by which they answer.
    pub answer_url: String,
}

/// One gathering that changed for somebody who was invited to it.
#[derive(Debug, Clone)]
pub struct Turn<'a> {
    /// As it was.
    pub before: &'a Gathering,
    /// As it is.
    pub after: &'a Gathering,
    /// What they must know.
    pub changed: &'a [Changed],
    /// Their invitation.
    pub invited: Invited,
    /// The address by which they answer.
    pub answer_url: String,
}

/// Writes the messages about several gatherings of one series.
#[derive(Debug, Clone, Copy)]
pub struct Bundle<'a> {
    /// Where.
    pub tenant: &'a Tenant,
    /// Address of this installation.
    pub base_url: &'a str,
    /// Which series.
    pub series: Uuid,
    /// Its stand before what is told: the same deed is told once.
    pub stand: i64,
    /// That of the mail in whose place this one comes.
    pub occasion: Option<&'a str>,
}

impl Bundle<'_> {
    /// Please come, to each of these.
    pub fn invitation(&self, to: Recipient, calls: &[Call<'_>]) -> Result<Message, AppError> {
        let lang = to.lang;
        let gatherings: Vec<&Gathering> = calls.iter().map(|call| call.gathering).collect();
        let first = first_of(&gatherings)?;
        let (details, office) = (&first.details, self.tenant.office_name());
        let title = details.title.as_str();
        let values = [("title", title.into()), ("office", office.into()), ("n", whole(calls.len()).into())];
        let mut blocks = vec![greeting(&to), Block::Para(lang.tn("series-mail-invited", &values))];
        if details.openness == Openness::Public && !first.summary.is_empty() {
            blocks.push(Block::Para(first.summary.clone()));
        }
        let mut facts = Vec::new();
        if same_place(&gatherings) {
            facts.extend(details.place.clone().map(|place| (lang.t("gathering-where"), place)));
            facts.extend(details.link.clone().map(|link| (lang.t("gathering-online"), link)));
        }
        facts.extend(places(lang, &gatherings));
        if !facts.is_empty() {
            blocks.push(Block::Facts(facts));
        }
        let links = calls.iter().map(|call| (label(lang, call.gathering, &gatherings), call.answer_url.clone()));
        blocks.extend([
            Block::Para(lang.t("series-mail-answer")),
            Block::Links(links.collect()),
            Block::Small(lang.t("series-mail-answer-hint")),
            self.page(lang, first),
            contact(self.tenant, lang),
        ]);
        let events = calls.iter().map(|call| (call.gathering, call.about.ahead));
        self.message("invitation", to, title, blocks, events)
    }

    /// Something you must know changed; do your answers still stand?
    pub fn change(&self, to: Recipient, turns: &[Turn<'_>]) -> Result<Message, AppError> {
        let lang = to.lang;
        let gatherings: Vec<&Gathering> = turns.iter().map(|turn| turn.after).collect();
        let title = first_of(&gatherings)?.details.title.as_str();
        let values = [("title", title.into()), ("n", whole(turns.len()).into())];
        let mut blocks = vec![greeting(&to), Block::Para(lang.tn("series-mail-changed", &values))];
        for turn in turns {
            let mut facts = differences(lang, turn.before, turn.after, turn.changed);
            if !turn.changed.iter().any(|changed| matches!(changed, Changed::Date | Changed::Time)) {
                facts.insert(0, (lang.t("gathering-when"), when_in_full(lang, turn.after)));
            }
            let given = match turn.invited.answer {
                Some(answer) => lang.t(&format!("gathering-mail-given-{}", answer.code())),
                None => lang.t("series-mail-not-answered"),
            };
            facts.push((lang.t("series-mail-your-answer"), given));
            let answer = lang.tn("series-mail-answer-for", &[("when", lang.long_date(turn.after.date).into())]);
            blocks.extend([Block::Facts(facts), Block::Links(vec![(answer, turn.answer_url.clone())])]);
        }
        blocks.extend([
            Block::Para(lang.t("series-mail-still")),
            Block::Small(lang.t("series-mail-file-again")),
            self.page(lang, first_of(&gatherings)?),
            contact(self.tenant, lang),
        ]);
        let events = turns.iter().map(|turn| (turn.after, turn.invited.ahead));
        self.message("change", to, title, blocks, events)
    }

    /// These will not take place.
    pub fn cancellation(&self, to: Recipient, gone: &[(&Gathering, Invited)]) -> Result<Message, AppError> {
        let lang = to.lang;
        let gatherings: Vec<&Gathering> = gone.iter().map(|(gathering, _)| *gathering).collect();
        let first = first_of(&gatherings)?;
        let title = first.details.title.as_str();
        let values = [("title", title.into()), ("n", whole(gone.len()).into())];
        let dates = gatherings.iter().map(|one| (lang.long_date(one.date), clocks(lang, one)));
        let mut facts: Vec<(String, String)> = dates.collect();
        facts.extend(first.cancel_reason.clone().map(|reason| (lang.t("gathering-why"), reason)));
        let blocks = vec![
            greeting(&to),
            Block::Para(lang.tn("series-mail-cancelled", &values)),
            Block::Facts(facts),
            Block::Small(lang.t("series-mail-file-cancelled")),
            self.page(lang, first),
            contact(self.tenant, lang),
        ];
        let events = gone.iter().map(|(gathering, invited)| (*gathering, invited.ahead));
        self.message("cancellation", to, title, blocks, events)
    }

    /// The page of one of them, which leads to the others.
    fn page(&self, lang: Lang, one: &Gathering) -> Block {
        let url = format!("{}{}", self.base_url, self.tenant.path(&one.path()));
        Block::Links(vec![(lang.t("series-mail-open"), url)])
    }

    fn message<'b>(
        &self,
        kind: &'static str,
        to: Recipient,
        title: &str,
        blocks: Vec<Block>,
        events: impl Iterator<Item = (&'b Gathering, i64)>,
    ) -> Result<Message, AppError> {
        let events: Vec<Event<'_>> = events
            .map(|(gathering, ahead)| {
                let cancelled = gathering.life.cancelled_at.is_some();
                let standing = if cancelled { Standing::Cancelled } else { Standing::Firm };
                Event::new(self.tenant, self.base_url, gathering, ahead, standing)
            })
            .collect();
        let written: Vec<compose::Event<'_>> = events.iter().map(Event::written).collect();
        let text = compose::several(&written)?;
        let values = [("title", title.into()), ("n", whole(events.len()).into())];
        let subject = to.lang.tn(&format!("series-mail-{kind}-subject"), &values);
        let person = to.person.unwrap_or_default();
        let fresh = || format!("series:{kind}:{}:{}:{person}", self.series, self.stand);
        let occasion = self.occasion.map_or_else(fresh, str::to_owned);
        Ok(Message { kind, occasion, to, subject, blocks, ics: Some(CalendarFile { text, asks: None }), item: None })
    }
}

fn first_of<'a>(gatherings: &[&'a Gathering]) -> Result<&'a Gathering, AppError> {
    gatherings.first().copied().ok_or_else(|| AppError::unexpected("a mail about no gathering"))
}

/// How many can come, where that is the same each time.
fn places(lang: Lang, gatherings: &[&Gathering]) -> Option<(String, String)> {
    let places = gatherings.first()?.details.capacity?;
    let same = gatherings.iter().all(|one| one.details.capacity == Some(places));
    let each = || lang.tn("series-mail-places", &[("n", i64::from(places).into())]);
    same.then(|| (lang.t("gathering-places"), each()))
}

fn same_place(gatherings: &[&Gathering]) -> bool {
    let venue = |one: &Gathering| (one.details.place.clone(), one.details.link.clone());
    gatherings.windows(2).all(|two| venue(two[0]) == venue(two[1]))
}

/// The date, with title and place where they are not the same for all.
fn label(lang: Lang, gathering: &Gathering, all: &[&Gathering]) -> String {
    let mut text = when_in_full(lang, gathering);
    if all.iter().any(|other| other.details.title != gathering.details.title) {
        text.push_str(&format!(", {}", gathering.details.title));
    }
    if !same_place(all) {
        text.push_str(&format!(", {}", gathering.venue()));
    }
    text
}
