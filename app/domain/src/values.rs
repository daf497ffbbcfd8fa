//! Texts that were looked at once, on the way in, and are right from then on.
//!
//! Each type is made by `parse` alone, which trims, checks, and refuses with a small enum. Limits are named constants.

mod email;
mod fold;
mod password;
mod slug;
#[cfg(test)]
mod tests;
mod text;
mod url;

pub use email::{EmailAddress, EmailError};
pub use fold::fold;
pub use password::{PasswordError, check_password};
pub use slug::{RESERVED_SLUGS, Slug, SlugError};
pub use text::{LongText, PersonName, ShortText, TextError, Title};
pub use url::{HttpUrl, UrlError};

/// Characters in a title.
pub const MAX_TITLE: usize = 200;
/// Characters in a person's name.
pub const MAX_PERSON_NAME: usize = 120;
/// Characters in a line of text: a place, a reason, a remark with an answer.
pub const MAX_SHORT_TEXT: usize = 500;
/// Bytes in a text of several lines: notes, an agenda, a question, an update. The most the Markdown renderer is given.
pub const MAX_NOTE_BYTES: usize = 64 * 1024;
/// Bytes in an e-mail address (RFC 5321, by way of the path limit of 256).
pub const MAX_EMAIL: usize = 254;
/// Bytes before the @ (RFC 5321).
pub const MAX_EMAIL_LOCAL: usize = 64;
/// Bytes in a web address.
pub const MAX_URL: usize = 2000;
/// Bytes in a slug.
pub const MAX_SLUG: usize = 60;
/// Characters in a password used alone, at least.
pub const MIN_PASSWORD: usize = 15;
/// Characters in a password, at most: hashing time must not depend on the guest.
pub const MAX_PASSWORD: usize = 128;

/// Gives a checked text its reading methods and serde; reading it back checks it again.
macro_rules! checked_text {
    ($Name:ident, $Error:ident) => {
        impl $Name {
            /// As text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Gives up the check and keeps the text.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }

            /// `None` for a field left empty, else the checked text.
            ///
            /// # Errors
            /// As [`Self::parse`].
            pub fn optional(text: &str) -> Result<Option<Self>, $Error> {
                if text.trim().is_empty() { Ok(None) } else { Self::parse(text).map(Some) }
            }
        }

        impl AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $Error;

            fn from_str(text: &str) -> Result<Self, $Error> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text)
                    .map_err(|refused| serde::de::Error::custom(format_args!("{}: {refused:?}", stringify!($Name))))
            }
        }
    };
}
use checked_text;

/// Trims white space, the invisible marks that come along when one copies from a web page or a sheet, and letters that are
/// blank (fillers of Hangul, the empty cell of Braille).
fn trim(text: &str) -> &str {
    let unseen = |c: char| {
        let marks = ['\u{200B}', '\u{2060}', '\u{FEFF}'];
        let blanks = ['\u{115F}', '\u{1160}', '\u{3164}', '\u{FFA0}', '\u{2800}'];
        c.is_whitespace() || marks.contains(&c) || blanks.contains(&c)
    };
    text.trim_matches(unseen)
}

/// Characters that never belong in one line: control characters, line and paragraph separators, and those that turn the
/// direction of text around so that it reads as something else.
fn is_unfit(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
