//! "Uw kwartaalupdate": what an alderman or the mayor has to write or finish.

use domain::{localtime::Quarter, people::Role, updates::State};
use jiff::{SignedDuration, civil::Date};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    store::{self, Line},
    words,
};
use crate::{ctx::Ctx, error::AppError, people, text::whole, ui::*};

/// How long before the end of a quarter its update is asked for.
const BEFORE_THE_END: SignedDuration = SignedDuration::from_hours(24 * 31);

/// An update to write or finish.
#[derive(Debug)]
pub(super) struct Due {
    /// Over which quarter.
    pub(super) quarter: Quarter,
    /// What was begun.
    pub(super) begun: Option<Line>,
}

/// Updates to write, on the home of who writes them; nothing when there is none.
pub async fn on_home(ctx: &Ctx) -> Result<AnyView, AppError> {
    let Some(actor) = ctx.visitor.as_ref().filter(|a| a.is(Role::Alderman) || a.is(Role::Mayor)) else {
        return Ok(().into_any());
    };
    let due = due(ctx, actor.person).await?;
    if due.is_empty() {
        return Ok(().into_any());
    }
    let rows = due.iter().map(|due| row(ctx, due)).collect_view();
    let (href, link) = (ctx.url("/kwartaalupdates"), ctx.t("update-all"));
    let count = whole(due.len());
    Ok(view! {
        <Section id="kwartaalupdate" title=ctx.t("update-home") count=count href=href link=link><List>{rows}</List></Section>
    }
    .into_any())
}

fn row(ctx: &Ctx, due: &Due) -> AnyView {
    let title = ctx.tn("update-home-title", &[("quarter", words::quarter(ctx.lang, due.quarter).into())]);
    let (path, meta) = match &due.begun {
        Some(line) => {
            let meta = match line.life.scheduled_for {
                Some(at) => ctx.tn("update-scheduled-note", &[("when", ctx.when(at).into())]),
                None => {
                    let ago = ctx.lang.ago(line.edited_at, ctx.now, ctx.tenant.zone());
                    ctx.tn("update-home-finish", &[("ago", ago.into())])
                }
            };
            (store::path(line.id), meta)
        }
        None => (format!("/kwartaalupdates/nieuw?kwartaal={}", due.quarter), ctx.t("update-home-begin")),
    };
    view! { <Item href=ctx.url(&path) title=title meta=meta/> }.into_any()
}

/// What this person has to write or finish, the oldest quarter first: over the last quarter, when they were in office
/// in it, and over the running one in its last month or once it is begun; unless something over it is published.
pub(super) async fn due(ctx: &Ctx, person: Uuid) -> Result<Vec<Due>, AppError> {
    let today = ctx.today();
    let running = Quarter::containing(today);
    let db = ctx.app.db.read();
    let lines = store::of_alderman(db, &ctx.tenant, person, &[running.previous(), running]).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let in_office = book.executive_role(person, running.previous().to()).is_some();
    Ok(pick(&lines, today, in_office))
}

fn pick(lines: &[Line], today: Date, was_in_office: bool) -> Vec<Due> {
    let running = Quarter::containing(today);
    let soon = running.to().saturating_sub(BEFORE_THE_END) < today;
    [(running.previous(), was_in_office), (running, soon)]
        .into_iter()
        .filter_map(|(quarter, asked_for)| {
            let mut of_quarter = lines.iter().filter(|line| line.quarter == quarter);
            if of_quarter.clone().any(|line| line.life.state() == State::Published) {
                return None;
            }
            let begun = of_quarter.next().cloned();
            (asked_for || begun.is_some()).then_some(Due { quarter, begun })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::updates::Facts as Life;
    use jiff::{Timestamp, civil::date};

    use super::*;

    fn line(quarter: &str, life: Life) -> Line {
        Line {
            id: Uuid::now_v7(),
            alderman: Uuid::nil(),
            quarter: Quarter::parse(quarter).unwrap(),
            title: String::new(),
            life,
            edited_at: Timestamp::UNIX_EPOCH,
            minutes: 1,
        }
    }

    fn asked(lines: &[Line], today: Date, was_in_office: bool) -> Vec<(String, bool)> {
        pick(lines, today, was_in_office).iter().map(|due| (due.quarter.to_string(), due.begun.is_some())).collect()
    }

    #[test]
    fn the_last_quarter_is_asked_for_until_it_is_published() {
        let (july, september) = (date(2026, 7, 2), date(2026, 9, 1));
        let out = Life { published_at: Some(Timestamp::UNIX_EPOCH), ..Life::default() };
        let two = |shown: &[(&str, bool)]| shown.iter().map(|(q, b)| ((*q).to_owned(), *b)).collect::<Vec<_>>();
        assert_eq!(asked(&[], july, true), two(&[("2026-2", false)]));
        assert_eq!(asked(&[], july, false), two(&[]));
        assert_eq!(asked(&[line("2026-2", Life::default())], july, false), two(&[("2026-2", true)]));
        assert_eq!(asked(&[line("2026-2", out)], july, true), two(&[]));
        assert_eq!(asked(&[line("2026-2", out)], september, true), two(&[("2026-3", false)]));
        assert_eq!(asked(&[], september, true), two(&[("2026-2", false), ("2026-3", false)]));
        assert_eq!(asked(&[line("2026-3", Life::default())], july, false), two(&[("2026-3", true)]));
        assert_eq!(asked(&[line("2026-3", Life::default()), line("2026-3", out)], september, false), two(&[]));
    }
}
