//! The report in words: fixed texts with figures, in Dutch and in English. Entries before release first, then who was never
//! told, hours, reading, and how sure that is. Never a cause, never a person.

use super::report::{Flagged, Report, Sentences, Timing};

/// What the two groups are called within a sentence, such as "de coalitie" and "the coalition".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Names {
    /// In Dutch.
    pub nl: [String; 2],
    /// In English.
    pub en: [String; 2],
}

impl Names {
    /// For the groups of an extract; a word that is not known here stands as it is.
    #[must_use]
    pub fn of_groups(groups: &[String; 2]) -> Self {
        let [a, b] = groups.each_ref().map(|group| match group.as_str() {
            "coalition" => ("de coalitie", "the coalition"),
            "opposition" => ("de oppositie", "the opposition"),
            "local" => ("de lokale fracties", "the local factions"),
            "national" => ("de landelijke fracties", "the national factions"),
            "first-term" => ("nieuwe raadsleden", "new members"),
            "returning" => ("herkozen raadsleden", "returning members"),
            "rest" | "rest-2" => ("de rest van de raad", "the rest of the council"),
            other => (other, other),
        });
        Self { nl: [a.0.to_owned(), b.0.to_owned()], en: [a.1.to_owned(), b.1.to_owned()] }
    }

    /// For a faction, as it is called, against the rest.
    #[must_use]
    pub fn of_faction(faction: &str) -> Self {
        let rest = Self::of_groups(&[String::new(), "rest".to_owned()]);
        let ([_, nl], [_, en]) = (rest.nl, rest.en);
        Self { nl: [format!("fractie {faction}"), nl], en: [format!("faction {faction}"), en] }
    }
}

/// One of the two languages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lang {
    Nl,
    En,
}

/// How sure one can be of a difference.
enum Sure {
    /// Nothing to compare, or no difference.
    Nothing,
    /// The groups are too small for any difference to stand out.
    TooSmall,
    /// Flagged.
    Unlikely(f64),
    /// Not likely to be chance, for one item: that is never flagged.
    UnlikelyOnce(f64),
    /// As chance may have it.
    Chance(f64),
    /// Not likely to be chance by itself, but too small to matter, or not standing out among all comparisons.
    Unclear(f64),
}

impl Report {
    /// The sentences with these names for the groups.
    #[must_use]
    pub fn in_words(&self, names: &Names, horizon_hours: u32) -> Sentences {
        let words = |lang: Lang, names: &[String; 2]| Words { report: self, lang, names, horizon_hours }.all();
        Sentences { nl: words(Lang::Nl, &names.nl), en: words(Lang::En, &names.en) }
    }

    fn sure(&self, what: Flagged) -> Sure {
        let (value, p) = match what {
            Flagged::Gap => (self.gap.value, self.gap.p),
            Flagged::Telling => (self.telling.head_start_hours, self.telling.p),
            Flagged::Reaching => (self.reaching.timing.head_start_hours, self.reaching.timing.p),
        };
        match (value, p) {
            (None, _) => Sure::Nothing,
            (Some(value), Some(_)) if value.abs() < 1e-9 => Sure::Nothing,
            (Some(_), None) => Sure::TooSmall,
            (Some(_), Some(p)) if self.flagged.contains(&what) => Sure::Unlikely(p),
            (Some(_), Some(p)) if p < 0.05 && self.items_used.max(self.items_complete) < 2 => Sure::UnlikelyOnce(p),
            (Some(_), Some(p)) if p < 0.05 => Sure::Unclear(p),
            (Some(_), Some(p)) => Sure::Chance(p),
        }
    }
}

struct Words<'a> {
    report: &'a Report,
    lang: Lang,
    names: &'a [String; 2],
    horizon_hours: u32,
}

impl Words<'_> {
    fn all(&self) -> Vec<String> {
        let mut all = Vec::new();
        all.extend(self.early());
        let (telling, reaching) = (&self.report.telling, &self.report.reaching.timing);
        all.extend(self.never_told(telling));
        all.extend(self.hours(telling, Flagged::Telling));
        all.extend(self.reach());
        all.extend(self.hours(reaching, Flagged::Reaching));
        if telling.head_start_hours.is_none() && reaching.head_start_hours.is_none() && self.report.gap.value.is_none()
        {
            all.push(self.either("Er is nog niets om te vergelijken.", "There is nothing to compare yet."));
            return all;
        }
        let tests = [Flagged::Telling, Flagged::Gap, Flagged::Reaching];
        all.extend(tests.into_iter().filter_map(|what| self.sure(what)));
        if tests.into_iter().any(|what| matches!(self.report.sure(what), Sure::TooSmall)) {
            all.push(self.either(
                "Een van de groepen is te klein om te zeggen of een verschil toeval is. Dat betekent niet dat er geen verschil is.",
                "One of the groups is too small to say whether a difference is chance. That does not mean there is no difference.",
            ));
        }
        all
    }

    fn either(&self, nl: &str, en: &str) -> String {
        if self.lang == Lang::Nl { nl } else { en }.to_owned()
    }

    fn early(&self) -> Option<String> {
        let items = self.report.early.len();
        let times = |group: usize| self.report.early.iter().map(|early| early.people.values[group]).sum::<usize>();
        let ([a, b], x, y) = (self.names, times(0), times(1));
        (items > 0).then(|| match (self.lang, items) {
            (Lang::Nl, 1) => format!("Bij 1 onderdeel was er voorkennis: {x} keer bij {a} en {y} keer bij {b}."),
            (Lang::Nl, _) => {
                format!("Bij {items} onderdelen was er voorkennis: {x} keer bij {a} en {y} keer bij {b}.")
            }
            (Lang::En, 1) => {
                format!(
                    "1 item was known to some before its release: {} in {a} and {} in {b}.",
                    times_en(x),
                    times_en(y)
                )
            }
            (Lang::En, _) => format!(
                "{items} items were known to some before their release: {} in {a} and {} in {b}.",
                times_en(x),
                times_en(y)
            ),
        })
    }

    fn never_told(&self, telling: &Timing) -> Option<String> {
        let [Some(x), Some(y)] = telling.never_share.values else { return None };
        let ([a, b], within) = (self.names, self.within());
        let (p, q) = (self.percent(x), self.percent(y));
        Some(match (self.lang, x == 0.0 && y == 0.0) {
            (Lang::Nl, true) => format!("Alles is {within} aan iedereen verteld, bij {a} en bij {b}."),
            (Lang::Nl, false) => format!("Niet verteld {within}: {p} bij {a} en {q} bij {b}."),
            (Lang::En, true) => format!("Everything was told to everybody {within}, in {a} and in {b}."),
            (Lang::En, false) => format!("Not told {within}: {p} in {a} and {q} in {b}."),
        })
    }

    fn hours(&self, timing: &Timing, what: Flagged) -> Option<String> {
        let [Some(first), Some(second)] = timing.mean_hours.values else { return None };
        let head = timing.head_start_hours?;
        let [a, b] = self.names;
        let (later, sooner) = if head > 0.0 { (b, a) } else { (a, b) };
        let ((slow, fast), by) = (if head > 0.0 { (second, first) } else { (first, second) }, self.number(head.abs()));
        let (slow, fast) = (self.number(slow), self.number(fast));
        let never = match timing.never_share.values {
            [Some(x), Some(y)] if x > 0.0 || y > 0.0 => match (self.lang, what) {
                (Lang::Nl, Flagged::Telling) => format!("; niet verteld telt als {} uur", self.horizon_hours),
                (Lang::Nl, _) => format!("; niet gelezen telt als {} uur", self.horizon_hours),
                (Lang::En, Flagged::Telling) => format!("; not told counts as {} hours", self.horizon_hours),
                (Lang::En, _) => format!("; not read counts as {} hours", self.horizon_hours),
            },
            _ => String::new(),
        };
        let told = what == Flagged::Telling;
        Some(match (self.lang, head.abs() < 0.05) {
            (Lang::Nl, true) => {
                let verb = if told { "hoorde" } else { "las" };
                format!("Bij {a} en bij {b} {verb} men het even snel: gemiddeld {fast} uur na vrijgave{never}.")
            }
            (Lang::Nl, false) => {
                let verb = if told { "hoorde men het" } else { "las men het" };
                format!(
                    "Bij {later} {verb} gemiddeld {by} uur later dan bij {sooner} ({slow} tegen {fast} uur na vrijgave{never})."
                )
            }
            (Lang::En, true) => {
                let verb = if told { "heard of it" } else { "read it" };
                format!("In {a} and in {b} people {verb} equally soon: {fast} hours after release on average{never}.")
            }
            (Lang::En, false) => {
                let verb = if told { "heard of it" } else { "read it" };
                format!(
                    "In {later} people {verb} {by} hours later on average than in {sooner} ({slow} against {fast} hours after release{never})."
                )
            }
        })
    }

    fn reach(&self) -> Option<String> {
        let [Some(x), Some(y)] = self.report.groups.values.each_ref().map(|reach| reach.share) else { return None };
        let (gap, [a, b]) = (self.report.gap.value?, self.names);
        let (x, y, points) = (self.percent(x), self.percent(y), (gap.abs() * 100.0).round());
        Some(match (self.lang, points < 1.0) {
            (Lang::Nl, true) => {
                format!("Op tijd gelezen: {x} bij {a} en {y} bij {b}, minder dan 1 procentpunt verschil.")
            }
            (Lang::Nl, false) => {
                format!("Op tijd gelezen: {x} bij {a} en {y} bij {b}, een verschil van {points} procentpunt.")
            }
            (Lang::En, true) => {
                format!("Read in time: {x} in {a} and {y} in {b}, a difference of less than 1 percentage point.")
            }
            (Lang::En, false) if points < 2.0 => {
                format!("Read in time: {x} in {a} and {y} in {b}, a difference of 1 percentage point.")
            }
            (Lang::En, false) => {
                format!("Read in time: {x} in {a} and {y} in {b}, a difference of {points} percentage points.")
            }
        })
    }

    fn sure(&self, what: Flagged) -> Option<String> {
        let subject = match (self.lang, what) {
            (Lang::Nl, Flagged::Telling) => "Het verschil in wanneer het verteld werd",
            (Lang::Nl, Flagged::Gap) => "Het verschil in op tijd gelezen",
            (Lang::Nl, Flagged::Reaching) => "Het verschil in wanneer het gelezen werd",
            (Lang::En, Flagged::Telling) => "The difference in when it was told",
            (Lang::En, Flagged::Gap) => "The difference in what was read in time",
            (Lang::En, Flagged::Reaching) => "The difference in when it was read",
        };
        let chance = |p: f64| match self.lang {
            Lang::Nl => format!("door toeval ontstaat zo'n verschil in {} van de gevallen", self.chance(p)),
            Lang::En => format!("chance alone gives such a difference in {} of cases", self.chance(p)),
        };
        Some(match (self.lang, self.report.sure(what)) {
            (_, Sure::Nothing | Sure::TooSmall) => return None,
            (Lang::Nl, Sure::Unlikely(p)) => {
                format!("{subject} is groot, en waarschijnlijk geen toeval: {}.", chance(p))
            }
            (Lang::Nl, Sure::UnlikelyOnce(p)) => {
                format!("{subject} is bij dit ene onderdeel waarschijnlijk geen toeval: {}.", chance(p))
            }
            (Lang::Nl, Sure::Chance(p)) => format!("{subject} kan toeval zijn: {}.", chance(p)),
            (Lang::Nl, Sure::Unclear(p)) => format!("{subject} is te klein of te onzeker om te melden: {}.", chance(p)),
            (Lang::En, Sure::Unlikely(p)) => format!("{subject} is large, and probably not chance: {}.", chance(p)),
            (Lang::En, Sure::UnlikelyOnce(p)) => {
                format!("{subject} is probably not chance, for this one item: {}.", chance(p))
            }
            (Lang::En, Sure::Chance(p)) => format!("{subject} may be chance: {}.", chance(p)),
            (Lang::En, Sure::Unclear(p)) => format!("{subject} is too small or too unsure to flag: {}.", chance(p)),
        })
    }

    fn within(&self) -> String {
        let (days, rest) = (self.horizon_hours / 24, self.horizon_hours % 24);
        match (self.lang, days, rest) {
            (Lang::Nl, 1, 0) => "binnen 1 dag".to_owned(),
            (Lang::En, 1, 0) => "within 1 day".to_owned(),
            (Lang::Nl, 2.., 0) => format!("binnen {days} dagen"),
            (Lang::En, 2.., 0) => format!("within {days} days"),
            (Lang::Nl, ..) => format!("binnen {} uur", self.horizon_hours),
            (Lang::En, ..) => format!("within {} hours", self.horizon_hours),
        }
    }

    /// Whole per cents; 0% and 100% only when nobody or everybody.
    fn percent(&self, share: f64) -> String {
        let whole = (share * 100.0).round();
        match share {
            none if none > 0.0 && whole < 1.0 => self.either("minder dan 1%", "less than 1%"),
            all if all < 1.0 && whole > 99.0 => self.either("meer dan 99%", "more than 99%"),
            _ => format!("{whole}%"),
        }
    }

    fn chance(&self, p: f64) -> String {
        match p {
            rare if rare < 0.001 => self.either("minder dan 0,1%", "less than 0.1%"),
            some if some < 0.0995 => self.decimal(p * 100.0) + "%",
            _ => format!("{:.0}%", p * 100.0),
        }
    }

    /// Hours: one decimal under ten.
    fn number(&self, hours: f64) -> String {
        if hours.abs() < 9.95 { self.decimal(hours) } else { format!("{hours:.0}") }
    }

    fn decimal(&self, value: f64) -> String {
        // Not "-0.0".
        let text = format!("{:.1}", (value * 10.0).round() / 10.0 + 0.0);
        if self.lang == Lang::Nl { text.replace('.', ",") } else { text }
    }
}

fn times_en(times: usize) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}
