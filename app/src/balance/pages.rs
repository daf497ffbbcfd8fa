//! What the pages of the balance share.

use domain::balance::Recipient;

use crate::{ctx::Ctx, people::store::CouncilBook};

/// Names by faction, in the order of the house.
pub fn by_faction(ctx: &Ctx, book: &CouncilBook, people: &[Recipient]) -> Vec<(String, Vec<String>)> {
    let mut sorted: Vec<&Recipient> = people.iter().collect();
    let name_of = |recipient: &Recipient| match recipient.faction {
        Some(faction) => book.faction_name(faction).to_owned(),
        None => ctx.t("balance-no-faction"),
    };
    sorted.sort_by_key(|recipient| (recipient.side, name_of(recipient), book.name(recipient.person).to_owned()));
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for recipient in sorted {
        let (faction, person) = (name_of(recipient), book.name(recipient.person).to_owned());
        match groups.last_mut() {
            Some((name, people)) if *name == faction => people.push(person),
            _ => groups.push((faction, vec![person])),
        }
    }
    groups
}
