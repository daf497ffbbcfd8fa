//! One's own account, on one page.

use jiff::Timestamp;
use leptos::prelude::*;
use uuid::Uuid;

use super::device;
use crate::{
    accounts::{store::TokenLine, views::new_password},
    actor::Actor,
    ctx::Ctx,
    db::moment,
    form::{FieldErrors, fresh_key},
    page,
    text::{Lang, whole},
    ui::*,
};

/// What the page shows.
#[derive(Debug, Clone)]
pub(super) struct OwnPage {
    pub(super) sessions: Vec<SessionLine>,
    pub(super) tokens: Vec<TokenLine>,
    pub(super) has_password: bool,
    pub(super) has_second: bool,
    pub(super) token_name: String,
}

/// A device that is signed in.
#[derive(Debug, Clone)]
pub(super) struct SessionLine {
    pub(super) id: Uuid,
    pub(super) device: String,
    pub(super) trusted: bool,
    pub(super) is_this: bool,
    pub(super) since: Timestamp,
    pub(super) seen: Timestamp,
}

/// The whole page, with what other rooms have to say on it.
pub(super) fn own(ctx: &Ctx, actor: &Actor, own: &OwnPage, rooms: [AnyView; 2], errors: &FieldErrors) -> AnyView {
    view! {
        <PageHead title=ctx.t("accounts-own-title")/>
        <ErrorSummary title=ctx.t("accounts-not-changed") errors=errors.listed(ctx.lang)/>
        {details(ctx, actor)}
        {language(ctx)}
        {rooms}
        {password(ctx, actor, own, errors)}
        {second(ctx, own)}
        {sessions(ctx, own)}
        {tokens(ctx, own, errors)}
    }
    .into_any()
}

fn details(ctx: &Ctx, actor: &Actor) -> AnyView {
    let roles: Vec<_> = actor.roles.iter().map(|role| ctx.t(&format!("role-{}", role.code()))).collect();
    let roles = if roles.is_empty() { ctx.t("accounts-own-no-roles") } else { roles.join(", ") };
    let items = facts![
        ctx.t("accounts-own-name") => actor.name.clone(),
        ctx.t("accounts-email") => actor.email.clone().unwrap_or_default(),
        ctx.t("accounts-own-roles") => roles,
    ];
    let change = ctx.t("accounts-own-change");
    let record = view! { <a href=ctx.url("/mijn/vastgelegd")>{ctx.t("accounts-own-record")}</a> };
    let all = view! { <a href=ctx.url("/mijn/gegevens")>{ctx.t("privacy-own-title")}</a> };
    view! {
        <Section title=ctx.t("accounts-own-facts") id="gegevens">
            <Facts items=items/>
            <p>{change}</p>
            <p>{record}</p>
            <p>{all}</p>
        </Section>
    }
    .into_any()
}

fn language(ctx: &Ctx) -> AnyView {
    let options = page::choices(ctx, "accounts-language", &Lang::ALL.map(Lang::code));
    let fields = view! {
        <Radios name="taal" label=ctx.t("accounts-own-language-label") options=options value=ctx.lang.code() inline=true/>
        <div class="form-actions"><Submit text=ctx.t("accounts-own-language-save") look=Look::Secondary/></div>
    };
    let form = view! { <Form action=ctx.url("/mijn/taal")>{fields}</Form> };
    view! { <Section title=ctx.t("accounts-own-language") id="taalkeuze">{form}</Section> }.into_any()
}

fn password(ctx: &Ctx, actor: &Actor, own: &OwnPage, errors: &FieldErrors) -> AnyView {
    let inner = if own.has_password {
        let fields = view! {
            <input type="hidden" name="email" autocomplete="username" value=actor.email.clone()/>
            <PasswordField name="huidig" label=ctx.t("accounts-own-current") error=errors.text(ctx.lang, "huidig")/>
            {new_password(ctx, "nieuw", errors)}
            <div class="form-actions"><Submit text=ctx.t("accounts-own-password-save") look=Look::Secondary/></div>
        };
        view! { <Form action=ctx.url("/mijn/wachtwoord")>{fields}</Form> }.into_any()
    } else {
        view! {
            <p>{ctx.t("accounts-own-password-none")}" "<a href=ctx.url("/wachtwoord-vergeten")>{ctx.t("accounts-ask-link")}</a></p>
        }
        .into_any()
    };
    view! { <Section title=ctx.t("accounts-own-password") id="wachtwoord-wijzigen">{inner}</Section> }.into_any()
}

fn second(ctx: &Ctx, own: &OwnPage) -> AnyView {
    let state = ctx.t(if own.has_second { "second-own-on" } else { "second-own-off" });
    let next = ctx.t(if own.has_second { "second-manage" } else { "second-set-up" });
    let line = view! { <p>{state}" "<a href=ctx.url("/mijn/tweede-stap")>{next}</a></p> };
    view! { <Section title=ctx.t("second-title") id="tweede-stap">{line}</Section> }.into_any()
}

fn sessions(ctx: &Ctx, own: &OwnPage) -> AnyView {
    let zone = ctx.tenant.zone();
    let items = own
        .sessions
        .iter()
        .map(|line| {
            let name = device::named(ctx, &line.device);
            let since = ctx.when(line.since);
            let seen = ctx.lang.ago(line.seen, ctx.now, zone);
            let meta = ctx.tn("accounts-own-session-line", &[("since", since.into()), ("seen", seen.into())]);
            let this = line.is_this.then(|| view! { <Badge text=ctx.t("accounts-own-session-this") tone=Tone::Info/> });
            let trusted = line.trusted.then(|| view! { <Badge text=ctx.t("accounts-own-session-trusted")/> });
            let end = (!line.is_this).then(|| {
                let action = ctx.url(&format!("/mijn/sessies/{}/afmelding", line.id));
                view! { <ButtonForm action=action text=ctx.t("accounts-own-session-end") look=Look::Quiet about=name.clone()/> }
            });
            view! { <Item title=name meta=meta>{this}{trusted}{end}</Item> }
        })
        .collect_view();
    let count = whole(own.sessions.len());
    let everywhere = view! {
        <ButtonForm action=ctx.url("/mijn/afmelding") text=ctx.t("accounts-own-end-all") look=Look::Secondary/>
    };
    view! {
        <Section title=ctx.t("accounts-own-sessions") id="toestellen" count=Some(count)>
            <List>{items}</List>
            {everywhere}
        </Section>
    }
    .into_any()
}

fn tokens(ctx: &Ctx, own: &OwnPage, errors: &FieldErrors) -> AnyView {
    let zone = ctx.tenant.zone();
    let items = own
        .tokens
        .iter()
        .map(|line| {
            let used = match line.last_used_at {
                Some(at) => {
                    let when = ctx.lang.ago(moment(at), ctx.now, zone);
                    ctx.tn("accounts-own-token-used", &[("when", when.into())])
                }
                None => ctx.t("accounts-own-token-unused"),
            };
            let since = ctx.when(moment(line.created_at));
            let meta = ctx.tn("accounts-own-token-line", &[("since", since.into()), ("used", used.into())]);
            let action = ctx.url(&format!("/mijn/tokens/{}/intrekking", line.id));
            let name = line.name.clone();
            let revoke = view! {
                <ButtonForm action=action text=ctx.t("accounts-own-token-revoke") look=Look::Quiet about=name.clone()/>
            };
            view! { <Item title=name meta=meta>{revoke}</Item> }
        })
        .collect_view();
    let list = if own.tokens.is_empty() {
        view! { <p>{ctx.t("accounts-own-tokens-none")}</p> }.into_any()
    } else {
        view! { <List>{items}</List> }.into_any()
    };
    let password = own.has_password.then(|| {
        view! {
            <PasswordField name="wachtwoord" label=ctx.t("accounts-own-current") error=errors.text(ctx.lang, "wachtwoord")/>
        }
    });
    let fields = view! {
        <TextField name="naam" label=ctx.t("accounts-own-token-name") hint=ctx.t("accounts-own-token-hint")
            value=own.token_name.clone() maxlength="80" error=errors.text(ctx.lang, "naam")/>
        {password}
        <div class="form-actions"><Submit text=ctx.t("accounts-own-token-make") look=Look::Secondary/></div>
    };
    let form = view! { <Form action=ctx.url("/mijn/tokens") key=fresh_key()>{fields}</Form> };
    let lede = ctx.t("accounts-own-tokens-lede");
    let make = ctx.t("accounts-own-token-make");
    let open = errors.text(ctx.lang, "naam").is_some() || errors.text(ctx.lang, "wachtwoord").is_some();
    let count = whole(own.tokens.len());
    view! {
        <Section title=ctx.t("accounts-own-tokens") id="tokens" count=Some(count)>
            <p>{lede}</p>
            {list}
            <Disclosure summary=make open=open>{form}</Disclosure>
        </Section>
    }
    .into_any()
}

/// The page that shows a token, once.
pub(super) fn token(ctx: &Ctx, token: &str) -> AnyView {
    view! {
        <PageHead title=ctx.t("accounts-own-token-title") lede=ctx.t("accounts-own-token-once")/>
        <pre class="token"><code>{token.to_owned()}</code></pre>
        <p><a href=ctx.url("/mijn")>{ctx.t("accounts-own-back")}</a></p>
    }
    .into_any()
}
