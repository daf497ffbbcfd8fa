//! What else is on a day, for whoever plans a gathering: other calendars, recess, school holidays, feast days.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{
    agenda::store::{Entry, What},
    foreign, free,
};
use crate::{ctx::Ctx, error::AppError, ui::*};

/// One line for each thing, with its name and its time or days.
pub(crate) async fn busy_on(ctx: &Ctx, day: Date) -> Result<Vec<String>, AppError> {
    let db = ctx.app.db.read();
    let entries = foreign::store::between(db, &ctx.tenant, day, day).await?;
    let spells = free::store::between(db, &ctx.tenant, day, day).await?;
    let foreign = entries.iter().map(|entry| line(ctx, entry));
    let free =
        spells.iter().map(|one| format!("{} · {}", free::name_of(ctx, one), free::days_of(ctx, one.first, one.last)));
    Ok(foreign.chain(free).collect())
}

fn line(ctx: &Ctx, entry: &Entry) -> String {
    let clock = |time: jiff::civil::Time| ctx.lang.clock(time.hour(), time.minute());
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
pub(crate) fn around(ctx: &Ctx, lines: &[String]) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let rows = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    Some(view! { <Notice tone=Tone::Warn title=ctx.t("calendar-around")><ul>{rows}</ul></Notice> }.into_any())
}
