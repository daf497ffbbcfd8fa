//! The feast days of the Netherlands, computed.
//!
//! Those of the Algemene termijnenwet, article 3 (New Year's Day, Easter Monday, Ascension Day, Whit Monday, both days
//! of Christmas, Good Friday, the King's birthday, 5 May), and the Sundays of Easter and Whitsun.

use crate::codes;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

codes! {
    /// A feast day.
    pub enum FeastDay {
        /// 1 January.
        NewYear = "nieuwjaarsdag",
        /// The Friday before Easter.
        GoodFriday = "goede-vrijdag",
        /// Easter Sunday.
        Easter = "eerste-paasdag",
        /// The day after.
        EasterMonday = "tweede-paasdag",
        /// 27 April, or 26 April when that is a Sunday; since 2014.
        KingsDay = "koningsdag",
        /// 5 May.
        Liberation = "bevrijdingsdag",
        /// The Thursday forty days after Easter.
        Ascension = "hemelvaartsdag",
        /// Whit Sunday.
        Whitsun = "eerste-pinksterdag",
        /// The day after.
        WhitMonday = "tweede-pinksterdag",
        /// 25 December.
        Christmas = "eerste-kerstdag",
        /// 26 December.
        BoxingDay = "tweede-kerstdag",
    }
}

/// First year with a King's Day.
const FIRST_KINGS_DAY: i16 = 2014;

/// Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher).
#[must_use]
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    let small = |number: i32| i8::try_from(number).unwrap_or(1);
    Date::new(year, small(month), small(day)).unwrap_or(Date::ZERO)
}

/// Every feast day of a year, the first first. Two can fall on one day: Liberation Day was Ascension Day in 2016.
#[must_use]
pub fn feast_days(year: i16) -> Vec<(Date, FeastDay)> {
    let fixed = |month, day| Date::new(year, month, day).unwrap_or(Date::ZERO);
    let easter = easter(year);
    let after = |days: i64| easter.saturating_add(days.days());
    let mut all = vec![
        (fixed(1, 1), FeastDay::NewYear),
        (after(-2), FeastDay::GoodFriday),
        (easter, FeastDay::Easter),
        (after(1), FeastDay::EasterMonday),
        (fixed(5, 5), FeastDay::Liberation),
        (after(39), FeastDay::Ascension),
        (after(49), FeastDay::Whitsun),
        (after(50), FeastDay::WhitMonday),
        (fixed(12, 25), FeastDay::Christmas),
        (fixed(12, 26), FeastDay::BoxingDay),
    ];
    if year >= FIRST_KINGS_DAY {
        let birthday = fixed(4, 27);
        let sunday = birthday.weekday() == Weekday::Sunday;
        all.push((if sunday { fixed(4, 26) } else { birthday }, FeastDay::KingsDay));
    }
    all.sort();
    all
}
