//! How one release went out: whether its mails left together, and who had heard before.

use domain::balance::{ExposureKind, Item, Recipient};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    ctx::Ctx,
    db::{millis, moment, sql},
    error::AppError,
    tenant::Tenant,
    text::whole,
    ui::*,
};

/// The mails that were put in at the moment of the release itself; what was sent again later is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wave {
    /// Mails in all.
    pub all: i64,
    /// Taken by our mail server.
    pub sent: i64,
    /// From the first one taken to the last.
    pub spread: SignedDuration,
}

/// The wave of a release. `None` when no mail went with it.
pub async fn wave(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    item: Uuid,
    released_at: Timestamp,
) -> Result<Option<Wave>, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT COUNT(*) AS everything, COUNT(sent_at) AS sent, MIN(sent_at) AS first_at, MAX(sent_at) AS last_at \
             FROM outbox WHERE municipality_id = $1 AND created_at = $2 AND id IN (\
             SELECT id FROM outbox WHERE municipality_id = $1 AND item_id = $3 UNION ALL \
             SELECT outbox_id FROM outbox_items WHERE municipality_id = $1 AND item_id = $3)",
            [tenant.id().into(), millis(released_at).into(), item.into()],
        ))
        .await?
        .ok_or_else(|| AppError::unexpected("a count gave no row"))?;
    let all: i64 = row.try_get("", "everything")?;
    let first: Option<i64> = row.try_get("", "first_at")?;
    let last: Option<i64> = row.try_get("", "last_at")?;
    let spread = first.zip(last).map_or(SignedDuration::ZERO, |(a, b)| moment(b).duration_since(moment(a)));
    Ok((all > 0).then_some(Wave { all, sent: row.try_get("", "sent")?, spread }))
}

/// Who had been told before the release, and how long before. The ledger keeps such entries as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Early {
    /// Who, as they stood at the release.
    pub people: Vec<Recipient>,
    /// How long before the release the first of them was told.
    pub most: SignedDuration,
}

/// Everybody in the audience with a `told` entry from before the release. Nobody's reading is in it.
pub fn early(item: &Item) -> Early {
    let told = |recipient: &Recipient| {
        item.exposures
            .iter()
            .filter(|entry| entry.person == recipient.person && entry.kind == ExposureKind::Told && !entry.voided)
            .map(|entry| item.released_at.duration_since(entry.at))
            .filter(|before| before.is_positive())
            .max()
    };
    let mut early = Early::default();
    for recipient in &item.audience {
        if let Some(before) = told(recipient) {
            early.people.push(*recipient);
            early.most = early.most.max(before);
        }
    }
    early
}

/// What the page of an item says of its release.
#[derive(Debug, Clone)]
pub struct Release {
    /// The mails of the release: for the clerk.
    pub wave: Option<Wave>,
    /// How many knew before.
    pub early: usize,
    /// How long before.
    pub most: SignedDuration,
    /// Who knew before, by faction: for the clerk.
    pub names: Option<Vec<(String, Vec<String>)>>,
}

/// That, as a part of the page; nothing when there is nothing to say.
pub fn section(ctx: &Ctx, release: &Release) -> AnyView {
    let wave = release.wave.map(|wave| {
        let args = [("sent", wave.sent.into()), ("all", wave.all.into()), ("spread", length(ctx, wave.spread).into())];
        let key = match wave.sent {
            0 => "measuring-wave-none",
            1 => "measuring-wave-one",
            _ => "measuring-wave",
        };
        view! { <p>{ctx.tn(key, &args)}</p> }
    });
    let early = (release.early > 0).then(|| {
        let n = whole(release.early);
        let text = ctx.tn("measuring-early-people", &[("n", n.into()), ("before", length(ctx, release.most).into())]);
        let names = release.names.as_ref().map(|names| super::views::names_by_faction(names));
        view! { <Notice tone=Tone::Warn title=text>{names}</Notice> }
    });
    if wave.is_none() && early.is_none() {
        return ().into_any();
    }
    view! { <Section id="verzending" title=ctx.t("measuring-release")>{early}{wave}</Section> }.into_any()
}

/// "12 seconden", "3 minuten", "26 uur", "4 dagen": rounded down, in the largest unit that says something.
fn length(ctx: &Ctx, length: SignedDuration) -> String {
    let seconds = length.as_secs();
    let (key, n) = match seconds {
        ..120 => ("measuring-seconds", seconds),
        120..7_200 => ("measuring-minutes", seconds / 60),
        7_200..259_200 => ("measuring-hours", seconds / 3_600),
        _ => ("measuring-days", seconds / 86_400),
    };
    ctx.tn(key, &[("n", n.into())])
}
