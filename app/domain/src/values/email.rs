//! E-mail addresses.

use super::{MAX_EMAIL, MAX_EMAIL_LOCAL, checked_text, is_unfit, trim};

/// Why an address is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EmailError {
    /// Nothing was typed.
    Empty,
    /// Longer than mail allows.
    TooLong,
    /// It holds a control character or a line break.
    ControlCharacter,
    /// It does not look like name@domain.
    Malformed,
}

/// An e-mail address in lower case, safe in a mail header.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EmailAddress(String);

checked_text!(EmailAddress, EmailError);

impl EmailAddress {
    /// Trims, lower-cases and checks. Accepts the addresses people have (RFC 5322 dot-atom, ASCII, a domain with a dot),
    /// not everything the standard would.
    ///
    /// # Errors
    /// `Empty`, `ControlCharacter`, `TooLong`, `Malformed`.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = trim(text);
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if text.chars().any(is_unfit) {
            return Err(EmailError::ControlCharacter);
        }
        if text.len() > MAX_EMAIL {
            return Err(EmailError::TooLong);
        }
        let address = text.to_ascii_lowercase();
        let (local, domain) = address.rsplit_once('@').ok_or(EmailError::Malformed)?;
        if local.len() > MAX_EMAIL_LOCAL {
            return Err(EmailError::TooLong);
        }
        if !is_dot_atom(local) || !is_domain(domain) {
            return Err(EmailError::Malformed);
        }
        Ok(Self(address))
    }

    /// The part before the @.
    #[must_use]
    pub fn local(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    /// The part after the @.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

fn is_dot_atom(local: &str) -> bool {
    local.split('.').all(|atom| {
        !atom.is_empty() && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
    })
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
        && domain.rsplit('.').next().is_some_and(|last| !last.bytes().all(|b| b.is_ascii_digit()))
}
