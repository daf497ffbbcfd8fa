//! Who is here: the list to tick, guests, and the button that says it is complete.

use desk::attendance::{Attendance, Group, Row, Tally};
use domain::people::{Role, Side};
use leptos::prelude::*;

use super::island;
use crate::{
    answers::{
        roll::{Person, Roll},
        store, words,
    },
    ctx::Ctx,
    form::{FieldErrors, fresh_key},
    gatherings::entity::gathering,
    page,
    text::whole,
    ui::*,
};

/// The page.
pub(in crate::answers) struct AttendancePage<'a> {
    pub(in crate::answers) row: &'a gathering::Model,
    pub(in crate::answers) roll: Roll,
    /// Whether the gathering has begun, so that the list can be complete.
    pub(in crate::answers) may_close: bool,
    /// What was typed for a guest, and what is wrong with it.
    pub(in crate::answers) guest: String,
    pub(in crate::answers) errors: FieldErrors,
}

/// Index of a side in the texts of the count.
fn index(side: Side) -> usize {
    match side {
        Side::Coalition => 0,
        Side::Opposition => 1,
        Side::Unknown => 2,
    }
}

/// The running count of a list.
pub(in crate::answers) fn tally(roll: &Roll) -> Tally {
    let mut tally = Tally::default();
    for group in &roll.groups {
        for person in &group.people {
            tally.add(person.is_member(), index(group.side), person.stand.is_some());
        }
    }
    tally
}

fn island_row(c: &Ctx, person: Person) -> Row {
    let member = person.is_member();
    let role = person.role.filter(|role| *role != Role::Member);
    Row {
        person: person.id.to_string(),
        name: person.name,
        role: role.map(|role| c.t(&format!("role-{}", role.code()))).unwrap_or_default(),
        member,
        stand: person.stand.map(|stand| stand.code().to_owned()).unwrap_or_default(),
        substitute: person.substitute_for.map(|id| id.to_string()).unwrap_or_default(),
    }
}

/// That page.
pub(in crate::answers) fn attendance(c: &Ctx, page: AttendancePage<'_>) -> AnyView {
    let row = page.row;
    let below = |rest: &str| c.url(&format!("/bijeenkomsten/{}/{rest}", row.id));
    let when = store::when(c.lang, &c.tenant, row, c.today());
    let closed = page.roll.closed_at.map(|at| {
        let title = c.tn("answers-closed-title", &[("when", c.when(at).into())]);
        let text = c.t("answers-closed-text");
        view! { <Notice tone=Tone::Ok title=title><p>{text}</p></Notice> }
    });
    let close = (page.may_close && page.roll.closed_at.is_none()).then(|| {
        let (action, hint, text) = (below("presentie"), c.t("answers-close-hint"), c.t("answers-close"));
        view! {
            <Section id="klaar" title=c.t("answers-close-heading")>
                <p class="meta">{hint}</p>
                <ButtonForm action=action text=text look=Look::Primary/>
            </Section>
        }
    });
    let guests = guests(c, row, &page);
    let problems = page::problems(c, page.errors.listed(c.lang));
    let groups = page
        .roll
        .groups
        .into_iter()
        .map(|group| Group {
            name: if group.faction.is_some() { group.name } else { c.t("answers-no-faction") },
            side: index(group.side),
            rows: group.people.into_iter().map(|person| island_row(c, person)).collect(),
        })
        .collect::<Vec<_>>();
    let (action, slug, gathering) = (below("aanwezigheid"), c.tenant.slug().to_owned(), row.id.to_string());
    let words = words::of_attendance(c);
    let list = island(move || {
        view! {
            <Attendance
                action=action.clone()
                slug=slug.clone()
                gathering=gathering.clone()
                groups=groups.clone()
                words=words.clone()
            />
        }
        .into_any()
    });
    let (sheet, to_sheet) = (below("presentielijst"), c.t("answers-sheet-attendance"));
    let (back, to_back) = (c.url(&format!("/bijeenkomsten/{}", row.id)), c.t("answers-back"));
    view! {
        <PageHead title=c.t("answers-attendance") lede=format!("{} · {when}", row.title)>
            <a href=sheet>{to_sheet}</a>
            <a href=back>{to_back}</a>
        </PageHead>
        {problems}
        {closed}
        <p class="meta">{c.t("answers-attendance-hint")}</p>
        {list}
        {guests}
        {close}
    }
    .into_any()
}

fn guests(c: &Ctx, row: &gathering::Model, page: &AttendancePage<'_>) -> AnyView {
    let below = |rest: &str| c.url(&format!("/bijeenkomsten/{}/{rest}", row.id));
    let lines = page
        .roll
        .guests
        .iter()
        .map(|guest| {
            let action = below(&format!("gasten/{}/verwijdering", guest.id));
            let (text, about) = (c.t("answers-guest-remove"), guest.name.clone());
            view! {
                <Item title=guest.name.clone()>
                    <ButtonForm action=action text=text look=Look::Quiet about=about icon=Icon::Cross/>
                </Item>
            }
        })
        .collect_view();
    let list = if page.roll.guests.is_empty() {
        view! { <p class="meta">{c.t("answers-guests-empty")}</p> }.into_any()
    } else {
        view! { <List>{lines}</List> }.into_any()
    };
    let count = whole(page.roll.guests.len());
    let (action, label, add) = (below("gasten"), c.t("answers-guest-name"), c.t("answers-guest-add"));
    let (value, error) = (page.guest.clone(), page.errors.text(c.lang, "naam"));
    view! {
        <Section id="gasten" title=c.t("answers-guests") count=Some(count)>
            {list}
            <Form action=action key=fresh_key()>
                <TextField name="naam" label=label value=value error=error autocomplete="off" maxlength=120/>
                <div class="form-actions"><Submit text=add look=Look::Secondary/></div>
            </Form>
        </Section>
    }
    .into_any()
}
