//! What a mail server's refusal means for whoever sent the mail.

use crate::codes;

codes! {
    /// Why a mail does not reach somebody.
    pub enum Obstacle {
        /// Nothing can be sent: no address is known.
        NoAddress = "geen-adres",
        /// Their mailbox is full.
        Full = "vol",
        /// There is no such address.
        Unknown = "onbekend",
        /// Their mail server does not want it.
        Refused = "geweigerd",
        /// It never left, or nobody said why.
        Failed = "mislukt",
    }
}

/// Words that mail servers say in place of a code.
const FULL: [&str; 4] = ["quota", "mailbox full", "mailbox is full", "insufficient storage"];
const UNKNOWN: [&str; 4] = ["user unknown", "unknown user", "no such user", "does not exist"];

impl Obstacle {
    /// Reads the reply of a mail server, or the status of a report: the enhanced code (RFC 3463) first, then the plain code
    /// (RFC 5321), then its words.
    #[must_use]
    pub fn of_reply(reply: &str) -> Self {
        let reply = reply.to_ascii_lowercase();
        let words = || reply.split(|c: char| !c.is_ascii_digit() && c != '.').map(|word| word.trim_matches('.'));
        let enhanced = words().find_map(|word| {
            let mut parts = word.split('.');
            let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
            (["4", "5"].contains(&class) && parts.next().is_none()).then_some((subject, detail))
        });
        match enhanced {
            Some(("2", "2")) => return Self::Full,
            Some(("1", "1" | "2" | "3" | "6" | "10")) => return Self::Unknown,
            _ => {}
        }
        let says = |any: &[&str]| any.iter().any(|words| reply.contains(words));
        if words().any(|word| word == "552" || word == "452") || says(&FULL) {
            return Self::Full;
        }
        if says(&UNKNOWN) {
            return Self::Unknown;
        }
        let plain = words().any(|word| word.len() == 3 && word.starts_with('5'));
        if enhanced.is_some() || plain { Self::Refused } else { Self::Failed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_read_by_its_code_and_then_by_its_words() {
        for (reply, expected) in [
            ("5.2.2", Obstacle::Full),
            ("552 5.2.2 <…>: over quota", Obstacle::Full),
            ("452 4.2.2 mailbox full", Obstacle::Full),
            ("552 Requested mail action aborted", Obstacle::Full),
            ("The mailbox is full", Obstacle::Full),
            ("5.1.1", Obstacle::Unknown),
            ("550 5.1.10 RecipientNotFound", Obstacle::Unknown),
            ("550 No such user here", Obstacle::Unknown),
            ("550 5.7.1 Message rejected due to policy", Obstacle::Refused),
            ("554 rejected", Obstacle::Refused),
            ("5.4.4", Obstacle::Refused),
            ("connection refused", Obstacle::Failed),
            ("timed out after 30.5 s", Obstacle::Failed),
            ("", Obstacle::Failed),
        ] {
            assert_eq!(Obstacle::of_reply(reply), expected, "{reply:?}");
        }
    }
}
