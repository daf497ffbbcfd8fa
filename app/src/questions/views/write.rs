//! Asking a question, writing the answer, looking at it once more before it goes to everybody.

use leptos::prelude::*;

use super::{faction_name, whole};
use crate::{
    balance::needed,
    ctx::Ctx,
    form::FieldErrors,
    mail::Wave,
    markdown, page,
    people::store::CouncilBook,
    questions::{
        input::{AskInput, DraftInput, ReleaseInput},
        store::Question,
    },
    ui::*,
};
use domain::{localtime::due_date, questions::Kind};

/// The form that asks. `gathering` is the title of the one it is asked at.
pub fn ask(ctx: &Ctx, input: &AskInput, errors: &FieldErrors, gathering: Option<&str>) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let kinds = page::choices(ctx, "question-kind", Kind::CODES);
    let asked_at = gathering.map(|title| {
        view! {
            <p>{ctx.tn("question-ask-at", &[("title", title.into())])}</p>
            <Hidden name="bijeenkomst" value=input.bijeenkomst.clone()/>
        }
    });
    let fields = view! {
        {asked_at}
        <Radios name="soort" label=ctx.t("question-kind") options=kinds value=input.soort.clone() error=error("soort")/>
        <TextField name="titel" label=ctx.t("question-title") value=input.titel.clone()
            hint=ctx.t("question-title-hint") error=error("titel") maxlength=200 autocomplete="off"/>
        <TextArea name="tekst" label=ctx.t("question-body") value=input.tekst.clone() rows=10
            hint=ctx.t("question-body-hint") error=error("tekst")/>
        <p>{due(ctx)}</p>
        <div class="form-actions"><Submit text=ctx.t("question-ask-do")/></div>
    }
    .into_any();
    view! {
        <PageHead title=ctx.t("question-ask") lede=ctx.t("question-ask-lede")/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <Form action=ctx.url("/vragen") key=input.key.clone()>{fields}</Form>
    }
    .into_any()
}

/// "30 dagen na vandaag: antwoord uiterlijk do 1 okt."
fn due(ctx: &Ctx) -> String {
    let days = u16::try_from(ctx.tenant.answer_days()).unwrap_or(u16::MAX);
    let day = ctx.day(due_date(ctx.today(), days));
    ctx.tn("question-due-computed", &[("n", i64::from(days).into()), ("day", day.into())])
}

/// The form that writes the answer.
pub fn draft(
    ctx: &Ctx,
    question: &Question,
    book: &CouncilBook,
    input: &DraftInput,
    errors: &FieldErrors,
    may_release: bool,
) -> AnyView {
    let lede = ctx.tn(
        "question-write-lede",
        &[("title", question.title.as_str().into()), ("faction", faction_name(ctx, book, question.faction).into())],
    );
    let body = markdown::html(&question.body);
    let fields = view! {
        <TextArea name="antwoord" label=ctx.t("question-answer") value=input.antwoord.clone() rows=14
            hint=ctx.t("question-answer-hint") error=errors.text(ctx.lang, "antwoord")/>
        {buttons(ctx, may_release)}
    }
    .into_any();
    view! {
        <PageHead title=ctx.t("question-write") lede=lede/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <Disclosure summary=ctx.t("question-one") open=true><Prose html=body/></Disclosure>
        <Form action=ctx.url(&format!("{}/antwoord/concept", question.path())) version=input.version.clone()>{fields}</Form>
        <p><a href=ctx.url(&question.path())>{ctx.t("question-back")}</a></p>
    }
    .into_any()
}

fn buttons(ctx: &Ctx, may_release: bool) -> AnyView {
    let keep = ctx.t("question-draft-save");
    if may_release {
        view! {
            <div class="form-actions">
                <Submit text=ctx.t("question-preview") name="actie" value="versturen"/>
                <Submit text=keep look=Look::Secondary/>
            </div>
        }
        .into_any()
    } else {
        view! { <div class="form-actions"><Submit text=keep/></div> }.into_any()
    }
}

/// Somebody else wrote meanwhile: both texts, and a form that puts the typed one in the place of the other. When the
/// answer is out there is no such form.
pub fn conflict(ctx: &Ctx, question: &Question, book: &CouncilBook, input: &DraftInput, may_release: bool) -> AnyView {
    let out = question.answer.as_deref();
    let theirs = out.unwrap_or(&question.draft);
    let name = out.and(question.answered_by).or(question.drafted_by).map(|p| book.name(p)).unwrap_or_default();
    let lede = ctx.tn(
        if out.is_some() { "question-conflict-answered" } else { "question-conflict-lede" },
        &[("name", name.into())],
    );
    let mine = if out.is_some() {
        view! {
            <TextArea name="antwoord" label=ctx.t("question-conflict-mine") value=input.antwoord.clone() rows=14/>
        }
        .into_any()
    } else {
        let fields = view! {
            <TextArea name="antwoord" label=ctx.t("question-conflict-mine") value=input.antwoord.clone() rows=14
                hint=ctx.t("question-conflict-hint")/>
            {buttons(ctx, may_release)}
        }
        .into_any();
        let action = ctx.url(&format!("{}/antwoord/concept", question.path()));
        view! { <Form action=action version=question.version>{fields}</Form> }.into_any()
    };
    let theirs = markdown::html(theirs);
    view! {
        <PageHead title=ctx.t("error-conflict-title") lede=lede/>
        <Section id="nu" title=ctx.t("question-conflict-theirs")><Prose html=theirs/></Section>
        {mine}
        <p><a href=ctx.url(&question.path())>{ctx.t("question-back")}</a></p>
    }
    .into_any()
}

/// Everything that goes out, and to how many, before it does.
#[derive(Debug)]
pub struct Preview<'a> {
    /// The question with its draft.
    pub question: &'a Question,
    /// For names.
    pub book: &'a CouncilBook,
    /// Who gets a message.
    pub wave: &'a Wave,
    /// Idempotency key of the button.
    pub key: String,
    /// What stands in the way.
    pub errors: FieldErrors,
    /// Whether the draft is another than the one that was looked at.
    pub changed: bool,
    /// What was typed.
    pub input: &'a ReleaseInput,
}

/// The last look before the answer goes to everybody.
pub fn preview(ctx: &Ctx, page: &Preview<'_>) -> AnyView {
    let question = page.question;
    let people = whole(page.wave.to.len());
    let lede = ctx.tn(
        "question-preview-lede",
        &[
            ("title", question.title.as_str().into()),
            ("faction", faction_name(ctx, page.book, question.faction).into()),
        ],
    );
    let changed = page.changed.then(|| {
        let text = ctx.t("question-preview-changed");
        view! { <Notice tone=Tone::Warn title=ctx.t("error-conflict-title")><p>{text}</p></Notice> }
    });
    let without = (page.wave.without_address > 0).then(|| {
        let text = ctx.tn("question-preview-without", &[("n", whole(page.wave.without_address).into())]);
        view! { <p class="meta">{text}</p> }
    });
    let draft_path = ctx.url(&format!("{}/antwoord/concept", question.path()));
    let send = if question.draft.trim().is_empty() {
        view! { <LinkButton href=draft_path text=ctx.t("question-write") look=Look::Primary/> }.into_any()
    } else {
        let input = page.input;
        let needed = needed::fields(ctx, "", "needed-hint", &input.nodig_datum, &input.nodig_tijd, &page.errors);
        let fields = view! {
            {needed}
            <div class="form-actions">
                <Submit text=ctx.tn("question-send", &[("n", people.into())])/>
                <LinkButton href=draft_path text=ctx.t("question-write-on")/>
            </div>
        }
        .into_any();
        view! {
            <p>{ctx.tn("question-preview-who", &[("n", people.into())])}</p>
            {without}
            <Form action=ctx.url(&format!("{}/antwoord", question.path())) key=page.key.clone()
                version=question.version>
                {fields}
            </Form>
        }
        .into_any()
    };
    let answer = markdown::html(&question.draft);
    view! {
        <PageHead title=ctx.t("question-preview-title") lede=lede/>
        {page::problems(ctx, page.errors.listed(ctx.lang))}
        {changed}
        <Section id="antwoord" title=ctx.t("question-answer")><Prose html=answer/></Section>
        {send}
        <p><a href=ctx.url(&question.path())>{ctx.t("question-back")}</a></p>
    }
    .into_any()
}
