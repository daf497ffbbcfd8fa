//! The page of one question: what was asked, its clock, its course, and the answer.

use domain::{people::Role, questions::State};
use leptos::prelude::*;
use uuid::Uuid;

use super::{faction_name, holder_name, mark};
use crate::{
    ctx::Ctx, form::FieldErrors, markdown, page, people::store::CouncilBook, questions::store::Question, ui::*,
};

/// Somebody who may be handed a question.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Who.
    pub person: Uuid,
    /// Mayor or alderman.
    pub role: Role,
    /// What they answer for.
    pub portfolio: String,
}

/// What the reader may do here.
#[derive(Debug, Clone, Copy, Default)]
pub struct May {
    /// Hand it on.
    pub route: bool,
    /// See and write the draft.
    pub draft: bool,
    /// Send it.
    pub release: bool,
}

/// Everything the page of one question shows.
#[derive(Debug)]
pub struct QuestionPage<'a> {
    /// The question.
    pub question: &'a Question,
    /// For names.
    pub book: &'a CouncilBook,
    /// Title and address of the gathering it was asked at, when the reader may know of it.
    pub gathering: Option<(String, String)>,
    /// The item of the answer owed to the reader, and whether they confirmed it.
    pub owed: Option<(Uuid, bool)>,
    /// What the reader may do.
    pub may: May,
    /// To whom it can be handed.
    pub holders: &'a [Holder],
    /// Whom the clerk chose.
    pub chosen: String,
    /// What is wrong with that.
    pub errors: FieldErrors,
}

/// The page.
pub fn question(ctx: &Ctx, page: &QuestionPage<'_>) -> AnyView {
    let question = page.question;
    let lede = ctx.tn(
        &format!("question-lede-{}", question.kind.code()),
        &[
            ("name", page.book.name(question.asker).into()),
            ("faction", faction_name(ctx, page.book, question.faction).into()),
        ],
    );
    let (state, clock) = (mark(ctx, &question.life), super::clock(ctx, &question.life));
    let body = markdown::html(&question.body);
    view! {
        <PageHead title=question.title.clone() lede=lede>{state}<span>{clock}</span></PageHead>
        {page::problems(ctx, page.errors.listed(ctx.lang))}
        <div class="columns">
            <div class="stack">
                {answer(ctx, page)}
                <Section id="vraag" title=ctx.t("question-one")><Prose html=body/></Section>
                {route(ctx, page)}
                {draft(ctx, page)}
            </div>
            <aside class="stack" aria-label=ctx.t("question-about")>
                {about(ctx, page)}
                {course(ctx, page)}
            </aside>
        </div>
    }
    .into_any()
}

/// The answer, which is what one comes for once it is there: above the question.
fn answer(ctx: &Ctx, page: &QuestionPage<'_>) -> AnyView {
    let Some(text) = &page.question.answer else { return ().into_any() };
    let read = page.owed.map(|(item, confirmed)| {
        if confirmed {
            view! { <p class="meta">{ctx.t("balance-confirm-done")}</p> }.into_any()
        } else {
            let action = ctx.url(&format!("/gelezen/{item}"));
            view! { <ButtonForm action=action text=ctx.t("balance-confirm") look=Look::Primary icon=Icon::Check/> }
                .into_any()
        }
    });
    let text = markdown::html(text);
    view! { <Section id="antwoord" title=ctx.t("question-answer")><Prose html=text/>{read}</Section> }.into_any()
}

fn route(ctx: &Ctx, page: &QuestionPage<'_>) -> AnyView {
    let question = page.question;
    if !page.may.route || question.state() == State::Answered {
        return ().into_any();
    }
    let options = page
        .holders
        .iter()
        .map(|holder| {
            let role = ctx.t(&format!("role-{}", holder.role.code()));
            let about = if holder.portfolio.is_empty() { role } else { format!("{role}, {}", holder.portfolio) };
            Choice::new(holder.person.to_string(), format!("{} ({about})", page.book.name(holder.person)))
        })
        .collect::<Vec<_>>();
    let first = question.holder.is_none();
    let (title, send, look) = if first {
        ("question-route", "question-route-do", Look::Primary)
    } else {
        ("question-reroute", "question-reroute-do", Look::Secondary)
    };
    let select = view! {
        <Select name="aan" label=ctx.t("question-holder") options=options value=page.chosen.clone()
            blank=ctx.t("question-choose-holder") hint=ctx.t("question-route-hint")
            error=page.errors.text(ctx.lang, "aan")/>
    };
    let send = view! { <div class="form-actions"><Submit text=ctx.t(send) look=look/></div> };
    let action = ctx.url(&format!("{}/doorzetting", question.path()));
    let form = view! { <Form action=action>{select}{send}</Form> };
    if first || !page.errors.is_empty() {
        view! { <Section id="doorzetten" title=ctx.t(title)>{form}</Section> }.into_any()
    } else {
        view! { <Disclosure summary=ctx.t(title)>{form}</Disclosure> }.into_any()
    }
}

/// What stands in the place of the answer until it is there. Only who writes it sees the draft.
fn draft(ctx: &Ctx, page: &QuestionPage<'_>) -> AnyView {
    let question = page.question;
    if question.state() == State::Answered {
        return ().into_any();
    }
    if !page.may.draft {
        let later = ctx.t("question-answer-later");
        return view! { <Section id="antwoord" title=ctx.t("question-answer")><p>{later}</p></Section> }.into_any();
    }
    let empty = question.draft.is_empty();
    let routing = page.may.route && question.holder.is_none();
    let write_look = if empty && !routing { Look::Primary } else { Look::Secondary };
    let write_text = ctx.t(if empty { "question-write" } else { "question-write-on" });
    let send = (page.may.release && !empty).then(|| {
        let look = if routing { Look::Secondary } else { Look::Primary };
        let href = ctx.url(&format!("{}/antwoord", question.path()));
        view! { <LinkButton href=href text=ctx.t("question-preview") look=look/> }
    });
    let shown = if empty {
        view! { <p>{ctx.t("question-draft-none")}</p> }.into_any()
    } else {
        let by = question.drafted_by.map(|person| {
            let text = ctx.tn("question-draft-by", &[("name", page.book.name(person).into())]);
            view! { <p class="meta">{text}</p> }
        });
        view! { <Prose html=markdown::html(&question.draft)/>{by} }.into_any()
    };
    let who_sends = (!page.may.release).then(|| view! { <p class="meta">{ctx.t("question-draft-who-sends")}</p> });
    let href = ctx.url(&format!("{}/antwoord/concept", question.path()));
    view! {
        <Section id="concept" title=ctx.t("question-draft")>
            {shown}
            {who_sends}
            <p class="cluster">{send}<LinkButton href=href text=write_text look=write_look/></p>
        </Section>
    }
    .into_any()
}

fn about(ctx: &Ctx, page: &QuestionPage<'_>) -> AnyView {
    let question = page.question;
    let due = question.life.due();
    let shown = ctx.day(due);
    let days = ctx.tn("question-due-days", &[("n", i64::from(question.life.days).into())]);
    let mut items = facts![
        ctx.t("question-by") => page.book.name(question.asker).to_owned(),
        ctx.t("question-faction") => faction_name(ctx, page.book, question.faction),
        ctx.t("question-holder") => holder_name(ctx, page.book, question.holder),
        ctx.t("question-due") => view! { <Moment at=due.to_string() shown=shown/>" "<span class="meta">{days}</span> },
    ];
    if let Some((title, href)) = &page.gathering {
        let link = view! { <a href=href.clone()>{title.clone()}</a> };
        items.push((ctx.t("question-gathering"), link.into_any()));
    }
    view! { <Section id="over" title=ctx.t("question-about")><Facts items=items/></Section> }.into_any()
}

/// What happened, in order.
fn course(ctx: &Ctx, page: &QuestionPage<'_>) -> AnyView {
    let question = page.question;
    let name = |person: Uuid| page.book.titled(ctx.lang, person, ctx.today());
    let asked = (question.asked_at, ctx.tn("question-course-asked", &[("name", name(question.asker).into())]));
    let routed = question
        .life
        .routed_at
        .zip(question.holder)
        .map(|(at, holder)| (at, ctx.tn("question-course-routed", &[("name", name(holder).into())])));
    let answered = question
        .life
        .answered_at
        .zip(question.answered_by)
        .map(|(at, by)| (at, ctx.tn("question-course-answered", &[("name", name(by).into())])));
    let items = std::iter::once(asked)
        .chain(routed)
        .chain(answered)
        .map(|(at, text)| (ctx.when(at), view! { <span>{text}</span> }.into_any()))
        .collect::<Vec<_>>();
    view! { <Section id="verloop" title=ctx.t("question-course")><Facts items=items/></Section> }.into_any()
}
