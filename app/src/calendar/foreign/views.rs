//! Calendars of other systems as HTML.

use leptos::prelude::*;
use uuid::Uuid;

use super::{commands::Difference, read::Reading, store::Foreign};
use crate::{calendar::free::days_of, ctx::Ctx, form::FieldErrors, ui::*};

/// Entries and troubles that are shown of a file.
const SHOWN: usize = 100;

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// `/instellingen/agenda/andere`
pub(super) fn list(ctx: &Ctx, all: &[Foreign], name: &str, errors: &FieldErrors) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let problems = errors.all(ctx.lang);
    let title = ctx.tn("form-errors", &[("n", number(problems.len()).into())]);
    let rows = all
        .iter()
        .map(|one| {
            let when = ctx.lang.ago(one.read_at, ctx.now, ctx.tenant.zone());
            let meta = ctx.tn("calendar-foreign-read", &[("n", one.entries.into()), ("when", when.into())]);
            let action = ctx.url(&format!("/instellingen/agenda/andere/{}/verwijdering", one.id));
            let remove = view! {
                <ButtonForm action=action text=t("calendar-recess-remove") look=Look::Quiet about=one.name.clone()/>
            };
            view! { <Item title=one.name.clone() meta=meta>{remove}</Item> }
        })
        .collect_view();
    let list = (!all.is_empty()).then(|| {
        let list = view! { <List>{rows}</List> };
        view! { <Section id="agendas" title=t("calendar-foreign-list") count=number(all.len())>{list}</Section> }
    });
    let fields = view! {
        <TextField name="naam" label=t("calendar-foreign-name") hint=t("calendar-foreign-name-hint")
            value=name.to_owned() maxlength=80 error=errors.text(ctx.lang, "naam")/>
        <FileField name="bestand" label=t("calendar-foreign-file") hint=t("calendar-foreign-file-hint")
            accept=".ics,.json,text/calendar,application/json" error=errors.text(ctx.lang, "bestand")/>
        <div class="form-actions"><Submit text=t("calendar-foreign-look")/></div>
    };
    let form = view! { <Form action=ctx.url("/instellingen/agenda/andere") multipart=true>{fields}</Form> };
    view! {
        <PageHead title=t("calendar-foreign-title") lede=t("calendar-foreign-lede")/>
        <ErrorSummary title=title errors=problems/>
        {list}
        {form}
        <p><a href=ctx.url("/instellingen/agenda")>{t("calendar-foreign-back")}</a></p>
    }
    .into_any()
}

/// What a file holds, what would change, and what cannot be used.
pub(super) fn preview(ctx: &Ctx, title: &str, id: Uuid, reading: &Reading, changes: Difference) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let counts = [("come", number(changes.come).into()), ("go", number(changes.go).into())];
    let nothing = changes == (Difference { come: 0, go: 0 });
    let lede = if nothing { t("calendar-foreign-same") } else { ctx.tn("calendar-foreign-changes", &counts) };
    let keep = (!nothing).then(|| {
        let action = ctx.url(&format!("/instellingen/agenda/andere/{id}"));
        view! { <ButtonForm action=action text=t("calendar-foreign-keep") look=Look::Primary/> }
    });
    let rows: Vec<_> = reading
        .found
        .iter()
        .take(SHOWN)
        .map(|one| {
            let clock = |time: jiff::civil::Time| ctx.lang.clock(time.hour(), time.minute());
            let time = match one.times {
                Some((start, end)) if start == end => clock(start),
                Some((start, end)) => format!("{}–{}", clock(start), clock(end)),
                None => t("calendar-all-day"),
            };
            cells![days_of(ctx, one.first, one.last), time, one.title.clone(), one.place.clone()]
        })
        .collect();
    let head = ["when", "time", "what", "where"].map(|key| Col::text(t(&format!("calendar-foreign-column-{key}"))));
    let all = number(reading.found.len());
    let caption = ctx.tn("calendar-foreign-found", &[("n", all.into()), ("shown", number(rows.len()).into())]);
    let table = (all > 0).then(|| view! { <DataTable caption=caption head=head.to_vec() rows=rows/> });
    let troubles = (!reading.troubles.is_empty()).then(|| {
        let lines = reading
            .troubles
            .iter()
            .take(SHOWN)
            .map(|one| view! { <li><strong>{one.entry.clone()}</strong>" "{t(&one.key)}</li> })
            .collect_view();
        let title = ctx.tn("calendar-foreign-troubles", &[("n", number(reading.troubles.len()).into())]);
        view! { <Notice tone=Tone::Warn title=title><ul>{lines}</ul></Notice> }
    });
    view! {
        <PageHead title=title.to_owned() lede=lede/>
        {troubles}
        {keep}
        {table}
        <p><a href=ctx.url("/instellingen/agenda/andere")>{t("calendar-foreign-other")}</a></p>
    }
    .into_any()
}
