//! What else is on a day, for whoever plans a gathering: other calendars, recess, school holidays, feast days.

use domain::calendar::{Free, meet, minutes_on};
use jiff::civil::{Date, Time};
use leptos::prelude::*;

use super::{
    agenda::store::{Entry, What},
    foreign, free,
};
use crate::{ctx::Ctx, error::AppError, ui::*};

/// One thing on the day, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    /// Its time or days, its name, and where it is from.
    line: String,
    /// Whether it is at the moment that is planned.
    meets: bool,
}

impl Busy {
    /// It in words.
    pub(crate) fn line(&self) -> &str {
        &self.line
    }
}

/// What is on this day; what is at the planned moment first. Without a moment nothing is.
pub(crate) async fn busy_on(ctx: &Ctx, day: Date, planned: Option<(Time, Time)>) -> Result<Vec<Busy>, AppError> {
    let db = ctx.app.db.read();
    let entries = foreign::store::between(db, &ctx.tenant, day, day).await?;
    let spells = free::store::between(db, &ctx.tenant, day, day).await?;
    let minutes = minutes_on(day, day, day, planned);
    let foreign = entries.iter().map(|entry| Busy {
        line: line(ctx, entry),
        meets: minutes.as_ref().zip(entry.minutes_on(day).as_ref()).is_some_and(|(one, other)| meet(one, other)),
    });
    let free = spells.iter().map(|one| Busy {
        line: format!("{} · {}", free::name_of(ctx, one), free::days_of(ctx, one.first, one.last)),
        meets: false,
    });
    let mut all: Vec<Busy> = foreign.chain(free).collect();
    all.sort_by_key(|one| !one.meets);
    Ok(all)
}

/// Which of these days are in recess or a feast day.
pub(crate) async fn away_on(ctx: &Ctx, days: &[Date]) -> Result<Vec<Date>, AppError> {
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Ok(Vec::new()) };
    let mut spells = free::store::between(ctx.app.db.read(), &ctx.tenant, *first, *last).await?;
    spells.retain(Free::keeps_away);
    Ok(days.iter().copied().filter(|day| spells.iter().any(|spell| spell.contains(*day))).collect())
}

fn line(ctx: &Ctx, entry: &Entry) -> String {
    let clock = |time: Time| ctx.lang.clock(time.hour(), time.minute());
    let when = match entry.times {
        Some((start, end)) if start == end => clock(start),
        Some((start, end)) => format!("{}–{}", clock(start), clock(end)),
        None => ctx.t("calendar-all-day"),
    };
    match &entry.what {
        What::Foreign { source, .. } => {
            format!("{when} · {} · {}", entry.title, ctx.tn("calendar-from", &[("source", source.as_str().into())]))
        }
        What::Gathering(_) => format!("{when} · {}", entry.title),
    }
}

/// The warning; nothing when there is nothing.
pub(crate) fn around(ctx: &Ctx, all: &[Busy]) -> Option<AnyView> {
    let meets = all.first()?.meets;
    let rows = all
        .iter()
        .map(|one| {
            let same = one.meets.then(|| view! { <strong>{ctx.t("calendar-around-same")}</strong>" · " });
            view! { <li>{same}{one.line.clone()}</li> }
        })
        .collect_view();
    let title = ctx.t(if meets { "calendar-around-clash" } else { "calendar-around" });
    Some(view! { <Notice tone=Tone::Warn title=title><ul>{rows}</ul></Notice> }.into_any())
}
