//! Cancelling a gathering.

use domain::gatherings::State;
use leptos::prelude::*;

use super::{
    all_errors,
    series::{ScopeMails, scope_field},
    wave::{Group, group_list, host_too},
    when,
};
use crate::{
    ctx::Ctx,
    form::FieldErrors,
    gatherings::{forms::Cancellation, sheet::Reach, store::Gathering},
    ui::*,
};

/// Whom a cancellation concerns.
pub struct Told {
    /// How many hold an invitation.
    pub invited: usize,
    /// How many get a mail about this one.
    pub mails: usize,
    /// Who gets a mail, of a series when all of it is cancelled.
    pub who: Vec<Group>,
    /// Who would go there for the college and hears of it besides them, by name.
    pub host: Option<String>,
}

/// The page that asks why, and of a series how far.
pub fn cancel_form(
    ctx: &Ctx,
    gathering: &Gathering,
    typed: &Cancellation,
    errors: &FieldErrors,
    Told { invited, mails, who, host }: Told,
    reach: Option<(Reach, ScopeMails)>,
) -> AnyView {
    let draft = gathering.state(ctx.now) == State::Draft;
    let title = gathering.details.title.clone();
    let key = if draft { "gathering-drop-title" } else { "gathering-cancel-title" };
    let heading = ctx.tn(key, &[("title", title.into())]);
    let text = match (draft, mails) {
        (true, _) => ctx.t("gathering-drop"),
        (false, 0) => ctx.t("gathering-cancel"),
        (false, n) => ctx.tn("gathering-cancel-and-mail", &[("n", (n as i64).into())]),
    };
    let optional = (invited == 0).then(|| ctx.t("optional"));
    let hint = ctx.t(if invited == 0 { "gathering-reason-hint-quiet" } else { "gathering-reason-hint" });
    let stays = ctx.t(if draft { "gathering-drop-stays" } else { "gathering-cancel-stays" });
    let back = ctx.url(&gathering.path());
    let when = when(ctx, gathering);
    let (why, keep) = (ctx.t("gathering-why"), ctx.t("gathering-keep"));
    let (reason, error) = (typed.reden.clone(), errors.text(ctx.lang, "reden"));
    // How many get a mail depends on what is chosen; each choice says it.
    let text = if reach.is_some() && !draft { ctx.t("gathering-cancel") } else { text };
    let several = reach.is_some();
    let who = (!who.is_empty()).then(|| {
        let summary = ctx.t(if several { "gathering-cancel-who-all" } else { "gathering-cancel-who" });
        let rows = group_list(ctx, who);
        view! { <Disclosure summary=summary>{rows}</Disclosure> }
    });
    let host = host_too(ctx, host.as_deref());
    let scope = reach.map(|(reach, mails)| scope_field(ctx, &reach, &typed.bereik, Some(&mails)));
    view! {
        <PageHead title=heading>{when}</PageHead>
        {all_errors(ctx, errors)}
        <p>{stays}</p>
        <Form action=ctx.url(&format!("{}/annulering", gathering.path()))>
            {scope}
            <TextField name="reden" label=why value=reason hint=hint optional=optional error=error maxlength=500/>
            {who}
            {host}
            <div class="form-actions">
                <Submit text=text look=Look::Danger/>
                <a href=back>{keep}</a>
            </div>
        </Form>
    }
    .into_any()
}
