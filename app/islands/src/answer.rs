//! Three buttons by which one answers an invitation. The page posts them; the island saves at once.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use crate::calls::{AnswerOrder, Rest, TroubleWords, send_answer};

/// A second tap on the same button within this time is a slip of the finger.
const COOL_DOWN: Duration = Duration::from_millis(1_000);
/// How long the bar at the bottom of a phone stays after the answer, with its way back.
const LINGER: Duration = Duration::from_secs(8);

/// One button.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What it sends.
    pub code: String,
    /// What it says.
    pub text: String,
    /// Its sign: the path of a drawing of 24 by 24.
    pub drawing: String,
}

/// Every text of the island.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerWords {
    /// Name of the group of buttons: whose answer to what.
    pub group: String,
    /// The buttons.
    pub choices: Vec<Choice>,
    /// The way back.
    pub undo: String,
    /// What went wrong.
    pub troubles: TroubleWords,
}

/// The answer to one invitation. Pressing the pressed button takes the answer back.
#[island]
pub fn AnswerButtons(
    /// Where the form posts to.
    action: String,
    /// Where it leads afterwards, below the municipality.
    back: String,
    /// The municipality, as in the address.
    slug: String,
    /// Which gathering.
    gathering: String,
    /// The code of the answer so far; empty without one.
    answer: String,
    /// What there is to say about it: a place, the waiting list, places left.
    said: String,
    /// The same answer for the other dates of the series, where there are any to answer.
    rest: Option<Rest>,
    /// Stays in view at the bottom of a phone until there is an answer.
    sticky: bool,
    /// The texts.
    words: AnswerWords,
) -> impl IntoView {
    let sticks = RwSignal::new(sticky && answer.is_empty());
    let shown = RwSignal::new(answer.clone());
    let saved = RwSignal::new(answer);
    let said = RwSignal::new(said);
    let rest = RwSignal::new(rest);
    let undo = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let touched = RwSignal::new(None::<String>);
    let target = StoredValue::new((slug, gathering, words.troubles));

    let send = move || {
        busy.set(true);
        spawn_local(async move {
            loop {
                let answer = shown.get_untracked();
                let (slug, gathering, _) = target.get_value();
                match send_answer(AnswerOrder { slug, gathering, answer: answer.clone() }).await {
                    Ok(done) => {
                        saved.set(answer.clone());
                        if shown.get_untracked() != answer {
                            continue;
                        }
                        said.set(done.said);
                        rest.set(done.rest);
                        set_timeout(move || sticks.set(false), LINGER);
                    }
                    Err(trouble) => {
                        shown.set(saved.get_untracked());
                        undo.set(None);
                        said.set(target.with_value(|(_, _, troubles)| troubles.of(trouble)));
                    }
                }
                break;
            }
            busy.set(false);
        });
    };
    let choose = move |answer: String| {
        undo.set(Some(shown.get_untracked()));
        shown.set(answer);
        if !busy.get_untracked() {
            send();
        }
    };
    let press = move |code: String| {
        if touched.get_untracked().as_ref() == Some(&code) {
            return;
        }
        touched.set(Some(code.clone()));
        set_timeout(move || touched.set(None), COOL_DOWN);
        choose(if shown.get_untracked() == code { String::new() } else { code });
    };

    let buttons = words
        .choices
        .into_iter()
        .map(|choice| {
            let (code, sent) = (choice.code.clone(), choice.code.clone());
            let pressed = move || shown.get() == code;
            let value = {
                let (pressed, code) = (pressed.clone(), choice.code.clone());
                move || if pressed() { String::new() } else { code.clone() }
            };
            let click = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                press(sent.clone());
            };
            view! {
                <button type="submit" name="antwoord" value=value aria-pressed=move || pressed().to_string() on:click=click>
                    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d=choice.drawing/></svg>
                    <span>{choice.text}</span>
                </button>
            }
        })
        .collect_view();
    let way_back = move || {
        undo.get().map(|before| {
            let text = words.undo.clone();
            view! { <button type="button" class="button button-quiet" on:click=move |_| choose(before.clone())><span>{text}</span></button> }
        })
    };
    // It stands only below the answer that it repeats.
    let (to, towards) = (format!("{action}/reeks"), back.clone());
    let offer = move || {
        let rest = rest.get().filter(|rest| rest.answer == shown.get());
        rest.map(|rest| rest_form(to.clone(), towards.clone(), rest))
    };
    view! {
        <div class=move || if sticks.get() { "answer sticky-answer" } else { "answer" }>
            <form method="post" action=action>
                <input type="hidden" name="naar" value=back/>
                <div class="answer-buttons" role="group" aria-label=words.group>{buttons}</div>
            </form>
            <div class="answer-said" role="status"><span>{move || said.get()}</span>{way_back}</div>
        </div>
        {offer}
    }
}

/// One button that gives the other dates of a series the same answer, with the dates. A form like any other, so that the
/// page after it says what came of each, with the way back.
pub fn rest_form(action: String, back: String, rest: Rest) -> impl IntoView {
    let date = |(id, words): (String, String)| view! { <li><input type="hidden" name="dag" value=id/>{words}</li> };
    let dates = rest.dates.into_iter().map(date).collect_view();
    let dates = view! { <ul class="answer-dates" role="list">{dates}</ul> };
    let dates = match rest.fold.as_str() {
        "" => dates.into_any(),
        fold => view! { <details class="disclosure"><summary>{fold.to_owned()}</summary>{dates}</details> }.into_any(),
    };
    view! {
        <form method="post" action=action class="answer-rest no-print">
            <input type="hidden" name="antwoord" value=rest.answer/>
            <input type="hidden" name="naar" value=back/>
            <button type="submit" class="button"><span>{rest.button}</span></button>
            {dates}
        </form>
    }
}
