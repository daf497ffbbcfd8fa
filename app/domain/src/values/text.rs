//! Titles, names, lines and longer texts.

use super::{MAX_NOTE_BYTES, MAX_PERSON_NAME, MAX_SHORT_TEXT, MAX_TITLE, checked_text, is_unfit, trim};

/// Why a text is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextError {
    /// Nothing was typed.
    Empty,
    /// Too long.
    TooLong,
    /// It holds a control character or a line break where none belongs.
    ControlCharacter,
    /// A name without a single letter.
    NoLetter,
}

/// A title: 1 to [`MAX_TITLE`] characters on one line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Title(String);

/// One line of text: 1 to [`MAX_SHORT_TEXT`] characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ShortText(String);

/// Several lines of text, at most [`MAX_NOTE_BYTES`] bytes; line ends are `\n`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LongText(String);

/// A person's name as they write it: 1 to [`MAX_PERSON_NAME`] characters, safe in a mail header.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PersonName(String);

checked_text!(Title, TextError);
checked_text!(ShortText, TextError);
checked_text!(LongText, TextError);
checked_text!(PersonName, TextError);

impl Title {
    /// Checks a title.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `ControlCharacter`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        one_line(text, MAX_TITLE).map(|line| Self(line.to_owned()))
    }
}

impl ShortText {
    /// Checks a line.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `ControlCharacter`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        one_line(text, MAX_SHORT_TEXT).map(|line| Self(line.to_owned()))
    }
}

impl LongText {
    /// Checks a text; spaces at the start of a line are kept, they mean something in Markdown.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `ControlCharacter` (other than tab and line break).
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_end().trim_start_matches('\n');
        if trim(text).is_empty() {
            return Err(TextError::Empty);
        }
        if text.len() > MAX_NOTE_BYTES {
            return Err(TextError::TooLong);
        }
        if text.chars().any(|c| is_unfit(c) && !matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}')) {
            return Err(TextError::ControlCharacter);
        }
        Ok(Self(text.to_owned()))
    }
}

impl PersonName {
    /// Checks a name; spaces within it are brought back to one.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `ControlCharacter`, `NoLetter`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let line = one_line(text, MAX_PERSON_NAME)?;
        if !line.chars().any(char::is_alphabetic) {
            return Err(TextError::NoLetter);
        }
        Ok(Self(line.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

fn one_line(text: &str, most: usize) -> Result<&str, TextError> {
    let line = trim(text);
    if line.is_empty() {
        return Err(TextError::Empty);
    }
    if line.chars().any(is_unfit) {
        return Err(TextError::ControlCharacter);
    }
    if line.chars().count() > most {
        return Err(TextError::TooLong);
    }
    Ok(line)
}
