//! What the import looks like.

use domain::import::{Difference, Missing, Plan, PlanWarning, Problem};
use leptos::prelude::*;

use super::{digest, missing_code, store::Upload, words::Teller};
use crate::{
    ctx::Ctx,
    form::FieldErrors,
    page,
    text::whole,
    ui::{
        Col, DataTable, Disclosure, FileField, Form, Hidden, LinkButton, Look, Notice, PageHead, Section, Submit, Tab,
        Tabs, Tone, cells,
    },
};

/// The page to upload at.
pub(super) fn upload(ctx: &Ctx, errors: &FieldErrors) -> AnyView {
    let (title, lede) = (ctx.t("council-import-title"), ctx.t("council-import-lede"));
    let fields = file_field(ctx, errors, "council-import-look", Look::Primary);
    let steps = ["council-import-step-1", "council-import-step-2", "council-import-step-3"];
    let steps = steps.into_iter().map(|key| view! { <li>{ctx.t(key)}</li> }).collect_view();
    let (template, template_text) = (ctx.url("/raad/import/sjabloon.csv"), ctx.t("council-import-template"));
    let (columns, summary) = (ctx.t("council-import-columns"), ctx.t("council-import-columns-title"));
    view! {
        <PageHead title=title lede=lede/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <ol class="stack">{steps}</ol>
        <p><a href=template download="">{template_text}</a></p>
        {fields}
        <Disclosure summary=summary><p>{columns}</p></Disclosure>
    }
    .into_any()
}

fn file_field(ctx: &Ctx, errors: &FieldErrors, key: &str, look: Look) -> AnyView {
    let (label, hint) = (ctx.t("council-import-file"), ctx.t("council-import-file-hint"));
    let (error, text) = (errors.text(ctx.lang, "bestand"), ctx.t(key));
    view! {
        <Form action=ctx.url("/raad/import") multipart=true>
            <FileField name="bestand" label=label accept=".csv,.txt,.xlsx" hint=hint error=error/>
            <div class="form-actions"><Submit text=text look=look/></div>
        </Form>
    }
    .into_any()
}

/// What a file would change, or everything that is wrong with it. `again`: it differs from what was shown before.
pub(super) fn preview(
    ctx: &Ctx,
    upload: &Upload,
    missing: Missing,
    outcome: &Result<Plan, Vec<Problem>>,
    key: &str,
    again: bool,
) -> AnyView {
    let teller = Teller { lang: ctx.lang, today: ctx.today() };
    let title = title(ctx, outcome);
    let rows = whole(upload.sheet.rows.len());
    let lede =
        ctx.tn("council-import-preview-lede", &[("bestand", upload.file_name.clone().into()), ("n", rows.into())]);
    let again = again.then(|| {
        let (title, text) = (ctx.t("council-import-differs-title"), ctx.t("council-import-differs"));
        view! { <Notice tone=Tone::Warn title=title><p>{text}</p></Notice> }
    });
    let inside = match outcome {
        Ok(plan) => planned(ctx, teller, upload, missing, plan, key),
        Err(problems) => wrong(ctx, teller, problems),
    };
    view! { <PageHead title=title lede=lede/>{again}{inside} }.into_any()
}

/// The name of the page.
pub(super) fn title(ctx: &Ctx, outcome: &Result<Plan, Vec<Problem>>) -> String {
    match outcome {
        Ok(plan) if plan.is_empty() => ctx.t("council-import-nothing-title"),
        Ok(_) => ctx.t("council-import-preview-title"),
        Err(_) => ctx.t("council-import-wrong-title"),
    }
}

/// Every problem, and the way to try again.
fn wrong(ctx: &Ctx, teller: Teller, problems: &[Problem]) -> AnyView {
    let title = ctx.tn("council-import-wrong", &[("n", whole(problems.len()).into())]);
    let text = ctx.t("council-import-wrong-text");
    let head = [
        "council-import-where-head",
        "council-import-column-head",
        "council-import-value-head",
        "council-import-what-head",
    ];
    let head = head.into_iter().map(|key| Col::text(ctx.t(key))).collect();
    let rows = problems
        .iter()
        .map(|problem| {
            let row = problem.row.map_or_else(|| ctx.t("council-import-whole"), |row| teller.row(row));
            let column = problem.column.map(|column| column.code()).unwrap_or_default();
            cells![row, column, problem.value.clone(), teller.problem(problem)]
        })
        .collect();
    let caption = ctx.t("council-import-wrong-caption");
    let again = file_field(ctx, &FieldErrors::default(), "council-import-again", Look::Primary);
    view! {
        <Notice tone=Tone::Danger title=title><p>{text}</p></Notice>
        <DataTable caption=caption hide_caption=true head=head rows=rows/>
        {again}
    }
    .into_any()
}

fn planned(ctx: &Ctx, teller: Teller, upload: &Upload, missing: Missing, plan: &Plan, key: &str) -> AnyView {
    let warnings: Vec<String> = plan
        .warnings
        .iter()
        .filter(|warning| !matches!(warning, PlanWarning::NotInFile { .. }))
        .map(|warning| teller.warning(warning))
        .chain(
            (!plan.ignored.is_empty())
                .then(|| ctx.tn("council-import-ignored", &[("kolommen", plan.ignored.join(", ").into())])),
        )
        .collect();
    let warnings = (!warnings.is_empty()).then(|| {
        let lines = warnings.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <Notice tone=Tone::Warn title=ctx.t("council-look")><ul>{lines}</ul></Notice> }
    });
    let begins = plan.begins.map(|begin| view! { <p>{teller.begins(begin)}</p> });
    let doing = if plan.is_empty() { nothing(ctx) } else { carry_out(ctx, upload, missing, plan, key) };
    view! {
        {choice(ctx, upload, missing)}
        {begins}
        {warnings}
        {renamed(ctx, teller, plan)}
        {lists(ctx, teller, plan)}
        {not_in_file(ctx, plan)}
        {doing}
    }
    .into_any()
}

/// Names that change, by themselves: a list with "Berg, P. van den" should rename nobody unseen.
fn renamed(ctx: &Ctx, teller: Teller, plan: &Plan) -> Option<AnyView> {
    let names: Vec<String> = plan.changed.iter().filter_map(|changed| teller.renamed(changed)).collect();
    if names.is_empty() {
        return None;
    }
    let count = whole(names.len());
    let lines = names.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let title = ctx.t("council-import-renamed-title");
    Some(view! { <Section id="namen" title=title count=count><ul>{lines}</ul></Section> }.into_any())
}

/// Members of today who are not in the file and stay.
fn not_in_file(ctx: &Ctx, plan: &Plan) -> Option<AnyView> {
    let names: Vec<String> = plan
        .warnings
        .iter()
        .filter_map(|warning| match warning {
            PlanWarning::NotInFile { name, .. } => Some(name.clone()),
            _ => None,
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let summary = ctx.tn("council-import-not-in-file-count", &[("n", whole(names.len()).into())]);
    let lines = names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
    Some(view! { <Disclosure summary=summary><ul>{lines}</ul></Disclosure> }.into_any())
}

/// What becomes of whoever is not in the file, as two links.
fn choice(ctx: &Ctx, upload: &Upload, missing: Missing) -> AnyView {
    let tabs = [Missing::Keep, Missing::End]
        .into_iter()
        .map(|each| {
            let code = missing_code(each);
            let href = ctx.url(&format!("/raad/import/{}?ontbrekend={code}", upload.id));
            Tab::new(ctx.t(&format!("council-import-missing-{code}")), href, each == missing)
        })
        .collect();
    view! { <Tabs label=ctx.t("council-import-missing") items=tabs/> }.into_any()
}

fn lists(ctx: &Ctx, teller: Teller, plan: &Plan) -> AnyView {
    let row = |row: Option<u32>| row.map(|row| row.to_string()).unwrap_or_default();
    let added = plan.added.iter().map(|line| cells![teller.line(line), row(line.row)]).collect();
    let changed = plan
        .changed
        .iter()
        .filter_map(|changed| {
            // Names that change stand in a list of their own.
            let is_name = |was: &&Difference| matches!(was, Difference::Name(..));
            let was: Vec<Difference> = changed.was.iter().filter(|was| !is_name(was)).cloned().collect();
            (!was.is_empty()).then(|| cells![teller.line(&changed.line), row(changed.line.row), teller.changed(&was)])
        })
        .collect();
    let ended = plan
        .ended
        .iter()
        .map(|ended| cells![teller.line(&ended.line), row(ended.line.row), teller.ended(ended)])
        .collect();
    let factions = plan.factions.iter().map(|line| view! { <li>{teller.faction(line)}</li> }).collect_view();
    let factions = (!plan.factions.is_empty()).then(|| {
        let (title, count) = (ctx.t("council-factions"), whole(plan.factions.len()));
        view! { <Section id="fracties" title=title count=count><ul>{factions}</ul></Section> }
    });
    let unchanged = (!plan.unchanged.is_empty()).then(|| {
        let summary = ctx.tn("council-import-unchanged", &[("n", whole(plan.unchanged.len()).into())]);
        let lines = plan.unchanged.iter().map(|line| view! { <li>{teller.line(line)}</li> }).collect_view();
        view! { <Disclosure summary=summary><ul>{lines}</ul></Disclosure> }
    });
    view! {
        {table(ctx, "nieuw", "council-import-added", added)}
        {table(ctx, "gewijzigd", "council-import-changed", changed)}
        {table(ctx, "beeindigd", "council-import-ended", ended)}
        {factions}
        {unchanged}
    }
    .into_any()
}

/// Nothing for an empty list.
fn table(ctx: &Ctx, id: &'static str, key: &str, rows: Vec<Vec<AnyView>>) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let (title, caption, count) = (ctx.t(key), ctx.t(key), whole(rows.len()));
    let columns = rows.first().map_or(0, Vec::len);
    let head = [
        Col::text(ctx.t("council-import-who-head")),
        Col::number(ctx.t("council-import-row-head")),
        Col::text(ctx.t("council-import-how-head")),
    ];
    let head = head.into_iter().take(columns).collect();
    let table = view! { <DataTable caption=caption hide_caption=true head=head rows=rows/> }.into_any();
    Some(view! { <Section id=id title=title count=count>{table}</Section> }.into_any())
}

fn nothing(ctx: &Ctx) -> AnyView {
    let (title, href, back) = (ctx.t("council-import-nothing-text"), ctx.url("/raad"), ctx.t("council-back"));
    view! { <Notice tone=Tone::Ok title=title><p><a href=href>{back}</a></p></Notice> }.into_any()
}

fn carry_out(ctx: &Ctx, upload: &Upload, missing: Missing, plan: &Plan, key: &str) -> AnyView {
    let count = plan.added.len() + plan.changed.len() + plan.ended.len() + plan.factions.len();
    let text = ctx.tn("council-import-do", &[("n", whole(count).into())]);
    let (back, cancel) = (ctx.url("/raad/import"), ctx.t("council-import-other"));
    let (seen, code) = (digest(plan), missing_code(missing));
    view! {
        <Form action=ctx.url(&format!("/raad/import/{}", upload.id)) key=key>
            <Hidden name="gezien" value=seen/>
            <Hidden name="ontbrekend" value=code/>
            <div class="form-actions">
                <Submit text=text/>
                <LinkButton href=back text=cancel look=Look::Quiet/>
            </div>
        </Form>
    }
    .into_any()
}
