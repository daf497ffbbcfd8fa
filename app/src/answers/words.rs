//! What this room says: about an answer and a place, and the texts its islands take along.

use desk::attendance::AttendanceWords;
use domain::answers::{Answer, Place, Stand};
use islands::{
    answer::{AnswerWords, Choice},
    calls::TroubleWords,
};

use super::{commands::Outcome, store::Reply};
use crate::{
    ctx::{Ctx, Flash},
    people::store::CouncilBook,
    text::{Lang, whole},
    ui::Icon,
};

/// The sign of an answer, beside its words.
pub(super) fn icon_of(answer: Answer) -> Icon {
    match answer {
        Answer::Yes => Icon::Check,
        Answer::Maybe => Icon::Tilde,
        Answer::No => Icon::Cross,
    }
}

/// "U komt.", "U staat op de wachtlijst, plaats 2.", "Nog 4 plaatsen.": where the reader stands. Empty when there is
/// nothing to say. Places left are told only to whoever has none.
pub(super) fn standing(lang: Lang, answer: Option<Answer>, place: Place, left: Option<u32>) -> String {
    let left_text = |left: Option<u32>| match left {
        None => String::new(),
        Some(0) => lang.t("answers-full"),
        Some(n) => lang.tn("answers-left", &[("n", i64::from(n).into())]),
    };
    match (answer, place) {
        (None, _) => left_text(left),
        (Some(Answer::Yes), Place::Waiting(n)) => waiting_text(lang, n),
        (Some(Answer::Yes), _) if left.is_some() => lang.t("answers-you-come-seated"),
        (Some(Answer::Yes), _) => lang.t("answers-you-come"),
        (Some(Answer::Maybe), _) if left.is_some() => {
            format!("{} {}", lang.t("answers-you-may-limited"), left_text(left))
        }
        (Some(Answer::Maybe), _) => lang.t("answers-you-may"),
        (Some(Answer::No), _) => lang.t("answers-you-stay"),
    }
}

fn waiting_text(lang: Lang, n: usize) -> String {
    lang.tn("answers-you-wait", &[("n", whole(n).into())])
}

/// The same, right after saving.
pub(super) fn saved(lang: Lang, answer: Option<Answer>, place: Place, left: Option<u32>) -> String {
    match answer {
        None => lang.t("answers-taken-back"),
        Some(_) => lang.tn("answers-saved", &[("standing", standing(lang, answer, place, left).into())]),
    }
}

/// The same as a message for the next page, without a way back yet.
pub(super) fn saved_flash(lang: Lang, outcome: &Outcome) -> Flash {
    match outcome.after.answer {
        None if outcome.before.answer.is_none() => Flash::new("answers-note-saved"),
        None => Flash::new("answers-taken-back"),
        Some(_) if outcome.before.answer == outcome.after.answer && outcome.before.note != outcome.after.note => {
            Flash::new("answers-note-saved")
        }
        answer => Flash::new("answers-saved").with("standing", standing(lang, answer, outcome.place, outcome.left)),
    }
}

/// After answering for somebody else: "Opgeslagen. Samira komt."
pub(super) fn saved_for_flash(name: &str, outcome: &Outcome) -> Flash {
    let flash = match (outcome.after.answer, outcome.place) {
        (None, _) => Flash::new("answers-for-taken-back"),
        (Some(Answer::Yes), Place::Waiting(n)) => Flash::new("answers-for-wait").with("n", n),
        (Some(answer), _) => Flash::new(&format!("answers-for-{}", answer.code())),
    };
    flash.with("name", name)
}

/// "De griffie antwoordde voor u.": said to the person on whose behalf somebody answered.
pub(super) fn on_behalf_of_you(lang: Lang, reply: &Reply, book: &CouncilBook) -> Option<String> {
    let via = reply.via.filter(|_| reply.on_behalf())?;
    let name = reply.answered_by.map(|by| book.name(by).to_owned()).unwrap_or_default();
    Some(lang.tn(&format!("answers-behalf-you-{via}"), &[("name", name.into())]))
}

/// How an answer came in: "in het portaal", "de griffie antwoordde (Greet)".
pub(super) fn how(lang: Lang, reply: &Reply, book: &CouncilBook) -> String {
    let Some(via) = reply.via.filter(|_| reply.answer.is_some()) else { return String::new() };
    let name = reply.answered_by.filter(|_| via.on_behalf()).map(|by| book.name(by).to_owned()).unwrap_or_default();
    lang.tn(&format!("answers-via-{via}"), &[("name", name.into())])
}

/// An answer in a word: "komt", "op de wachtlijst, plaats 2".
pub(super) fn state(lang: Lang, answer: Option<Answer>, place: Place) -> String {
    match (answer, place) {
        (None, _) => lang.t("answers-state-none"),
        (Some(_), Place::Waiting(n)) => lang.tn("answers-state-waiting", &[("n", whole(n).into())]),
        (Some(answer), _) => lang.t(&format!("answers-state-{}", answer.code())),
    }
}

/// The codes of islands in words.
fn troubles(c: &Ctx) -> TroubleWords {
    TroubleWords {
        sign_in: c.t("answers-trouble-sign-in"),
        gone: c.t("answers-trouble-gone"),
        forbidden: c.t("answers-trouble-forbidden"),
        closed: c.t("answers-trouble-closed"),
        busy: c.t("answers-trouble-busy"),
        offline: c.t("answers-trouble-offline"),
    }
}

/// The texts of the three buttons for one gathering.
pub(super) fn of_buttons(c: &Ctx, title: &str) -> AnswerWords {
    let choice = |answer: &Answer| Choice {
        code: answer.code().to_owned(),
        text: c.t(&format!("answers-button-{}", answer.code())),
        drawing: icon_of(*answer).drawing().to_owned(),
    };
    AnswerWords {
        group: c.tn("answers-group", &[("title", title.to_owned().into())]),
        choices: Answer::ALL.iter().map(choice).collect(),
        undo: c.t("undo"),
        troubles: TroubleWords { offline: c.t("answers-trouble-offline-answer"), ..troubles(c) },
    }
}

/// The texts of the attendance list.
pub(super) fn of_attendance(c: &Ctx) -> AttendanceWords {
    let n = ("n", "{n}".into());
    let stand = |stand: &Stand| (stand.code().to_owned(), c.t(&format!("answers-stand-{}", stand.code())));
    AttendanceWords {
        count: c.tn("answers-tally", &[n.clone(), ("m", "{m}".into())]),
        sides: ["coalitie", "oppositie", "onbekend"]
            .map(|side| c.tn("answers-tally-side", &[n.clone(), ("side", c.t(&format!("side-{side}")).into())]))
            .to_vec(),
        others_one: c.tn("answers-tally-others", &[("n", 1.into())]),
        others: c.tn("answers-tally-others", std::slice::from_ref(&n)),
        more: c.t("answers-more"),
        stands: Stand::ALL.iter().map(stand).collect(),
        notes: Stand::ALL
            .iter()
            .filter(|stand| **stand != Stand::Present)
            .map(|stand| (stand.code().to_owned(), c.t(&format!("answers-was-{}", stand.code()))))
            .collect(),
        substitute: c.t("answers-substitute"),
        substitutes: c.tn("answers-substitutes", &[("name", "{name}".into())]),
        nobody: c.t("answers-substitute-nobody"),
        unsaved_one: c.tn("answers-unsaved", &[("n", 1.into())]),
        unsaved: c.tn("answers-unsaved", std::slice::from_ref(&n)),
        troubles: troubles(c),
    }
}
