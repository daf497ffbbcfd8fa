//! When two names of factions are the same name, and when they look so much alike that one may be a typing error.

use super::{Council, Faction};
use crate::values::fold;
use jiff::civil::Date;

/// Letters a name must have before one that differs in a letter counts as alike: D66 and D67 are two names.
const LONG_ENOUGH: usize = 6;

/// A name without what people write in different ways: capitals, spaces, dots, hyphens, apostrophes and accents. Names
/// with one plain form are one name: "P.R.O." is "PRO". A name of nothing but such signs is its own plain form.
#[must_use]
pub fn plain_faction(name: &str) -> String {
    let folded = fold(name);
    let plain: String = folded.chars().filter(|c| !is_passed_over(*c)).collect();
    if plain.is_empty() { folded.trim().to_owned() } else { plain }
}

const fn is_passed_over(c: char) -> bool {
    matches!(
        c,
        '.' | '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' // hyphens and dashes
            | '\'' | '`' | '\u{b4}' | '\u{2b9}'..='\u{2bf}' | '\u{2018}'..='\u{201b}' | '\u{2032}' // apostrophes
            | '\u{b7}' | '\u{2024}' // raised and leading dots
            | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' // marks without width
    ) || c.is_whitespace()
}

/// Whether two names that are not the same may be meant to be: one letter more, less or other, or two that changed
/// places, in names of six letters or more. Digits tell names apart: "Lijst 1" is not like "Lijst 2".
#[must_use]
pub fn looks_like(one: &str, other: &str) -> bool {
    let letters = |name: &str| plain_faction(name).chars().collect::<Vec<char>>();
    let (one, other) = (letters(one), letters(other));
    if one == other || one.len().min(other.len()) < LONG_ENOUGH {
        return false;
    }
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = (one.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let end = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |text: &[char]| text.get(..text.len() - end).unwrap_or_default().to_vec();
    let (a, b) = (middle(rest.0), middle(rest.1));
    if a.iter().chain(&b).any(|c| c.is_numeric()) {
        return false;
    }
    match (a.as_slice(), b.as_slice()) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

impl<'a> Council<'a> {
    /// The faction of this name that exists on the date or later, by its plain form; one with the very same name first.
    #[must_use]
    pub fn faction_named(&self, name: &str, date: Date) -> Option<&'a Faction> {
        let (plain, written) = (plain_faction(name), name.trim().to_lowercase());
        self.factions
            .iter()
            .filter(|f| f.span.reaches(date) && plain_faction(&f.name) == plain)
            .min_by_key(|f| (f.name.trim().to_lowercase() != written, f.id))
    }
}
