//! `make bench-balance`: is the balance silent where nothing is wrong, loud where something is, and fast.
//!
//! Prints the table that is kept in `reference/SIMULATIONS.md`. The seeds are fixed, so the shares come out the same everywhere;
//! only the times depend on the machine.

#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program that measures stops where something is off"
)]

use domain::balance::{
    ExposureKind,
    extract::{Draft, Exposure, Extract, FORMAT, Item, Period, Person},
    report::{Flagged, all_factions, report},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::time::Instant;

const HORIZON: u32 = 336;

struct Chance(ChaCha8Rng);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From 0 up to 1.
    fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn whole(&mut self, from: usize, to: usize) -> usize {
        from + (self.unit() * (to - from + 1) as f64) as usize
    }

    /// Box and Muller.
    fn normal(&mut self, sd: f64) -> f64 {
        let (u, v) = (1.0 - self.unit(), self.unit());
        sd * (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }
}

/// A council: per person the faction; per faction whether it is in the coalition.
struct Council {
    faction_of: Vec<usize>,
    coalition: Vec<bool>,
}

impl Council {
    /// Factions of one to nine seats; they enter the coalition in chance order until it has a majority.
    fn new(chance: &mut Chance, seats: usize) -> Self {
        let (mut faction_of, mut coalition, mut in_coalition) = (Vec::new(), Vec::new(), 0);
        while faction_of.len() < seats {
            let size = chance.whole(1, 9).min(chance.whole(1, 9)).min(seats - faction_of.len());
            faction_of.extend(std::iter::repeat_n(coalition.len(), size));
            coalition.push(false);
        }
        while in_coalition * 2 <= seats {
            let faction = chance.whole(0, coalition.len() - 1);
            if !coalition[faction] {
                coalition[faction] = true;
                in_coalition += faction_of.iter().filter(|f| **f == faction).count();
            }
        }
        Self { faction_of, coalition }
    }

    fn size(&self, faction: usize) -> usize {
        self.faction_of.iter().filter(|f| **f == faction).count()
    }

    fn people(&self) -> Vec<Person> {
        let person = |(n, faction): (usize, &usize)| Person {
            id: person_id(n),
            faction: faction_id(*faction),
            group: if self.coalition[*faction] { "coalition" } else { "opposition" }.to_owned(),
        };
        self.faction_of.iter().enumerate().map(person).collect()
    }
}

fn person_id(n: usize) -> String {
    format!("p{n:03}")
}

fn faction_id(n: usize) -> String {
    format!("f{n:02}")
}

/// How a council reads, and who is told late.
struct Habits {
    /// Standard deviation of what a faction's members have in common, on the logarithm of reading time.
    alike: f64,
    /// Hours after release at which a faction is told.
    late: Vec<f64>,
}

/// A quarter. Everybody is told within the minute, one in a thousand mails is lost; reading takes a lognormal time with habits
/// of person and faction, and some do not read.
fn quarter(chance: &mut Chance, council: &Council, items: usize, habits: &Habits, seed: u64) -> Extract {
    let start: Timestamp = "2026-07-01T08:00:00Z".parse().unwrap();
    let at = |hours: f64| start + SignedDuration::from_millis((hours * 3_600_000.0) as i64);
    let of_faction: Vec<f64> = council.coalition.iter().map(|_| chance.normal(habits.alike)).collect();
    let of_person: Vec<(f64, f64)> =
        council.faction_of.iter().map(|_| (chance.normal(0.8), 0.4 + 0.6 * chance.unit())).collect();
    let audience: Vec<String> = (0..council.faction_of.len()).map(person_id).collect();
    let items = (0..items).map(|n| {
        let released = chance.unit() * 24.0 * 90.0;
        let needed = (chance.unit() < 0.4).then(|| released + 48.0 + chance.unit() * 24.0 * 10.0);
        let mut exposures = Vec::new();
        for (person, faction) in council.faction_of.iter().enumerate() {
            let told = released + habits.late[*faction] + chance.unit() / 60.0;
            let (habit, willing) = of_person[person];
            let reads = chance.unit() < willing;
            let reading = (3.0 + of_faction[*faction] + habit + chance.normal(1.0)).exp();
            let entry = |kind, channel: &str, hours| Exposure {
                person: person_id(person),
                kind,
                channel: channel.to_owned(),
                at: at(hours),
            };
            if chance.unit() >= 0.001 {
                exposures.push(entry(ExposureKind::Told, "mail", told));
            }
            if reads {
                exposures.push(entry(ExposureKind::Reached, "portal", told + reading));
            }
        }
        Item {
            id: format!("i{n:05}"),
            kind: "notes".to_owned(),
            released_at: at(released),
            needed_at: needed.map(at),
            audience: audience.clone(),
            exposures,
        }
    });
    extract(council.people(), items.collect(), seed)
}

fn extract(people: Vec<Person>, items: Vec<Item>, seed: u64) -> Extract {
    Draft {
        format: FORMAT.to_owned(),
        municipality: "gm0000".to_owned(),
        period: Period { from: date(2026, 7, 1), to: date(2026, 9, 30) },
        computed_at: "2026-10-20T08:00:00Z".parse().unwrap(),
        horizon_hours: HORIZON,
        seed,
        groups: ["coalition".to_owned(), "opposition".to_owned()],
        people,
        items,
        voided: 0,
    }
    .check()
    .unwrap()
}

fn row(what: &str, demand: &str, found: &str) {
    println!("| {what} | {demand} | {found} |");
}

fn share(part: usize, of: usize) -> String {
    format!("{part} of {of} ({:.1}%)", 100.0 * part as f64 / of as f64)
}

/// A thousand councils without bias.
fn silent() {
    let mut flagged = [[0_usize; 2]; 2];
    let mut by = [0_usize; 3];
    let mut few = [0_usize; 2];
    let mut telling = 0;
    for seed in 0..1000 {
        let mut chance = Chance::new(seed);
        let seats = 17 + 2 * chance.whole(0, 7);
        let council = Council::new(&mut chance, seats);
        let alike = usize::from(seed % 2 == 1);
        let habits = Habits { alike: 0.8 * alike as f64, late: vec![0.0; council.coalition.len()] };
        let items = chance.whole(12, 40);
        let extract = quarter(&mut chance, &council, items, &habits, seed);
        let found = report(&extract);
        flagged[0][alike] += usize::from(found.flag);
        if alike == 1 && found.reaching.p_factions.is_none() {
            few[0] += usize::from(found.flag);
            few[1] += 1;
        }
        let every = all_factions(&extract);
        flagged[1][alike] += usize::from(every.flag);
        telling += usize::from(every.factions.values().any(|report| report.flagged.contains(&Flagged::Telling)));
        for (count, what) in by.iter_mut().zip([Flagged::Gap, Flagged::Telling, Flagged::Reaching]) {
            *count += usize::from(found.flagged.contains(&what));
        }
    }
    let [sides, factions] = flagged;
    row("1,000 silent councils, side report flags", "at most 5%", &share(sides[0] + sides[1], 1000));
    row("of these: factions read no more alike than others", "", &share(sides[0], 500));
    row("of these: factions read alike (sd 0.8)", "", &share(sides[1], 500));
    row("of the last: too few factions to shuffle them whole", "", &share(few[0], few[1]));
    row("of all: flagged for gap, telling, reaching", "", &format!("{}, {}, {}", by[0], by[1], by[2]));
    row("the same, all-factions report, factions not alike", "", &share(factions[0], 500));
    row("the same, all-factions report, factions alike", "", &share(factions[1], 500));
    row("of the last two: flagged for telling", "", &share(telling, 1000));
}

/// Two hundred where one faction of the opposition is told 26 hours late, and two hundred where all of it is.
fn loud() {
    let mut heard = [0_usize; 2];
    for seed in 0..200 {
        let mut chance = Chance::new(10_000 + seed);
        let (council, victim) = loop {
            let seats = 17 + 2 * chance.whole(0, 7);
            let council = Council::new(&mut chance, seats);
            let able = |faction: &usize| !council.coalition[*faction] && council.size(*faction) >= 3;
            if let Some(victim) = (0..council.coalition.len()).find(able) {
                break (council, victim);
            }
        };
        let alike = if seed % 2 == 1 { 0.8 } else { 0.0 };
        let items = chance.whole(12, 40);
        let late = |is_late: &dyn Fn(usize) -> bool| {
            (0..council.coalition.len()).map(|faction| if is_late(faction) { 26.0 } else { 0.0 }).collect()
        };
        let one = Habits { alike, late: late(&|faction| faction == victim) };
        let extract = quarter(&mut chance, &council, items, &one, seed);
        heard[0] += usize::from(all_factions(&extract).flagged.contains(&faction_id(victim)));
        let all = Habits { alike, late: late(&|faction| !council.coalition[faction]) };
        let extract = quarter(&mut chance, &council, items, &all, seed);
        heard[1] += usize::from(report(&extract).flag);
    }
    row(
        "200 with one opposition faction (3+) told 26 hours late, all-factions report flags it",
        "at least 95%",
        &share(heard[0], 200),
    );
    row("200 with the whole opposition told 26 hours late, side report flags", "at least 95%", &share(heard[1], 200));
}

/// 45 people, 5,000 items, 20,000 draws. `partial`: every item has an audience of its own.
fn large(partial: bool) -> Extract {
    let mut chance = Chance::new(20_000);
    let council = Council::new(&mut chance, 45);
    let habits = Habits { alike: 0.8, late: vec![0.0; council.coalition.len()] };
    let extract = quarter(&mut chance, &council, 5000, &habits, 1);
    if !partial {
        return extract;
    }
    let mut items = extract.items.clone();
    for item in &mut items {
        item.audience.retain(|_| chance.unit() < 0.6);
    }
    self::extract(council.people(), items, 1)
}

fn speed() {
    for (partial, what) in [(false, "owed to everybody"), (true, "every audience another")] {
        let extract = large(partial);
        let start = Instant::now();
        let found = report(&extract);
        let took = start.elapsed().as_secs_f64();
        assert_eq!(found.labelings, 20_000);
        let what = format!("45 people x 5,000 items x 20,000 draws, {what}: report");
        row(&what, "at most 2 s", &format!("{took:.2} s"));
        let start = Instant::now();
        let every = all_factions(&extract);
        let took = start.elapsed().as_secs_f64();
        row(&format!("the same, all {} factions", every.factions.len()), "", &format!("{took:.2} s"));
    }
    let json = large(false).to_json().unwrap();
    let start = Instant::now();
    Extract::read(json.as_slice()).unwrap();
    let took = start.elapsed().as_secs_f64();
    row(&format!("reading that extract from JSON ({} MB)", json.len() / 1_000_000), "", &format!("{took:.2} s"));
}

/// Most memory this process held so far, where the system says so.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or_else(|| "not known".to_owned(), |kb| format!("{} MB", kb / 1024))
}

fn main() {
    // Only the report of the large extract, for a look at the memory of that alone.
    let only_speed = std::env::args().any(|argument| argument == "--speed");
    println!("| what | demanded | found |\n|---|---|---|");
    speed();
    row("peak memory of all of that", "at most 200 MB", &memory());
    if !only_speed {
        silent();
        loud();
    }
}
