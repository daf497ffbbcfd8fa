//! "Zo begint u": what is left to do before a municipality can plan its first gathering, for who keeps it.

use domain::{
    people::Role,
    policy::{Facts, act},
};
use leptos::prelude::*;

use crate::{accounts, calendar, ctx::Ctx, error::AppError, people, text::whole, ui::*};

/// One thing to do, and whether it is done.
struct Step {
    /// Its texts: `start-{key}`, with `-hint` for what it is good for.
    key: &'static str,
    /// Where it is done, below the municipality.
    path: &'static str,
    done: bool,
    /// A number in its hint.
    n: usize,
}

/// The steps, for the clerk and the administrator until all that matter are done; nothing for anybody else.
pub(super) async fn steps(ctx: &Ctx) -> Result<AnyView, AppError> {
    if !ctx.may::<act::ChangeSettings>(Facts::default()) {
        return Ok(().into_any());
    }
    let db = ctx.app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let (council, today) = (book.council.view(), ctx.today());
    let clerk = council.active(today).iter().any(|one| one.role == Role::Clerk);
    let (term, members) = (council.term_on(today).is_some(), !council.members_on(today).is_empty());
    let needed = [clerk, term, members];
    // Whether they were invited to an account is asked once there is anybody to invite.
    let without = match members {
        true => accounts::register::store::without_account(db, &ctx.tenant, &book, today).await?.len(),
        false => 0,
    };
    let invited = members && without * 2 <= council.members_on(today).len();
    if needed.iter().all(|done| *done) && invited {
        return Ok(().into_any());
    }
    let region = calendar::free::store::region(db, &ctx.tenant).await?.is_some();
    let steps = [
        Step { key: "clerk", path: "/raad", done: clerk, n: 0 },
        Step { key: "term", path: "/raad/zittingsperiode", done: term, n: 0 },
        Step { key: "council", path: "/raad/import", done: members, n: 0 },
        Step { key: "accounts", path: "/instellingen/accounts/uitnodigen", done: invited, n: without },
        Step { key: "region", path: "/instellingen/agenda", done: region, n: 0 },
        Step { key: "mail", path: "/instellingen/post", done: false, n: 0 },
    ];
    let left = steps.iter().filter(|step| !step.done).count();
    let rows = steps
        .into_iter()
        .map(|Step { key, path, done, n }| {
            let title = ctx.t(&format!("start-{key}"));
            if done {
                let text = ctx.t("start-done");
                return view! { <Item title=title><Badge text=text tone=Tone::Ok/></Item> }.into_any();
            }
            let hint = ctx.tn(&format!("start-{key}-hint"), &[("n", whole(n).into())]);
            view! { <Item href=ctx.url(path) title=title meta=hint/> }.into_any()
        })
        .collect_view();
    let title = ctx.t("start-title");
    Ok(view! { <Section id="begin" title=title count=whole(left)><List>{rows}</List></Section> }.into_any())
}

/// That mail goes nowhere, to who could have it mended; nothing in a demo, where that is meant.
pub(super) fn mail_goes_nowhere(ctx: &Ctx) -> AnyView {
    let settings = &ctx.app.settings;
    if settings.demo || settings.post.relay.is_some() || !ctx.may::<act::SeeOutbox>(Facts::default()) {
        return ().into_any();
    }
    let title = ctx.t("start-no-mail");
    let text = ctx.t("start-no-mail-text");
    view! { <Notice tone=Tone::Warn title=title><p>{text}</p></Notice> }.into_any()
}
