//! The list of accounts, and the preview of a wave of invitations.

use domain::people::Role;
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    filter::Filter,
    store::{Line, Stage},
};
use crate::{ctx::Ctx, form::fresh_key, text::whole, ui::*};

const HERE: &str = "/instellingen/accounts";

/// Those of everybody who fit, a page at a time.
pub(super) fn list(ctx: &Ctx, all: &[Line], filter: &Filter, number: usize) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let lines: Vec<&Line> = all.iter().filter(|line| filter.fits(line)).collect();
    let tab = |stage: Option<Stage>| {
        let n = lines.iter().filter(|line| stage.is_none_or(|stage| line.stage == stage)).count();
        let label = t(&format!("accounts-stage-{}", stage.map_or("alle", Stage::code)));
        let href = ctx.url(&format!("{HERE}{}", Filter { stage, ..filter.clone() }.query(1)));
        Tab::new(label, href, filter.stage == stage).count(n)
    };
    let tabs = std::iter::once(None).chain(Stage::ALL.iter().copied().map(Some)).map(tab).collect();
    let can_invite = all.iter().filter(|line| line.stage == Stage::None && line.email.is_some()).count();
    let wave = (can_invite > 0).then(|| {
        let n = whole(can_invite);
        let text = ctx.tn("accounts-register-invite-all", &[("n", n.into())]);
        let href = ctx.url(&format!("{HERE}/uitnodigen"));
        view! { <p><LinkButton href=href text=text look=Look::Primary/></p> }
    });
    let leaf = filter.leaf(&lines, number);
    let here = format!("{HERE}{}", filter.query(leaf.number));
    let list = if !leaf.lines.is_empty() {
        let items = leaf.lines.iter().map(|line| item(ctx, line, &here)).collect_view();
        view! { <div class="wide list-beside"><List>{items}</List></div> }.into_any()
    } else if filter.narrows() {
        let (href, next) = (ctx.url(HERE), t("accounts-register-show-all"));
        view! { <Empty text=t("accounts-register-none-found") href=href next=next/> }.into_any()
    } else {
        let href = ctx.url("/raad");
        view! { <Empty text=t("accounts-register-empty") href=href next=t("accounts-register-to-council")/> }.into_any()
    };
    let to = |number: usize, key: &str| (ctx.url(&format!("{HERE}{}", filter.query(number))), t(key));
    let back = (leaf.number > 1).then(|| to(leaf.number - 1, "accounts-register-before"));
    let onward = leaf.more.then(|| to(leaf.number + 1, "accounts-register-after"));
    view! {
        <PageHead title=t("accounts-register-title") lede=t("accounts-register-lede")/>
        {wave}
        {search(ctx, all, filter)}
        <Tabs label=t("accounts-register-tabs") items=tabs/>
        {list}
        <Pager label=t("accounts-register-pages") back=back onward=onward/>
        <p><a href=ctx.url(&format!("{HERE}/toegang.csv"))>{t("review-link")}</a></p>
    }
    .into_any()
}

/// Name, role, faction: only what somebody here has.
fn search(ctx: &Ctx, all: &[Line], filter: &Filter) -> AnyView {
    let roles = Role::ALL.iter().filter(|role| all.iter().any(|line| line.roles.contains(role)));
    let roles = roles.map(|role| Choice::new(role.code(), ctx.t(&format!("role-{}", role.code())))).collect();
    let mut factions: Vec<(Uuid, String)> = all.iter().flat_map(|line| line.factions.iter().cloned()).collect();
    factions.sort_by_cached_key(|(id, name)| (domain::values::fold(name), *id));
    factions.dedup();
    let factions = factions.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let role = filter.role.map(|role| role.code().to_owned()).unwrap_or_default();
    let faction = filter.faction.map(|id| id.to_string()).unwrap_or_default();
    let stage = filter.stage.map(|stage| view! { <Hidden name="stand" value=stage.code()/> });
    let everybody = ctx.t("accounts-stage-alle");
    let fields = view! {
        {stage}
        <TextField name="zoek" label=ctx.t("accounts-register-search") value=filter.words.clone() kind="search"
            required=false maxlength=100/>
        <Select name="rol" label=ctx.t("accounts-register-role") options=roles value=role
            blank=everybody.clone() required=false/>
        <Select name="fractie" label=ctx.t("accounts-register-faction") options=factions value=faction
            blank=everybody required=false/>
        <Submit text=ctx.t("accounts-register-search-do") look=Look::Secondary/>
    }
    .into_any();
    view! { <Form action=ctx.url(HERE) get=true>{fields}</Form> }.into_any()
}

fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::None => Tone::Neutral,
        Stage::Invited => Tone::Info,
        Stage::Active => Tone::Ok,
        Stage::Disabled => Tone::Danger,
    }
}

/// `here`: where the buttons lead back to.
fn item(ctx: &Ctx, line: &Line, here: &str) -> AnyView {
    let mut about: Vec<String> = line.roles.iter().map(|role| ctx.t(&format!("role-{}", role.code()))).collect();
    about.extend(line.factions.iter().map(|(_, name)| name.clone()));
    if line.roles.is_empty() {
        about.push(ctx.t("accounts-register-no-role"));
    }
    about.push(line.email.clone().unwrap_or_else(|| ctx.t("accounts-register-no-email")));
    match (line.stage, line.invited_until) {
        (Stage::Invited, Some(until)) => {
            let day = ctx.day(ctx.tenant.date(until));
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
        let hidden = vec![("naar".to_owned(), here.to_owned())];
        view! { <ButtonForm action=action(verb) text=ctx.t(text) look=Look::Quiet about=line.name.clone() hidden=hidden/> }
            .into_any()
    };
    let invite = |text: &str| {
        let action = action("uitnodiging");
        let hidden = vec![("naar".to_owned(), here.to_owned())];
        view! { <ButtonForm action=action text=ctx.t(text) key=fresh_key() about=line.name.clone() hidden=hidden/> }
            .into_any()
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
