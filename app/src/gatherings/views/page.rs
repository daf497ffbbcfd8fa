//! The page of one gathering: the story left, what is recorded right; on a phone the answer directly under the title.

use domain::gatherings::{LegalStatus, Openness, State};
use leptos::prelude::*;

use super::{
    clashes,
    series::{neighbours, place},
    state_badge, when,
};
use crate::{
    ctx::Ctx,
    gatherings::{
        sheet::kind_words,
        store::{Card, Gathering, Neighbours},
    },
    text::whole,
    ui::*,
};

/// What stands around the facts of a gathering.
pub struct Around {
    /// Host, by name.
    pub host: Option<String>,
    /// Whom it is for, in words.
    pub audience: String,
    /// Who was not invited yet, as a count; for the clerk.
    pub uninvited: usize,
    /// What the last change changed.
    pub changed: Option<AnyView>,
    /// Who holds an invitation and is not of the audience, by name; for the clerk.
    pub outside: Vec<String>,
    /// The other days of its series for which that holds as well: where each is, and when.
    pub outside_too: Vec<(String, String)>,
    /// Whether the reader keeps gatherings.
    pub clerk: bool,
    /// The series it is one of.
    pub series: Option<Neighbours>,
    /// What else is on that day; for the clerk.
    pub clashes: Vec<Card>,
    /// Your answer and who comes.
    pub answers: AnyView,
    /// Papers.
    pub documents: AnyView,
    /// Notes.
    pub notes: AnyView,
    /// Questions.
    pub questions: AnyView,
}

/// The page.
pub fn gathering(ctx: &Ctx, gathering: &Gathering, around: Around) -> AnyView {
    let state = gathering.state(ctx.now);
    let lede = if gathering.summary.is_empty() { around.audience.clone() } else { gathering.summary.clone() };
    let bar = actions(ctx, gathering, state, &around);
    let notices = notices(ctx, gathering, state, &around);
    let changed = around.changed;
    let (kind, badge) = (kind_words(ctx, gathering.details.kind), state_badge(ctx, state));
    let place = around.series.as_ref().and_then(|series| place(ctx, gathering, series));
    let place = place.map(|place| view! { <a href="#reeks">{place}</a> });
    view! {
        <PageHead title=gathering.details.title.clone() lede=lede>
            <span>{kind}</span>
            {place}
            {badge}
        </PageHead>
        {whereabouts(ctx, gathering, state)}
        {notices}
        {changed}
        {bar}
        <div class="gathering wide">
            <aside class="gathering-answer stack" aria-label=ctx.t("gathering-answers-label")>{around.answers}</aside>
            <div class="gathering-story stack">
                {agenda(ctx, gathering)}
                {around.documents}
                {around.notes}
                {around.questions}
            </div>
            <aside class="gathering-about stack" aria-label=ctx.t("gathering-about")>
                {about(ctx, gathering, around.host, around.audience)}
                {around.series.map(|series| neighbours(ctx, gathering, &series))}
            </aside>
        </div>
    }
    .into_any()
}

fn notices(ctx: &Ctx, gathering: &Gathering, state: State, around: &Around) -> AnyView {
    let cancelled = (state == State::Cancelled).then(|| {
        let reason = gathering.cancel_reason.clone().filter(|reason| !reason.is_empty());
        let reason = reason.map(|reason| view! { <p>{reason}</p> });
        view! { <Notice tone=Tone::Danger title=ctx.t("gathering-is-cancelled")>{reason}</Notice> }
    });
    let past = state == State::Draft && gathering.when.starts_at <= ctx.now;
    let past = past.then(|| {
        let next = ctx.t("gathering-draft-past-next");
        view! { <Notice tone=Tone::Warn title=ctx.t("gathering-draft-past")><p>{next}</p></Notice> }
    });
    let before = matches!(state, State::Draft | State::Planned | State::Invited) && gathering.when.starts_at > ctx.now;
    let clash = (before && around.clerk).then(|| clashes(ctx, &around.clashes)).flatten();
    let outside = (!around.outside.is_empty()).then(|| outside(ctx, gathering, around));
    view! { {cancelled}{past}{clash}{outside} }.into_any()
}

/// That some hold an invitation who are not meant, and the way to take those back.
fn outside(ctx: &Ctx, gathering: &Gathering, around: &Around) -> AnyView {
    let names = around.outside.join(", ");
    let n = ("n", whole(around.outside.len()).into());
    let title = ctx.tn("gathering-outside", &[n.clone(), ("names", names.as_str().into())]);
    // One name stands in the title.
    let names = (around.outside.len() > 1).then(|| view! { <p>{names}</p> });
    let action = ctx.url(&format!("{}/uitnodigingen/intrekking", gathering.path()));
    let hidden = vec![("version".to_owned(), gathering.version.to_string())];
    let text = ctx.tn("gathering-outside-withdraw", &[n]);
    let days = around.outside_too.iter();
    let days = days.map(|(href, when)| view! { <li><a href=href.clone()>{when.clone()}</a></li> }).collect_view();
    let (told, too) = (ctx.t("gathering-outside-told"), ctx.t("series-outside-too"));
    let too = (!around.outside_too.is_empty()).then(|| view! { <p>{too}</p><ul>{days}</ul> });
    view! {
        <Notice tone=Tone::Warn title=title>
            {names}
            {too}
            <p>{told}</p>
            <ButtonForm action=action text=text look=Look::Secondary hidden=hidden/>
        </Notice>
    }
    .into_any()
}

/// What the clerk can do now.
fn actions(ctx: &Ctx, gathering: &Gathering, state: State, around: &Around) -> Option<AnyView> {
    let to = |rest: &str| ctx.url(&format!("{}{rest}", gathering.path()));
    let link =
        |rest: &str, key: &str, look: Look| view! { <LinkButton href=to(rest) text=ctx.t(key) look=look/> }.into_any();
    let plain = |rest: &str, key: &str| view! { <a href=to(rest)>{ctx.t(key)}</a> }.into_any();
    let begun = gathering.when.starts_at <= ctx.now;
    let mut bar: Vec<AnyView> = Vec::new();
    if around.clerk {
        match state {
            State::Draft if begun => {
                bar.push(link("/wijzigen", "gathering-edit", Look::Secondary));
                if gathering.when.ends_at <= ctx.now {
                    let hidden = vec![("achteraf".to_owned(), "true".to_owned())];
                    bar.push(view! { <ButtonForm action=to("/planning") text=ctx.t("gathering-record-this") hidden=hidden/> }.into_any());
                }
            }
            State::Draft => {
                bar.push(link("/uitnodiging", "gathering-preview", Look::Primary));
                bar.push(link("/wijzigen", "gathering-edit", Look::Secondary));
                bar.push(
                    view! { <ButtonForm action=to("/planning") text=ctx.t("gathering-schedule") look=Look::Quiet/> }
                        .into_any(),
                );
            }
            State::Planned if !begun => {
                bar.push(link("/uitnodiging", "gathering-preview", Look::Primary));
                bar.push(link("/wijzigen", "gathering-edit", Look::Secondary));
            }
            State::Invited if !begun => {
                bar.push(link("/wijzigen", "gathering-edit", Look::Secondary));
                let look = if around.uninvited > 0 { Look::Secondary } else { Look::Quiet };
                let text = ctx.tn("gathering-invitations", &[("n", (around.uninvited as i64).into())]);
                bar.push(view! { <LinkButton href=to("/uitnodiging") text=text look=look/> }.into_any());
                bar.push(link("/herinnering", "gathering-remind", Look::Quiet));
            }
            State::Planned | State::Invited | State::Held | State::Closed | State::Cancelled => {}
        }
        // The lists to print stand beside the answers; ticking who is there is the work of the evening itself.
        if begun && matches!(state, State::Planned | State::Invited | State::Held | State::Closed) {
            bar.push(link("/aanwezigheid", "gathering-attendance", Look::Primary));
        }
    }
    if around.clerk && !begun && matches!(state, State::Draft | State::Planned | State::Invited) {
        let key = if state == State::Draft { "gathering-drop" } else { "gathering-cancel" };
        bar.push(plain("/annulering", key));
    }
    if bar.is_empty() {
        return None;
    }
    Some(view! { <nav class="cluster no-print" aria-label=ctx.t("gathering-actions")>{bar}</nav> }.into_any())
}

/// When, where and for how many, directly under the title.
fn whereabouts(ctx: &Ctx, gathering: &Gathering, state: State) -> AnyView {
    let details = &gathering.details;
    let line = |sign: Icon, word: String, value: AnyView| {
        view! { <li>{icon(sign)}<span><span class="visually-hidden">{word}": "</span>{value}</span></li> }
    };
    let file = ctx.url(&format!("{}/agenda.ics", gathering.path()));
    let file = matches!(state, State::Planned | State::Invited).then(|| {
        view! { " "<a class="no-print" href=file download=true>{ctx.t("gathering-to-calendar")}</a> }
    });
    let when = when(ctx, gathering);
    let when = view! { <strong>{when}</strong>{file} }.into_any();
    let online = details.link.clone().map(|link| {
        let host = domain::values::HttpUrl::parse(&link).map(|url| url.host().to_owned()).unwrap_or_default();
        let text = ctx.tn("gathering-online-at", &[("host", host.into())]);
        let gap = details.place.is_some().then_some(" · ");
        view! { {gap}<a href=link>{text}</a> }
    });
    let place = (details.place.is_some() || details.link.is_some())
        .then(|| line(Icon::Pin, ctx.t("gathering-where"), view! { {details.place.clone()}{online} }.into_any()));
    let places = details.capacity.map(|places| {
        let text = ctx.tn("gathering-places-n", &[("n", i64::from(places).into())]);
        line(Icon::People, ctx.t("gathering-places"), text.into_any())
    });
    view! {
        <ul class="gathering-facts" role="list">
            {line(Icon::Calendar, ctx.t("gathering-when"), when)}
            {place}
            {places}
        </ul>
    }
    .into_any()
}

fn agenda(ctx: &Ctx, gathering: &Gathering) -> Option<AnyView> {
    let points = gathering.agenda();
    if points.is_empty() {
        return None;
    }
    let points = points.into_iter().map(|point| view! { <li>{point.to_owned()}</li> }).collect_view();
    Some(
        view! { <Section id="agenda" title=ctx.t("gathering-agenda")><ol class="agenda">{points}</ol></Section> }
            .into_any(),
    )
}

/// What is recorded about it: host, openness, status in law, audience, and that nothing is decided here.
fn about(ctx: &Ctx, gathering: &Gathering, host: Option<String>, audience: String) -> AnyView {
    let details = &gathering.details;
    let word = |kind: &str, code: &str| ctx.t(&format!("gathering-{kind}-{code}"));
    let with_reason = |text: String, reason: &Option<String>| {
        let reason = reason.clone().map(|reason| view! { <p class="meta">{reason}</p> });
        view! { {text}{reason} }.into_any()
    };
    let mut facts = Vec::new();
    facts.extend(host.map(|host| (ctx.t("gathering-host"), host.into_any())));
    let openness = word("openness", details.openness.code());
    let reason = if details.openness == Openness::Closed { &details.closed_reason } else { &None };
    facts.push((ctx.t("gathering-openness"), with_reason(openness, reason)));
    facts.push((ctx.t("gathering-legal"), word("legal", details.legal_status.code()).into_any()));
    facts.push((ctx.t("gathering-audience"), with_reason(audience, &details.audience.reason)));
    facts.extend(
        gathering
            .ris_url
            .clone()
            .map(|url| (ctx.t("gathering-ris"), view! { <a href=url>{ctx.t("gathering-ris-open")}</a> }.into_any())),
    );
    let nothing = (details.legal_status == LegalStatus::InformalGathering)
        .then(|| view! { <p class="meta">{ctx.t("gathering-nothing-decided")}</p> });
    view! {
        <Section id="over" title=ctx.t("gathering-about")>
            <Facts items=facts/>
            {nothing}
        </Section>
    }
    .into_any()
}
