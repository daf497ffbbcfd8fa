//! The mails about a second factor: whoever did not do it reads it here first (R15).

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    accounts::mails::{closing, greeting, not_you},
    mail::{Block, Message, Recipient},
    tenant::Tenant,
};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// It was set up.
    On,
    /// Its owner turned it off.
    Off,
    /// Somebody else took it away.
    Reset,
    /// A recovery code was used; so many are left.
    RecoveryUsed(i64),
    /// New recovery codes were made.
    NewCodes,
    /// Somebody knows the password, but not the code.
    WrongCodes,
}

impl News {
    fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Reset => "reset",
            Self::RecoveryUsed(_) => "recovery-used",
            Self::NewCodes => "new-codes",
            Self::WrongCodes => "wrong-codes",
        }
    }
}

/// One of them.
pub(super) fn news(tenant: &Tenant, to: Recipient, news: News, at: Timestamp) -> Message {
    let lang = to.lang;
    let left = if let News::RecoveryUsed(left) = news { left } else { 0 };
    let text = lang.tn(&format!("second-mail-{}", news.word()), &[("n", left.into())]);
    Message {
        kind: "account-second",
        occasion: format!("account-second:{}", Uuid::now_v7()),
        subject: lang.tn(&format!("second-mail-{}-subject", news.word()), &[("name", tenant.name().into())]),
        blocks: vec![greeting(lang, &to.name), Block::Para(text), not_you(tenant, lang, at), closing(tenant, lang)],
        to,
        ics: None,
        item: None,
    }
}
