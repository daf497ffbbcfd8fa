//! What was asked for: view, day and filters, as they stand in the address.

use domain::{
    calendar::{Period, View},
    gatherings::Kind,
    localtime::parse_date,
};
use jiff::civil::Date;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use uuid::Uuid;

/// Where the calendar is, below the municipality.
pub(crate) const PATH: &str = "/agenda";
/// Longest text that is looked for, in characters.
const MAX_TOPIC: usize = 80;

/// As written in the address; what cannot be read counts as not asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AgendaQuery {
    weergave: String,
    datum: String,
    soort: String,
    mijn: String,
    open: String,
    gastheer: String,
    onderwerp: String,
}

/// Which entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Of one kind.
    pub kind: Option<Kind>,
    /// To which the reader was invited, or of which they are host.
    pub mine: bool,
    /// That wait for the reader's answer.
    pub open: bool,
    /// Of one host.
    pub host: Option<Uuid>,
    /// With these words in title, line or agenda; empty for all.
    pub topic: String,
}

impl Filter {
    /// Whether it asks for something only our own gatherings have.
    pub(super) fn is_about_ours(&self) -> bool {
        self.kind.is_some() || self.mine || self.open || self.host.is_some()
    }

    /// How many filters are on.
    pub(super) fn count(&self) -> i64 {
        let on = [self.kind.is_some(), self.mine, self.open, self.host.is_some(), !self.topic.is_empty()];
        on.into_iter().map(i64::from).sum()
    }
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// How, and when.
    pub period: Period,
    /// What of it.
    pub filter: Filter,
}

impl AgendaQuery {
    /// Reads the query of an address.
    pub(super) fn read(query: Option<&str>, today: Date) -> Asked {
        // What is no query at all asks for nothing.
        let asked: Self = serde_html_form::from_str(query.unwrap_or_default()).unwrap_or_default();
        let topic: String = asked.onderwerp.trim().chars().filter(|c| !c.is_control()).take(MAX_TOPIC).collect();
        Asked {
            period: Period::new(
                View::parse(&asked.weergave).unwrap_or_default(),
                parse_date(&asked.datum).unwrap_or(today),
            ),
            filter: Filter {
                kind: Kind::parse(&asked.soort),
                mine: asked.mijn == "true",
                open: asked.open == "true",
                host: asked.gastheer.parse().ok(),
                topic,
            },
        }
    }
}

impl Asked {
    /// The address of another view or day with the same filters. Without a day it is today's.
    pub(super) fn address(&self, view: View, on: Option<Date>) -> String {
        let mut parts = Vec::new();
        if view != View::default() {
            parts.push(format!("weergave={}", view.code()));
        }
        if let Some(on) = on {
            parts.push(format!("datum={on}"));
        }
        let filter = &self.filter;
        if let Some(kind) = filter.kind {
            parts.push(format!("soort={}", kind.code()));
        }
        if filter.mine {
            parts.push("mijn=true".to_owned());
        }
        if filter.open {
            parts.push("open=true".to_owned());
        }
        if let Some(host) = filter.host {
            parts.push(format!("gastheer={host}"));
        }
        if !filter.topic.is_empty() {
            parts.push(format!("onderwerp={}", utf8_percent_encode(&filter.topic, NON_ALPHANUMERIC)));
        }
        if parts.is_empty() { PATH.to_owned() } else { format!("{PATH}?{}", parts.join("&")) }
    }

    /// The same without filters.
    pub(super) fn unfiltered(&self) -> Self {
        Self { period: self.period, filter: Filter::default() }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_address_is_read_back_as_it_was_written() {
        let today = date(2026, 11, 22);
        let host = Uuid::now_v7();
        let asked = Asked {
            period: Period::new(View::Month, date(2027, 2, 28)),
            filter: Filter {
                kind: Some(Kind::WorkVisit),
                mine: true,
                open: true,
                host: Some(host),
                topic: "jeugd & zorg?".to_owned(),
            },
        };
        let address = asked.address(View::Month, Some(asked.period.on));
        let query = address.split_once('?').unwrap().1;
        assert_eq!(AgendaQuery::read(Some(query), today), asked);
        assert_eq!(asked.filter.count(), 5);
        assert_eq!(asked.unfiltered().address(View::List, None), PATH);
    }

    #[test]
    fn nonsense_asks_for_the_list_from_today() {
        let today = date(2026, 11, 22);
        let plain = Asked { period: Period::new(View::List, today), filter: Filter::default() };
        for query in ["", "weergave=eeuw&datum=2026-02-30&soort=feest&mijn=ja&gastheer=wim", "%ff=%00&datum=x", "&&=&="]
        {
            assert_eq!(AgendaQuery::read(Some(query), today), plain, "{query}");
        }
        let odd = AgendaQuery::read(Some("datum=0001-01-01&weergave=jaar"), today);
        assert_eq!(odd.period, Period::new(View::Year, today));
    }
}
