//! "Moet bekend zijn vóór": the moment by which something that is released must be known, for instance the formal
//! decision. Every form that releases something may ask for it; empty means there is no such moment.

use domain::{
    balance::FURTHEST_NEEDED,
    localtime::{self, WallTimeError, parse_date, parse_time},
};
use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::*;

use crate::{ctx::Ctx, form::FieldErrors, ui::*};

/// The field of the date.
pub const DATE: &str = "nodig-datum";
/// The field of the time.
pub const TIME: &str = "nodig-tijd";

/// Reads a date and a time; `None` without a date. What is wrong stands by its field.
pub fn read(errors: &mut FieldErrors, date: &str, time: &str, zone: &TimeZone) -> Option<Timestamp> {
    if date.trim().is_empty() {
        return None;
    }
    moment(errors, (DATE, date), (TIME, time), zone)
}

/// Reads a date and a time that must both be there.
pub fn moment(
    errors: &mut FieldErrors,
    (date_field, date): (&str, &str),
    (time_field, time): (&str, &str),
    zone: &TimeZone,
) -> Option<Timestamp> {
    let missing = |typed: &str, key: &'static str| if typed.trim().is_empty() { "error-missing" } else { key };
    let day = errors.take(date_field, parse_date(date).ok_or(missing(date, "error-date")));
    let hour = errors.take(time_field, parse_time(time).ok_or(missing(time, "error-time")));
    let (day, hour) = day.zip(hour)?;
    match localtime::resolve(day, hour, zone) {
        Ok(moment) => Some(moment),
        Err(WallTimeError::OutOfRange) => {
            errors.add(date_field, "error-date");
            None
        }
        Err(WallTimeError::Gap) => {
            errors.add(time_field, "error-gap");
            None
        }
        Err(WallTimeError::Fold) => {
            errors.add(time_field, "error-fold");
            None
        }
    }
}

/// The moment of a form that releases something now: it must still be to come, and
/// within two years.
pub fn read_ahead(errors: &mut FieldErrors, date: &str, time: &str, ctx: &Ctx) -> Option<Timestamp> {
    let needed = read(errors, date, time, ctx.tenant.zone())?;
    let wrong = if needed <= ctx.now {
        "needed-error-past"
    } else if needed.duration_since(ctx.now) > FURTHEST_NEEDED {
        "needed-error-far"
    } else {
        return Some(needed);
    };
    errors.add(DATE, wrong);
    None
}

/// The two fields, folded until they are used. `id` tells apart the forms of one page; `hint` says what holds when they
/// stay empty. The time begins at the hour the council usually meets.
pub fn fields(ctx: &Ctx, id: &str, hint: &str, date: &str, time: &str, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let open = !date.is_empty() || error(DATE).is_some() || error(TIME).is_some();
    let time = if time.is_empty() { ctx.tenant.usual_start() } else { time }.to_owned();
    let named = |field: &str| if id.is_empty() { field.to_owned() } else { format!("{id}-{field}") };
    let (date_id, time_id, date) = (named(DATE), named(TIME), date.to_owned());
    let (date_error, time_error, hint) = (error(DATE), error(TIME), ctx.t(hint));
    let (date_label, time_label, optional) = (ctx.t("needed-date"), ctx.t("needed-time"), ctx.t("optional"));
    view! {
        <Disclosure summary=ctx.t("needed-label") open=open>
            <p class="field-hint">{hint}</p>
            <div class="fields-row">
                <DateField name=DATE id=date_id label=date_label optional=optional.clone() value=date error=date_error/>
                <TimeField name=TIME id=time_id label=time_label optional=optional value=time error=time_error/>
            </div>
        </Disclosure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(date: &str, time: &str) -> Vec<(String, String)> {
        let mut errors = FieldErrors::default();
        assert_eq!(read(&mut errors, date, time, &localtime::amsterdam()), None);
        errors.keys().map(|(field, key)| (field.to_owned(), key.to_owned())).collect()
    }

    #[test]
    fn without_a_date_there_is_no_such_moment() {
        assert_eq!(wrong("", "19:30"), []);
        let mut errors = FieldErrors::default();
        let read = read(&mut errors, "9-9-2026", "19.30", &localtime::amsterdam());
        assert_eq!(read, Some("2026-09-09T17:30:00Z".parse().unwrap()));
    }

    #[test]
    fn what_is_wrong_stands_by_its_field() {
        assert_eq!(wrong("morgen", "19:30"), [(DATE.to_owned(), "error-date".to_owned())]);
        assert_eq!(wrong("9-9-2026", ""), [(TIME.to_owned(), "error-missing".to_owned())]);
        assert_eq!(wrong("29-3-2026", "02:30"), [(TIME.to_owned(), "error-gap".to_owned())]);
        assert_eq!(wrong("25-10-2026", "02:30"), [(TIME.to_owned(), "error-fold".to_owned())]);
    }
}
