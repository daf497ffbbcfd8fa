//! News on one's own page.

use domain::{
    localtime::format_time,
    news::{Choice as How, Policy},
    people::Role,
};
use leptos::prelude::*;

use super::store;
use crate::{ctx::Ctx, error::AppError, reminders::rules, ui::*};

/// "Nieuws per mail", for whoever the council's information is owed to.
pub(crate) async fn on_own_page(ctx: &Ctx) -> Result<AnyView, AppError> {
    let actor = ctx.actor()?;
    if !(actor.is(Role::Member) || actor.is(Role::CommitteeMember)) {
        return Ok(().into_any());
    }
    let db = ctx.app.db.read();
    let rules = rules::load(db, &ctx.tenant).await?;
    let recess = rules::recesses(db, &ctx.tenant, ctx.now).await?;
    let chosen = store::choices(db, &ctx.tenant).await?.get(&actor.person).copied();
    let now = rules.news.of(chosen);
    let time = format_time(rules.cutoff).replace(':', if ctx.lang.code() == "nl" { "." } else { ":" });
    let offered = How::ALL.iter().filter(|how| match rules.news {
        Policy::Own => true,
        policy => **how == How::Off || policy.of(Some(**how)) == **how,
    });
    let options: Vec<_> = offered
        .map(|how| {
            let code = how.code();
            let args = [("time", time.as_str().into())];
            Choice::new(code, ctx.tn(&format!("news-{code}"), &args)).hint(ctx.tn(&format!("news-{code}-hint"), &args))
        })
        .collect();
    let next = rules.rhythm().next(ctx.now, ctx.tenant.zone(), &recess).filter(|_| now != How::Off);
    let next = next.map(|at| view! { <p class="meta">{ctx.tn("news-next", &[("when", ctx.when(at).into())])}</p> });
    let decided = (rules.news != Policy::Own).then(|| view! { <p>{ctx.t("news-decided")}</p> });
    let fields = view! {
        <Radios name="nieuws" label=ctx.t("news-label") hint=ctx.t("news-at-once") options=options value=now.code()/>
        <div class="form-actions"><Submit text=ctx.t("news-save") look=Look::Secondary/></div>
    };
    let form = view! { <Form action=ctx.url("/mijn/nieuws")>{fields}</Form> };
    Ok(view! { <Section title=ctx.t("news-title") id="nieuws">{decided}{form}{next}</Section> }.into_any())
}
