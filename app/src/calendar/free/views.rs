//! Recess and school holidays as HTML.

use domain::calendar::{Free, KNOWN_FROM, Reason, Region, SOURCE, known_until};
use jiff::civil::Date;
use leptos::prelude::*;

use super::{pages::RecessInput, store::Recess};
use crate::{ctx::Ctx, form::FieldErrors, page, text::whole, ui::*};

/// What free days are called.
pub(crate) fn name_of(ctx: &Ctx, free: &Free) -> String {
    match &free.reason {
        Reason::Recess(name) => name.clone(),
        Reason::Feast(feast) => ctx.t(&format!("calendar-feast-{}", feast.code())),
        Reason::School(holiday) => ctx.t(&format!("calendar-school-{}", holiday.code())),
    }
}

/// "za 4 jul t/m zo 16 aug", or one day.
pub(crate) fn days_of(ctx: &Ctx, first: Date, last: Date) -> String {
    if first == last {
        return ctx.day(first);
    }
    ctx.tn("calendar-days", &[("first", ctx.day(first).into()), ("last", ctx.day(last).into())])
}

/// Which school holidays are shown, by whom they were published, and where the data end.
pub(crate) fn about_schools(ctx: &Ctx, region: Option<Region>, first: Date, last: Date) -> AnyView {
    let Some(region) = region else { return ().into_any() };
    let until = known_until(region);
    let name = ctx.t(&format!("calendar-region-{}", region.code()));
    let beyond = if last > until {
        Some(ctx.tn("calendar-school-beyond", &[("day", ctx.lang.long_date(until).into())]))
    } else if first < KNOWN_FROM {
        Some(ctx.tn("calendar-school-before", &[("day", ctx.lang.long_date(KNOWN_FROM).into())]))
    } else {
        None
    };
    let known = ctx.tn("calendar-school-source", &[("region", name.into())]);
    view! { <p class="meta">{beyond.map(|beyond| format!("{beyond} "))}{known}" "<a href=SOURCE>{ctx.t("calendar-school-link")}</a></p> }
        .into_any()
}

/// `/instellingen/agenda`
pub(super) fn settings(
    ctx: &Ctx,
    recesses: &[Recess],
    region: Option<Region>,
    input: &RecessInput,
    errors: &FieldErrors,
) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let e = |field: &str| errors.text(ctx.lang, field);
    let rows = recesses
        .iter()
        .map(|recess| {
            let action = ctx.url(&format!("/instellingen/agenda/reces/{}/verwijdering", recess.id));
            let remove = view! {
                <ButtonForm action=action text=t("calendar-recess-remove") look=Look::Quiet about=recess.name.clone()/>
            };
            let days = days_of(ctx, recess.first, recess.last);
            view! { <Item title=recess.name.clone() meta=days>{remove}</Item> }
        })
        .collect_view();
    let list = if recesses.is_empty() {
        view! { <p>{t("calendar-recess-none")}</p> }.into_any()
    } else {
        view! { <List>{rows}</List> }.into_any()
    };
    let fields = view! {
        <TextField name="naam" label=t("calendar-recess-name") hint=t("calendar-recess-name-hint")
            value=input.naam.clone() maxlength=80 error=e("naam")/>
        <div class="fields-row">
            <DateField name="van" label=t("calendar-recess-first") value=input.van.clone() error=e("van")/>
            <DateField name="tot" label=t("calendar-recess-last") value=input.tot.clone() error=e("tot")/>
        </div>
        <div class="form-actions"><Submit text=t("calendar-recess-add")/></div>
    };
    let regions = choices(
        Region::ALL.iter().map(|region| (region.code().to_owned(), t(&format!("calendar-region-{}", region.code())))),
    );
    let choice = view! {
        <Select name="regio" label=t("calendar-region") hint=t("calendar-region-hint") options=regions
            value=region.map_or(String::new(), |region| region.code().to_owned()) blank=t("calendar-region-none")
            required=false error=e("regio")/>
        <div class="form-actions"><Submit text=t("calendar-region-save") look=Look::Secondary/></div>
    };
    let until = region.map(|region| {
        let day = ctx.lang.long_date(known_until(region));
        view! { <p class="meta">{ctx.tn("calendar-region-until", &[("day", day.into())])}</p> }
    });
    let count = whole(recesses.len());
    let add = view! { <Form action=ctx.url("/instellingen/agenda/reces") key=input.key.clone()>{fields}</Form> };
    let set = view! { <Form action=ctx.url("/instellingen/agenda")>{choice}</Form> };
    view! {
        <PageHead title=t("calendar-settings-title") lede=t("calendar-settings-lede")/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <Section id="reces" title=t("calendar-recess") count=count>{list}{add}</Section>
        <Section id="schoolvakanties" title=t("calendar-schools")>{set}{until}</Section>
        <p><a href=ctx.url("/instellingen/agenda/andere")>{t("calendar-foreign-title")}</a></p>
        <p><a href=ctx.url("/instellingen")>{t("calendar-settings-back")}</a></p>
    }
    .into_any()
}
