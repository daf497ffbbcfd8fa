//! Settings, the decision on measuring, and the outbox.

use domain::{
    measuring::{Level, Measuring},
    policy::{Facts as Known, act},
};
use leptos::prelude::*;

use super::{
    DecisionInput, SettingsInput,
    post::{MailLine, Stage},
    store::DecisionLine,
};
use crate::{
    balance::explanation::decision_list,
    ctx::Ctx,
    form::{FieldErrors, fresh_key},
    page,
    text::whole,
    ui::*,
};

/// The settings form. `theirs`: what somebody else saved meanwhile.
pub(super) fn settings(
    ctx: &Ctx,
    draft: &SettingsInput,
    errors: &FieldErrors,
    theirs: Option<&SettingsInput>,
) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let e = |field: &str| errors.text(ctx.lang, field);
    let sender = view! {
        <TextField name="naam" label=t("settings-office-name") hint=t("settings-office-name-hint") value=draft.naam.clone() error=e("naam")/>
        <EmailField name="email" label=t("settings-office-email") hint=t("settings-office-email-hint") value=draft.email.clone() error=e("email")/>
        <TextField name="telefoon" kind="tel" label=t("settings-office-phone") optional=t("optional") value=draft.telefoon.clone() error=e("telefoon")/>
        <EmailField name="presidium" label=t("settings-presidium") hint=t("settings-presidium-hint") optional=t("optional") value=draft.presidium.clone() error=e("presidium")/>
    };
    let usual = view! {
        <TextField name="plaats" label=t("settings-place") hint=t("settings-place-hint") optional=t("optional") value=draft.plaats.clone() error=e("plaats")/>
        <TimeField name="begintijd" label=t("settings-start") value=draft.begintijd.clone() error=e("begintijd")/>
        <NumberField name="antwoorddagen" label=t("settings-days") hint=t("settings-days-hint") value=draft.antwoorddagen.clone() error=e("antwoorddagen")/>
        <NumberField name="deeldagen" label=t("settings-share-days") hint=t("settings-share-days-hint") value=draft.deeldagen.clone() error=e("deeldagen")/>
    };
    let fields = view! {
        <h2>{t("settings-sender")}</h2>
        {sender}
        <h2>{t("settings-usual")}</h2>
        {usual}
        <div class="form-actions"><Submit text=t("save")/></div>
    };
    let title = if theirs.is_some() { t("error-conflict-title") } else { t("settings-title") };
    view! {
        <PageHead title=title/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        {theirs.map(|theirs| both(ctx, draft, theirs))}
        <div class="columns">
            <aside class="stack" aria-label=t("settings-more")>{more(ctx)}</aside>
            <div class="stack">
                <Form action=ctx.url("/instellingen") version=draft.version.clone()>{fields}</Form>
                {test_mail(ctx)}
            </div>
        </div>
    }
    .into_any()
}

/// Where the rest of the settings is.
fn more(ctx: &Ctx) -> AnyView {
    let link = |path: &str, key: &str, hint: &str| {
        view! { <Item href=ctx.url(path) title=ctx.t(key) meta=ctx.t(hint)/> }.into_any()
    };
    let accounts = link("/instellingen/accounts", "accounts-register-title", "accounts-register-lede");
    let mail = link("/instellingen/post", "settings-mail-title", "settings-mail-lede");
    let waves = ctx
        .may::<act::InviteToGathering>(Known::default())
        .then(|| link("/herinneringen", "reminder-title", "reminder-lede"));
    let reminders = link("/instellingen/herinneringen", "reminder-rules-title", "reminder-rules-hint");
    let replies = ctx
        .may::<act::SeeReplies>(Known::default())
        .then(|| link("/agenda-antwoorden", "replies-title", "replies-settings-hint"));
    let setup = link("/instellingen/agenda-antwoorden", "replies-setup-title", "replies-setup-lede");
    let calendar = link("/instellingen/agenda", "calendar-settings-title", "calendar-settings-lede");
    let measuring = link("/instellingen/meten", "settings-measuring-title", "settings-measuring-hint");
    let terms = link("/instellingen/bewaartermijnen", "privacy-terms-title", "privacy-terms-lede");
    view! {
        <Section id="werk" title=ctx.t("settings-more-work")><List>{accounts}{mail}{waves}{replies}</List></Section>
        <Section id="regels" title=ctx.t("settings-more-rules")>
            <List>{reminders}{setup}{calendar}{measuring}{terms}</List>
        </Section>
    }
    .into_any()
}

fn test_mail(ctx: &Ctx) -> AnyView {
    let lede = ctx.t("settings-test-lede");
    let button = view! {
        <ButtonForm action=ctx.url("/instellingen/testmail") text=ctx.t("settings-test-send") key=fresh_key()/>
    };
    view! { <Section title=ctx.t("settings-test") id="testmail"><p>{lede}</p>{button}</Section> }.into_any()
}

/// What was typed beside what somebody else saved, where they differ.
fn both(ctx: &Ctx, mine: &SettingsInput, theirs: &SettingsInput) -> AnyView {
    let rows: Vec<_> = [
        ("settings-office-name", &mine.naam, &theirs.naam),
        ("settings-office-email", &mine.email, &theirs.email),
        ("settings-office-phone", &mine.telefoon, &theirs.telefoon),
        ("settings-presidium", &mine.presidium, &theirs.presidium),
        ("settings-place", &mine.plaats, &theirs.plaats),
        ("settings-start", &mine.begintijd, &theirs.begintijd),
        ("settings-days", &mine.antwoorddagen, &theirs.antwoorddagen),
        ("settings-share-days", &mine.deeldagen, &theirs.deeldagen),
    ]
    .into_iter()
    .filter(|(_, mine, theirs)| mine.trim() != theirs.trim())
    .map(|(key, mine, theirs)| cells![ctx.t(key), mine.clone(), theirs.clone()])
    .collect();
    let head = vec![
        Col::text(ctx.t("settings-conflict-field")),
        Col::text(ctx.t("settings-conflict-yours")),
        Col::text(ctx.t("settings-conflict-saved")),
    ];
    let table = view! { <DataTable caption=ctx.t("settings-conflict-caption") head=head rows=rows/> };
    view! { <Notice tone=Tone::Warn title=ctx.t("settings-conflict")/>{table} }.into_any()
}

/// The form with the council's decision, and the decisions so far.
pub(super) fn measuring(
    ctx: &Ctx,
    draft: &DecisionInput,
    errors: &FieldErrors,
    earlier: &[DecisionLine],
    known: &Measuring,
) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let e = |field: &str| errors.text(ctx.lang, field);
    let level = known.level_at(ctx.now);
    let form = ctx.may::<act::DecideMeasuring>(Known::default()).then(|| {
        let options = page::choices(ctx, "settings-level", Level::CODES);
        let fields = view! {
            <Radios name="niveau" label=t("settings-level") options=options value=draft.niveau.clone() error=e("niveau")/>
            <DateField name="datum" label=t("settings-decided-on") hint=t("settings-decided-on-hint")
                value=draft.datum.clone() max=ctx.today().to_string() error=e("datum")/>
            <TextField name="dpia" label=t("settings-dpia") hint=t("settings-dpia-hint") optional=t("settings-dpia-optional")
                value=draft.dpia.clone() error=e("dpia")/>
            <NumberField name="dagen" label=t("settings-reading-days") hint=t("settings-reading-days-hint")
                value=draft.dagen.clone() error=e("dagen")/>
            <div class="form-actions"><Submit text=t("settings-decide")/></div>
        };
        let form = view! { <Form action=ctx.url("/instellingen/meten") key=draft.key.clone()>{fields}</Form> };
        view! { <Section title=t("settings-new-decision") id="besluit">{form}</Section> }
    });
    let count = whole(earlier.len());
    let list = decision_list(ctx, earlier);
    let kept = (level != Level::Off).then(|| {
        let text = ctx.tn("settings-reading-days-now", &[("n", i64::from(known.reading_days(ctx.now)).into())]);
        view! { <p>{text}</p> }
    });
    view! {
        <PageHead title=t("settings-measuring-title") lede=t(&format!("settings-now-{}", level.code()))/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        {kept}
        <p>{t("settings-measuring-law")}</p>
        {form}
        <Section title=t("settings-decisions") id="besluiten" count=Some(count)>{list}</Section>
        <p><a href=ctx.url("/informatiebalans/uitleg")>{t("balance-explain-link")}</a></p>
    }
    .into_any()
}

/// Mail that waits, left, or got stuck.
pub(super) fn mail(ctx: &Ctx, counts: &[(Stage, i64)], stage: Stage, lines: &[MailLine], more: bool) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let here = |stage: Stage| ctx.url(&format!("/instellingen/post?stand={}", stage.code()));
    let tabs = counts
        .iter()
        .map(|(each, n)| Tab::new(t(&format!("settings-mail-{}", each.code())), here(*each), *each == stage).count(*n))
        .collect();
    let stuck = counts.iter().find(|(each, _)| *each == Stage::Stuck).map_or(0, |(_, n)| *n);
    let may = ctx.may::<act::RetryMail>(Known::default());
    let all = (may && stage == Stage::Stuck && stuck > 1).then(|| {
        let text = ctx.tn("settings-retry-all", &[("n", stuck.into())]);
        view! { <ButtonForm action=ctx.url("/instellingen/post/pogingen") text=text look=Look::Primary/> }
    });
    let list = if lines.is_empty() {
        view! { <Empty text=t(&format!("settings-mail-{}-empty", stage.code()))/> }.into_any()
    } else {
        let items = lines.iter().map(|line| mail_item(ctx, stage, line, may)).collect_view();
        view! { <List>{items}</List> }.into_any()
    };
    let older = lines
        .last()
        .filter(|_| more)
        .map(|line| (format!("{}&voor={}", here(stage), line.id), t("settings-mail-older")));
    view! {
        <PageHead title=t("settings-mail-title") lede=t("settings-mail-lede")/>
        <Tabs label=t("settings-mail-tabs") items=tabs/>
        {all}
        {list}
        <Pager label=t("settings-mail-pages") back=None onward=older/>
    }
    .into_any()
}

fn mail_item(ctx: &Ctx, stage: Stage, line: &MailLine, may: bool) -> AnyView {
    let what = match (stage, line.attempts) {
        (Stage::Waiting, 0) => "settings-mail-line-new",
        (Stage::Waiting, _) => "settings-mail-line-again",
        (Stage::Sent, _) if line.bounced => "settings-mail-line-bounced",
        (Stage::Sent, _) => "settings-mail-line-sent",
        (Stage::Stuck, _) => "settings-mail-line-stuck",
    };
    let when = if matches!((stage, line.attempts), (Stage::Stuck, _) | (Stage::Waiting, 0)) {
        line.created_at
    } else {
        line.at
    };
    let about = ctx.tn(what, &[("when", ctx.when(when).into()), ("n", line.attempts.into())]);
    let meta = format!("{} <{}> · {about}", line.to_name, line.to_address);
    let reason = (!line.reason.is_empty()).then(|| view! { <p class="meta mail-reason">{line.reason.clone()}</p> });
    let again = (may && stage == Stage::Stuck).then(|| {
        let action = ctx.url(&format!("/instellingen/post/{}/poging", line.id));
        view! { <ButtonForm action=action text=ctx.t("settings-retry") about=line.to_name.clone()/> }
    });
    view! { <Item title=line.subject.clone() meta=meta>{reason}{again}</Item> }.into_any()
}
