//! The message to everybody who had not been told.

use jiff::Timestamp;

use super::{store::Briefing, views};
use crate::{
    mail::{Block, Message, Recipient},
    markdown,
    people::store::CouncilBook,
    tenant::Tenant,
    text::capital,
};

/// Characters of what was told in a message; the rest is behind the link.
const SUMMARY: usize = 600;

/// "Wethouder Wim Aalders vertelde dit aan de VVD, di 1 sep, 18.00, per telefoon", with the text itself.
pub(super) fn shared(
    tenant: &Tenant,
    base_url: &str,
    briefing: &Briefing,
    book: &CouncilBook,
    to: Recipient,
    now: Timestamp,
) -> Message {
    let lang = to.lang;
    let (told_on, today) = (tenant.date(briefing.told_at), tenant.date(now));
    let mut blocks = vec![
        Block::Para(lang.tn(
            &format!("briefing-mail-text-{}", briefing.way.code()),
            &[
                ("teller", capital(&book.titled(lang, briefing.teller, told_on)).into()),
                // The page names the same.
                ("to", views::told_to(lang, tenant, book, briefing).into()),
                ("when", lang.when(briefing.told_at, tenant.zone(), today).into()),
            ],
        )),
        Block::Para(markdown::summary(&briefing.body, SUMMARY, |_| false)),
    ];
    if let Some(needed) = briefing.needed_at {
        let when = lang.when(needed, tenant.zone(), today);
        blocks.push(Block::Facts(vec![(lang.t("needed-label"), when)]));
    }
    let url = format!("{base_url}{}", tenant.path(&briefing.path()));
    blocks.push(Block::Links(vec![(lang.t("briefing-mail-read"), url)]));
    blocks.push(Block::Small(lang.tn("balance-mail-from", &[("office", tenant.office_name().into())])));
    let whom = to.person.map_or_else(|| to.address.clone(), |person| person.to_string());
    Message {
        kind: "briefing",
        occasion: format!("briefing:{}:{whom}", briefing.id),
        subject: lang.tn("briefing-mail-subject", &[("title", briefing.title.as_str().into())]),
        blocks,
        to,
        ics: None,
        item: Some(briefing.item),
    }
}
