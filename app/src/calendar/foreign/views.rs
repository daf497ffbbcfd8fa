//! Calendars of other systems as HTML.

use leptos::prelude::*;
use uuid::Uuid;

use super::{
    commands::Difference,
    pages::Given,
    store::{Foreign, Waiting},
};
use crate::{calendar::free::days_of, ctx::Ctx, form::FieldErrors, page, text::whole, ui::*};

/// Entries and troubles that are shown of what was read.
const SHOWN: usize = 100;

/// `/instellingen/agenda/andere`
pub(super) fn list(ctx: &Ctx, all: &[Foreign], given: &Given, errors: &FieldErrors) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let rows = all.iter().map(|one| item(ctx, one)).collect_view();
    let list = (!all.is_empty()).then(|| {
        let list = view! { <List>{rows}</List> };
        view! { <Section id="agendas" title=t("calendar-foreign-list") count=whole(all.len())>{list}</Section> }
    });
    let fields = view! {
        <TextField name="naam" label=t("calendar-foreign-name") hint=t("calendar-foreign-name-hint")
            value=given.name.clone() maxlength=80 error=errors.text(ctx.lang, "naam")/>
        <TextField name="adres" kind="url" label=t("calendar-foreign-address") hint=t("calendar-foreign-address-hint")
            value=given.address.clone() maxlength=2000 required=false autocomplete="off"
            error=errors.text(ctx.lang, "adres")/>
        <FileField name="bestand" label=t("calendar-foreign-file") hint=t("calendar-foreign-file-hint")
            optional=t("calendar-foreign-instead") accept=".ics,.json,text/calendar,application/json"
            error=errors.text(ctx.lang, "bestand")/>
        <div class="form-actions"><Submit text=t("calendar-foreign-look")/></div>
    };
    let form = view! { <Form action=ctx.url("/instellingen/agenda/andere") multipart=true>{fields}</Form> };
    let form = view! { <Section id="erbij" title=t("calendar-foreign-add")>{form}</Section> };
    view! {
        <PageHead title=t("calendar-foreign-title") lede=t("calendar-foreign-lede")/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        {list}
        {form}
        <p><a href=ctx.url("/instellingen/agenda")>{t("calendar-foreign-back")}</a></p>
    }
    .into_any()
}

/// One calendar: where it is from, how old it is, what is wrong with it, what can be done.
fn item(ctx: &Ctx, one: &Foreign) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let ago = |at| ctx.lang.ago(at, ctx.now, ctx.tenant.zone());
    let from = match &one.host {
        Some(host) => ctx.tn("calendar-foreign-from-host", &[("host", host.as_str().into())]),
        None => t("calendar-foreign-from-file"),
    };
    let read = [("n", one.entries.into()), ("when", ago(one.read_at).into())];
    let meta = format!("{} · {from}", ctx.tn("calendar-foreign-read", &read));
    let failed = one.failure.as_deref().map(|why| {
        let when = one.asked_at.map(ago).unwrap_or_default();
        let title = ctx.tn("calendar-foreign-failed", &[("when", when.into())]);
        let why = format!("{} {}", t(why), t("calendar-foreign-stays"));
        view! { <Notice tone=Tone::Warn title=title><p>{why}</p></Notice> }
    });
    let button = |verb: &str, key: &str| {
        let action = ctx.url(&format!("/instellingen/agenda/andere/{}/{verb}", one.id));
        view! { <ButtonForm action=action text=t(key) look=Look::Quiet about=one.name.clone()/> }
    };
    let refresh = one.host.is_some().then(|| button("verversing", "calendar-foreign-refresh"));
    let remove = button("verwijdering", "calendar-recess-remove");
    view! { <Item title=one.name.clone() meta=meta>{failed}<div class="cluster">{refresh}{remove}</div></Item> }
        .into_any()
}

/// What was read, what would change, and what cannot be used.
pub(super) fn preview(
    ctx: &Ctx,
    title: &str,
    id: Uuid,
    waiting: &Waiting,
    before: Option<&Foreign>,
    changes: Difference,
) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let reading = &waiting.reading;
    let counts = [("come", whole(changes.come).into()), ("go", whole(changes.go).into())];
    let same_place = before.and_then(|one| one.host.as_ref()) == waiting.source.as_ref().map(|source| &source.host);
    let nothing = changes.is_nothing() && same_place && waiting.source.is_none();
    let lede = if reading.found.is_empty() && before.is_none() {
        t("calendar-foreign-nothing")
    } else if changes.is_nothing() {
        t("calendar-foreign-same")
    } else {
        ctx.tn("calendar-foreign-changes", &counts)
    };
    let again = waiting.source.as_ref().map(|source| {
        let host = source.host.as_str();
        view! { <p>{ctx.tn("calendar-foreign-again", &[("host", host.into())])}</p> }
    });
    let keep = (!nothing).then(|| {
        let action = ctx.url(&format!("/instellingen/agenda/andere/{id}"));
        view! { {again}<ButtonForm action=action text=t("calendar-foreign-keep") look=Look::Primary/> }
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
            let place = if one.place.is_empty() { t("calendar-none") } else { one.place.clone() };
            cells![days_of(ctx, one.first, one.last), time, one.title.clone(), place]
        })
        .collect();
    let head = ["when", "time", "what", "where"].map(|key| Col::text(t(&format!("calendar-foreign-column-{key}"))));
    let all = whole(reading.found.len());
    let key = if reading.found.len() > SHOWN { "calendar-foreign-found-first" } else { "calendar-foreign-found" };
    let caption = ctx.tn(key, &[("n", all.into()), ("shown", whole(rows.len()).into())]);
    let table = (all > 0).then(|| view! { <DataTable caption=caption head=head.to_vec() rows=rows/> });
    let troubles = (!reading.troubles.is_empty()).then(|| {
        let lines = reading
            .troubles
            .iter()
            .take(SHOWN)
            .map(|one| view! { <li><strong>{one.entry.clone()}</strong>" "{t(&one.key)}</li> })
            .collect_view();
        let title = ctx.tn("calendar-foreign-troubles", &[("n", whole(reading.troubles.len()).into())]);
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
