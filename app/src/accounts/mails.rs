//! The mails of this room: an invitation, a link, a notice. The worker sends them; tokens are nowhere else in clear.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    mail::{Block, Message, Recipient},
    tenant::Tenant,
    text::Lang,
};

/// `kind` of the mails that carry a link into an account: the outbox forgets their text once they have left.
pub(crate) const SECRET_KINDS: [&str; 2] = ["account-invitation", "account-link"];

/// "U krijgt een account": choose a first password.
pub(super) fn invitation(tenant: &Tenant, to: Recipient, url: String, until: Timestamp) -> Message {
    let lang = to.lang;
    let name = ("name", tenant.name().into());
    let day = lang.long_date(tenant.date(until));
    Message {
        kind: SECRET_KINDS[0],
        occasion: format!("account-invitation:{}", Uuid::now_v7()),
        subject: lang.tn("accounts-mail-invitation-subject", std::slice::from_ref(&name)),
        blocks: vec![
            greeting(lang, &to.name),
            Block::Para(lang.tn("accounts-mail-invitation", std::slice::from_ref(&name))),
            Block::Links(vec![(lang.t("accounts-mail-choose"), url)]),
            Block::Para(lang.tn("accounts-mail-until", &[("day", day.into())])),
            closing(tenant, lang),
        ],
        to,
        ics: None,
        item: None,
    }
}

/// A link for who forgot the password, or never had one.
pub(super) fn link(tenant: &Tenant, to: Recipient, url: String) -> Message {
    let lang = to.lang;
    Message {
        kind: SECRET_KINDS[1],
        occasion: format!("account-link:{}", Uuid::now_v7()),
        subject: lang.tn("accounts-mail-link-subject", &[("name", tenant.name().into())]),
        blocks: vec![
            greeting(lang, &to.name),
            Block::Para(lang.t("accounts-mail-link")),
            Block::Links(vec![(lang.t("accounts-mail-choose"), url)]),
            Block::Para(lang.t("accounts-mail-link-life")),
            closing(tenant, lang),
        ],
        to,
        ics: None,
        item: None,
    }
}

/// "Uw wachtwoord is gewijzigd" (R15).
pub(super) fn password_changed(tenant: &Tenant, to: Recipient, at: Timestamp) -> Message {
    let lang = to.lang;
    Message {
        kind: "account-password",
        occasion: format!("account-password:{}", Uuid::now_v7()),
        subject: lang.tn("accounts-mail-password-subject", &[("name", tenant.name().into())]),
        blocks: vec![
            greeting(lang, &to.name),
            Block::Para(lang.t("accounts-mail-password")),
            not_you(tenant, lang, at),
            closing(tenant, lang),
        ],
        to,
        ics: None,
        item: None,
    }
}

/// "Iemand maakte een token": it opens what you can open.
pub(super) fn token_made(tenant: &Tenant, to: Recipient, token_name: &str, at: Timestamp) -> Message {
    let lang = to.lang;
    Message {
        kind: "account-token",
        occasion: format!("account-token:{}", Uuid::now_v7()),
        subject: lang.tn("accounts-mail-token-subject", &[("name", tenant.name().into())]),
        blocks: vec![
            greeting(lang, &to.name),
            Block::Para(lang.tn("accounts-mail-token", &[("token", token_name.into())])),
            not_you(tenant, lang, at),
            closing(tenant, lang),
        ],
        to,
        ics: None,
        item: None,
    }
}

/// "Uw e-mailadres is gewijzigd", to the old address and to the new one (R15).
pub(super) fn address_changed(tenant: &Tenant, to: Recipient, at: Timestamp) -> Message {
    let lang = to.lang;
    Message {
        kind: "account-address",
        occasion: format!("account-address:{}", Uuid::now_v7()),
        subject: lang.tn("accounts-mail-address-subject", &[("name", tenant.name().into())]),
        blocks: vec![
            greeting(lang, &to.name),
            Block::Para(lang.t("accounts-mail-address")),
            not_you(tenant, lang, at),
            closing(tenant, lang),
        ],
        to,
        ics: None,
        item: None,
    }
}

pub(super) fn greeting(lang: Lang, name: &str) -> Block {
    Block::Para(lang.tn("accounts-mail-greeting", &[("name", name.into())]))
}

/// When it was, and what to do for who knows nothing of it.
pub(super) fn not_you(tenant: &Tenant, lang: Lang, at: Timestamp) -> Block {
    let today = tenant.date(at);
    let when = lang.when(at, tenant.zone(), today);
    let office = tenant.office_email();
    Block::Para(lang.tn("accounts-mail-not-you", &[("when", when.into()), ("office", office.into())]))
}

pub(super) fn closing(tenant: &Tenant, lang: Lang) -> Block {
    Block::Small(lang.tn("accounts-mail-closing", &[("office", tenant.office_name().into())]))
}
