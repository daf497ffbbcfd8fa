//! Why somebody was not told of an item although it was sent, or could not be: the mail came back, was refused, or there is no
//! address. For the griffie, with what to do about it.

use std::collections::HashMap;

use domain::{balance::Recipient, post::Obstacle};
use leptos::prelude::*;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::{ctx::Ctx, db::sql, error::AppError, people::store::CouncilBook, tenant::Tenant, text::whole, ui::*};

/// Items asked about in one question to the database.
const SOME: usize = 200;

/// Mails that did not arrive, by item and person: what hindered the last one.
#[derive(Debug, Clone, Default)]
pub struct Undelivered(HashMap<(Uuid, Uuid), Obstacle>);

/// One person who was not reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Who.
    pub person: Uuid,
    /// Why.
    pub obstacle: Obstacle,
}

/// The mails about these items that came back or were given up.
pub async fn load(db: &impl ConnectionTrait, tenant: &Tenant, items: &[Uuid]) -> Result<Undelivered, AppError> {
    let mut found = HashMap::new();
    for some in items.chunks(SOME) {
        let marks: Vec<String> = (2..some.len() + 2).map(|n| format!("${n}")).collect();
        let marks = marks.join(", ");
        let failed =
            "o.person_id IS NOT NULL AND (o.bounced_at IS NOT NULL OR (o.parked_at IS NOT NULL AND o.sent_at IS NULL))";
        let text = format!(
            "SELECT o.item_id, o.person_id, o.last_error, o.created_at FROM outbox o \
             WHERE o.municipality_id = $1 AND o.item_id IN ({marks}) AND {failed} \
             UNION ALL SELECT i.item_id, o.person_id, o.last_error, o.created_at \
             FROM outbox_items i JOIN outbox o ON o.id = i.outbox_id \
             WHERE i.municipality_id = $1 AND i.item_id IN ({marks}) AND {failed} ORDER BY 4"
        );
        let values = std::iter::once(tenant.id().into()).chain(some.iter().map(|item| Value::from(*item)));
        for row in db.query_all_raw(sql(db, &text, values)).await? {
            let why: Option<String> = row.try_get_by_index(2)?;
            let key = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            // The last one stands.
            found.insert(key, Obstacle::of_reply(&why.unwrap_or_default()));
        }
    }
    Ok(Undelivered(found))
}

impl Undelivered {
    /// Who of these untold people could not be reached about an item.
    pub fn of(&self, item: Uuid, untold: &[Recipient], book: &CouncilBook) -> Vec<Missed> {
        let missed = |owed: &Recipient| {
            let person = owed.person;
            let obstacle = match book.has_address(person) {
                true => self.0.get(&(item, person)).copied()?,
                false => Obstacle::NoAddress,
            };
            Some(Missed { person, obstacle })
        };
        untold.iter().filter_map(missed).collect()
    }
}

/// The same by obstacle, those that the griffie can do most about first.
fn by_obstacle(missed: &[Missed]) -> Vec<(Obstacle, Vec<Uuid>)> {
    let of = |obstacle: Obstacle| missed.iter().filter(|one| one.obstacle == obstacle).map(|one| one.person).collect();
    let all = Obstacle::ALL.iter().map(|obstacle| (*obstacle, of(*obstacle)));
    all.filter(|(_, people): &(_, Vec<Uuid>)| !people.is_empty()).collect()
}

/// "Postvak vol: Anil Ouwerhand, Berend Ypenkamp, nog 2. Geen e-mailadres: …": up to three names of each.
pub fn line(ctx: &Ctx, book: &CouncilBook, missed: &[Missed]) -> Option<AnyView> {
    const NAMED: usize = 3;
    let words = |(obstacle, people): (Obstacle, Vec<Uuid>)| {
        let mut names: Vec<String> = people.iter().take(NAMED).map(|person| book.name(*person).to_owned()).collect();
        if people.len() > NAMED {
            names.push(ctx.tn("undelivered-more", &[("n", whole(people.len() - NAMED).into())]));
        }
        format!("{}: {}.", ctx.t(&format!("undelivered-{}", obstacle.code())), names.join(", "))
    };
    let parts: Vec<String> = by_obstacle(missed).into_iter().map(words).collect();
    (!parts.is_empty()).then(|| view! { <p class="meta">{parts.join(" ")}</p> }.into_any())
}

/// Everybody by name under what hindered them, with what to do about it.
pub fn notice(ctx: &Ctx, book: &CouncilBook, missed: &[Missed]) -> Option<AnyView> {
    if missed.is_empty() {
        return None;
    }
    let rows = by_obstacle(missed)
        .into_iter()
        .map(|(obstacle, people)| {
            let (code, n) = (obstacle.code(), people.len());
            let names = people
                .into_iter()
                .enumerate()
                .map(|(at, person)| {
                    let href = ctx.url(&format!("/raad/mensen/{person}"));
                    let after = if at + 1 < n { ", " } else { ". " };
                    view! { <a href=href>{book.name(person).to_owned()}</a>{after} }
                })
                .collect_view();
            let (why, what) = (ctx.t(&format!("undelivered-{code}")), ctx.t(&format!("undelivered-{code}-do")));
            let mail = (obstacle == Obstacle::Failed).then(|| {
                let (href, text) = (ctx.url("/instellingen/post?stand=vastgelopen"), ctx.t("settings-mail-title"));
                view! { " "<a href=href>{text}</a> }
            });
            view! { <li><strong>{why}":"</strong>" "{names}{what}{mail}</li> }
        })
        .collect_view();
    let title = ctx.tn("undelivered-title", &[("n", whole(missed.len()).into())]);
    Some(view! { <Notice tone=Tone::Warn title=title><ul>{rows}</ul></Notice> }.into_any())
}
