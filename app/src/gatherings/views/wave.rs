//! Before a wave of mail leaves: who gets it, how many, and what it says.

use leptos::prelude::*;

use super::{clashes, when};
use crate::{
    calendar,
    ctx::Ctx,
    form::FieldErrors,
    gatherings::store::{Card, Gathering},
    mail::Message,
    ui::*,
};

/// What the preview of invitations shows.
pub struct Preview {
    /// Per faction: its name, its side, how many get a mail, and their names.
    pub groups: Vec<(String, Option<Side>, Vec<String>)>,
    /// Messages that would leave.
    pub mails: usize,
    /// Would be invited without an address, by name.
    pub unreachable: Vec<String>,
    /// Were invited and still have no address, by name.
    pub still_unreachable: Vec<String>,
    /// Were invited before.
    pub invited: usize,
    /// Of those, answered.
    pub answered: usize,
    /// The message as one of them gets it.
    pub sample: Option<Message>,
    /// Idempotency key.
    pub key: String,
    /// Whether it is still a draft.
    pub draft: bool,
    /// What else is on that day.
    pub clashes: Vec<Card>,
    /// What other calendars have on the same day, recess, school holidays and feast days.
    pub busy: Vec<calendar::Busy>,
    /// Why it cannot be sent.
    pub errors: FieldErrors,
    /// A remark above it all: somebody else changed it meanwhile.
    pub stale: bool,
}

/// The preview of a wave of invitations.
pub fn preview(ctx: &Ctx, gathering: &Gathering, preview: Preview) -> AnyView {
    let title = ctx.tn("gathering-preview-title", &[("title", gathering.details.title.as_str().into())]);
    let numbers = [
        ("n", (preview.mails as i64).into()),
        ("invited", (preview.invited as i64).into()),
        ("answered", (preview.answered as i64).into()),
    ];
    let key = if preview.invited == 0 { "gathering-preview-lede" } else { "gathering-preview-lede-later" };
    let lede = ctx.tn(key, &numbers);
    let edit = ctx.url(&format!("{}/wijzigen", gathering.path()));
    let back = ctx.url(&gathering.path());
    let stale = preview.stale.then(|| {
        view! { <Notice tone=Tone::Warn title=ctx.t("gathering-preview-stale")/> }
    });
    let incomplete = !preview.errors.is_empty();
    let errors = incomplete.then(|| errors(ctx, &preview.errors, &edit));
    let nobody = preview.mails == 0 && preview.unreachable.is_empty();
    let done = (nobody && !incomplete).then(|| {
        view! { <Empty text=ctx.t("gathering-all-invited") href=back.clone() next=ctx.t("gathering-back")/> }
    });
    let clash = clashes(ctx, &preview.clashes);
    let around = calendar::around(ctx, &preview.busy);
    let unreachable = unreachable(ctx, &preview.unreachable, &preview.still_unreachable);
    let send = (!nobody && !incomplete).then(|| send(ctx, gathering, &preview));
    let when = when(ctx, gathering);
    view! {
        <PageHead title=title lede=lede>{when}</PageHead>
        {stale}
        {errors}
        {clash}
        {around}
        {done}
        {groups(ctx, preview.groups)}
        {unreachable}
        {sample(ctx, preview.sample)}
        {send}
        <p class="no-print"><a href=edit>{ctx.t("gathering-edit-first")}</a></p>
    }
    .into_any()
}

/// Why it cannot be sent, and the way to mend what can be mended.
fn errors(ctx: &Ctx, errors: &FieldErrors, edit: &str) -> AnyView {
    let fixable = errors.keys().any(|(field, _)| !field.is_empty());
    let lines = errors.all(ctx.lang).into_iter().map(|(_, text)| (String::new(), text)).collect();
    let fix = fixable.then(|| {
        view! { <p><LinkButton href=edit.to_owned() text=ctx.t("gathering-complete") look=Look::Primary/></p> }
    });
    view! { <ErrorSummary title=ctx.t("gathering-cannot-send") errors=lines/>{fix} }.into_any()
}

fn send(ctx: &Ctx, gathering: &Gathering, preview: &Preview) -> AnyView {
    let text = if preview.mails == 0 {
        ctx.tn("gathering-invite-silently", &[("n", (preview.unreachable.len() as i64).into())])
    } else {
        ctx.tn("gathering-send", &[("n", (preview.mails as i64).into())])
    };
    let schedule = preview.draft.then(|| {
        let action = ctx.url(&format!("{}/planning", gathering.path()));
        view! { <Submit text=ctx.t("gathering-schedule") look=Look::Secondary formaction=action/> }
    });
    let action = ctx.url(&format!("{}/uitnodiging", gathering.path()));
    view! {
        <Form action=action key=preview.key.clone() version=gathering.version>
            <div class="form-actions"><Submit text=text icon=Icon::Mail/>{schedule}</div>
        </Form>
    }
    .into_any()
}

fn groups(ctx: &Ctx, groups: Vec<(String, Option<Side>, Vec<String>)>) -> Option<AnyView> {
    if groups.is_empty() {
        return None;
    }
    let rows = groups
        .into_iter()
        .map(|(name, side, people)| {
            let count = ctx.tn("gathering-recipients", &[("n", (people.len() as i64).into())]);
            let side = side.map(|side| {
                let word = ctx.t(&format!("side-{}", side.code()));
                view! { <SideMark side=side text=word/> }
            });
            view! { <Item title=name meta=people.join(", ")>{side}<span class="meta">{count}</span></Item> }
        })
        .collect_view();
    let title = ctx.t("gathering-preview-who");
    Some(view! { <Section id="wie" title=title><List>{rows}</List></Section> }.into_any())
}

/// Those without an address, and what to do about it.
fn unreachable(ctx: &Ctx, now: &[String], before: &[String]) -> Option<AnyView> {
    if now.is_empty() && before.is_empty() {
        return None;
    }
    let council = ctx.url("/raad");
    let title = ctx.tn("gathering-no-address", &[("n", ((now.len() + before.len()) as i64).into())]);
    let names = now.iter().chain(before).cloned().collect::<Vec<_>>().join(", ");
    let (next, place) = (ctx.t("gathering-no-address-next"), ctx.t("gathering-no-address-where"));
    Some(
        view! {
            <Notice tone=Tone::Warn title=title>
                <p>{names}</p>
                <p>{next}" "<a href=council>{place}</a></p>
            </Notice>
        }
        .into_any(),
    )
}

/// The mail as one recipient gets it.
fn sample(ctx: &Ctx, message: Option<Message>) -> Option<AnyView> {
    let message = message?;
    let who = ctx.tn("gathering-sample-to", &[("name", message.to.name.as_str().into())]);
    let lang = message.to.lang.code();
    let text = message.text();
    Some(
        view! {
            <Section id="voorbeeld" title=ctx.t("gathering-sample")>
                <p class="meta">{who}</p>
                <div class="mail-sample" lang=lang>
                    <p class="mail-subject">{message.subject}</p>
                    <p class="mail-text">{text}</p>
                </div>
            </Section>
        }
        .into_any(),
    )
}

/// What the preview of reminders shows.
pub struct ReminderPreview {
    /// Get a reminder, by name.
    pub people: Vec<String>,
    /// Have no address, by name.
    pub unreachable: Vec<String>,
    /// Had a reminder not long ago.
    pub too_soon: usize,
    /// The message as one of them gets it.
    pub sample: Option<Message>,
}

/// The preview of a round of reminders.
pub fn reminder(ctx: &Ctx, gathering: &Gathering, preview: ReminderPreview) -> AnyView {
    let title = ctx.tn("gathering-remind-title", &[("title", gathering.details.title.as_str().into())]);
    let n = preview.people.len() as i64;
    let back = ctx.url(&gathering.path());
    let soon = (preview.too_soon > 0)
        .then(|| view! { <p class="meta">{ctx.tn("gathering-remind-too-soon", &[("n", (preview.too_soon as i64).into())])}</p> });
    let body = if n == 0 {
        view! { <Empty text=ctx.t("gathering-remind-nobody") href=back next=ctx.t("gathering-back")/> }.into_any()
    } else {
        let names = preview.people.join(", ");
        let send = ctx.tn("gathering-remind-send", &[("n", n.into())]);
        let action = ctx.url(&format!("{}/herinnering", gathering.path()));
        let keep = ctx.t("gathering-keep");
        let sample = sample(ctx, preview.sample);
        view! {
            <Section id="wie" title=ctx.t("gathering-preview-who") count=n><p>{names}</p></Section>
            {sample}
            <Form action=action>
                <div class="form-actions">
                    <Submit text=send icon=Icon::Mail/>
                    <a href=back>{keep}</a>
                </div>
            </Form>
        }
        .into_any()
    };
    let when = when(ctx, gathering);
    view! {
        <PageHead title=title lede=ctx.t("gathering-remind-lede")>{when}</PageHead>
        {soon}
        {unreachable(ctx, &preview.unreachable, &[])}
        {body}
    }
    .into_any()
}
