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

/// What a preview says of the series.
pub struct Waves {
    /// The whole series, or this one alone.
    pub tabs: Vec<Tab>,
    /// Whether it is about the whole series.
    pub whole: bool,
    /// The dates it is about, when it is.
    pub dates: Vec<String>,
    /// The stand of the series.
    pub stand: i64,
}

/// A faction: its name, its side, and the names of those who get a mail.
pub type Group = (String, Option<Side>, Vec<String>);

/// Why it cannot be sent to one gathering.
pub struct Hindrance {
    /// When that one is, where it is about several.
    pub date: Option<String>,
    /// Its page, below the municipality.
    pub path: String,
    /// What stands in the way.
    pub errors: FieldErrors,
}

/// What the preview of invitations shows.
pub struct Preview {
    /// Of a gathering of a series with others to invite to.
    pub series: Option<Waves>,
    /// Who gets a mail.
    pub groups: Vec<Group>,
    /// Who goes there for the college and hears of it besides them, by name.
    pub host: Option<String>,
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
    /// Why it cannot be sent, by gathering.
    pub hindered: Vec<Hindrance>,
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
    let incomplete = !preview.hindered.is_empty();
    let errors = incomplete.then(|| errors(ctx, &preview.hindered));
    let nobody = preview.mails == 0 && preview.unreachable.is_empty();
    let done = (nobody && !incomplete).then(|| {
        view! { <Empty text=ctx.t("gathering-all-invited") href=back.clone() next=ctx.t("gathering-back")/> }
    });
    let clash = clashes(ctx, &preview.clashes);
    let around = calendar::around(ctx, &preview.busy);
    let series = preview.series.as_ref().map(|waves| {
        let dates = waves.dates.iter().map(|date| view! { <li>{date.clone()}</li> }).collect_view();
        let dates = waves.whole.then(|| {
            let n = waves.dates.len() as i64;
            view! { <Section id="data" title=ctx.t("series-dates") count=n><ul>{dates}</ul></Section> }
        });
        view! { <Tabs label=ctx.t("series-which") items=waves.tabs.clone()/>{dates} }
    });
    let unreachable = unreachable(ctx, &preview.unreachable, &preview.still_unreachable);
    let host = (!nobody).then(|| host_too(ctx, preview.host.as_deref()));
    let send = (!nobody && !incomplete).then(|| send(ctx, gathering, &preview));
    let when = when(ctx, gathering);
    view! {
        <PageHead title=title lede=lede>{when}</PageHead>
        {stale}
        {errors}
        {series}
        {clash}
        {around}
        {done}
        {groups(ctx, preview.groups)}
        {host}
        {unreachable}
        {sample(ctx, preview.sample)}
        {send}
        <p class="no-print"><a href=edit>{ctx.t("gathering-edit-first")}</a></p>
    }
    .into_any()
}

/// Why it cannot be sent, and the way to mend what can be mended.
fn errors(ctx: &Ctx, hindered: &[Hindrance]) -> AnyView {
    let line = |one: &Hindrance, text: String| match &one.date {
        Some(date) => format!("{date}: {text}"),
        None => text,
    };
    let lines = hindered
        .iter()
        .flat_map(|one| one.errors.all(ctx.lang).into_iter().map(|(_, text)| (String::new(), line(one, text))))
        .collect();
    let fixable = hindered.iter().filter(|one| one.errors.keys().any(|(field, _)| !field.is_empty()));
    let fixes = fixable
        .map(|one| {
            let edit = ctx.url(&format!("{}/wijzigen", one.path));
            let text = match &one.date {
                Some(date) => ctx.tn("series-complete", &[("when", date.clone().into())]),
                None => ctx.t("gathering-complete"),
            };
            view! { <p><LinkButton href=edit text=text look=Look::Primary/></p> }
        })
        .collect_view();
    view! { <ErrorSummary title=ctx.t("gathering-cannot-send") errors=lines/>{fixes} }.into_any()
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
    let whole = preview.series.as_ref().filter(|waves| waves.whole).map(|waves| {
        view! { <Hidden name="bereik" value="alle"/><Hidden name="reeks" value=waves.stand.to_string()/> }
    });
    view! {
        <Form action=action key=preview.key.clone() version=gathering.version>
            {whole}
            <div class="form-actions"><Submit text=text icon=Icon::Mail/>{schedule}</div>
        </Form>
    }
    .into_any()
}

fn groups(ctx: &Ctx, groups: Vec<Group>) -> Option<AnyView> {
    if groups.is_empty() {
        return None;
    }
    let rows = group_list(ctx, groups);
    let title = ctx.t("gathering-preview-who");
    Some(view! { <Section id="wie" title=title>{rows}</Section> }.into_any())
}

/// That who goes there for the college gets a mail too.
pub(super) fn host_too(ctx: &Ctx, host: Option<&str>) -> Option<AnyView> {
    let text = ctx.tn("host-too", &[("name", host?.into())]);
    Some(view! { <p class="meta">{text}</p> }.into_any())
}

/// Names by faction, with how many.
pub(super) fn group_list(ctx: &Ctx, groups: Vec<Group>) -> AnyView {
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
    view! { <List>{rows}</List> }.into_any()
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
