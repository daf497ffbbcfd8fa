//! What came in late: a briefing is an item of the day it was told on, also when it is logged after that quarter was closed.
//! The closed report stays as it is; such an item stands beside it, and in the quarter in which it was logged, so that it
//! is never silently lost.

use std::collections::BTreeMap;

use domain::{
    balance::{self, Cell, Counting, Group, Guard, Measure, Settings},
    localtime::Quarter,
    people::Side,
};
use jiff::Timestamp;
use leptos::prelude::*;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    closing::{self, Closed, Held},
    extract::{self, Content, Listed, Which},
    ledger::ItemKind,
    periods::Part,
    views,
};
use crate::{
    ctx::Ctx,
    db::{millis, moment, sql},
    error::AppError,
    tenant::Tenant,
    text::whole,
    ui::*,
};

/// One that came in late, with how many of each side had been told.
#[derive(Debug, Clone)]
pub struct Late {
    /// The item.
    pub item: Listed,
    /// When it was logged; none where that is not kept.
    pub logged_at: Option<Timestamp>,
    /// The quarter it belongs to.
    pub quarter: Quarter,
    /// Told, of so many: coalition and opposition.
    pub told: [(u64, u64); 2],
}

/// What a page of a period has to say of late items.
#[derive(Debug, Clone, Default)]
pub struct LateItems {
    /// Of the closed report itself: logged after its closing.
    pub own: Vec<Late>,
    /// Logged in this quarter, of an earlier one that was closed by then.
    pub earlier: Vec<Late>,
}

impl LateItems {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.earlier.is_empty()
    }
}

/// The late items of one part of a closed quarter: on its days, and in none of the quarter's reports. What is on a day of
/// no report at all, because nothing was known of those days at the closing, stands with the first.
pub async fn of_part(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    closed: &[Closed],
    part: Part,
    now: Timestamp,
) -> Result<Vec<Late>, AppError> {
    let Some(quarter) = closed.first().and_then(Closed::quarter) else { return Ok(Vec::new()) };
    let zone = tenant.zone();
    let all = extract::listed(db, tenant, Which::Released(quarter.starts_at(zone), quarter.ends_at(zone))).await?;
    let held = closed.iter().map(Closed::items).collect::<Result<Vec<_>, _>>()?;
    let spans = closed.iter().map(Closed::span).collect::<Result<Vec<_>, _>>()?;
    let is_in = |part: &Part, at: Timestamp| {
        let (from, until) = part.moments(zone);
        from <= at && at < until
    };
    let first = spans.first() == Some(&part);
    let here = |at: Timestamp| is_in(&part, at) || (first && !spans.iter().any(|span| is_in(span, at)));
    let mut late = Vec::new();
    for item in all {
        if here(item.released_at) && !any_holds(&held, item.id)? {
            late.push(item);
        }
    }
    complete(db, tenant, late, now).await
}

fn any_holds(held: &[Held], item: Uuid) -> Result<bool, AppError> {
    for one in held {
        if one.holds(item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What was logged in a quarter about days of an earlier one that was closed by then.
pub async fn logged_in(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    quarter: Quarter,
    now: Timestamp,
) -> Result<Vec<Late>, AppError> {
    let (from, until) = (quarter.starts_at(tenant.zone()), quarter.ends_at(tenant.zone()));
    let rows = db
        .query_all_raw(sql(
            db,
            "SELECT i.id, i.released_at FROM briefings b \
             JOIN items i ON i.municipality_id = b.municipality_id AND i.subject_id = b.id AND i.kind = $4 \
             WHERE b.municipality_id = $1 AND b.logged_at >= $2 AND b.logged_at < $3 AND b.told_at < $2 \
             ORDER BY i.released_at, i.id",
            [tenant.id().into(), millis(from).into(), millis(until).into(), ItemKind::Shared.code().into()],
        ))
        .await?;
    let mut reports: BTreeMap<Quarter, Vec<Held>> = BTreeMap::new();
    let mut late = Vec::new();
    for row in rows {
        let (id, released): (Uuid, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let of = Quarter::containing(tenant.date(moment(released)));
        let held = match reports.entry(of) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                let closed = closing::of_quarter(db, tenant, of).await?;
                new.insert(closed.iter().map(Closed::items).collect::<Result<_, _>>()?)
            }
        };
        // Of a quarter that is still open it counts there.
        if !held.is_empty() && !any_holds(held, id)? {
            late.extend(extract::listed(db, tenant, Which::One(id)).await?);
        }
    }
    complete(db, tenant, late, now).await
}

/// With who was told and when it was logged.
async fn complete(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    items: Vec<Listed>,
    now: Timestamp,
) -> Result<Vec<Late>, AppError> {
    let mut late = Vec::new();
    for item in items {
        let facts = extract::read(db, tenant, Which::One(item.id), now).await?;
        let settings = Settings::new(Measure::Told, Counting::SoFar, Guard::Exact);
        let counted = balance::table(&facts.counted(Content::Telling), now, settings);
        let told = [Side::Coalition, Side::Opposition].map(|side| {
            let row = counted.sides.iter().find(|row| row.group == Group::Side(side));
            match row.map(|row| row.cell) {
                Some(Cell::Shown { count, of }) => (count, of),
                _ => (0, 0),
            }
        });
        let logged_at = logged_at(db, tenant, item.id).await?;
        let quarter = Quarter::containing(tenant.date(item.released_at));
        late.push(Late { item, logged_at, quarter, told });
    }
    Ok(late)
}

async fn logged_at(db: &impl ConnectionTrait, tenant: &Tenant, item: Uuid) -> Result<Option<Timestamp>, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT b.logged_at FROM items i JOIN briefings b ON b.municipality_id = i.municipality_id \
             AND b.id = i.subject_id WHERE i.municipality_id = $1 AND i.id = $2",
            [tenant.id().into(), item.into()],
        ))
        .await?;
    row.map(|row| Ok(moment(row.try_get_by_index(0)?))).transpose()
}

/// The sentences about them; none where there are none.
pub fn sentences(ctx: &Ctx, late: &LateItems) -> Vec<String> {
    let of = |items: &[Late], key: &str| (!items.is_empty()).then(|| ctx.tn(key, &[("n", whole(items.len()).into())]));
    [of(&late.own, "late-own-line"), of(&late.earlier, "late-earlier-line")].into_iter().flatten().collect()
}

/// The sentences, with the way to the list.
pub fn line(ctx: &Ctx, late: &LateItems) -> Option<AnyView> {
    (!late.is_empty()).then(|| {
        let words = sentences(ctx, late).join(" ");
        view! { <p><a href="#nagekomen">{words}</a></p> }.into_any()
    })
}

/// "Nagekomen": what came in late, beside the figures that do not count it.
pub fn section(ctx: &Ctx, late: &LateItems) -> Option<AnyView> {
    if late.is_empty() {
        return None;
    }
    let count = whole(late.own.len() + late.earlier.len());
    let list = |late: &[Late], key: &str, of_quarter: bool| {
        let (words, rows) = (ctx.t(key), rows(ctx, late, of_quarter));
        (!late.is_empty()).then(|| view! { <p class="meta">{words}</p><List>{rows}</List> })
    };
    let (own, earlier) = (list(&late.own, "late-own", false), list(&late.earlier, "late-earlier", true));
    Some(view! { <Section id="nagekomen" title=ctx.t("late") count=count>{own}{earlier}</Section> }.into_any())
}

fn rows(ctx: &Ctx, late: &[Late], of_quarter: bool) -> AnyView {
    late.iter()
        .map(|one| {
            let [(first, all_first), (second, all_second)] = one.told.map(|(n, of)| (whole(n), whole(of)));
            let mut words = ctx.tn(
                "late-told",
                &[
                    ("first", first.into()),
                    ("ofFirst", all_first.into()),
                    ("second", second.into()),
                    ("ofSecond", all_second.into()),
                ],
            );
            if let Some(logged) = one.logged_at {
                let day = ctx.day(ctx.tenant.date(logged));
                words = format!("{} · {words}", ctx.tn("late-logged", &[("date", day.into())]));
            }
            if of_quarter {
                words = format!("{} · {words}", views::quarter_name(ctx, one.quarter));
            }
            let href = ctx.url(&format!("/informatiebalans/onderdelen/{}", one.item.id));
            let lead = ctx.day(ctx.tenant.date(one.item.released_at));
            view! { <Item href=href title=one.item.title.clone() meta=words lead=lead/> }
        })
        .collect_view()
        .into_any()
}
