//! What will be reminded, what was, and the rules of it.

use domain::{
    news::Policy,
    policy::{Facts as Known, act},
};
use leptos::prelude::*;

use super::{
    input::RulesInput,
    waves::{Fate, SentWave, Wave},
};
use crate::{ctx::Ctx, form::FieldErrors, page, text::whole, ui::*};

/// The waves to come with who is in them, and those that left.
pub(super) fn list(ctx: &Ctx, coming: &[(Wave, Vec<String>)], sent: &[SentWave]) -> AnyView {
    let next = if coming.is_empty() {
        view! { <Empty text=ctx.t("reminder-none")/> }.into_any()
    } else {
        let rows = coming.iter().map(|(wave, names)| to_come(ctx, wave, names)).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let left = (!sent.is_empty()).then(|| {
        let rows = sent.iter().map(|wave| was_sent(ctx, wave)).collect_view();
        view! {
            <Section title=ctx.t("reminder-sent") id="verstuurd" count=Some(whole(sent.len()))><List>{rows}</List></Section>
        }
    });
    let rules = ctx.may::<act::SeeSettings>(Known::default()).then(|| {
        view! { <p><a href=ctx.url("/instellingen/herinneringen")>{ctx.t("reminder-rules-link")}</a></p> }
    });
    view! {
        <PageHead title=ctx.t("reminder-title") lede=ctx.t("reminder-lede")/>
        <Section title=ctx.t("reminder-coming") id="komt" count=Some(whole(coming.len()))>{next}</Section>
        {left}
        {rules}
    }
    .into_any()
}

fn to_come(ctx: &Ctx, wave: &Wave, names: &[String]) -> AnyView {
    let skipped = wave.fate == Fate::Skipped;
    let kind = ctx.t(&format!("reminder-kind-{}", wave.kind));
    let count = ctx.tn("reminder-people", &[("n", whole(names.len()).into())]);
    let when = ctx.when(wave.window.from.max(ctx.now));
    let at = wave.window.from.max(ctx.now).to_string();
    let who = (!names.is_empty() && !skipped).then(|| {
        let names = names.join(", ");
        view! { <Disclosure summary=ctx.t("reminder-names")><p>{names}</p></Disclosure> }
    });
    let (path, text) = if skipped { ("hervatting", "reminder-resume") } else { ("overslaan", "reminder-skip") };
    let action = ctx.url(&format!("/herinneringen/{}/{path}", wave.key));
    let button = view! {
        <ButtonForm action=action text=ctx.t(text) look=Look::Quiet about=format!("{kind}: {}", wave.title)/>
    };
    let badge = skipped.then(|| view! { <Badge text=ctx.t("reminder-is-skipped") tone=Tone::Warn/> });
    view! {
        <Item href=ctx.url(&wave.path) title=wave.title.clone() meta=format!("{kind} · {count}") lead=when at=at>
            {badge}{who}{button}
        </Item>
    }
    .into_any()
}

fn was_sent(ctx: &Ctx, wave: &SentWave) -> AnyView {
    let kind = ctx.t(&format!("reminder-kind-{}", wave.kind));
    let count = ctx.tn("reminder-people", &[("n", wave.people.into())]);
    view! {
        <Item href=ctx.url(&wave.path) title=wave.title.clone() meta=format!("{kind} · {count}") lead=ctx.when(wave.at)
            at=wave.at.to_string()/>
    }
    .into_any()
}

/// The rules form. `theirs`: what somebody else saved meanwhile.
pub(super) fn rules(ctx: &Ctx, draft: &RulesInput, errors: &FieldErrors, theirs: Option<&RulesInput>) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let e = |field: &str| errors.text(ctx.lang, field);
    let (yes, quiet_sunday) = (draft.vooraf == "true", draft.zondag == "true");
    let reminders = view! {
        <NumberField name="antwoorddagen" label=t("reminder-answer-days") hint=t("reminder-zero")
            value=draft.antwoorddagen.clone() error=e("antwoorddagen")/>
        <Checkbox name="vooraf" label=t("reminder-day-before") checked=yes/>
        <NumberField name="vraagdagen" label=t("reminder-question-days") hint=t("reminder-zero")
            value=draft.vraagdagen.clone() error=e("vraagdagen")/>
        <NumberField name="verslaguren" label=t("reminder-notes-hours") hint=t("reminder-zero")
            value=draft.verslaguren.clone() error=e("verslaguren")/>
    };
    let quiet = view! {
        <TimeField name="stil_van" label=t("reminder-quiet-from") value=draft.stil_van.clone() error=e("stil_van")/>
        <TimeField name="stil_tot" label=t("reminder-quiet-to") value=draft.stil_tot.clone() error=e("stil_tot")/>
        <Checkbox name="zondag" label=t("reminder-sunday") checked=quiet_sunday/>
    };
    let options = page::choices(ctx, "reminder-news", Policy::CODES);
    let news = view! {
        <Radios name="nieuws" label=t("reminder-news-label") hint=t("reminder-news-hint") options=options
            value=draft.nieuws.clone() error=e("nieuws")/>
        <TimeField name="dagmail" label=t("reminder-cutoff") hint=t("reminder-cutoff-hint")
            value=draft.dagmail.clone() error=e("dagmail")/>
    };
    let fields = view! {
        <h2>{t("reminder-title")}</h2>
        {reminders}
        <h2>{t("reminder-quiet")}</h2>
        <p>{t("reminder-quiet-lede")}</p>
        {quiet}
        <h2>{t("reminder-news")}</h2>
        {news}
        <div class="form-actions"><Submit text=t("save")/></div>
    };
    let title = if theirs.is_some() { t("error-conflict-title") } else { t("reminder-rules-title") };
    let waves = ctx.may::<act::InviteToGathering>(Known::default()).then(|| {
        view! { <p><a href=ctx.url("/herinneringen")>{t("reminder-list-link")}</a></p> }
    });
    view! {
        <PageHead title=title/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        {theirs.map(|theirs| both(ctx, draft, theirs))}
        {waves}
        <Form action=ctx.url("/instellingen/herinneringen") version=draft.version.clone()>{fields}</Form>
    }
    .into_any()
}

/// What was typed beside what somebody else saved, where they differ.
fn both(ctx: &Ctx, mine: &RulesInput, theirs: &RulesInput) -> AnyView {
    let tick = |value: &str| if value == "true" { ctx.t("reminder-yes") } else { ctx.t("reminder-no") };
    let news = |code: &str| ctx.t(&format!("reminder-news-{code}"));
    let rows: Vec<_> = [
        ("reminder-answer-days", mine.antwoorddagen.clone(), theirs.antwoorddagen.clone()),
        ("reminder-day-before", tick(&mine.vooraf), tick(&theirs.vooraf)),
        ("reminder-question-days", mine.vraagdagen.clone(), theirs.vraagdagen.clone()),
        ("reminder-notes-hours", mine.verslaguren.clone(), theirs.verslaguren.clone()),
        ("reminder-quiet-from", mine.stil_van.clone(), theirs.stil_van.clone()),
        ("reminder-quiet-to", mine.stil_tot.clone(), theirs.stil_tot.clone()),
        ("reminder-sunday", tick(&mine.zondag), tick(&theirs.zondag)),
        ("reminder-news-label", news(&mine.nieuws), news(&theirs.nieuws)),
        ("reminder-cutoff", mine.dagmail.clone(), theirs.dagmail.clone()),
    ]
    .into_iter()
    .filter(|(_, mine, theirs)| mine.trim() != theirs.trim())
    .map(|(key, mine, theirs)| cells![ctx.t(key), mine, theirs])
    .collect();
    let head = vec![
        Col::text(ctx.t("settings-conflict-field")),
        Col::text(ctx.t("settings-conflict-yours")),
        Col::text(ctx.t("settings-conflict-saved")),
    ];
    let table = view! { <DataTable caption=ctx.t("settings-conflict-caption") head=head rows=rows/> };
    view! { <Notice tone=Tone::Warn title=ctx.t("settings-conflict")/>{table} }.into_any()
}
