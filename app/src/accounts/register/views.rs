//! The list of accounts, and the preview of a wave of invitations.

use leptos::prelude::*;

use super::store::{Line, Stage};
use crate::{ctx::Ctx, form::fresh_key, text::whole, ui::*};

const HERE: &str = "/instellingen/accounts";

fn count(lines: &[Line], stage: Option<Stage>) -> i64 {
    let n = lines.iter().filter(|line| stage.is_none_or(|stage| line.stage == stage)).count();
    whole(n)
}

/// Everybody, or those at one stage.
pub(super) fn list(ctx: &Ctx, lines: &[Line], shown: Option<Stage>) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let mut tabs = vec![Tab::new(t("accounts-stage-alle"), ctx.url(HERE), shown.is_none()).count(count(lines, None))];
    for stage in Stage::ALL {
        let href = ctx.url(&format!("{HERE}?stand={}", stage.code()));
        let label = t(&format!("accounts-stage-{}", stage.code()));
        tabs.push(Tab::new(label, href, shown == Some(*stage)).count(count(lines, Some(*stage))));
    }
    let can_invite = lines.iter().filter(|line| line.stage == Stage::None && line.email.is_some()).count();
    let wave = (can_invite > 0).then(|| {
        let n = whole(can_invite);
        let text = ctx.tn("accounts-register-invite-all", &[("n", n.into())]);
        let href = ctx.url(&format!("{HERE}/uitnodigen"));
        view! { <p><LinkButton href=href text=text look=Look::Primary/></p> }
    });
    let visible: Vec<&Line> = lines.iter().filter(|line| shown.is_none_or(|stage| line.stage == stage)).collect();
    let list = if visible.is_empty() {
        let href = ctx.url("/raad");
        view! { <Empty text=t("accounts-register-empty") href=href next=t("accounts-register-to-council")/> }.into_any()
    } else {
        let items = visible.into_iter().map(|line| item(ctx, line)).collect_view();
        view! { <List>{items}</List> }.into_any()
    };
    view! {
        <PageHead title=t("accounts-register-title") lede=t("accounts-register-lede")/>
        {wave}
        <Tabs label=t("accounts-register-tabs") items=tabs/>
        {list}
        <p><a href=ctx.url(&format!("{HERE}/toegang.csv"))>{t("review-link")}</a></p>
    }
    .into_any()
}

fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::None => Tone::Neutral,
        Stage::Invited => Tone::Info,
        Stage::Active => Tone::Ok,
        Stage::Disabled => Tone::Danger,
    }
}

fn item(ctx: &Ctx, line: &Line) -> AnyView {
    let mut about: Vec<String> = line.roles.iter().map(|role| ctx.t(&format!("role-{}", role.code()))).collect();
    if line.roles.is_empty() {
        about.push(ctx.t("accounts-register-no-role"));
    }
    about.push(line.email.clone().unwrap_or_else(|| ctx.t("accounts-register-no-email")));
    match (line.stage, line.invited_until) {
        (Stage::Invited, Some(until)) => {
            let day = ctx.day(until.to_zoned(ctx.tenant.zone().clone()).date());
            about.push(ctx.tn("accounts-register-invited-until", &[("day", day.into())]));
        }
        (Stage::Invited, None) => about.push(ctx.t("accounts-register-invitation-over")),
        _ => {}
    }
    if line.has_second {
        about.push(ctx.t("second-has"));
    }
    if let Some(seen) = line.last_seen {
        let when = ctx.lang.ago(seen, ctx.now, ctx.tenant.zone());
        about.push(ctx.tn("accounts-register-seen", &[("when", when.into())]));
    }
    let action = |verb: &str| ctx.url(&format!("{HERE}/{}/{verb}", line.person));
    let button = |verb: &str, text: &str| {
        view! { <ButtonForm action=action(verb) text=ctx.t(text) look=Look::Quiet about=line.name.clone()/> }.into_any()
    };
    let invite = |text: &str| {
        let action = action("uitnodiging");
        view! { <ButtonForm action=action text=ctx.t(text) key=fresh_key() about=line.name.clone()/> }.into_any()
    };
    let has_address = line.email.is_some();
    let is_self = ctx.visitor.as_ref().is_some_and(|actor| actor.person == line.person);
    let first = match line.stage {
        Stage::None if has_address => Some(invite("accounts-register-invite")),
        Stage::Invited if has_address => Some(invite("accounts-register-resend")),
        Stage::Disabled => Some(button("inschakeling", "accounts-register-enable")),
        _ => None,
    };
    let off = (matches!(line.stage, Stage::Active | Stage::Invited) && !is_self)
        .then(|| button("uitzetting", "accounts-register-disable"));
    let reset = (line.has_second && !is_self).then(|| button("tweede-stap/wissing", "second-reset"));
    let badge = view! { <Badge text=ctx.t(&format!("accounts-stage-{}", line.stage.code())) tone=tone(line.stage)/> };
    let meta = about.join(" · ");
    view! { <Item title=line.name.clone() meta=meta>{badge}{first}{off}{reset}</Item> }.into_any()
}

/// Who would get an invitation, before anything is sent.
pub(super) fn preview(ctx: &Ctx, without: &[Line]) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let (mailed, unreachable): (Vec<&Line>, Vec<&Line>) = without.iter().partition(|line| line.email.is_some());
    let n = whole(mailed.len());
    let names = |lines: Vec<&Line>| {
        lines.into_iter().map(|line| view! { <Item title=line.name.clone() meta=line.email.clone()/> }).collect_view()
    };
    let lede = match n {
        0 => t("accounts-register-preview-none"),
        _ => ctx.tn("accounts-register-preview-lede", &[("n", n.into())]),
    };
    let send = (n > 0).then(|| {
        let text = ctx.tn("accounts-register-send", &[("n", n.into())]);
        let action = ctx.url(&format!("{HERE}/uitnodigingen"));
        let items = names(mailed);
        view! {
            <ButtonForm action=action text=text look=Look::Primary key=fresh_key()/>
            <List>{items}</List>
        }
    });
    let rest = (!unreachable.is_empty()).then(|| {
        let items = names(unreachable);
        view! { <p>{t("accounts-register-preview-without")}</p><List>{items}</List> }
    });
    view! {
        <PageHead title=t("accounts-register-preview-title") lede=lede/>
        {send}
        {rest}
        <p><a href=ctx.url(HERE)>{t("accounts-register-back")}</a></p>
    }
    .into_any()
}
