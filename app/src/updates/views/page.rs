//! One update as people read it, and the last look before it goes out.

use domain::updates::State;
use leptos::prelude::*;
use uuid::Uuid;

use super::whole;
use crate::{
    balance::needed,
    ctx::Ctx,
    form::FieldErrors,
    mail::Wave,
    markdown, page,
    people::store::CouncilBook,
    ui::*,
    updates::{
        input::{PublishInput, ScheduleInput},
        store::{Figure, Update},
        words,
    },
};

/// Everything the page of an update shows.
#[derive(Debug)]
pub struct UpdatePage<'a> {
    /// The update.
    pub update: &'a Update,
    /// For names.
    pub book: &'a CouncilBook,
    /// The item owed to the reader, and whether they confirmed it.
    pub owed: Option<(Uuid, bool)>,
    /// Whether the reader may write on it.
    pub may_write: bool,
    /// Whether the reader may publish it.
    pub may_publish: bool,
}

/// The page.
pub fn update(ctx: &Ctx, page: &UpdatePage<'_>) -> AnyView {
    let update = page.update;
    let lede = ctx.tn(
        "update-lede",
        &[
            ("name", page.book.titled(ctx.lang, update.alderman, ctx.today()).into()),
            ("quarter", words::quarter(ctx.lang, update.quarter).into()),
        ],
    );
    let published = update.life.published_at.map(|at| {
        let text = ctx.tn("update-published", &[("when", ctx.when(at).into())]);
        view! { <Moment at=at.to_string() shown=text/> }
    });
    let minutes = ctx.tn("update-minutes", &[("n", update.minutes().into())]);
    let read = page.owed.map(|(item, confirmed)| {
        if confirmed {
            view! { <p class="meta">{ctx.t("balance-confirm-done")}</p> }.into_any()
        } else {
            let action = ctx.url(&format!("/gelezen/{item}"));
            view! { <ButtonForm action=action text=ctx.t("balance-confirm") look=Look::Primary icon=Icon::Check/> }
                .into_any()
        }
    });
    view! {
        <PageHead title=update.title.clone() lede=lede>{published}<span>{minutes}</span></PageHead>
        {unpublished(ctx, page)}
        {parts(ctx, update)}
        {read}
        <p><a href=ctx.url("/kwartaalupdates")>{ctx.t("update-all")}</a></p>
    }
    .into_any()
}

/// What can be done with one that is not out yet.
fn unpublished(ctx: &Ctx, page: &UpdatePage<'_>) -> AnyView {
    let update = page.update;
    let at = match (update.state(), update.life.scheduled_for) {
        (State::Published, _) => return ().into_any(),
        (_, at) => at,
    };
    let (title, text) = match at {
        Some(at) => ("update-state-scheduled", ctx.tn("update-scheduled-note", &[("when", ctx.when(at).into())])),
        None => ("update-state-draft", ctx.t("update-draft-note")),
    };
    let publish = page.may_publish.then(|| {
        let href = ctx.url(&format!("{}/publicatie", update.path()));
        view! { <LinkButton href=href text=ctx.t("update-preview") look=Look::Primary/> }
    });
    let write = page.may_write.then(|| {
        let href = ctx.url(&format!("{}/wijzigen", update.path()));
        view! { <LinkButton href=href text=ctx.t("update-write-on")/> }
    });
    let off = (page.may_publish && at.is_some()).then(|| {
        let action = ctx.url(&format!("{}/planning/intrekking", update.path()));
        view! { <ButtonForm action=action text=ctx.t("update-unschedule") look=Look::Quiet/> }
    });
    let who = (page.may_write && !page.may_publish).then(|| ctx.t("update-who-publishes"));
    let who = who.map(|text| view! { <p>{text}</p> });
    view! {
        <Notice tone=Tone::Info title=ctx.t(title)><p>{text}</p>{who}</Notice>
        <div class="cluster">{publish}{write}{off}</div>
    }
    .into_any()
}

/// What was written. That nothing is said about what failed is said too.
fn parts(ctx: &Ctx, update: &Update) -> AnyView {
    let part = |id: &'static str, key: &str, text: &str, silent: Option<&str>| {
        let body = match silent {
            _ if !text.is_empty() => {
                let html = markdown::html(text);
                view! { <Prose html=html/> }.into_any()
            }
            Some(silent) => {
                let silent = ctx.t(silent);
                view! { <p class="meta">{silent}</p> }.into_any()
            }
            None => return ().into_any(),
        };
        view! { <Section id=id title=ctx.t(key)>{body}</Section> }.into_any()
    };
    view! {
        {part("gebeurd", "update-happened", &update.happened, None)}
        {part("mislukt", "update-failed", &update.failed, Some("update-failed-none"))}
        {part("vooruit", "update-ahead", &update.ahead, None)}
        {figures(ctx, update)}
    }
    .into_any()
}

fn figures(ctx: &Ctx, update: &Update) -> AnyView {
    if update.figures.is_empty() {
        return ().into_any();
    }
    let table = figure_table(ctx, &update.figures);
    view! { <Section id="cijfers" title=ctx.t("update-figures")>{table}</Section> }.into_any()
}

/// Figures with their targets and sources.
pub fn figure_table(ctx: &Ctx, figures: &[Figure]) -> AnyView {
    let some = |text: &str| if text.is_empty() { ctx.t("update-figure-none") } else { text.to_owned() };
    let rows = figures
        .iter()
        .map(|one| cells![one.name.clone(), one.value.clone(), some(&one.target), some(&one.source)])
        .collect();
    let head = vec![
        Col::text(ctx.t("update-figure-name")),
        Col::number(ctx.t("update-figure-value")),
        Col::number(ctx.t("update-figure-target")),
        Col::text(ctx.t("update-figure-source")),
    ];
    view! { <DataTable caption=ctx.t("update-figures") hide_caption=true head=head rows=rows/> }.into_any()
}

/// What was typed on the last look, and in which of its forms.
#[derive(Debug, Clone, Copy)]
pub enum Typed<'a> {
    /// Nothing yet.
    Nothing,
    /// To publish now.
    Now(&'a PublishInput),
    /// To publish at a moment.
    Later(&'a ScheduleInput),
}

/// Everything the last look shows.
#[derive(Debug)]
pub struct Preview<'a> {
    /// The update.
    pub update: &'a Update,
    /// Who gets a message.
    pub wave: &'a Wave,
    /// Idempotency key of the button.
    pub key: String,
    /// What was typed.
    pub typed: Typed<'a>,
    /// What stands in the way.
    pub errors: FieldErrors,
    /// Whether the text is another than the one that was looked at.
    pub changed: bool,
}

/// The last look before it goes to everybody.
pub fn preview(ctx: &Ctx, page: &Preview<'_>) -> AnyView {
    let update = page.update;
    let lede = ctx.tn("update-preview-lede", &[("title", update.title.as_str().into())]);
    let warn = |wanted: bool, title: &str, text: &str| {
        let (title, text) = (ctx.t(title), ctx.t(text));
        wanted.then(|| view! { <Notice tone=Tone::Warn title=title><p>{text}</p></Notice> })
    };
    let changed = warn(page.changed, "error-conflict-title", "update-preview-changed");
    let silent = warn(update.failed.is_empty(), "update-failed-missing", "update-failed-missing-text");
    view! {
        <PageHead title=ctx.t("update-preview-title") lede=lede/>
        {page::problems(ctx, page.errors.listed(ctx.lang))}
        {changed}
        {silent}
        {parts(ctx, update)}
        {send(ctx, page)}
        <p><a href=ctx.url(&format!("{}/wijzigen", update.path()))>{ctx.t("update-write-on")}</a></p>
    }
    .into_any()
}

/// Now, or at a moment.
fn send(ctx: &Ctx, page: &Preview<'_>) -> AnyView {
    let update = page.update;
    let people = whole(page.wave.to.len());
    let version = update.version.to_string();
    let who = ctx.tn("update-preview-who", &[("n", people.into())]);
    let without = (page.wave.without_address > 0).then(|| {
        let text = ctx.tn("update-preview-without", &[("n", whole(page.wave.without_address).into())]);
        view! { <p class="meta">{text}</p> }
    });
    let empty = (PublishInput::default(), ScheduleInput::default());
    let (publish, schedule) = match page.typed {
        Typed::Nothing => (&empty.0, &empty.1),
        Typed::Now(publish) => (publish, &empty.1),
        Typed::Later(schedule) => (&empty.0, schedule),
    };
    // What is wrong stands in the form that was sent, whose fields the summary above leads to.
    let none = FieldErrors::default();
    let needed = |id: &str, mine: bool, date: &str, time: &str| {
        let errors = if mine { &page.errors } else { &none };
        needed::fields(ctx, id, "needed-hint", date, time, errors)
    };
    let later = matches!(page.typed, Typed::Later(_));
    let ids = if later { ["nu", ""] } else { ["", "later"] };
    let fields = view! {
        {needed(ids[0], !later, &publish.nodig_datum, &publish.nodig_tijd)}
        <div class="form-actions"><Submit text=ctx.tn("update-publish", &[("n", people.into())])/></div>
    }
    .into_any();
    let action = ctx.url(&format!("{}/publicatie", update.path()));
    let now = view! { <Form action=action key=page.key.clone() version=version.clone()>{fields}</Form> };
    let error = |field: &str| page.errors.text(ctx.lang, field);
    let fields = view! {
        <div class="fields-row">
            <DateField name="datum" label=ctx.t("update-schedule-date") value=schedule.datum.clone() error=error("datum")/>
            <TimeField name="tijd" label=ctx.t("update-schedule-time") value=schedule.tijd.clone() error=error("tijd")/>
        </div>
        {needed(ids[1], later, &schedule.nodig_datum, &schedule.nodig_tijd)}
        <div class="form-actions"><Submit text=ctx.t("update-schedule") look=Look::Secondary/></div>
    }
    .into_any();
    let scheduled = update.life.scheduled_for.map(|at| {
        let text = ctx.tn("update-scheduled-note", &[("when", ctx.when(at).into())]);
        let needed = update.needed_at.map(|needed| format!("{}: {}.", ctx.t("needed-label"), ctx.when(needed)));
        view! { <p>{text}" "{needed}</p> }
    });
    let action = ctx.url(&format!("{}/planning", update.path()));
    let form = view! { <Form action=action version=version>{fields}</Form> };
    view! {
        <Section id="nu" title=ctx.t("update-now")><p>{who}</p>{without}{now}</Section>
        <Section id="later" title=ctx.t("update-later")>{scheduled}{form}</Section>
    }
    .into_any()
}
