//! The daily mail, in the recipient's language.

use jiff::Timestamp;

use super::items::Thing;
use crate::{
    mail::{Block, Message, Recipient},
    tenant::Tenant,
    text::whole,
};

/// The kind of a daily mail in the outbox.
pub(super) const KIND: &str = "news";

/// Everything new on one page. `exit` is the recipient's own way out.
pub(super) fn daily(
    tenant: &Tenant,
    base_url: &str,
    things: &[Thing],
    upto: Timestamp,
    exit: &str,
    to: Recipient,
) -> Message {
    let lang = to.lang;
    let day = tenant.date(upto);
    let count = whole(things.len());
    let args = [("n", count.into()), ("day", lang.date(day, day).into())];
    let mut blocks = vec![
        Block::Para(lang.tn("gathering-mail-dear", &[("name", to.name.as_str().into())])),
        Block::Para(lang.tn("news-mail-intro", &args)),
    ];
    for thing in things {
        let kinds: Vec<String> = thing.kinds.iter().map(|kind| lang.t(&format!("balance-kind-{kind}"))).collect();
        let name = format!("{}: {}", kinds.join(", "), thing.title);
        blocks.push(Block::Links(vec![(name, format!("{base_url}{}", tenant.path(&thing.path)))]));
        blocks.extend(thing.summary.get(&lang).cloned().map(Block::Para));
    }
    let local = upto.to_zoned(tenant.zone().clone());
    let clock = [("time", lang.clock(local.hour(), local.minute()).into()), ("office", tenant.office_name().into())];
    blocks.push(Block::Small(lang.tn("news-mail-why", &clock)));
    blocks.push(Block::Links(vec![
        (lang.t("news-mail-choose"), format!("{base_url}{}", tenant.path("/mijn#nieuws"))),
        (lang.t("news-mail-exit"), exit.to_owned()),
    ]));
    let person = to.person.unwrap_or_default();
    Message {
        kind: KIND,
        occasion: format!("news:{}:{person}", crate::db::millis(upto)),
        subject: lang.tn("news-mail-subject", &args),
        blocks,
        to,
        ics: None,
        item: None,
    }
}
