//! How to set it up: what is wrong in words, a mail that makes the round, and the records to make.

use std::net::IpAddr;

use domain::policy::{Facts as Known, act};
use leptos::prelude::*;

use crate::{
    Mailbox, Post,
    ctx::Ctx,
    form::fresh_key,
    replies::{
        mailbox,
        trial::{Seen, State},
    },
    ui::*,
};

/// Seconds without a reading of the mailbox after which nobody seems to read it any more, at least.
const SILENCE: i64 = 600;

/// What the page needs.
pub(in crate::replies) struct Setup<'a> {
    pub(in crate::replies) post: &'a Post,
    /// The host of this site.
    pub(in crate::replies) host: &'a str,
    pub(in crate::replies) last: State,
    /// How the mailbox was last read.
    pub(in crate::replies) read: Option<mailbox::State>,
}

/// That page.
pub(in crate::replies) fn setup(ctx: &Ctx, setup: &Setup<'_>) -> AnyView {
    let post = setup.post;
    let missing: Vec<_> = [
        (post.domain.is_none(), "replies-setup-no-domain"),
        (post.domain.is_some() && !post.has_way_in(), "replies-setup-no-way"),
        (post.domain.is_some() && post.relay.is_none(), "replies-setup-no-relay"),
        (post.domain.is_some() && post.authserv_id.is_none(), "replies-setup-no-authserv"),
    ]
    .into_iter()
    .filter(|(missing, _)| *missing)
    .map(|(_, key)| view! { <li>{ctx.t(key)}</li> })
    .collect();
    let complete = missing.is_empty();
    let wrong = (!complete).then(|| {
        let title = ctx.t(if post.domain.is_none() { "replies-setup-off" } else { "replies-setup-wrong" });
        view! { <Notice tone=Tone::Warn title=title><ul>{missing}</ul></Notice> }
    });
    let (trial, records, server) = match &post.domain {
        None => (None, None, None),
        Some(domain) => {
            (Some(trial(ctx, &setup.last)), Some(records(ctx, setup, domain)), Some(server(ctx, post, domain)))
        }
    };
    let fetched = post.mailbox.as_ref().map(|mailbox| fetched(ctx, mailbox, setup.read.as_ref()));
    let gateway = post.domain.as_ref().filter(|_| post.gateway.is_some()).map(|domain| gateway(ctx, domain));
    view! {
        <PageHead title=ctx.t("replies-setup-title") lede=ctx.t("replies-setup-lede")/>
        {wrong}
        {fetched}
        {trial}
        {records}
        {server}
        {gateway}
        {settings(ctx, post)}
    }
    .into_any()
}

/// How the last trial went, and the button for the next.
fn trial(ctx: &Ctx, last: &State) -> AnyView {
    let (tone, title, text) = match last {
        State::Never => (Tone::Info, ctx.t("replies-trial-never"), String::new()),
        State::Waiting(at) => (
            Tone::Info,
            ctx.tn("replies-trial-waiting", &[("when", ctx.when(*at).into())]),
            ctx.t("replies-trial-reload"),
        ),
        State::Stuck(why) => (
            Tone::Warn,
            ctx.t("replies-trial-stuck"),
            ctx.tn("replies-trial-stuck-why", &[("why", why.as_str().into())]),
        ),
        State::Away(at) => (
            Tone::Warn,
            ctx.tn("replies-trial-away", &[("when", ctx.when(*at).into())]),
            ctx.t("replies-trial-away-why"),
        ),
        State::Back(seconds, seen, names) => {
            let names = if names.is_empty() { ctx.t("replies-trial-nobody") } else { names.clone() };
            let text = ctx.tn(&format!("replies-trial-seen-{seen}"), &[("names", names.into())]);
            let tone = if *seen == Seen::Proven { Tone::Ok } else { Tone::Warn };
            (tone, ctx.tn("replies-trial-back", &[("n", (*seconds).into())]), text)
        }
    };
    let button = ctx.may::<act::ChangeSettings>(Known::default()).then(|| {
        let action = ctx.url("/instellingen/agenda-antwoorden/proef");
        view! { <ButtonForm action=action text=ctx.t("replies-trial-start") look=Look::Primary key=fresh_key()/> }
    });
    let text = (!text.is_empty()).then(|| view! { <p>{text}</p> });
    let lede = ctx.t("replies-trial-lede");
    view! {
        <Section id="proef" title=ctx.t("replies-trial")>
            <p>{lede}</p>
            <Notice tone=tone title=title>{text}</Notice>
            {button}
        </Section>
    }
    .into_any()
}

/// The DNS records to make.
fn records(ctx: &Ctx, setup: &Setup<'_>, domain: &str) -> AnyView {
    let from = setup.post.from.rsplit_once('@').map_or(setup.post.from.as_str(), |(_, domain)| domain);
    let relay = setup.post.relay.as_deref().unwrap_or(setup.host);
    let sends = match relay.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => format!("ip4:{address}"),
        Ok(IpAddr::V6(address)) => format!("ip6:{address}"),
        Err(_) => format!("a:{relay}"),
    };
    // Who fetches mail, or has it passed on, receives it elsewhere.
    let elsewhere = setup.post.listen.is_none() && setup.post.has_way_in();
    let receives = if elsewhere { ctx.t("replies-record-mx-value") } else { format!("10 {}.", setup.host) };
    let office = ctx.tenant.office_email();
    let rows = [
        (domain.to_owned(), "MX", receives, "replies-record-mx"),
        (domain.to_owned(), "TXT", format!("v=spf1 {sends} -all"), "replies-record-spf-replies"),
        (from.to_owned(), "TXT", format!("v=spf1 {sends} ~all"), "replies-record-spf"),
        (format!("evenwijs._domainkey.{from}"), "TXT", ctx.t("replies-record-dkim-value"), "replies-record-dkim"),
        (
            format!("_dmarc.{from}"),
            "TXT",
            format!("v=DMARC1; p=quarantine; rua=mailto:{office}"),
            "replies-record-dmarc",
        ),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, kind, value, why)| {
            let lead = kind.to_owned();
            view! {
                <Item title=name lead=lead meta=ctx.t(why)><pre class="token"><code>{value}</code></pre></Item>
            }
        })
        .collect_view();
    let lede = ctx.t("replies-records-lede");
    view! {
        <Section id="dns" title=ctx.t("replies-records")>
            <p>{lede}</p>
            <List>{rows}</List>
        </Section>
    }
    .into_any()
}

/// What the mail server has to do.
fn server(ctx: &Ctx, post: &Post, domain: &str) -> AnyView {
    let listen = post.listen.as_deref().unwrap_or("127.0.0.1:2424");
    let transport = format!("{domain} lmtp:inet:{listen}");
    let ours = post.authserv_id.clone().unwrap_or_else(|| ctx.t("replies-server-name"));
    let (lede, proof) = (ctx.t("replies-server-transport"), ctx.tn("replies-server-proof", &[("name", ours.into())]));
    let hands_over = (post.listen.is_some() || !post.has_way_in()).then(|| {
        view! {
            <p>{lede}</p>
            <pre class="token"><code>{transport}</code></pre>
        }
    });
    view! {
        <Section id="mailserver" title=ctx.t("replies-server")>
            {hands_over}
            <p>{proof}</p>
        </Section>
    }
    .into_any()
}

/// The mailbox, and how it was last read.
fn fetched(ctx: &Ctx, mailbox: &Mailbox, read: Option<&mailbox::State>) -> AnyView {
    let when = |at| [("when", ctx.when(at).into())];
    let (tone, title, mut text) = match read {
        None => (Tone::Info, ctx.t("replies-mailbox-never"), vec![ctx.t("replies-mailbox-never-why")]),
        Some(state) if ctx.now.duration_since(state.asked_at).as_secs() > SILENCE.max(5 * mailbox.every) => {
            let title = ctx.tn("replies-mailbox-quiet", &when(state.asked_at));
            (Tone::Warn, title, vec![ctx.t("replies-mailbox-quiet-why")])
        }
        Some(mailbox::State { asked_at, read_at, failure: Some(failure) }) => {
            let mut text = vec![ctx.t(&format!("replies-mailbox-{}", failure.trouble))];
            if !failure.words.is_empty() {
                text.push(ctx.tn("replies-mailbox-words", &[("words", failure.words.as_str().into())]));
            }
            text.extend(read_at.map(|at| ctx.tn("replies-mailbox-last", &when(at))));
            (Tone::Warn, ctx.tn("replies-mailbox-failed", &when(*asked_at)), text)
        }
        Some(state) => (Tone::Ok, ctx.tn("replies-mailbox-read", &when(state.asked_at)), Vec::new()),
    };
    let text = text.drain(..).map(|text| view! { <p>{text}</p> }).collect_view();
    let place = [
        ("n", mailbox.every.into()),
        ("folder", mailbox.folder.as_str().into()),
        ("host", mailbox.host.as_str().into()),
    ];
    let lede = ctx.tn("replies-mailbox-lede", &place);
    view! {
        <Section id="postbus" title=ctx.t("replies-mailbox")>
            <p>{lede}</p>
            <Notice tone=tone title=title>{text}</Notice>
        </Section>
    }
    .into_any()
}

/// What a mail gateway has to say.
fn gateway(ctx: &Ctx, domain: &str) -> AnyView {
    let call = format!(
        "POST {}/haken/antwoordpost\nAuthorization: Bearer EVENWIJS_RSVP_WEBHOOK_SECRET\nContent-Type: message/rfc822\n\
         X-Envelope-To: r-…@{domain}\nX-Envelope-From: …",
        ctx.app.settings.base_url
    );
    let (lede, answers) = (ctx.t("replies-gateway-lede"), ctx.t("replies-gateway-answers"));
    view! {
        <Section id="gateway" title=ctx.t("replies-gateway")>
            <p>{lede}</p>
            <pre class="token"><code>{call}</code></pre>
            <p>{answers}</p>
        </Section>
    }
    .into_any()
}

/// What is set now.
fn settings(ctx: &Ctx, post: &Post) -> AnyView {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| ctx.t("replies-setting-none"));
    let mailbox = post.mailbox.as_ref().map(|mailbox| format!("{}/{}", mailbox.host, mailbox.folder));
    let gateway = post.gateway.as_ref().map(|_| ctx.t("replies-setting-secret"));
    let rows = vec![
        cells!["EVENWIJS_RSVP_DOMAIN".to_owned(), value(&post.domain)],
        cells!["EVENWIJS_RSVP_LISTEN".to_owned(), value(&post.listen)],
        cells!["EVENWIJS_RSVP_IMAP_URL".to_owned(), value(&mailbox)],
        cells!["EVENWIJS_RSVP_WEBHOOK_SECRET".to_owned(), value(&gateway)],
        cells!["EVENWIJS_RSVP_AUTHSERV_ID".to_owned(), value(&post.authserv_id)],
        cells!["EVENWIJS_RSVP_HOPS".to_owned(), post.servers.to_string()],
        cells!["EVENWIJS_MAIL_FROM".to_owned(), post.from.clone()],
    ];
    let head = vec![Col::text(ctx.t("replies-setting")), Col::text(ctx.t("replies-setting-value"))];
    let table = view! { <DataTable caption=ctx.t("replies-settings") hide_caption=true head=head rows=rows/> };
    let lede = ctx.t("replies-settings-lede");
    view! {
        <Section id="instellingen" title=ctx.t("replies-settings")>
            <p>{lede}</p>
            {table}
        </Section>
    }
    .into_any()
}
