//! Writing an update.

use leptos::prelude::*;
use uuid::Uuid;

use super::page::figure_table;
use crate::{
    ctx::Ctx,
    form::FieldErrors,
    markdown, page,
    text::whole,
    ui::*,
    updates::{
        input::{UpdateInput, quarters},
        store::{Figure, Update},
        words,
    },
};
use domain::{localtime::Quarter, updates::State};

/// Everything the form shows.
#[derive(Debug)]
pub struct WritePage<'a> {
    /// What was typed.
    pub input: &'a UpdateInput,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Where it goes.
    pub action: String,
    /// For whom one can write, when that must be chosen: id and words.
    pub aldermen: Vec<(Uuid, String)>,
    /// What is stored by now, when somebody else wrote meanwhile.
    pub stored: Option<&'a Update>,
    /// Whether the button goes on to the preview.
    pub may_publish: bool,
}

/// The form, for a new one and for one that is there.
pub fn write(ctx: &Ctx, page: &WritePage<'_>) -> AnyView {
    let input = page.input;
    let is_new = !input.key.is_empty();
    let (title, lede) = match page.stored {
        Some(stored) if is_out(stored) => ("error-conflict-title", "update-conflict-published"),
        Some(_) => ("error-conflict-title", "update-conflict-lede"),
        None if is_new => ("update-write", "update-write-lede"),
        None => ("update-write-on", "update-write-lede"),
    };
    let theirs = page.stored.map(|stored| theirs(ctx, stored, input));
    let back = if page.stored.is_some() {
        view! { <h2>{ctx.t("update-conflict-mine")}</h2> }.into_any()
    } else {
        ().into_any()
    };
    let fields = fields(ctx, page);
    view! {
        <PageHead title=ctx.t(title) lede=ctx.t(lede)/>
        {page::problems(ctx, page.errors.listed(ctx.lang))}
        {theirs}
        {back}
        <Form action=page.action.clone() key=input.key.clone() version=input.version.clone()>{fields}</Form>
    }
    .into_any()
}

fn is_out(update: &Update) -> bool {
    update.state() == State::Published
}

/// The parts that are stored otherwise than typed.
fn theirs(ctx: &Ctx, stored: &Update, input: &UpdateInput) -> AnyView {
    let now = UpdateInput::of(stored);
    let parts = [
        ("update-title", &now.titel, &input.titel),
        ("update-happened", &now.gebeurd, &input.gebeurd),
        ("update-failed", &now.mislukt, &input.mislukt),
        ("update-ahead", &now.vooruit, &input.vooruit),
    ];
    let same = |a: &str, b: &str| a == b.replace("\r\n", "\n").trim_end();
    let parts = parts
        .into_iter()
        .filter(|(_, stored, typed)| !same(stored, typed))
        .map(|(key, stored, _)| {
            let (heading, html) = (ctx.t(key), markdown::html(stored));
            view! { <h3>{heading}</h3><Prose html=html/> }
        })
        .collect_view();
    let figures = (stored.figures != input.figures_typed()).then(|| {
        let (heading, table) = (ctx.t("update-figures"), figure_table(ctx, &stored.figures));
        view! { <h3>{heading}</h3>{table} }
    });
    view! { <Section id="nu" title=ctx.t("update-conflict-theirs")>{parts}{figures}</Section> }.into_any()
}

fn fields(ctx: &Ctx, page: &WritePage<'_>) -> AnyView {
    let input = page.input;
    let error = |field: &str| page.errors.text(ctx.lang, field);
    let alderman = (!page.aldermen.is_empty()).then(|| {
        let options = choices(page.aldermen.iter().map(|(id, name)| (id.to_string(), name.clone())));
        view! {
            <Select name="wethouder" label=ctx.t("update-alderman") options=options value=input.wethouder.clone()
                blank=ctx.t("update-choose-alderman") error=error("wethouder")/>
        }
    });
    let mut shown = quarters(ctx.today());
    // A draft over an older quarter keeps it.
    shown.extend(
        Quarter::parse(&input.kwartaal).filter(|q| !shown.contains(q) && shown.first().is_some_and(|now| q < now)),
    );
    let options = choices(shown.iter().map(|quarter| (quarter.to_string(), words::quarter(ctx.lang, *quarter))));
    let rows = (1..).zip(input.rows_to_show()).map(|(at, row)| figure(ctx, page.errors, at, &row)).collect_view();
    view! {
        {alderman}
        <Select name="kwartaal" label=ctx.t("update-quarter") options=options value=input.kwartaal.clone() error=error("kwartaal")/>
        <TextField name="titel" label=ctx.t("update-title") value=input.titel.clone() error=error("titel")
            maxlength=200 autocomplete="off"/>
        <TextArea name="gebeurd" label=ctx.t("update-happened") value=input.gebeurd.clone() rows=8
            hint=ctx.t("update-happened-hint") error=error("gebeurd") optional=ctx.t("optional")/>
        <TextArea name="mislukt" label=ctx.t("update-failed") value=input.mislukt.clone() rows=8
            hint=ctx.t("update-failed-hint") error=error("mislukt") optional=ctx.t("optional")/>
        <TextArea name="vooruit" label=ctx.t("update-ahead") value=input.vooruit.clone() rows=8
            hint=ctx.t("update-ahead-hint") error=error("vooruit") optional=ctx.t("optional")/>
        <h2>{ctx.t("update-figures")}</h2>
        <p class="field-hint">{ctx.t("update-figures-hint")}</p>
        {rows}
        {(!page.stored.is_some_and(is_out)).then(|| buttons(ctx, page.may_publish))}
    }
    .into_any()
}

/// One row of figures; row numbers begin at 1.
fn figure(ctx: &Ctx, errors: &FieldErrors, at: usize, row: &Figure) -> AnyView {
    let cell = |name: &'static str, key: &str, value: &str| {
        let id = format!("cijfer-{name}-{at}");
        let error = errors.text(ctx.lang, &id);
        view! {
            <TextField name=format!("cijfer-{name}") id=id label=ctx.t(key) value=value.to_owned() error=error
                required=false maxlength=500 autocomplete="off"/>
        }
        .into_any()
    };
    let legend = ctx.tn("update-figure-row", &[("n", whole(at).into())]);
    view! {
        <fieldset class="field">
            <legend class="field-label">{legend}</legend>
            <div class="fields-row">
                {cell("naam", "update-figure-name", &row.name)}
                {cell("waarde", "update-figure-value", &row.value)}
                {cell("doel", "update-figure-target", &row.target)}
                {cell("bron", "update-figure-source", &row.source)}
            </div>
        </fieldset>
    }
    .into_any()
}

fn buttons(ctx: &Ctx, may_publish: bool) -> AnyView {
    let keep = ctx.t("update-save");
    if may_publish {
        view! {
            <div class="form-actions">
                <Submit text=ctx.t("update-preview") name="actie" value="publiceren"/>
                <Submit text=keep look=Look::Secondary/>
            </div>
        }
        .into_any()
    } else {
        view! { <div class="form-actions"><Submit text=keep/></div> }.into_any()
    }
}
