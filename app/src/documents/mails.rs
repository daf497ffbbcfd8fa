//! The message to who added a paper in which the virus scanner found something.

use uuid::Uuid;

use super::store::Document;
use crate::{
    mail::{Block, Message, Recipient},
    people::store::CouncilBook,
    tenant::Tenant,
    text::Lang,
};

/// To whoever added it, or to the office where they have no address. `found`: who added it, and the scanner's name for it.
pub(super) fn infected(
    tenant: &Tenant,
    base_url: &str,
    document: &Document,
    (by, found): (Uuid, &str),
    book: &CouncilBook,
) -> Message {
    let to = Recipient::of(book, by).unwrap_or_else(|| Recipient {
        person: None,
        name: tenant.office_name().to_owned(),
        address: tenant.office_email().to_owned(),
        lang: Lang::Nl,
    });
    let lang = to.lang;
    let said = |key: &str| lang.tn(key, &[("title", document.title.as_str().into()), ("found", found.into())]);
    let page = format!("{base_url}{}", tenant.path(&format!("/bijeenkomsten/{}", document.gathering)));
    Message {
        kind: "document-infected",
        occasion: format!("document-infected:{}", document.id),
        subject: said("documents-mail-infected-subject"),
        blocks: vec![
            Block::Para(said("documents-mail-infected")),
            Block::Para(lang.t("documents-mail-infected-then")),
            Block::Links(vec![(lang.t("documents-mail-infected-link"), page)]),
        ],
        to,
        ics: None,
        item: None,
    }
}
