//! Data in, HTML out: your answer, who comes, what waits.

mod attendance;
mod names;
mod sheets;

pub(super) use attendance::{AttendancePage, attendance, tally};
pub(super) use names::{NameRow, NamesPage, names};
pub(super) use sheets::{attendance_sheet, participants, participants_of};

use domain::answers::Answer;
use islands::{
    answer::{AnswerButtons, rest_form},
    calls::Rest,
};
use leptos::prelude::*;

use super::{
    panel::{Mine, Who, Yours},
    store, words,
};
use crate::{
    ctx::Ctx,
    form::FieldErrors,
    gatherings::{entity::gathering, store::Nth, views::nth_words},
    page,
    text::joined,
    ui::*,
};

/// An island is made while the page is rendered: its signals need the owner that the renderer opens and closes.
fn island(make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    make.into_any()
}

/// What the three buttons begin with.
#[derive(Default)]
struct Buttons {
    answer: Option<Answer>,
    said: String,
    rest: Option<Rest>,
    /// Where they lead, as the form sends it.
    back: String,
    sticky: bool,
}

/// The three buttons as an island, posting to the own answer of this gathering.
fn buttons(c: &Ctx, row: &gathering::Model, begin: Buttons) -> AnyView {
    let Buttons { answer, said, rest, back, sticky } = begin;
    let action = c.url(&format!("/bijeenkomsten/{}/antwoord", row.id));
    let answer = answer.map(|answer| answer.code().to_owned()).unwrap_or_default();
    let (slug, gathering) = (c.tenant.slug().to_owned(), row.id.to_string());
    let words = words::of_buttons(c, &row.title);
    island(move || {
        view! {
            <AnswerButtons
                action=action.clone()
                back=back.clone()
                slug=slug.clone()
                gathering=gathering.clone()
                answer=answer.clone()
                said=said.clone()
                rest=rest.clone()
                sticky=sticky
                words=words.clone()
            />
        }
        .into_any()
    })
}

/// The narrow column of a gathering's page.
pub(super) fn panel(c: &Ctx, row: &gathering::Model, yours: Option<Yours>, who: Who) -> AnyView {
    let yours = yours.map(|yours| {
        let inside = match yours {
            Yours::Past(text) => view! { <p>{text}</p> }.into_any(),
            Yours::Open(mine) => {
                let back = format!("/bijeenkomsten/{}", row.id);
                let note = note_form(c, row, &mine, &back);
                let undo = take_back(c, row, mine.replaced, &back);
                let begin =
                    Buttons { answer: mine.answer, said: mine.said, rest: mine.rest, back: back.clone(), sticky: true };
                view! { {buttons(c, row, begin)} {undo} {note} }.into_any()
            }
        };
        view! { <Section id="antwoord" title=c.t("answers-yours")>{inside}</Section> }
    });
    let over = crate::db::moment(row.ends_at) <= c.now;
    let title = c.t(if over || who.was_there.is_some() { "answers-who-was" } else { "answers-who" });
    let links = who.links.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect_view();
    let body = match (who.rows.is_empty(), over) {
        // Recorded afterwards: nobody was asked beforehand.
        (true, true) => ().into_any(),
        (true, false) => view! { <p class="meta">{c.t("answers-nobody-invited")}</p> }.into_any(),
        (false, over) => {
            let total = if over { c.tn("answers-said-before", &[("total", who.total.into())]) } else { who.total };
            view! { <p>{total}</p><AnswerBars rows=who.rows/> }.into_any()
        }
    };
    view! {
        {yours}
        <Section id="wie" title=title>
            {who.was_there.map(|text| view! { <p>{text}</p> })}
            {body}
            <ul class="links no-print" role="list">{links}</ul>
        </Section>
    }
    .into_any()
}

/// The way back from what a calendar answered.
fn take_back(
    c: &Ctx,
    row: &gathering::Model,
    replaced: Option<(Option<Answer>, String)>,
    back: &str,
) -> Option<impl IntoView + use<>> {
    let (answer, note) = replaced?;
    let action = c.url(&format!("/bijeenkomsten/{}/antwoord", row.id));
    let hidden = vec![
        ("naar".to_owned(), back.to_owned()),
        ("antwoord".to_owned(), answer.map(Answer::code).unwrap_or_default().to_owned()),
        ("opmerking".to_owned(), note),
    ];
    Some(view! { <ButtonForm action=action text=c.t("answers-calendar-undo") look=Look::Quiet hidden=hidden/> })
}

/// The remark with its own button: an answer is saved by a click, a text by a button.
fn note_form(c: &Ctx, row: &gathering::Model, mine: &Mine, back: &str) -> AnyView {
    let action = c.url(&format!("/bijeenkomsten/{}/antwoord", row.id));
    let (note, back) = (mine.note.clone(), back.to_owned());
    let (label, hint, save) = (c.t("answers-note"), c.t("answers-note-hint"), c.t("answers-note-save"));
    let optional = c.t("optional");
    view! {
        <Disclosure summary=c.t("answers-note") open=!mine.note.is_empty()>
            <Form action=action>
                <Hidden name="naar" value=back/>
                <TextArea name="opmerking" label=label hint=hint value=note rows=2 maxlength=500 optional=optional/>
                <div class="form-actions"><Submit text=save look=Look::Secondary/></div>
            </Form>
        </Disclosure>
    }
    .into_any()
}

/// A gathering that waits on home.
pub(super) struct Waiting {
    pub(super) row: gathering::Model,
    /// Its places and how many are left, where they are limited.
    pub(super) left: Option<(i64, u32)>,
    /// Which date of its series it is.
    pub(super) nth: Option<Nth>,
}

/// What waits on home.
pub(super) fn waiting(c: &Ctx, number: i64, items: Vec<Waiting>) -> AnyView {
    let items = items
        .into_iter()
        .map(|Waiting { row, left, nth }| {
            let places = left.map(|(places, left)| {
                let left = match left {
                    0 => c.t("answers-places-full"),
                    n => c.tn("answers-places-left", &[("n", i64::from(n).into())]),
                };
                format!("{}, {left}", c.tn("answers-places", &[("n", places.into())]))
            });
            let nth = nth.map(|nth| nth_words(c, nth));
            let meta = joined([row.place.clone(), places.unwrap_or_default(), nth.unwrap_or_default()], " · ");
            let title = row.title.clone();
            let (when, at) = (store::when(c.lang, &c.tenant, &row, c.today()), store::starts_at(&c.tenant, &row));
            let href = c.url(&format!("/bijeenkomsten/{}", row.id));
            let buttons = buttons(c, &row, Buttons { back: "/".to_owned(), ..Buttons::default() });
            view! { <Item href=href title=title meta=meta lead=when at=at>{buttons}</Item> }
        })
        .collect_view();
    let section = view! {
        <Section id="antwoorden" title=c.t("answers-waiting") count=Some(number)><List>{items}</List></Section>
    };
    section.into_any()
}

/// The id of the form on that page.
const FORM: &str = "uw-antwoord";

/// A page with nothing but one invitation and its answer: behind the link in the mail, and wherever a remark was refused.
pub(super) struct AnswerPage<'a> {
    pub(super) row: &'a gathering::Model,
    /// Whose invitation it is, where that is not plain.
    pub(super) whose: Option<String>,
    /// Where the form posts to.
    pub(super) action: String,
    /// Where it leads afterwards, as the form sends it.
    pub(super) back: String,
    pub(super) answer: Option<Answer>,
    pub(super) said: String,
    pub(super) note: String,
    pub(super) errors: FieldErrors,
    /// The same answer for the other dates of the series.
    pub(super) rest: Option<Rest>,
    /// Whether the reader should be offered to sign in.
    pub(super) offer_sign_in: bool,
}

/// That page.
pub(super) fn answer_page(c: &Ctx, page: AnswerPage<'_>) -> AnyView {
    let row = page.row;
    let (at, when) = (store::starts_at(&c.tenant, row), store::when(c.lang, &c.tenant, row, c.today()));
    let problems = page::problems(c, page.errors.listed(c.lang));
    let words = words::of_buttons(c, &row.title);
    let facts = facts![
        c.t("answers-when") => view! { <Moment at=at shown=when/> },
        c.t("answers-where") => row.place.clone(),
    ];
    let sign_in = page.offer_sign_in.then(|| {
        let href = c.url(&format!("/bijeenkomsten/{}", row.id));
        view! { <p><a href=href>{c.t("answers-sign-in")}</a></p> }
    });
    let said = (!page.said.is_empty()).then_some(page.said);
    let rest = page.rest.map(|rest| rest_form(format!("{}/reeks", page.action), String::new(), rest));
    let buttons = plain_buttons(words.group, button_faces(c, "answers-button"), page.answer, false, Some(FORM));
    let (label, hint, save) = (c.t("answers-note"), c.t("answers-note-hint"), c.t("answers-note-save"));
    let (optional, error) = (c.t("optional"), page.errors.text(c.lang, "opmerking"));
    view! {
        <PageHead title=row.title.clone() lede=page.whose/>
        {problems}
        <Facts items=facts/>
        <Section id="antwoord" title=c.t("answers-yours")>
            {said.map(|text| view! { <p>{text}</p> })}
            // The buttons send the remark along, and what they came to stands directly below them.
            {buttons}
            {rest}
            <Form action=page.action id=FORM>
                <Hidden name="naar" value=page.back/>
                <TextArea
                    name="opmerking"
                    label=label
                    hint=hint
                    value=page.note
                    rows=2
                    maxlength=500
                    optional=optional
                    error=error
                />
                <div class="form-actions"><Submit text=save look=Look::Secondary/></div>
            </Form>
        </Section>
        {sign_in}
    }
    .into_any()
}

/// Answers with their words.
fn button_faces(c: &Ctx, key: &str) -> Vec<(Answer, String)> {
    Answer::ALL.iter().map(|answer| (*answer, c.t(&format!("{key}-{}", answer.code())))).collect()
}

/// Three buttons without an island, inside a form or naming it. With `toggles`, the pressed one takes the answer back.
fn plain_buttons(
    group: String,
    faces: Vec<(Answer, String)>,
    chosen: Option<Answer>,
    toggles: bool,
    form: Option<&'static str>,
) -> AnyView {
    let buttons = faces
        .into_iter()
        .map(|(answer, text)| {
            let pressed = chosen == Some(answer);
            let value = if pressed && toggles { "" } else { answer.code() };
            view! {
                <button type="submit" name="antwoord" value=value form=form aria-pressed=pressed.to_string()>
                    {icon(words::icon_of(answer))}<span>{text}</span>
                </button>
            }
        })
        .collect_view();
    view! { <div class="answer-buttons" role="group" aria-label=group>{buttons}</div> }.into_any()
}

/// Says why an answer is not taken any more, and whom to ask.
pub(super) fn refused(c: &Ctx, why: &'static str, row: Option<&gathering::Model>) -> AnyView {
    let help = c.tn(
        "answers-refused-help",
        &[("office", c.tenant.office_name().to_owned().into()), ("mail", c.tenant.office_email().to_owned().into())],
    );
    let about = row.map(|row| {
        let when = store::when(c.lang, &c.tenant, row, c.today());
        view! { <p class="lede">{format!("{} · {when}", row.title)}</p> }
    });
    let href = row.map(|row| c.url(&format!("/bijeenkomsten/{}", row.id))).unwrap_or_else(|| c.url(""));
    let back = c.t(if row.is_some() { "answers-back" } else { "back-home" });
    view! {
        <PageHead title=c.t("answers-refused-title")/>
        {about}
        <p>{c.t(why)}</p>
        <p>{help}</p>
        <p><a href=href>{back}</a></p>
    }
    .into_any()
}

/// Says why nobody can be ticked.
pub(super) fn refused_attendance(c: &Ctx, row: &gathering::Model, why: &'static str) -> AnyView {
    let when = store::when(c.lang, &c.tenant, row, c.today());
    let below = |rest: &str| c.url(&format!("/bijeenkomsten/{}{rest}", row.id));
    view! {
        <PageHead title=c.t("answers-attendance-title") lede=format!("{} · {when}", row.title)/>
        <p>{c.t(why)}</p>
        <ul class="links" role="list">
            <li><a href=below("/presentielijst")>{c.t("answers-sheet-attendance")}</a></li>
            <li><a href=below("")>{c.t("answers-back")}</a></li>
        </ul>
    }
    .into_any()
}
