//! Cancelling a gathering.

use domain::gatherings::State;
use leptos::prelude::*;

use super::{all_errors, when};
use crate::{ctx::Ctx, form::FieldErrors, gatherings::store::Gathering, ui::*};

/// The page that asks why. `invited` people get a mail.
pub fn cancel_form(ctx: &Ctx, gathering: &Gathering, reason: &str, errors: &FieldErrors, invited: usize) -> AnyView {
    let draft = gathering.state(ctx.now) == State::Draft;
    let title = gathering.details.title.clone();
    let key = if draft { "gathering-drop-title" } else { "gathering-cancel-title" };
    let heading = ctx.tn(key, &[("title", title.into())]);
    let text = match (draft, invited) {
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
    let (reason, error) = (reason.to_owned(), errors.text(ctx.lang, "reden"));
    view! {
        <PageHead title=heading>{when}</PageHead>
        {all_errors(ctx, errors)}
        <p>{stays}</p>
        <Form action=ctx.url(&format!("{}/annulering", gathering.path()))>
            <TextField name="reden" label=why value=reason hint=hint optional=optional error=error maxlength=500/>
            <div class="form-actions">
                <Submit text=text look=Look::Danger/>
                <a href=back>{keep}</a>
            </div>
        </Form>
    }
    .into_any()
}
