//! Names and answers, by faction.

use domain::answers::Answer;
use leptos::prelude::*;
use uuid::Uuid;

use super::{button_faces, plain_buttons};
use crate::{answers::store, ctx::Ctx, gatherings::entity::gathering, text::whole, ui::*};

/// One person and their answer.
pub(in crate::answers) struct NameRow {
    pub(in crate::answers) person: Uuid,
    pub(in crate::answers) name: String,
    /// What they are, where that is not a member.
    pub(in crate::answers) role: String,
    pub(in crate::answers) answer: Option<Answer>,
    /// "komt", "op de wachtlijst, plaats 2".
    pub(in crate::answers) state: String,
    /// "via de mail, di 9 sep, 14.00".
    pub(in crate::answers) how: String,
    pub(in crate::answers) note: String,
    /// The reader may answer for them.
    pub(in crate::answers) may_answer: bool,
    /// The reader may take their invitation back.
    pub(in crate::answers) may_withdraw: bool,
}

/// The page.
pub(in crate::answers) struct NamesPage<'a> {
    pub(in crate::answers) row: &'a gathering::Model,
    /// By faction: name, side, people.
    pub(in crate::answers) groups: Vec<(String, Option<Side>, Vec<NameRow>)>,
    /// Whose invitation was taken back, and who may be invited again.
    pub(in crate::answers) withdrawn: Vec<(Uuid, String)>,
}

/// That page.
pub(in crate::answers) fn names(c: &Ctx, page: NamesPage<'_>) -> AnyView {
    let row = page.row;
    let when = store::when(c.lang, &c.tenant, row, c.today());
    let empty = page.groups.is_empty().then(|| view! { <Empty text=c.t("answers-names-empty")/> });
    let groups = page
        .groups
        .into_iter()
        .enumerate()
        .map(|(at, (name, side, people))| {
            let count = whole(people.len());
            let side = side.map(|side| c.t(&format!("side-{}", side.code())));
            let people = people.into_iter().map(|person| one(c, row, person)).collect_view();
            let mark = side.map(|side| view! { <span class="meta">{side}</span> }.into_any());
            view! {
                <Section id=format!("fractie-{}", at + 1) title=name count=Some(count) beside=mark.unwrap_or_else(|| ().into_any())>
                    <List>{people}</List>
                </Section>
            }
        })
        .collect_view();
    let (back, to_back) = (c.url(&format!("/bijeenkomsten/{}", row.id)), c.t("answers-back"));
    view! {
        <PageHead title=c.t("answers-who") lede=format!("{} · {when}", row.title)>
            <a href=back>{to_back}</a>
        </PageHead>
        {empty}
        {groups}
        {withdrawn(c, row, page.withdrawn)}
    }
    .into_any()
}

fn withdrawn(c: &Ctx, row: &gathering::Model, people: Vec<(Uuid, String)>) -> Option<AnyView> {
    if people.is_empty() {
        return None;
    }
    let count = whole(people.len());
    let items = people
        .into_iter()
        .map(|(person, name)| {
            let action = c.url(&format!("/bijeenkomsten/{}/uitnodigingen/{person}/herhaling", row.id));
            let again = view! { <ButtonForm action=action text=c.t("answers-invite-again") about=name.clone()/> };
            view! { <Item title=name>{again}</Item> }
        })
        .collect_view();
    let title = c.t("answers-withdrawn");
    Some(view! { <Section id="ingetrokken" title=title count=count><List>{items}</List></Section> }.into_any())
}

fn one(c: &Ctx, row: &gathering::Model, person: NameRow) -> AnyView {
    let tone = match person.answer {
        Some(Answer::Yes) => Tone::Ok,
        Some(_) => Tone::Neutral,
        None => Tone::Warn,
    };
    let how = (!person.how.is_empty()).then(|| view! { <span class="meta">{person.how}</span> });
    let note = (!person.note.is_empty()).then(|| view! { <p class="remark">{person.note}</p> });
    let form = person.may_answer.then(|| {
        let action = c.url(&format!("/bijeenkomsten/{}/antwoorden/{}", row.id, person.person));
        let group = c.tn("answers-group-for", &[("name", person.name.clone().into())]);
        let buttons = plain_buttons(group, button_faces(c, "answers-for-button"), person.answer, true, None);
        let summary = format!("{} {}", c.t("answers-change-for"), person.name);
        let withdraw = person.may_withdraw.then(|| {
            let action = c.url(&format!("/bijeenkomsten/{}/uitnodigingen/{}/intrekking", row.id, person.person));
            let text = c.t("answers-withdraw");
            view! { <ButtonForm action=action text=text look=Look::Quiet about=person.name.clone()/> }
        });
        view! { <Disclosure summary=summary><form method="post" action=action>{buttons}</form>{withdraw}</Disclosure> }
    });
    view! {
        <Item title=person.name meta=person.role>
            <Badge text=person.state tone=tone/>
            {how}
            {note}
            {form}
        </Item>
    }
    .into_any()
}
