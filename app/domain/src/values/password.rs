//! What makes a password good enough to be used alone: length, and not being what a guesser tries first.
//!
//! No composition rules and no forced change (NIST SP 800-63B-4). Guesses are compared in lower case, without
//! diacritics, and with the usual digits for letters put back (`w3lk0m` is `welkom`).

mod common;

use super::{MAX_PASSWORD, MIN_PASSWORD, fold};
use common::{COMMON_WORDS, WHOLE_PASSWORDS};

/// Why a password is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PasswordError {
    /// Fewer than [`MIN_PASSWORD`] characters.
    TooShort,
    /// More than [`MAX_PASSWORD`] characters.
    TooLong,
    /// It holds a word everybody would try here: the product, the council, the person's own name, the municipality.
    ContextWord,
    /// It is on the list of common passwords, or made of nothing but common words and digits.
    Common,
    /// It repeats itself, or follows the alphabet, the digits or the keyboard.
    Pattern,
}

/// Words that anybody who guesses a password here tries first.
const CONTEXT_WORDS: &[&str] =
    &["gemeente", "gemeenteraad", "raad", "raadslid", "griffie", "griffier", "wethouder", "evenwijs", "council"];

/// Name particles, too ordinary to refuse.
const PARTICLES: &[&str] = &["van", "der", "den", "het", "ten", "ter", "von", "dos", "del", "bin", "over", "voor"];

/// A context word of at least this many letters is refused anywhere; a shorter one only where it stands alone, so that
/// "raad" does not refuse "draadloos".
const ANYWHERE_FROM: usize = 5;
/// Shorter parts of names are too ordinary to refuse.
const SHORTEST_NAME_PART: usize = 3;
/// This many common words, or fewer, with digits and signs between: a guesser gets there.
const FEW_WORDS: usize = 4;
/// Fewer different characters than this is a pattern.
const FEWEST_DIFFERENT: usize = 5;

#[cfg(test)]
pub(super) fn lists() -> (Vec<&'static str>, Vec<&'static str>) {
    (COMMON_WORDS.split_whitespace().collect(), WHOLE_PASSWORDS.split_whitespace().collect())
}

/// Checks a password that is used alone. `context` holds what is known about the person: their name, e-mail address and
/// the name of the municipality, each as one text.
///
/// # Errors
/// The first reason found: length, context, common, pattern.
pub fn check_password(password: &str, context: &[&str]) -> Result<(), PasswordError> {
    let length = password.chars().count();
    if length < MIN_PASSWORD {
        return Err(PasswordError::TooShort);
    }
    if length > MAX_PASSWORD {
        return Err(PasswordError::TooLong);
    }
    let plain = fold(password);
    let readings = [plain.clone(), unleet(&plain, 'i'), unleet(&plain, 'l')];

    let parts = context.iter().flat_map(|text| name_parts(text));
    let words: Vec<String> = CONTEXT_WORDS.iter().map(|word| (*word).to_owned()).chain(parts).collect();
    if readings.iter().any(|text| words.iter().any(|word| holds_word(text, word))) {
        return Err(PasswordError::ContextWord);
    }
    if is_repeated(&plain) || follows_keys(&plain) {
        return Err(PasswordError::Pattern);
    }
    if readings.iter().any(|text| is_on_the_list(text) || is_made_of_common_words(&plain, text)) {
        return Err(PasswordError::Common);
    }
    Ok(())
}

/// Puts letters back for the digits and signs that usually stand for them. `1` stands for `i` or for `l`.
fn unleet(text: &str, one: char) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => one,
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}

/// The parts of a name or address worth refusing, and the whole written as one word.
fn name_parts(text: &str) -> Vec<String> {
    let folded = fold(text);
    let address = folded.split('@').next().unwrap_or_default();
    let split = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|p| p.chars().count() >= SHORTEST_NAME_PART && !PARTICLES.contains(p))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut parts = split(address);
    let whole: String = address.chars().filter(|c| c.is_alphanumeric()).collect();
    if whole.chars().count() >= ANYWHERE_FROM {
        parts.push(whole);
    }
    parts
}

fn holds_word(text: &str, word: &str) -> bool {
    if word.chars().count() >= ANYWHERE_FROM {
        return text.contains(word);
    }
    text.match_indices(word).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
    })
}

/// Few different characters, or one short piece over and over (the last time perhaps cut off).
fn is_repeated(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let mut different = chars.clone();
    different.sort_unstable();
    different.dedup();
    if different.len() < FEWEST_DIFFERENT {
        return true;
    }
    let longest_piece = (chars.len() / 2).min(MIN_PASSWORD - 1);
    (1..=longest_piece).any(|piece| chars.iter().zip(chars.iter().skip(piece)).all(|(a, b)| a == b))
}

/// Rows of keys people slide along, besides the alphabet.
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
];

/// Two thirds of the steps from one character to the next stay put or go along a row of keys, either way.
fn follows_keys(text: &str) -> bool {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    if chars.len() < 2 {
        return true;
    }
    let neighbours = |a: char, b: char| {
        a == b
            || ROWS.iter().any(|row| {
                let mut pairs = row.chars().zip(row.chars().skip(1));
                pairs.any(|pair| pair == (a, b) || pair == (b, a))
            })
    };
    let steps = chars.len() - 1;
    let easy = chars.windows(2).filter(|w| neighbours(w[0], w[1])).count();
    easy * 3 >= steps * 2
}

fn is_on_the_list(reading: &str) -> bool {
    let typed: String = reading.chars().filter(|c| c.is_alphanumeric()).collect();
    WHOLE_PASSWORDS.split_whitespace().any(|known| known == typed)
}

/// Whether nothing is left once a few common words, digits and signs are taken out. Many common words in a row make a
/// good passphrase. `reading` is the same text with letters put back for digits.
fn is_made_of_common_words(plain: &str, reading: &str) -> bool {
    let bytes = reading.as_bytes();
    let is_filler = |at: usize| plain.as_bytes().get(at).is_some_and(|b| b.is_ascii() && !b.is_ascii_alphabetic());
    // fewest[i]: the fewest words with which the first i bytes can be taken apart.
    let mut fewest: Vec<Option<usize>> = vec![None; bytes.len() + 1];
    fewest[0] = Some(0);
    let lower = |slot: &mut Option<usize>, words: usize| {
        *slot = Some(slot.map_or(words, |known| known.min(words)));
    };
    for at in 0..bytes.len() {
        let Some(words) = fewest[at] else { continue };
        if is_filler(at) {
            lower(&mut fewest[at + 1], words);
        }
        for word in COMMON_WORDS.split_whitespace() {
            if bytes[at..].starts_with(word.as_bytes()) {
                lower(&mut fewest[at + word.len()], words + 1);
            }
        }
    }
    fewest[bytes.len()].is_some_and(|words| words <= FEW_WORDS)
}
