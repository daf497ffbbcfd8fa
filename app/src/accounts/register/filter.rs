//! Which accounts a list shows: by stage, words, role and faction, a page at a time. The address says it.

use domain::{people::Role, values::fold};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::store::{Line, Stage};

/// Accounts on one page.
const PAGE: usize = 50;

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// How far they are.
    pub(super) stage: Option<Stage>,
    /// Words of name or address: all of them, whatever the capitals and accents.
    pub(super) words: String,
    /// A role they have today.
    pub(super) role: Option<Role>,
    /// A faction they are of today.
    pub(super) faction: Option<Uuid>,
}

/// One page of what fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf<'l> {
    /// The lines on it.
    pub(super) lines: Vec<&'l Line>,
    /// Its number, from 1.
    pub(super) number: usize,
    /// Whether there is one after it.
    pub(super) more: bool,
}

impl Filter {
    /// Everything but the stage: what the tabs count.
    pub(super) fn fits(&self, line: &Line) -> bool {
        let text = fold(&format!("{} {}", line.name, line.email.as_deref().unwrap_or_default()));
        self.words.split_whitespace().all(|word| text.contains(&fold(word)))
            && self.role.is_none_or(|role| line.roles.contains(&role))
            && self.faction.is_none_or(|faction| line.factions.iter().any(|(id, _)| *id == faction))
    }

    /// A page of these lines; one that does not exist is the last.
    pub(super) fn leaf<'l>(&self, lines: &[&'l Line], number: usize) -> Leaf<'l> {
        let fit = lines.iter().filter(|line| self.stage.is_none_or(|stage| line.stage == stage));
        let fit: Vec<&Line> = fit.copied().collect();
        let last = fit.len().div_ceil(PAGE).max(1);
        let number = number.clamp(1, last);
        let from = (number - 1) * PAGE;
        Leaf { lines: fit.into_iter().skip(from).take(PAGE).collect(), number, more: number < last }
    }

    /// Whether anything but the stage was chosen.
    pub(super) fn narrows(&self) -> bool {
        Self { stage: None, ..self.clone() } != Self::default()
    }

    /// The query of an address that says this and a page.
    pub(super) fn query(&self, number: usize) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs = [
            ("stand", self.stage.map(|stage| stage.code().to_owned())),
            ("zoek", Some(encoded(&self.words)).filter(|words| !words.is_empty())),
            ("rol", self.role.map(|role| role.code().to_owned())),
            ("fractie", self.faction.map(|id| id.to_string())),
            ("blad", (number > 1).then(|| number.to_string())),
        ];
        let pairs: Vec<String> =
            pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, role: Role, stage: Stage) -> Line {
        Line {
            person: Uuid::now_v7(),
            name: name.to_owned(),
            email: Some(format!("{}@winterbeek.example", fold(name).replace(' ', "."))),
            roles: vec![role],
            factions: vec![(Uuid::from_u128(7), "CDA".to_owned())],
            stage,
            invited_until: None,
            last_seen: None,
            has_second: false,
        }
    }

    #[test]
    fn somebody_is_found_by_name_address_role_and_faction() {
        let cora = line("Çora de Wit", Role::Member, Stage::Active);
        for (filter, fits) in [
            (Filter::default(), true),
            (Filter { words: "wit cora".to_owned(), ..Filter::default() }, true),
            (Filter { words: "WINTERBEEK".to_owned(), ..Filter::default() }, true),
            (Filter { words: "cora zwart".to_owned(), ..Filter::default() }, false),
            (Filter { role: Some(Role::Member), ..Filter::default() }, true),
            (Filter { role: Some(Role::Clerk), ..Filter::default() }, false),
            (Filter { faction: Some(Uuid::from_u128(7)), ..Filter::default() }, true),
            (Filter { faction: Some(Uuid::from_u128(8)), ..Filter::default() }, false),
        ] {
            assert_eq!(filter.fits(&cora), fits, "{filter:?}");
        }
    }

    #[test]
    fn a_page_holds_fifty_and_one_too_far_is_the_last() {
        let lines: Vec<Line> = (0..101).map(|n| line(&format!("Lid {n}"), Role::Member, Stage::Active)).collect();
        let all: Vec<&Line> = lines.iter().collect();
        let leaf = |number| {
            let leaf = Filter::default().leaf(&all, number);
            (leaf.number, leaf.lines.len(), leaf.more)
        };
        assert_eq!([leaf(0), leaf(2), leaf(3), leaf(9)], [(1, 50, true), (2, 50, true), (3, 1, false), (3, 1, false)]);
        let none = Filter { stage: Some(Stage::Disabled), ..Filter::default() }.leaf(&all, 1);
        assert_eq!((none.number, none.lines.len(), none.more), (1, 0, false));
    }

    #[test]
    fn the_address_says_what_was_chosen() {
        assert_eq!(Filter::default().query(1), "");
        let filter = Filter { words: "de Wit & co".to_owned(), role: Some(Role::Clerk), ..Filter::default() };
        assert_eq!(filter.query(2), "?zoek=de%20Wit%20%26%20co&rol=griffie&blad=2");
    }
}
