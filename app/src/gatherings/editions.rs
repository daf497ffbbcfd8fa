//! What the council was told of a gathering each time: when, where, under which title. Beside the time before it, that is what
//! a change changed.

use domain::{
    gatherings::{Details, when},
    localtime::{parse_date, parse_time},
};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use leptos::prelude::*;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{mails::in_full, store::Gathering};
use crate::{
    balance::ledger::ItemKind,
    ctx::Ctx,
    db::{moment, sql},
    error::AppError,
    tenant::Tenant,
    text::Lang,
    ui::*,
};

/// One telling of a gathering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The item by which it was told.
    pub item: Uuid,
    /// When that was released.
    pub at: Timestamp,
    number: i64,
    title: String,
    date: Date,
    start: Time,
    end: Time,
    place: String,
    link: String,
}

/// Keeps what an item tells of a gathering, in place of what it told before.
pub(super) async fn keep(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    item: Uuid,
    gathering: Uuid,
) -> Result<(), AppError> {
    let text = "INSERT INTO gathering_editions \
                (item_id, municipality_id, gathering_id, title, date, start_time, end_time, place, online_url) \
                SELECT $1, g.municipality_id, g.id, g.title, g.date, g.start_time, g.end_time, g.place, g.online_url \
                FROM gatherings g WHERE g.municipality_id = $2 AND g.id = $3 \
                ON CONFLICT (item_id) DO UPDATE SET title = excluded.title, date = excluded.date, \
                start_time = excluded.start_time, end_time = excluded.end_time, place = excluded.place, \
                online_url = excluded.online_url";
    tx.execute_raw(sql(tx, text, [item.into(), tenant.id().into(), gathering.into()])).await?;
    Ok(())
}

/// What was told of a gathering, the first time first.
async fn all(db: &impl ConnectionTrait, tenant: &Tenant, gathering: Uuid) -> Result<Vec<Edition>, AppError> {
    let text = "SELECT e.item_id, i.released_at, i.edition, e.title, e.date, e.start_time, e.end_time, e.place, e.online_url \
                FROM gathering_editions e JOIN items i ON i.municipality_id = e.municipality_id AND i.id = e.item_id \
                WHERE e.municipality_id = $1 AND e.gathering_id = $2";
    let rows = db.query_all_raw(sql(db, text, [tenant.id().into(), gathering.into()])).await?;
    let broken = || AppError::unexpected(format!("gathering {gathering}: what was told of it cannot be read"));
    let mut all = rows
        .iter()
        .map(|row| {
            let text = |at: usize| row.try_get_by_index::<String>(at);
            Ok(Edition {
                item: row.try_get_by_index(0)?,
                at: moment(row.try_get_by_index(1)?),
                number: row.try_get_by_index(2)?,
                title: text(3)?,
                date: parse_date(&text(4)?).ok_or_else(broken)?,
                start: parse_time(&text(5)?).ok_or_else(broken)?,
                end: parse_time(&text(6)?).ok_or_else(broken)?,
                place: text(7)?,
                link: row.try_get_by_index::<Option<String>>(8)?.unwrap_or_default(),
            })
        })
        .collect::<Result<Vec<_>, AppError>>()?;
    // Two in one moment: ids are made in order.
    all.sort_by_key(|one| (one.at, one.number, one.item));
    Ok(all)
}

/// A change: what was told before it, and then.
pub type Change = (Edition, Edition);

/// The change that an item told; none where it is no change, or what was told before it is not known.
pub async fn change_of(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
    item: Uuid,
) -> Result<Option<Change>, AppError> {
    let all = all(db, tenant, gathering).await?;
    Ok(all.windows(2).find(|pair| pair[1].item == item).map(|pair| (pair[0].clone(), pair[1].clone())))
}

/// A gathering as it was told before the change that an item told; none where that is not known.
pub(super) async fn before(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: &Gathering,
    item: Uuid,
) -> Result<Option<Gathering>, AppError> {
    let Some((was, _)) = change_of(db, tenant, gathering.id, item).await? else { return Ok(None) };
    let Ok(when) = when(was.date, was.start, was.end, &gathering.zone) else { return Ok(None) };
    let some = |text: String| (!text.is_empty()).then_some(text);
    let mut before = Gathering { date: was.date, when, ..gathering.clone() };
    before.details = Details {
        title: was.title,
        date: Some(was.date),
        start: Some(was.start),
        end: Some(was.end),
        place: some(was.place),
        link: some(was.link),
        ..before.details
    };
    Ok(Some(before))
}

/// The last change that was told of a gathering.
pub async fn last_change(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
) -> Result<Option<Change>, AppError> {
    let mut all = all(db, tenant, gathering).await?;
    Ok(all.pop().and_then(|last| all.pop().map(|before| (before, last))))
}

/// Every field that differs: its label, what it was, what it became.
pub fn differences(lang: Lang, (was, is): &Change) -> Vec<(String, String, String)> {
    let when = |one: &Edition| in_full(lang, one.date, one.start, one.end);
    let or_none = |text: &str| if text.is_empty() { lang.t("gathering-mail-none") } else { text.to_owned() };
    [
        ("gathering-title", was.title.clone(), is.title.clone()),
        ("gathering-when", when(was), when(is)),
        ("gathering-where", or_none(&was.place), or_none(&is.place)),
        ("gathering-online", or_none(&was.link), or_none(&is.link)),
    ]
    .into_iter()
    .filter(|(_, was, is)| was != is)
    .map(|(label, was, is)| (lang.t(label), was, is))
    .collect()
}

/// The same as facts.
fn facts(ctx: &Ctx, change: &Change) -> Option<AnyView> {
    let rows: Vec<(String, AnyView)> = differences(ctx.lang, change)
        .into_iter()
        .map(|(label, was, now)| {
            let words = ctx.tn("gathering-mail-was-now", &[("was", was.into()), ("now", now.into())]);
            (label, words.into_any())
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <Facts items=rows/> }.into_any())
}

/// What an item about a gathering says by itself: of a change what changed, of a cancellation why.
pub async fn told_by(
    ctx: &Ctx,
    kind: ItemKind,
    gathering: &Gathering,
    item: Uuid,
) -> Result<Option<AnyView>, AppError> {
    let body = match kind {
        ItemKind::Change => {
            let change = change_of(ctx.app.db.read(), &ctx.tenant, gathering.id, item).await?;
            change.and_then(|change| facts(ctx, &change))
        }
        ItemKind::Cancellation => gathering
            .cancel_reason
            .clone()
            .filter(|reason| !reason.is_empty())
            .map(|reason| view! { <Facts items=vec![(ctx.t("gathering-why"), reason.into_any())]/> }.into_any()),
        _ => None,
    };
    Ok(body.map(|body| view! { <Section id="gewijzigd" title=ctx.t("gathering-changed")>{body}</Section> }.into_any()))
}

/// The last change, on the page of a gathering that is still to come.
pub async fn notice(ctx: &Ctx, gathering: &Gathering) -> Result<Option<AnyView>, AppError> {
    if gathering.when.starts_at <= ctx.now || gathering.life.cancelled_at.is_some() {
        return Ok(None);
    }
    let Some(change) = last_change(ctx.app.db.read(), &ctx.tenant, gathering.id).await? else { return Ok(None) };
    let title = ctx.tn("gathering-changed-on", &[("when", ctx.when(change.1.at).into())]);
    Ok(facts(ctx, &change).map(|facts| view! { <Notice tone=Tone::Info title=title>{facts}</Notice> }.into_any()))
}
