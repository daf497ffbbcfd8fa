//! The feeds: the public one, and the secret ones of a person or a faction. They know no cookie and lead nowhere else;
//! the same content is the same bytes, so that a calendar that asks every hour mostly hears "304".

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    answers::Answer,
    policy::{Facts, act},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    commands,
    compose::{self, Event, Head, Standing},
    entity::feed,
    store::{self, Counts, Entry},
};
use crate::{
    AppState,
    actor::Actor,
    balance::{ledger, objections},
    error::AppError,
    gate::{self, Allowed},
    secret,
    tenant::{self, Tenant},
    text::Lang,
};

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
    let entries = store::public(db, &tenant, now).await?;
    let name = Lang::Nl.tn("calendar-feed-public", &[("name", tenant.name().into())]);
    let told = entries.iter().map(|entry| Told {
        title: entry.title.clone(),
        description: about(entry),
        standing: held(entry),
        url: None,
        // The address to take part by is for whoever is of the house.
        place: if entry.is_online { Lang::Nl.t("calendar-online") } else { entry.venue.clone() },
        entry,
    });
    let body = written(&tenant, &name, told.collect(), None)?;
    Ok(answer(&headers, body, latest(&entries), "public, max-age=900"))
}

/// `GET /{gemeente}/agenda/{token}.ics`: as it concerns the one who made the subscription, by what they are today.
pub async fn secret(
    State(app): State<AppState>,
    Path((slug, file)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (db, now) = (app.db.read(), app.clock.now());
    let tenant = tenant::find(db, &slug).await?.ok_or(AppError::NotFound)?;
    let token = file.strip_suffix(".ics").ok_or(AppError::NotFound)?;
    let feed = store::find(db, &tenant, token).await?.ok_or(AppError::NotFound)?;
    let actor = Actor::load(db, &tenant, feed.person_id, now).await?.ok_or(AppError::NotFound)?;
    // A feed has no words for a refusal: what its owner may no longer see is no longer there.
    let allowed: Allowed<act::SeeGatherings> =
        gate::authorize(&actor, Facts::default()).map_err(|_| AppError::NotFound)?;
    let base = app.settings.base_url.as_str();
    let (body, entries) = match feed.faction_id {
        None => of_person(&app, &allowed, &feed, base, now).await?,
        Some(faction) if actor.faction == Some(faction) => {
            of_faction(&app, &allowed, &feed, faction, base, now).await?
        }
        Some(_) => return Err(AppError::NotFound),
    };
    if method == Method::GET {
        // Of who objects only what they press themselves is recorded.
        if feed.faction_id.is_none() && objections::running(db, &tenant, actor.person).await?.is_none() {
            let ahead: Vec<Uuid> = entries.iter().filter(|entry| entry.ends_at > now).map(|entry| entry.id).collect();
            ledger::told_by_feed(&app.db, &tenant, actor.person, &ahead, now).await?;
        }
        commands::touch(&app.db, &feed, now).await?;
    }
    Ok(answer(&headers, body, latest(&entries), "private, max-age=900"))
}

async fn of_person(
    app: &AppState,
    allowed: &Allowed<act::SeeGatherings>,
    feed: &feed::Model,
    base: &str,
    now: Timestamp,
) -> Result<(String, Vec<Entry>), AppError> {
    let (actor, tenant) = (allowed.actor(), allowed.tenant());
    let entries = store::of_person(app.db.read(), actor, now).await?;
    let lang = actor.lang;
    let told = entries.iter().map(|entry| {
        let url = page_of(tenant, base, entry);
        let words = answer_words(entry);
        let title = match words.filter(|_| feed.prefixed && !entry.cancelled) {
            Some(key) => {
                lang.tn("calendar-prefixed", &[("answer", lang.t(key).into()), ("title", entry.title.as_str().into())])
            }
            None => entry.title.clone(),
        };
        let said = words.filter(|_| entry.answer.is_some());
        let said = said.map(|key| lang.tn("calendar-your-answer", &[("answer", lang.t(key).into())]));
        Told {
            title,
            description: described(entry, said, &url),
            standing: standing(entry),
            url: Some(url),
            place: entry.venue.clone(),
            entry,
        }
    });
    let name = lang.tn("calendar-feed-person", &[("name", tenant.name().into())]);
    let body = written(tenant, &name, told.collect(), feed.reminder_minutes)?;
    Ok((body, entries))
}

async fn of_faction(
    app: &AppState,
    allowed: &Allowed<act::SeeGatherings>,
    feed: &feed::Model,
    faction: Uuid,
    base: &str,
    now: Timestamp,
) -> Result<(String, Vec<Entry>), AppError> {
    let (lang, tenant, db) = (allowed.actor().lang, allowed.tenant(), app.db.read());
    let counts = store::of_faction(db, tenant, faction, now).await?;
    let mut entries = store::for_faction(db, tenant, now).await?;
    for entry in &mut entries {
        let last = counts.get(&entry.id).map(|counts| crate::db::moment(counts.last));
        entry.changed_at = entry.changed_at.max(last.unwrap_or(entry.changed_at));
    }
    let told = entries.iter().map(|entry| {
        let url = page_of(tenant, base, entry);
        let said = counts.get(&entry.id).map(|counts| faction_words(lang, *counts));
        Told {
            title: entry.title.clone(),
            description: described(entry, said, &url),
            standing: held(entry),
            url: Some(url),
            place: entry.venue.clone(),
            entry,
        }
    });
    let council = crate::people::store::book(db, tenant).await?;
    let name = lang.tn("calendar-feed-faction", &[("faction", council.faction_name(faction).into())]);
    let body = written(tenant, &name, told.collect(), feed.reminder_minutes)?;
    Ok((body, entries))
}

fn faction_words(lang: Lang, counts: Counts) -> String {
    let args = [
        ("yes", counts.yes.into()),
        ("maybe", counts.maybe.into()),
        ("no", counts.no.into()),
        ("none", counts.none.into()),
    ];
    lang.tn("calendar-faction-answers", &args)
}

/// The key of what the reader answered; none for who was not invited.
fn answer_words(entry: &Entry) -> Option<&'static str> {
    let key = match entry.answer {
        Some(Answer::Yes) => "calendar-answer-yes",
        Some(Answer::Maybe) => "calendar-answer-maybe",
        Some(Answer::No) => "calendar-answer-no",
        None => "calendar-answer-none",
    };
    entry.invited.then_some(key)
}

fn standing(entry: &Entry) -> Standing {
    match (entry.cancelled, entry.invited, entry.answer) {
        (false, _, Some(Answer::No)) => Standing::Free,
        (false, true, Some(Answer::Maybe) | None) => Standing::Tentative,
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
fn described(entry: &Entry, said: Option<String>, url: &str) -> String {
    let about = Some(about(entry)).filter(|text| !text.is_empty());
    [about, said, Some(url.to_owned())].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// What a public gathering is about; a closed one keeps that for the page.
fn about(entry: &Entry) -> String {
    if !entry.is_public {
        return String::new();
    }
    [entry.summary.trim(), entry.agenda.trim()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
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
    for (one, uid) in told.iter().zip(&uids) {
        let zone = domain::localtime::zone(&one.entry.zone)
            .ok_or_else(|| AppError::unexpected(format!("zone {}", one.entry.zone)))?;
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

fn latest(entries: &[Entry]) -> Option<Timestamp> {
    entries.iter().map(|entry| entry.changed_at).max()
}

/// The body with its validators, or "not modified" for who has this very body. A date decides nothing: when something
/// leaves a feed, the newest moment in it grows older, and whoever asked by date would keep what is gone.
fn answer(headers: &HeaderMap, body: String, last: Option<Timestamp>, keep: &'static str) -> Response {
    let tag = format!("\"{}\"", secret::hex(&Sha256::digest(body.as_bytes())[..16]));
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut known = known.flat_map(|tags| tags.split(',')).map(|one| one.trim().trim_start_matches("W/"));
    let same = known.any(|known| known == tag || known == "*");
    let mut response = if same { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        to.insert(header::ETAG, tag);
    }
    let date = last.map(|at| at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
    if let Some(date) = date.and_then(|date| HeaderValue::from_str(&date).ok()) {
        to.insert(header::LAST_MODIFIED, date);
    }
    response
}
