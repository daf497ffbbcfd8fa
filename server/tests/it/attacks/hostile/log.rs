//! What was typed where, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    forms::Kind,
    readers::{Found, How, Reading},
};

/// Begins and ends the mark behind every text that is typed, by which it is found again.
const MARK: (&str, &str) = ("zq", "qz");

/// One text in one field.
struct Typed {
    field: String,
    text: String,
    kind: Kind,
    taken: bool,
    back: bool,
}

/// Everything a round typed and found.
#[derive(Default)]
pub struct Log {
    typed: Vec<Typed>,
    /// Every field that was seen, with the numbers of the texts it was given.
    pub tried: BTreeMap<String, BTreeSet<usize>>,
    pub wrong: BTreeSet<String>,
    /// What answers were made of, with an example of where.
    pub shapes: BTreeMap<String, String>,
    /// Answers that were read.
    pub answers: usize,
}

/// White space as one space, and without the ends: line by line, what a field keeps of what was typed.
fn squash(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}'));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a field of several lines keeps: every line, with the same ends of lines, without what trails.
fn normal(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end().trim_start_matches('\n').to_owned()
}

/// Without white space, and without what a parser of HTML or an address takes away or replaces. Only what was refused has
/// such letters.
fn loose(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{FFFD}').collect()
}

/// The beginning, to show.
pub fn start(text: &str) -> String {
    text.chars().take(60).collect()
}

impl Log {
    /// Notes that this is about to be typed, and answers it with its mark.
    pub fn type_in(&mut self, field: &str, kind: Kind, payload: (usize, &str)) -> (usize, String) {
        let number = self.typed.len();
        let text = format!("{}{}{number}{}", payload.1, MARK.0, MARK.1);
        self.tried.entry(field.to_owned()).or_default().insert(payload.0);
        self.typed.push(Typed { field: field.to_owned(), text: text.clone(), kind, taken: false, back: false });
        (number, text)
    }

    /// It was taken.
    pub fn took(&mut self, number: usize) {
        self.typed[number].taken = true;
    }

    /// A field of the form that came back must hold what was typed.
    pub fn kept(&mut self, place: &str, number: usize, value: &str) {
        let typed = &mut self.typed[number];
        typed.back |= loose(value) == loose(&typed.text);
        if loose(value) != loose(&typed.text) {
            self.wrong.insert(format!(
                "{place}: {} holds {:?}, not {:?}",
                typed.field,
                start(value),
                start(&typed.text)
            ));
        }
    }

    /// A field that only asks may hold as much of it as it takes.
    pub fn begun(&mut self, place: &str, number: usize, value: &str) {
        let typed = &mut self.typed[number];
        let begun = !value.is_empty() && loose(&typed.text).starts_with(&loose(value));
        typed.back |= begun;
        if !begun {
            self.wrong.insert(format!(
                "{place}: {} holds {:?}, not {:?}",
                typed.field,
                start(value),
                start(&typed.text)
            ));
        }
    }

    pub fn blame(&mut self, what: String) {
        self.wrong.insert(what);
    }

    /// Nothing in it is foreign, and every mark in its texts stands at the end of what was typed with it.
    pub fn check(&mut self, place: &str, reading: &Reading) {
        self.answers += 1;
        for found in &reading.foreign {
            self.wrong.insert(format!("{place}: {}", start(found)));
        }
        for shape in &reading.shapes {
            self.shapes.entry(shape.clone()).or_insert_with(|| place.to_owned());
        }
        for found in &reading.texts {
            self.check_text(place, found);
        }
    }

    fn check_text(&mut self, place: &str, found: &Found) {
        let mut from = 0;
        while let Some(at) = found.text[from..].find(MARK.0) {
            let begin = from + at + MARK.0.len();
            let digits = found.text[begin..].chars().take_while(char::is_ascii_digit).count();
            let end = begin + digits + MARK.1.len();
            from = begin;
            let number = found.text[begin..begin + digits].parse::<usize>();
            let Ok(number) = number else { continue };
            if found.text.get(begin + digits..end) != Some(MARK.1) || number >= self.typed.len() {
                continue;
            }
            from = end;
            let typed = &mut self.typed[number];
            let (text, lines) = (&found.text[..end], typed.kind == Kind::Lines);
            let same = match found.how {
                // Refused texts come back as they were typed, taken ones as they are kept.
                How::Field if lines && typed.taken && found.text.contains('\n') => {
                    normal(&found.text) == normal(&typed.text)
                }
                How::Field => squash(&found.text) == squash(&typed.text) || loose(&found.text) == loose(&typed.text),
                How::Plain => {
                    squash(text).ends_with(&squash(&typed.text)) || loose(text).ends_with(&loose(&typed.text))
                }
                How::Rendered => squash(text).ends_with(&squash(&typed.text)) || lines,
            };
            typed.back |= same;
            // A text of several lines is plain in a summary only, where lines become one and may be cut.
            if !same && found.how != How::Rendered && !(lines && found.how == How::Plain) {
                self.wrong.insert(format!(
                    "{place}: {} came back as {:?}, not {:?}",
                    typed.field,
                    start(text),
                    start(&typed.text)
                ));
            }
        }
    }

    /// Adds what another round found.
    pub fn add(&mut self, other: Self) {
        self.typed.extend(other.typed);
        for (field, texts) in other.tried {
            self.tried.entry(field).or_default().extend(texts);
        }
        self.wrong.extend(other.wrong);
        self.shapes.extend(other.shapes);
        self.answers += other.answers;
    }

    /// Pairs of a field and a text.
    pub fn pairs(&self) -> usize {
        self.tried.values().map(BTreeSet::len).sum()
    }

    /// Fields for text of which nothing that was typed was ever seen again: how often it was taken.
    pub fn lost(&self) -> BTreeMap<&str, usize> {
        let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for typed in self.typed.iter().filter(|typed| matches!(typed.kind, Kind::Line | Kind::Lines)) {
            let (taken, back) = seen.entry(&typed.field).or_default();
            *taken += usize::from(typed.taken);
            *back += usize::from(typed.back);
        }
        seen.into_iter().filter(|(_, (_, back))| *back == 0).map(|(field, (taken, _))| (field, taken)).collect()
    }
}
