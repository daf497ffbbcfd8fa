//! The form that logs what was told.

use domain::briefings::Way;
use leptos::prelude::*;

use crate::{balance::needed, briefings::input::LogInput, ctx::Ctx, form::FieldErrors, page, ui::*};

/// Everything around the fields.
pub(in crate::briefings) struct Sheet {
    /// The factions of today.
    pub(in crate::briefings) factions: Vec<Choice>,
    /// Their people.
    pub(in crate::briefings) people: Vec<(String, Vec<Choice>)>,
    /// Who can have told it, for the griffie; empty for whoever can only log their own.
    pub(in crate::briefings) tellers: Vec<Choice>,
}

/// The form.
pub(in crate::briefings) fn log(ctx: &Ctx, input: &LogInput, errors: &FieldErrors, sheet: Sheet) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let teller = (!sheet.tellers.is_empty()).then(|| {
        view! {
            <Select name="verteller" label=ctx.t("briefing-teller") options=sheet.tellers value=input.verteller.clone()
                error=error("verteller")/>
        }
    });
    let ways = Way::ALL.iter().map(|way| Choice::new(way.code(), ctx.t(&format!("briefing-way-{way}")))).collect();
    let what = view! {
        <TextField name="onderwerp" label=ctx.t("briefing-about") value=input.onderwerp.clone()
            hint=ctx.t("briefing-about-hint") error=error("onderwerp") maxlength=200 autocomplete="off"/>
        <TextArea name="tekst" label=ctx.t("briefing-body") value=input.tekst.clone() rows=6
            hint=ctx.t("briefing-body-hint") error=error("tekst") maxlength="8000"/>
    };
    let when = view! {
        <div class="fields-row">
            <DateField name="datum" label=ctx.t("briefing-date") value=input.datum.clone() error=error("datum")
                max=ctx.today().to_string()/>
            <TimeField name="tijd" label=ctx.t("briefing-time") value=input.tijd.clone() error=error("tijd")/>
        </div>
        <Radios name="hoe" label=ctx.t("briefing-way") options=ways value=input.hoe.clone() error=error("hoe")
            inline=true/>
    };
    let whom = view! {
        <Checkboxes name="fractie" label=ctx.t("briefing-factions") options=sheet.factions
            values=input.fractie.clone() error=error("fractie") inline=true/>
        {people(ctx, input, errors, &sheet.people)}
    };
    let needed = needed::fields(ctx, "", "briefing-needed-hint", &input.nodig_datum, &input.nodig_tijd, errors);
    let (log, log_and_share) = (ctx.t("briefing-log-do"), ctx.t("briefing-log-share"));
    view! {
        <PageHead title=ctx.t("briefing-new") lede=ctx.t("briefing-new-lede")/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <Form action=ctx.url("/gedeelde-informatie") key=input.key.clone()>
            {what}
            {whom}
            {when}
            {teller}
            {needed}
            <div class="form-actions">
                <Submit text=log/>
                <Submit text=log_and_share look=Look::Secondary name="actie" value="delen"/>
            </div>
        </Form>
    }
    .into_any()
}

/// The people, folded until somebody is chosen.
fn people(ctx: &Ctx, input: &LogInput, errors: &FieldErrors, groups: &[(String, Vec<Choice>)]) -> AnyView {
    let wrong = errors.text(ctx.lang, "persoon");
    let open = !input.persoon.is_empty() || wrong.is_some();
    let rows = groups
        .iter()
        .enumerate()
        .map(|(at, (faction, people))| {
            let id = if at == 0 { "persoon".to_owned() } else { format!("persoon-groep-{at}") };
            let error = if at == 0 { wrong.clone() } else { None };
            view! {
                <Checkboxes name="persoon" id=id label=faction.clone() options=people.clone()
                    values=input.persoon.clone() error=error/>
            }
        })
        .collect_view();
    view! {
        <Disclosure summary=ctx.t("briefing-people") open=open><div class="people-groups">{rows}</div></Disclosure>
    }
    .into_any()
}
