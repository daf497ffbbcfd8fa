//! Data in, HTML out.

mod setup;

pub(super) use setup::{Setup, setup};

use domain::{
    answers::Answer,
    policy::{Facts as Known, act},
    replies::{Reason, Standing},
};
use jiff::Timestamp;
use leptos::prelude::*;

use super::store::{Line, Sender, is_open};
use crate::{
    answers, ctx::Ctx, db::moment, gatherings::entity::gathering, people::store::CouncilBook, text::whole, ui::*,
};

/// What came in: what waits, or all of it.
pub(super) fn list(ctx: &Ctx, book: &CouncilBook, all: bool, waiting: i64, lines: &[Line], more: bool) -> AnyView {
    let here = |all: bool| ctx.url(if all { "/agenda-antwoorden?toon=alles" } else { "/agenda-antwoorden" });
    let tabs = vec![
        Tab::new(ctx.t("replies-tab-waiting"), here(false), !all).count(waiting),
        Tab::new(ctx.t("replies-tab-all"), here(true), all),
    ];
    let list = if lines.is_empty() {
        view! { <Empty text=ctx.t(if all { "replies-empty-all" } else { "replies-empty" })/> }.into_any()
    } else {
        let items = lines.iter().map(|line| item(ctx, book, line)).collect_view();
        view! { <List>{items}</List> }.into_any()
    };
    let older = lines.last().filter(|_| more).map(|line| {
        let mark = if all { '&' } else { '?' };
        (format!("{}{mark}voor={}", here(all), line.row.id), ctx.t("replies-older"))
    });
    view! {
        <PageHead title=ctx.t("replies-title") lede=ctx.t("replies-lede")/>
        <Tabs label=ctx.t("replies-tabs") items=tabs/>
        {list}
        <Pager label=ctx.t("replies-pages") back=None onward=older/>
    }
    .into_any()
}

fn item(ctx: &Ctx, book: &CouncilBook, line: &Line) -> AnyView {
    let row = &line.row;
    let (name, subject) = match (&line.returned, line.person) {
        (Some((to, subject)), _) => (to.clone(), Some(subject.clone())),
        (None, person) => {
            let title = line.gathering.as_ref().map(|gathering| {
                let when = answers::store::when(ctx.lang, &ctx.tenant, gathering, ctx.today());
                format!("{}, {when}", gathering.title)
            });
            (person.map(|person| book.name(person).to_owned()).unwrap_or_default(), title)
        }
    };
    let title = match line.answer {
        Some(answer) => format!("{name}: {}", ctx.t(&format!("answers-state-{answer}"))),
        None => name.clone(),
    };
    // Where it comes from is news only when it is not where the invitation went.
    let usual = line.person.and_then(|person| book.people.get(&person)).and_then(|entry| entry.email.as_deref());
    let strange = usual.is_none_or(|usual| !usual.eq_ignore_ascii_case(&row.sender));
    let sender = (!row.sender.is_empty() && strange && line.standing != Standing::Bounced)
        .then(|| ctx.tn("replies-from", &[("sender", row.sender.as_str().into())]));
    let meta: Vec<String> = [subject, sender].into_iter().flatten().collect();
    let reason = ctx.t(&format!("replies-reason-{}", line.reason));
    // What is to be read says what it is; that its sender is not sure comes second.
    let doubt = matches!(line.standing, Standing::Proposed | Standing::Delegated)
        .then(|| Sender::parse(&row.proof))
        .flatten()
        .filter(|sender| *sender != Sender::Invited)
        .map(|sender| view! { <p>{ctx.t(&format!("replies-reason-{sender}"))}</p> });
    let asked = row.ask_hash.as_ref().map(|_| view! { <p>{ctx.t("replies-asked")}</p> });
    let present = line.present.filter(|_| is_open(row) && line.answer.is_some()).map(|(answer, at)| {
        let facts = [("answer", ctx.t(&format!("replies-said-{answer}")).into()), ("when", ctx.when(at).into())];
        view! { <p>{ctx.tn("replies-present", &facts)}</p> }
    });
    let said = (!row.remark.is_empty()).then(|| view! { <p>{format!("“{}”", row.remark)}</p> });
    let proposed =
        row.proposed_start.zip(row.proposed_end).filter(|_| line.standing != Standing::Delegated).map(|(from, to)| {
            let times = [("from", ctx.when(moment(from)).into()), ("to", ctx.when(moment(to)).into())];
            view! { <p>{ctx.tn("replies-proposed", &times)}</p> }
        });
    let delegate =
        row.delegate.clone().map(|who| view! { <p>{ctx.tn("replies-delegate", &[("who", who.into())])}</p> });
    let settled = row.settled_at.filter(|_| line.standing != Standing::Applied).map(|at| {
        let by = row.settled_by.map(|by| book.name(by).to_owned());
        let when = ctx.when(moment(at));
        let text = match by {
            Some(name) => ctx.tn("replies-settled-by", &[("name", name.into()), ("when", when.into())]),
            None => ctx.tn("replies-settled", &[("when", when.into())]),
        };
        view! { <p class="meta">{text}</p> }
    });
    let tone = match line.standing {
        Standing::Applied => Tone::Ok,
        Standing::Held | Standing::Proposed | Standing::Delegated | Standing::Bounced => Tone::Warn,
        Standing::Ignored | Standing::Refused => Tone::Neutral,
    };
    let lead = ctx.when(moment(row.received_at));
    let href = line.gathering.as_ref().map(|gathering| ctx.url(&format!("/bijeenkomsten/{}", gathering.id)));
    let standing = ctx.t(&format!("replies-standing-{}", line.standing));
    let buttons = buttons(ctx, line, &name);
    view! {
        <Item title=title meta=meta.join(" · ") lead=lead href=href>
            <div class="stack">
                <p><Badge text=standing tone=tone/>" "{reason}</p>
                {doubt}
                {asked}
                {present}
                {said}
                {proposed}
                {delegate}
                {settled}
                {buttons}
            </div>
        </Item>
    }
    .into_any()
}

/// What the clerk can do with what waits.
fn buttons(ctx: &Ctx, line: &Line, name: &str) -> AnyView {
    if !is_open(&line.row) || !ctx.may::<act::SettleReply>(Known::default()) {
        return ().into_any();
    }
    let below = |rest: &str| ctx.url(&format!("/agenda-antwoorden/{}/{rest}", line.row.id));
    let take = line.answer.map(|_| {
        view! { <ButtonForm action=below("overname") text=ctx.t("replies-take") about=name.to_owned()/> }
    });
    let remember = line.answer.filter(|_| line.reason == Reason::OtherSender).map(|_| {
        let hidden = vec![("onthoud".to_owned(), "true".to_owned())];
        let text = ctx.t("replies-take-remember");
        view! { <ButtonForm action=below("overname") text=text hidden=hidden about=name.to_owned()/> }
    });
    let text = ctx.t(if line.answer.is_some() { "replies-lay-aside" } else { "replies-read" });
    let aside = view! { <ButtonForm action=below("afhandeling") text=text look=Look::Quiet about=name.to_owned()/> };
    view! { <div class="cluster">{take}{remember}{aside}</div> }.into_any()
}

/// What is behind the link in "was this you?".
pub(super) struct Asked<'a> {
    pub(super) token: &'a str,
    pub(super) answer: Answer,
    pub(super) gathering: &'a gathering::Model,
    pub(super) sender: &'a str,
    pub(super) outdated: bool,
}

/// That page: one button.
pub(super) fn ask(ctx: &Ctx, asked: &Asked<'_>) -> AnyView {
    let when = answers::store::when(ctx.lang, &ctx.tenant, asked.gathering, ctx.today());
    let at = answers::store::starts_at(&ctx.tenant, asked.gathering);
    let facts = facts![
        ctx.t("answers-when") => view! { <Moment at=at shown=when/> },
        ctx.t("answers-where") => asked.gathering.place.clone(),
        ctx.t("replies-ask-answer") => ctx.t(&format!("replies-said-{}", asked.answer)),
        ctx.t("replies-ask-sender") => asked.sender.to_owned(),
    ];
    let why = ctx.t(if asked.outdated { "replies-ask-why-outdated" } else { "replies-ask-why" });
    let action = ctx.url(&format!("/agenda-antwoord/{}", asked.token));
    let button = ctx.t(if asked.outdated { "replies-ask-yes-outdated" } else { "replies-ask-yes" });
    view! {
        <PageHead title=ctx.t("replies-ask-title") lede=asked.gathering.title.clone()/>
        <p>{why}</p>
        <Facts items=facts/>
        <ButtonForm action=action text=button look=Look::Primary/>
        <p class="meta">{ctx.t("replies-ask-else")}</p>
    }
    .into_any()
}

/// After it.
pub(super) fn confirmed(ctx: &Ctx, answer: Option<Answer>) -> AnyView {
    let text = answer.map(|answer| {
        let said = ctx.t(&format!("replies-said-{answer}"));
        view! { <p>{ctx.tn("replies-confirmed", &[("answer", said.into())])}</p> }
    });
    view! { <PageHead title=ctx.t("replies-confirmed-title")/>{text} }.into_any()
}

/// A link that waits for nothing any more.
pub(super) fn gone(ctx: &Ctx, key: &str) -> AnyView {
    view! { <PageHead title=ctx.t("replies-ask-gone-title")/><p>{ctx.t(key)}</p> }.into_any()
}

/// The addresses from which the reader's answers count too; nothing where there are none.
pub(super) fn addresses(ctx: &Ctx, addresses: Vec<(String, Timestamp)>) -> AnyView {
    if addresses.is_empty() {
        return ().into_any();
    }
    let count = whole(addresses.len());
    let action = ctx.url("/mijn/adressen/verwijdering");
    let items = addresses
        .into_iter()
        .map(|(address, since)| {
            let since = ctx.tn("replies-address-since", &[("when", ctx.when(since).into())]);
            let hidden = vec![("adres".to_owned(), address.clone())];
            let (action, text) = (action.clone(), ctx.t("replies-address-forget"));
            let about = address.clone();
            let forget = view! { <ButtonForm action=action text=text hidden=hidden look=Look::Quiet about=about/> };
            view! { <Item title=address meta=since>{forget}</Item> }
        })
        .collect_view();
    let (title, lede) = (ctx.t("replies-addresses"), ctx.t("replies-addresses-lede"));
    view! {
        <Section id="antwoordadressen" title=title count=count>
            <p>{lede}</p>
            <List>{items}</List>
        </Section>
    }
    .into_any()
}
