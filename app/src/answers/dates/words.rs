//! What is said about several dates at once.

use domain::answers::{Answer, Place};
use islands::calls::Rest;

use super::commands::{Came, Done};
use crate::{
    answers::store,
    ctx::{Ctx, Flash},
    db::moment,
    error::AppError,
    gatherings::entity::gathering,
    text::{joined, whole},
};

/// More dates than this open under their own words.
const MOST_IN_SIGHT: usize = 5;
/// More dates than this are counted in a message instead of named.
const MOST_NAMED: usize = 3;

/// The offer in words.
pub(super) fn rest(ctx: &Ctx, answer: Answer, dates: Vec<(String, String)>) -> Rest {
    let n = ("n", whole(dates.len()).into());
    let fold = if dates.len() > MOST_IN_SIGHT { ctx.t("answers-rest-fold") } else { String::new() };
    let button = ctx.tn(&format!("answers-rest-{}", answer.code()), &[n]);
    Rest { answer: answer.code().to_owned(), button, dates, fold }
}

/// "wo 9 dec", with the hour where it begins at another than the one that was answered, and whether it is full.
pub(super) fn date(
    ctx: &Ctx,
    beside: &gathering::Model,
    row: &gathering::Model,
    full: bool,
) -> Result<String, AppError> {
    let day = match row.start_time == beside.start_time {
        true => ctx.day(store::day(row)?),
        false => ctx.when(moment(row.starts_at)),
    };
    Ok(if full { ctx.tn("answers-rest-full", &[("day", day.into())]) } else { day })
}

/// The message afterwards, without a way back yet: how many stand, and every date of which there is more to say.
pub(super) fn flash(ctx: &Ctx, done: &Done) -> Result<Flash, AppError> {
    let days = |wanted: &dyn Fn(&Came) -> bool| -> Result<Vec<String>, AppError> {
        let found = done.dates.iter().filter(|(_, came)| wanted(came));
        found.map(|(row, _)| Ok(ctx.day(store::day(row)?))).collect()
    };
    let named = |key: &str, days: Vec<String>| match days.len() {
        0 => String::new(),
        n if n > MOST_NAMED => {
            let days = ctx.tn("answers-rest-days", &[("n", whole(n).into())]);
            ctx.tn(key, &[("days", days.into())])
        }
        _ => ctx.tn(key, &[("days", days.join(", ").into())]),
    };
    let waits = |came: &Came| matches!(came, Came::Stands(Place::Waiting(_)));
    let stands = days(&|came| matches!(came, Came::Stands(_)) && !waits(came))?.len();
    let first = match (done.answer, stands) {
        (None, _) => {
            let n = days(&|came| *came == Came::TakenBack)?.len();
            ctx.tn("answers-rest-taken-back", &[("n", whole(n).into())])
        }
        (Some(_), 0) => String::new(),
        (Some(answer), n) => ctx.tn(&format!("answers-rest-said-{}", answer.code()), &[("n", whole(n).into())]),
    };
    let waiting = days(&waits)?;
    let waiting = if waiting.len() > MOST_NAMED {
        ctx.tn("answers-rest-wait-many", &[("n", whole(waiting.len()).into())])
    } else {
        let places = done.dates.iter().filter_map(|(_, came)| match came {
            Came::Stands(Place::Waiting(n)) => Some(whole(*n)),
            _ => None,
        });
        let line = |(day, n): (String, i64)| ctx.tn("answers-rest-wait", &[("day", day.into()), ("n", n.into())]);
        joined(waiting.into_iter().zip(places).map(line), " ")
    };
    let had = named("answers-rest-had", days(&|came| *came == Came::Had)?);
    let closed = named("answers-rest-closed", days(&|came| *came == Came::Closed)?);
    Ok(Flash::new("answers-rest-flash").with("what", joined([first, waiting, had, closed], " ")))
}
