//! The feeds: the public one, and the secret ones of a person or a faction. They know no cookie and lead nowhere else;
//! the same content is the same bytes, so that a calendar that asks every hour mostly hears "304".

use std::collections::BTreeMap;

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, Method},
    response::Response,
};
use domain::{
    answers::Answer,
    people::Role,
    policy::{Facts, act},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    commands,
    compose::{self, Event, Head, Standing},
    entity::feed,
    kept::Since,
    often::Uncounted,
    stand::Stand,
    store::{self, Counts, Entry},
};
use crate::{
    AppState,
    actor::Actor,
    audit,
    balance::{ledger, objections},
    error::AppError,
    gate::{self, Allowed},
    people::{self, store::CouncilBook},
    tenant::{self, Tenant},
    text::Lang,
};

/// Longest text of what a gathering is about, in characters.
const MAX_ABOUT: usize = compose::MAX_TEXT - 2_048;

/// Where every public feed is, below the municipality.
pub const PUBLIC: &str = "/agenda.ics";

/// Where a secret feed is, below the municipality.
pub fn path(token: &str) -> String {
    format!("/agenda/{token}.ics")
}

/// `GET /{gemeente}/agenda.ics`: what everybody may come to.
pub async fn public(
    State(app): State<AppState>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (db, now) = (app.db.read(), app.clock.now());
    let tenant = tenant::find(db, &slug).await?.ok_or(AppError::NotFound)?;
    let name = Lang::Nl.tn("calendar-feed-public", &[("name", tenant.name().into())]);
    let online = Lang::Nl.t("calendar-online");
    let stand = Stand::now(db, &tenant, &[], now, &[&name, &online]).await?;
    let keep = "public, max-age=900";
    if stand.is_known(&headers) {
        return Ok(stand.not_modified(keep));
    }
    if let Some(text) = app.feeds.text(&stand) {
        return Ok(stand.answer(text, keep));
    }
    let entries = store::public(db, &tenant, now).await?;
    let told = entries.iter().map(|entry| Told {
        title: entry.title.clone(),
        description: about(entry),
        standing: held(entry),
        url: None,
        // The address to take part by is for whoever is of the house.
        place: if entry.is_online { online.clone() } else { entry.venue.clone() },
        entry,
    });
    let text = app.feeds.keep(&stand, written(&tenant, &name, told.collect(), None)?);
    Ok(stand.answer(text, keep))
}

/// `GET /{gemeente}/agenda/{token}.ics`: as it concerns the one who made the subscription, by what they are today.
pub async fn secret(
    State(app): State<AppState>,
    Path((slug, file)): Path<(String, String)>,
    uncounted: Option<Extension<Uncounted>>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (db, now) = (app.db.read(), app.clock.now());
    let tenant = tenant::find(db, &slug).await?.ok_or(AppError::NotFound)?;
    let token = file.strip_suffix(".ics").ok_or(AppError::NotFound)?;
    let feed = store::find(db, &tenant, token).await?.ok_or(AppError::NotFound)?;
    if uncounted.is_none() {
        app.fetches.take(feed.id, now)?;
    }
    let actor = Actor::load(db, &tenant, feed.person_id, now).await?.ok_or(AppError::NotFound)?;
    // A feed has no words for a refusal: what its owner may no longer see is no longer there.
    let allowed: Allowed<act::SeeGatherings> =
        gate::authorize(&actor, Facts::default()).map_err(|_| AppError::NotFound)?;
    let reader = Reader { app: &app, allowed: &allowed, feed: &feed, base: app.settings.base_url.as_str(), now };
    let (stand, body) = match feed.faction_id {
        None => reader.person(&headers, &method).await?,
        Some(faction) if actor.faction == Some(faction) => reader.faction(&headers, faction).await?,
        Some(_) => return Err(AppError::NotFound),
    };
    if method == Method::GET {
        commands::touch(&app.db, &feed, now).await?;
    }
    // Who has it already named the tag.
    let stand = if method == Method::GET || body.is_none() { stand } else { stand.untagged() };
    let keep = "private, max-age=900";
    Ok(match body {
        None => stand.not_modified(keep),
        Some(body) => stand.answer(body, keep),
    })
}

/// Whose feed is asked for.
struct Reader<'a> {
    app: &'a AppState,
    allowed: &'a Allowed<act::SeeGatherings>,
    feed: &'a feed::Model,
    base: &'a str,
    now: Timestamp,
}

impl Reader<'_> {
    /// What else the feed depends on: who reads it, how they want it, where it leads.
    fn manner(&self) -> String {
        let (actor, feed) = (self.allowed.actor(), self.feed);
        let roles: Vec<&str> = actor.roles.iter().map(Role::code).collect();
        format!("{} {} {:?} {} {}", feed.id, feed.prefixed, feed.reminder_minutes, roles.join(" "), self.base)
    }

    /// What the feed is now: as it was when last asked for if no deed came since, and otherwise as `found`.
    async fn stand(&self, found: impl Future<Output = Result<Stand, AppError>>) -> Result<Stand, AppError> {
        let tenant = self.allowed.tenant();
        let since = Since {
            deeds: audit::deeds(self.app.db.read(), tenant).await?,
            day: tenant.date(self.now),
            manner: format!("{} {} {:?}", self.manner(), tenant.name(), self.allowed.actor().lang),
        };
        if let Some(stand) = self.app.feeds.stand(self.feed.id, &since) {
            return Ok(stand);
        }
        let stand = found.await?;
        self.app.feeds.note_stand(self.feed.id, since, &stand);
        Ok(stand)
    }

    /// Its stand, and its body unless whoever asks has it.
    async fn person(&self, headers: &HeaderMap, method: &Method) -> Result<(Stand, Option<Bytes>), AppError> {
        let (actor, tenant, db) = (self.allowed.actor(), self.allowed.tenant(), self.app.db.read());
        let words = Words::of(actor.lang);
        let name = actor.lang.tn("calendar-feed-person", &[("name", tenant.name().into())]);
        let found = async {
            // Who objects, or no longer does, gets it anew: what is recorded of that fetch is another thing.
            let objections = objections::of(db, tenant, actor.person).await?;
            // What others answer decides on the place of who waits for one.
            let waits = store::waits(db, tenant, actor.person, self.now).await?;
            let parts =
                [self.manner(), words.parts().concat(), name.clone(), format!("{objections:?}"), format!("{waits:?}")];
            Stand::now(db, tenant, &[actor.person], self.now, &parts).await
        };
        let stand = self.stand(found).await?;
        if stand.is_known(headers) {
            return Ok((stand, None));
        }
        // Of who objects only what they press themselves is recorded.
        let to_record = *method == Method::GET
            && !self.app.feeds.is_recorded(self.feed.id, &stand)
            && objections::of(db, tenant, actor.person).await?.iter().all(|one| one.withdrawn_at.is_some());
        if let Some(text) = self.app.feeds.text(&stand).filter(|_| !to_record) {
            return Ok((stand, Some(text)));
        }
        let mut entries = store::of_person(db, actor, self.now).await?;
        let waits = store::waits(db, tenant, actor.person, self.now).await?;
        for entry in &mut entries {
            if let Some(limited) = waits.get(&entry.id) {
                entry.waits = limited.waits;
                // Who moves up does so by the answer of somebody else.
                entry.changed_at = limited.since.map_or(entry.changed_at, |since| entry.changed_at.max(since));
            }
        }
        if to_record {
            let ahead: Vec<Uuid> =
                entries.iter().filter(|entry| entry.ends_at > self.now).map(|entry| entry.id).collect();
            ledger::told_by_feed(&self.app.db, tenant, actor.person, &ahead, self.now).await?;
            self.app.feeds.note_recorded(self.feed.id, &stand);
        }
        let told = entries.iter().map(|entry| {
            let url = page_of(tenant, self.base, entry);
            let word = words.about(entry);
            let said = word.filter(|_| entry.answer.is_some()).map(|word| word.said.as_str());
            Told {
                title: match word.filter(|_| self.feed.prefixed && !entry.cancelled) {
                    Some(word) => word.title(&entry.title),
                    None => entry.title.clone(),
                },
                description: described(entry, said, &url),
                standing: standing(entry),
                url: Some(url),
                place: entry.venue.clone(),
                entry,
            }
        });
        let text = written(tenant, &name, told.collect(), self.feed.reminder_minutes)?;
        let text = self.app.feeds.keep(&stand, text);
        Ok((stand, Some(text)))
    }

    /// The same for a faction.
    async fn faction(&self, headers: &HeaderMap, faction: Uuid) -> Result<(Stand, Option<Bytes>), AppError> {
        let (lang, tenant, db) = (self.allowed.actor().lang, self.allowed.tenant(), self.app.db.read());
        let named = |council: &CouncilBook| {
            lang.tn("calendar-feed-faction", &[("faction", council.faction_name(faction).into())])
        };
        let found = async {
            let council = people::store::book(db, tenant).await?;
            let members = store::members(&council, tenant, faction, self.now);
            let who: String = members.iter().map(Uuid::to_string).collect();
            let parts = [self.manner(), named(&council), who, faction_words(lang, Counts::default())];
            Stand::now(db, tenant, &members, self.now, &parts).await
        };
        let stand = self.stand(found).await?;
        if stand.is_known(headers) {
            return Ok((stand, None));
        }
        if let Some(text) = self.app.feeds.text(&stand) {
            return Ok((stand, Some(text)));
        }
        let council = people::store::book(db, tenant).await?;
        let (members, name) = (store::members(&council, tenant, faction, self.now), named(&council));
        let counts = store::of_faction(db, tenant, &members).await?;
        let mut entries = store::for_faction(db, tenant, self.now).await?;
        for entry in &mut entries {
            let last = counts.get(&entry.id).map(|counts| crate::db::moment(counts.last));
            entry.changed_at = entry.changed_at.max(last.unwrap_or(entry.changed_at));
        }
        // Few gatherings were answered in a way of their own.
        let mut sentences: BTreeMap<[i64; 4], String> = BTreeMap::new();
        for counts in counts.values() {
            sentences.entry(counts.numbers()).or_insert_with(|| faction_words(lang, *counts));
        }
        let told = entries.iter().map(|entry| {
            let url = page_of(tenant, self.base, entry);
            let said = counts.get(&entry.id).and_then(|counts| sentences.get(&counts.numbers())).map(String::as_str);
            Told {
                title: entry.title.clone(),
                description: described(entry, said, &url),
                standing: held(entry),
                url: Some(url),
                place: entry.venue.clone(),
                entry,
            }
        });
        let text = written(tenant, &name, told.collect(), self.feed.reminder_minutes)?;
        let text = self.app.feeds.keep(&stand, text);
        Ok((stand, Some(text)))
    }
}

fn faction_words(lang: Lang, counts: Counts) -> String {
    let [yes, maybe, no, none] = counts.numbers();
    let args = [("yes", yes.into()), ("maybe", maybe.into()), ("no", no.into()), ("none", none.into())];
    lang.tn("calendar-faction-answers", &args)
}

/// What one answer is called, put together once for the whole feed.
struct Word {
    /// Around the title.
    before: String,
    after: String,
    /// In the description.
    said: String,
}

impl Word {
    fn of(lang: Lang, key: &str) -> Self {
        let answer = lang.t(key);
        let prefixed = lang
            .tn("calendar-prefixed", &[("answer", answer.as_str().into()), ("title", TITLE_HERE.to_string().into())]);
        let (before, after) = prefixed.split_once(TITLE_HERE).unwrap_or((&prefixed, ""));
        Self {
            before: before.to_owned(),
            after: after.to_owned(),
            said: lang.tn("calendar-your-answer", &[("answer", answer.into())]),
        }
    }

    fn title(&self, title: &str) -> String {
        [&self.before, title, &self.after].concat()
    }
}

/// Where the title goes; no text of the catalogue has it.
const TITLE_HERE: char = '\u{e000}';

/// The words for every answer, for none, and for yes without a place.
struct Words {
    yes: Word,
    maybe: Word,
    no: Word,
    none: Word,
    waits: Word,
}

impl Words {
    fn of(lang: Lang) -> Self {
        let word = |key| Word::of(lang, key);
        Self {
            yes: word("calendar-answer-yes"),
            maybe: word("calendar-answer-maybe"),
            no: word("calendar-answer-no"),
            none: word("calendar-answer-none"),
            waits: word("calendar-answer-waits"),
        }
    }

    /// For what the reader answered; none for who was not invited.
    fn about(&self, entry: &Entry) -> Option<&Word> {
        let word = match entry.answer {
            Some(Answer::Yes) if entry.waits => &self.waits,
            Some(Answer::Yes) => &self.yes,
            Some(Answer::Maybe) => &self.maybe,
            Some(Answer::No) => &self.no,
            None => &self.none,
        };
        entry.invited.then_some(word)
    }

    fn parts(&self) -> Vec<&str> {
        [&self.yes, &self.maybe, &self.no, &self.none, &self.waits]
            .into_iter()
            .flat_map(|word| [word.before.as_str(), word.after.as_str(), word.said.as_str()])
            .collect()
    }
}

fn standing(entry: &Entry) -> Standing {
    match (entry.cancelled, entry.invited, entry.answer) {
        (false, _, Some(Answer::No)) => Standing::Free,
        (false, true, Some(Answer::Maybe) | None) => Standing::Tentative,
        (false, true, Some(Answer::Yes)) if entry.waits => Standing::Tentative,
        _ => held(entry),
    }
}

/// Whether it goes on; what it is to a reader who has no answer to give.
fn held(entry: &Entry) -> Standing {
    if entry.cancelled { Standing::Cancelled } else { Standing::Firm }
}

/// The page of a gathering, for those who may open it.
fn page_of(tenant: &Tenant, base: &str, entry: &Entry) -> String {
    format!("{base}{}", tenant.path(&format!("/bijeenkomsten/{}", entry.id)))
}

/// What it is about, what was answered, and its page, each on lines of their own.
fn described(entry: &Entry, said: Option<&str>, url: &str) -> String {
    let about = about(entry);
    let about = Some(about.as_str()).filter(|text| !text.is_empty());
    [about, said, Some(url)].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// What a public gathering is about; a closed one keeps that for the page.
fn about(entry: &Entry) -> String {
    if !entry.is_public {
        return String::new();
    }
    let texts = [entry.summary.trim(), entry.agenda.trim()];
    let text = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    // What comes after it, the answer and the page, is never cut off.
    match text.char_indices().nth(MAX_ABOUT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A gathering in the words of one feed.
struct Told<'a> {
    entry: &'a Entry,
    title: String,
    description: String,
    standing: Standing,
    url: Option<String>,
    place: String,
}

fn written(tenant: &Tenant, name: &str, told: Vec<Told<'_>>, reminder: Option<i64>) -> Result<String, AppError> {
    let reminder = reminder.and_then(|minutes| u16::try_from(minutes).ok());
    let uids: Vec<String> = told.iter().map(|one| compose::uid(tenant, one.entry.id)).collect();
    let mut events = Vec::with_capacity(told.len());
    let mut zones: BTreeMap<&str, jiff::tz::TimeZone> = BTreeMap::new();
    for (one, uid) in told.iter().zip(&uids) {
        let zone = match zones.get(one.entry.zone.as_str()) {
            Some(zone) => zone.clone(),
            None => {
                let zone = domain::localtime::zone(&one.entry.zone)
                    .ok_or_else(|| AppError::unexpected(format!("zone {}", one.entry.zone)))?;
                zones.insert(&one.entry.zone, zone.clone());
                zone
            }
        };
        let local = |at: Timestamp| at.to_zoned(zone.clone()).datetime();
        events.push(Event {
            uid,
            sequence: one.entry.sequence,
            changed_at: one.entry.changed_at,
            zone: &one.entry.zone,
            start: local(one.entry.starts_at),
            end: local(one.entry.ends_at),
            title: &one.title,
            place: &one.place,
            description: &one.description,
            url: one.url.as_deref(),
            standing: one.standing,
            reminder,
        });
    }
    compose::feed(Head { name, zone: tenant.zone_name() }, &events)
}
