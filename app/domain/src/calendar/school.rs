//! School holidays, as the ministry of education publishes them per region and school year.
//!
//! Autumn and spring are advice and schools may differ; Christmas, one week of May and summer are the same for every
//! school of a region. Only dates that were published are here; where they end is said by [`known_until`].

use crate::codes;
use jiff::civil::Date;

/// Where the dates come from.
pub const SOURCE: &str =
    "https://www.rijksoverheid.nl/onderwerpen/schoolvakanties/overzicht-schoolvakanties-per-schooljaar";

codes! {
    /// The three regions over which school holidays are spread.
    pub enum Region {
        /// The north.
        North = "noord",
        /// The middle.
        Middle = "midden",
        /// The south.
        South = "zuid",
    }
}

codes! {
    /// A school holiday.
    pub enum Break {
        /// A week in October.
        Autumn = "herfstvakantie",
        /// Two weeks over the turn of the year.
        Christmas = "kerstvakantie",
        /// A week in February.
        Spring = "voorjaarsvakantie",
        /// A week round the first of May.
        May = "meivakantie",
        /// Six weeks.
        Summer = "zomervakantie",
    }
}

/// First day about which the data say something: the begin of the first school year in it.
pub const KNOWN_FROM: Date = Date::constant(2025, 8, 1);

/// Year, month and day of the first and the last day.
type Days = (i16, i8, i8, i16, i8, i8);

/// Which one, and its days in the north, the middle and the south.
type Row = (Break, [Days; 3]);

const fn same(days: Days) -> [Days; 3] {
    [days, days, days]
}

/// School years 2025-2026 to 2028-2029.
#[rustfmt::skip]
const TABLE: [Row; 20] = [
    (Break::Autumn,    [(2025, 10, 18, 2025, 10, 26), (2025, 10, 18, 2025, 10, 26), (2025, 10, 11, 2025, 10, 19)]),
    (Break::Christmas, same((2025, 12, 20, 2026, 1, 4))),
    (Break::Spring,    [(2026, 2, 21, 2026, 3, 1), (2026, 2, 14, 2026, 2, 22), (2026, 2, 14, 2026, 2, 22)]),
    (Break::May,       same((2026, 4, 25, 2026, 5, 3))),
    (Break::Summer,    [(2026, 7, 4, 2026, 8, 16), (2026, 7, 18, 2026, 8, 30), (2026, 7, 11, 2026, 8, 23)]),

    (Break::Autumn,    [(2026, 10, 10, 2026, 10, 18), (2026, 10, 17, 2026, 10, 25), (2026, 10, 17, 2026, 10, 25)]),
    (Break::Christmas, same((2026, 12, 19, 2027, 1, 3))),
    (Break::Spring,    [(2027, 2, 20, 2027, 2, 28), (2027, 2, 20, 2027, 2, 28), (2027, 2, 13, 2027, 2, 21)]),
    (Break::May,       same((2027, 4, 24, 2027, 5, 2))),
    (Break::Summer,    [(2027, 7, 10, 2027, 8, 22), (2027, 7, 17, 2027, 8, 29), (2027, 7, 24, 2027, 9, 5)]),

    (Break::Autumn,    [(2027, 10, 16, 2027, 10, 24), (2027, 10, 16, 2027, 10, 24), (2027, 10, 23, 2027, 10, 31)]),
    (Break::Christmas, same((2027, 12, 25, 2028, 1, 9))),
    (Break::Spring,    [(2028, 2, 19, 2028, 2, 27), (2028, 2, 26, 2028, 3, 5), (2028, 2, 26, 2028, 3, 5)]),
    (Break::May,       same((2028, 4, 29, 2028, 5, 7))),
    (Break::Summer,    [(2028, 7, 15, 2028, 8, 27), (2028, 7, 8, 2028, 8, 20), (2028, 7, 22, 2028, 9, 3)]),

    (Break::Autumn,    [(2028, 10, 14, 2028, 10, 22), (2028, 10, 21, 2028, 10, 29), (2028, 10, 21, 2028, 10, 29)]),
    (Break::Christmas, same((2028, 12, 23, 2029, 1, 7))),
    (Break::Spring,    [(2029, 2, 17, 2029, 2, 25), (2029, 2, 17, 2029, 2, 25), (2029, 2, 10, 2029, 2, 18)]),
    (Break::May,       same((2029, 4, 28, 2029, 5, 6))),
    (Break::Summer,    [(2029, 7, 21, 2029, 9, 2), (2029, 7, 7, 2029, 8, 19), (2029, 7, 14, 2029, 8, 26)]),
];

/// The school holidays of a region, each with its first and last day, the first first.
#[must_use]
pub fn school_holidays(region: Region) -> Vec<(Break, Date, Date)> {
    let column = match region {
        Region::North => 0,
        Region::Middle => 1,
        Region::South => 2,
    };
    let days = |row: &Row| {
        let (year, month, day, end_year, end_month, end_day) = row.1[column];
        (row.0, Date::constant(year, month, day), Date::constant(end_year, end_month, end_day))
    };
    TABLE.iter().map(days).collect()
}

/// Last day about which the data say something: the end of the last summer in it.
#[must_use]
pub fn known_until(region: Region) -> Date {
    school_holidays(region).last().map_or(KNOWN_FROM, |(_, _, last)| *last)
}
