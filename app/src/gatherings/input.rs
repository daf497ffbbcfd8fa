//! What was typed about a gathering, and what it means. Forms and the API send the same fields.

use domain::{
    gatherings::{Audience, AudienceKind, Details, Kind, LegalStatus, Openness, check, check_draft},
    localtime::{format_time, parse_date, parse_time},
    series::{self, Ends, Rhythm, Scope, SeriesError},
    values::{HttpUrl, LongText, ShortText, TextError, Title},
};
use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    commands::{Filled, Stage, add_details},
    store::Gathering,
};
use crate::{
    form::{FieldErrors, Value},
    tenant::Tenant,
    text::Lang,
};

/// What the buttons of the kinds send, before the kind.
pub const OTHER_KIND: &str = "soort-";
/// Most places that can be given.
const MAX_CAPACITY: u32 = 10_000;

/// The fields of the form, as typed.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Input {
    /// Kind.
    pub soort: String,
    /// Title.
    pub titel: String,
    /// What and for whom, in one line.
    pub samenvatting: String,
    /// Day.
    pub datum: String,
    /// Begin.
    pub begin: String,
    /// End.
    pub eind: String,
    /// Place.
    pub plaats: String,
    /// Address to take part by.
    pub link: String,
    /// Address in the council information system.
    pub ris: String,
    /// Legal status.
    pub status: String,
    /// Public or closed.
    pub openbaarheid: String,
    /// Why closed.
    pub besloten_reden: String,
    /// How wide the audience is.
    pub wie: String,
    /// Why it is narrower.
    pub wie_reden: String,
    /// The factions.
    pub fractie: Vec<String>,
    /// The people.
    pub persoon: Vec<String>,
    /// Agenda, one point a line.
    pub agenda: String,
    /// Host.
    pub gastheer: String,
    /// Number of places.
    pub plaatsen: String,
    /// Which button: `concept`, `uitnodiging`, `vastleggen`, or a kind after [`OTHER_KIND`].
    pub actie: String,
    /// `true` when it is recorded afterwards.
    pub achteraf: String,
    /// How often it comes again; empty or `niet` for once.
    pub herhalen: String,
    /// How many times, the first counted.
    pub keren: String,
    /// The last day on which there may be one.
    pub tot: String,
    /// The days of a series that were left ticked.
    pub dag: Vec<String>,
    /// How far a change reaches.
    pub bereik: String,
    /// The stand of the series it was made from.
    pub reeks: String,
    /// The others of a series that were left ticked.
    pub mee: Vec<String>,
    /// Of what was shown first: `true` to do it, `terug` to go back to the form.
    pub bevestigd: String,
    /// Idempotency key.
    pub key: String,
    /// The version it was made from.
    pub version: String,
}

impl Input {
    /// The defaults for a new gathering of this kind.
    pub fn fresh(tenant: &Tenant, lang: Lang, kind: Kind, date: Option<Date>, afterwards: bool) -> Self {
        let start = parse_time(tenant.usual_start());
        Self {
            soort: kind.code().to_owned(),
            titel: lang.t(&format!("gathering-kind-{}", kind.code())),
            datum: date.map(|date| date.to_string()).unwrap_or_default(),
            begin: start.map(format_time).unwrap_or_default(),
            eind: start.map(|start| format_time(after(start, kind.default_minutes()))).unwrap_or_default(),
            plaats: tenant.usual_place().to_owned(),
            status: kind.default_legal_status().code().to_owned(),
            openbaarheid: Openness::Public.code().to_owned(),
            wie: AudienceKind::Everybody.code().to_owned(),
            plaatsen: kind.default_capacity().map(|places| places.to_string()).unwrap_or_default(),
            achteraf: if afterwards { "true".to_owned() } else { String::new() },
            key: crate::form::fresh_key(),
            ..Self::default()
        }
    }

    /// The same for another kind: what was left as is usual for the one becomes what is usual for the other.
    pub fn of_kind(self, tenant: &Tenant, lang: Lang, kind: Kind) -> Self {
        let usual = |kind| Self::fresh(tenant, lang, kind, None, false);
        let (was, is) = (Kind::parse(&self.soort).map(usual).unwrap_or_default(), usual(kind));
        let turned = |typed: String, was: &String, is: String| if typed == *was { is } else { typed };
        let eind = if self.begin == was.begin { turned(self.eind, &was.eind, is.eind) } else { self.eind };
        Self {
            soort: is.soort,
            titel: turned(self.titel, &was.titel, is.titel),
            eind,
            status: turned(self.status, &was.status, is.status),
            plaatsen: turned(self.plaatsen, &was.plaatsen, is.plaatsen),
            actie: String::new(),
            ..self
        }
    }

    /// The other kind that was chosen above the form.
    pub fn other_kind(&self) -> Option<Kind> {
        self.actie.strip_prefix(OTHER_KIND).and_then(Kind::parse)
    }

    /// What is stored, as one would type it.
    pub fn of(gathering: &Gathering) -> Self {
        let details = &gathering.details;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let ids = |ids: &[Uuid]| ids.iter().map(Uuid::to_string).collect();
        Self {
            soort: details.kind.code().to_owned(),
            titel: details.title.clone(),
            samenvatting: gathering.summary.clone(),
            datum: gathering.date.to_string(),
            begin: details.start.map(format_time).unwrap_or_default(),
            eind: details.end.map(format_time).unwrap_or_default(),
            plaats: text(&details.place),
            link: text(&details.link),
            ris: text(&gathering.ris_url),
            status: details.legal_status.code().to_owned(),
            openbaarheid: details.openness.code().to_owned(),
            besloten_reden: text(&details.closed_reason),
            wie: details.audience.kind.code().to_owned(),
            wie_reden: text(&details.audience.reason),
            fractie: ids(&details.audience.factions),
            persoon: ids(&details.audience.people),
            agenda: details.agenda.clone(),
            gastheer: details.host.map(|host| host.to_string()).unwrap_or_default(),
            plaatsen: details.capacity.map(|places| places.to_string()).unwrap_or_default(),
            version: gathering.version.to_string(),
            ..Self::default()
        }
    }

    /// How far it is meant to get, by the button that was pressed.
    pub fn stage(&self) -> Stage {
        match (self.achteraf.as_str(), self.actie.as_str()) {
            ("true", _) | (_, "vastleggen") => Stage::Held,
            (_, "uitnodiging") => Stage::Ready,
            _ => Stage::Draft,
        }
    }

    /// The version it was made from; 0, which no row has, when it is not a number.
    pub fn version(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }

    /// Whether more than one is asked for.
    pub fn repeats(&self) -> bool {
        !matches!(self.herhalen.as_str(), "" | "niet")
    }

    /// How often it comes and on which days, from the first one on; or what is wrong with that.
    pub fn repetition(&self, first: Date) -> Result<(Rhythm, Vec<Date>), FieldErrors> {
        let mut errors = FieldErrors::default();
        let rhythm = Rhythm::parse(&self.herhalen);
        if rhythm.is_none() {
            errors.add("herhalen", "error-choice");
        }
        let times = read(&mut errors, "keren", &self.keren, "series-error-number", |text| text.parse().ok());
        let last = read(&mut errors, "tot", &self.tot, "error-date", parse_date);
        if last.is_some_and(|last| last < first) {
            errors.add("tot", "series-error-before");
        }
        let ends = match (times, last) {
            (Some(_), Some(_)) => {
                errors.add("tot", "series-error-both");
                None
            }
            (Some(times), None) => Some(Ends::Times(times)),
            (None, Some(last)) => Some(Ends::On(last)),
            (None, None) => {
                if errors.is_empty() {
                    errors.add("keren", "series-error-end");
                }
                None
            }
        };
        let (Some(rhythm), Some(ends), true) = (rhythm, ends, errors.is_empty()) else { return Err(errors) };
        series::dates(first, rhythm, ends).map(|dates| (rhythm, dates)).map_err(|error| {
            let (field, key) = match error {
                SeriesError::OneTime => ("keren", "series-error-one-time"),
                SeriesError::OneDate => ("tot", "series-error-one-date"),
                SeriesError::TooMany => match ends {
                    Ends::Times(_) => ("keren", "series-error-many"),
                    Ends::On(_) => ("tot", "series-error-many"),
                },
            };
            errors.add_with(field, key, vec![("n", Value::Number(crate::text::whole(series::MOST)))]);
            errors
        })
    }

    /// How far a change reaches: this one alone, unless it says otherwise.
    pub fn scope(&self) -> Scope {
        Scope::parse(&self.bereik).unwrap_or_default()
    }

    /// The stand of the series it was made from; one that no series has when it is not a number.
    pub fn stand(&self) -> i64 {
        self.reeks.parse().unwrap_or(0)
    }

    /// Everything that was typed, as a form sends it again unseen; without what the next page asks itself.
    pub fn unseen(&self) -> Vec<(&'static str, String)> {
        let one = [
            ("soort", &self.soort),
            ("titel", &self.titel),
            ("samenvatting", &self.samenvatting),
            ("datum", &self.datum),
            ("begin", &self.begin),
            ("eind", &self.eind),
            ("plaats", &self.plaats),
            ("link", &self.link),
            ("ris", &self.ris),
            ("status", &self.status),
            ("openbaarheid", &self.openbaarheid),
            ("besloten-reden", &self.besloten_reden),
            ("wie", &self.wie),
            ("wie-reden", &self.wie_reden),
            ("agenda", &self.agenda),
            ("gastheer", &self.gastheer),
            ("plaatsen", &self.plaatsen),
            ("actie", &self.actie),
            ("herhalen", &self.herhalen),
            ("keren", &self.keren),
            ("tot", &self.tot),
            ("bereik", &self.bereik),
            ("reeks", &self.reeks),
        ];
        let mut all: Vec<(&'static str, String)> = one.into_iter().map(|(name, text)| (name, text.clone())).collect();
        all.extend(self.fractie.iter().map(|id| ("fractie", id.clone())));
        all.extend(self.persoon.iter().map(|id| ("persoon", id.clone())));
        all
    }

    /// Everything that was typed, understood; or every field that is wrong, all at once. A draft may lack more.
    pub fn parse(&self, stage: Stage, zone: &TimeZone) -> Result<Filled, FieldErrors> {
        let mut errors = FieldErrors::default();
        let filled = self.read(&mut errors);
        let checked = match stage {
            Stage::Draft => check_draft(&filled.details, zone),
            Stage::Ready | Stage::Planned | Stage::Held => check(&filled.details, zone),
        };
        if let Err(wrong) = checked {
            add_details(&mut errors, &wrong);
        }
        if errors.is_empty() { Ok(filled) } else { Err(errors) }
    }

    fn read(&self, errors: &mut FieldErrors) -> Filled {
        let audience = AudienceKind::parse(&self.wie);
        let openness = Openness::parse(&self.openbaarheid);
        let kind = Kind::parse(&self.soort);
        let status = LegalStatus::parse(&self.status);
        for (field, known) in [
            ("wie", audience.is_some()),
            ("openbaarheid", openness.is_some()),
            ("soort", kind.is_some()),
            ("status", status.is_some()),
        ] {
            if !known {
                errors.add(field, "error-choice");
            }
        }
        let audience = audience.unwrap_or(AudienceKind::Everybody);
        let openness = openness.unwrap_or(Openness::Public);
        let details = Details {
            kind: kind.unwrap_or(Kind::InformalSession),
            legal_status: status.unwrap_or(LegalStatus::InformalGathering),
            title: text(errors, "titel", Title::optional(&self.titel)).map(Title::into_string).unwrap_or_default(),
            date: read(errors, "datum", &self.datum, "error-date", parse_date),
            start: read(errors, "begin", &self.begin, "error-time", parse_time),
            end: read(errors, "eind", &self.eind, "error-time", parse_time),
            place: line(errors, "plaats", &self.plaats),
            link: url(errors, "link", &self.link),
            openness,
            // A reason that belongs to another choice is not kept.
            closed_reason: (openness == Openness::Closed)
                .then(|| line(errors, "besloten-reden", &self.besloten_reden))
                .flatten(),
            audience: Audience {
                kind: audience,
                reason: audience.needs_reason().then(|| line(errors, "wie-reden", &self.wie_reden)).flatten(),
                factions: ids(errors, "fractie", &self.fractie, audience == AudienceKind::Factions),
                people: ids(errors, "persoon", &self.persoon, audience == AudienceKind::People),
            },
            host: read(errors, "gastheer", &self.gastheer, "error-choice", |text| text.parse().ok()),
            capacity: read(errors, "plaatsen", &self.plaatsen, "gathering-error-places", places),
            agenda: text(errors, "agenda", LongText::optional(&self.agenda))
                .map(LongText::into_string)
                .unwrap_or_default(),
        };
        let summary = line(errors, "samenvatting", &self.samenvatting).unwrap_or_default();
        Filled { details, summary, ris_url: url(errors, "ris", &self.ris) }
    }
}

/// A wall time this many minutes later, over midnight if need be.
fn after(start: Time, minutes: u16) -> Time {
    start.wrapping_add(jiff::Span::new().minutes(i64::from(minutes)))
}

fn places(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|places| *places <= MAX_CAPACITY)
}

/// A field that may be empty, read by `of`.
fn read<T>(
    errors: &mut FieldErrors,
    field: &str,
    typed: &str,
    key: &'static str,
    of: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    if typed.trim().is_empty() {
        return None;
    }
    let read = of(typed.trim());
    if read.is_none() {
        errors.add(field, key);
    }
    read
}

fn text<T>(errors: &mut FieldErrors, field: &str, parsed: Result<Option<T>, TextError>) -> Option<T> {
    errors.take(field, parsed).flatten()
}

fn line(errors: &mut FieldErrors, field: &str, typed: &str) -> Option<String> {
    text(errors, field, ShortText::optional(typed)).map(ShortText::into_string)
}

fn url(errors: &mut FieldErrors, field: &str, typed: &str) -> Option<String> {
    errors.take(field, HttpUrl::optional(typed)).flatten().map(HttpUrl::into_string)
}

/// Ids of a list of ticks; none when the list does not count.
fn ids(errors: &mut FieldErrors, field: &str, typed: &[String], counts: bool) -> Vec<Uuid> {
    if !counts {
        return Vec::new();
    }
    let read: Option<Vec<Uuid>> = typed.iter().map(|id| id.parse().ok()).collect();
    read.unwrap_or_else(|| {
        errors.add(field, "error-choice");
        Vec::new()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Input {
        Input {
            soort: "werkbezoek".to_owned(),
            titel: "Werkbezoek De Brug".to_owned(),
            datum: "9-9-2026".to_owned(),
            begin: "19.30".to_owned(),
            eind: "21:00".to_owned(),
            plaats: "Kulturhus".to_owned(),
            status: "informele-bijeenkomst".to_owned(),
            openbaarheid: "openbaar".to_owned(),
            wie: "iedereen".to_owned(),
            ..Input::default()
        }
    }

    fn wrong(input: &Input, stage: Stage) -> Vec<(String, String)> {
        let errors = input.parse(stage, &domain::localtime::amsterdam()).expect_err("errors");
        errors.keys().map(|(field, key)| (field.to_owned(), key.to_owned())).collect()
    }

    #[test]
    fn dates_and_times_are_read_the_way_the_dutch_write_them() {
        let filled = typed().parse(Stage::Ready, &domain::localtime::amsterdam()).expect("no errors");
        assert_eq!(filled.details.date, Some(jiff::civil::date(2026, 9, 9)));
        assert_eq!(filled.details.start, Some(jiff::civil::time(19, 30, 0, 0)));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let input = Input {
            titel: String::new(),
            datum: "morgen".to_owned(),
            plaats: String::new(),
            plaatsen: "veel".to_owned(),
            link: "javascript:alert(1)".to_owned(),
            openbaarheid: "besloten".to_owned(),
            wie: "fracties".to_owned(),
            ..typed()
        };
        let fields: Vec<String> = wrong(&input, Stage::Ready).into_iter().map(|(field, _)| field).collect();
        let expected = ["besloten-reden", "datum", "fractie", "link", "plaats", "plaatsen", "titel", "wie-reden"];
        assert_eq!(fields, expected);
    }

    #[test]
    fn a_draft_may_lack_a_place_and_reasons_but_not_a_day() {
        let input = Input { plaats: String::new(), openbaarheid: "besloten".to_owned(), ..typed() };
        assert!(input.parse(Stage::Draft, &domain::localtime::amsterdam()).is_ok());
        let input = Input { datum: String::new(), ..input };
        assert_eq!(wrong(&input, Stage::Draft), [("datum".to_owned(), "gathering-error-date".to_owned())]);
    }

    #[test]
    fn half_past_two_is_refused_on_both_nights_the_clock_changes() {
        let gap =
            Input { datum: "2026-03-29".to_owned(), begin: "02:30".to_owned(), eind: "04:00".to_owned(), ..typed() };
        assert_eq!(wrong(&gap, Stage::Draft), [("begin".to_owned(), "error-gap".to_owned())]);
        let fold =
            Input { datum: "2026-10-25".to_owned(), begin: "01:00".to_owned(), eind: "02:30".to_owned(), ..typed() };
        assert_eq!(wrong(&fold, Stage::Ready), [("eind".to_owned(), "error-fold".to_owned())]);
    }

    #[test]
    fn what_belongs_to_another_choice_is_not_kept() {
        let input = Input {
            besloten_reden: "Privacy".to_owned(),
            wie_reden: "Klein".to_owned(),
            fractie: vec!["geen id".to_owned()],
            ..typed()
        };
        let filled = input.parse(Stage::Ready, &domain::localtime::amsterdam()).expect("no errors");
        assert_eq!(filled.details.closed_reason, None);
        assert_eq!(filled.details.audience, Audience::everybody());
    }

    #[test]
    fn a_session_late_at_night_ends_after_midnight() {
        assert_eq!(after(jiff::civil::time(23, 30, 0, 0), 90), jiff::civil::time(1, 0, 0, 0));
    }
}
