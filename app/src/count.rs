//! Counting no further than anybody reads. A list says how many there are; what its page costs must not follow what is
//! stored, so from a thousand on it says "1000+" and the database stops there.

use std::fmt;

use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, QueryResult, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Query},
};

/// From here on nobody reads the difference.
const MOST: u64 = 1_000;

/// How many there are of something, or that there are more than a thousand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Count(u64);

impl Count {
    /// The number to show; a thousand where there are more.
    pub fn number(self) -> i64 {
        self.0.min(MOST).cast_signed()
    }

    /// From a column of a row.
    pub fn read(row: &QueryResult, column: usize) -> Result<Self, DbErr> {
        Ok(Self(row.try_get_by_index::<i64>(column)?.unsigned_abs()))
    }

    /// Whether there are more than [`Count::number`] says.
    pub fn is_more(self) -> bool {
        self.0 > MOST
    }
}

impl std::ops::Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number(), if self.is_more() { "+" } else { "" })
    }
}

/// Counts what a query finds. An order that an index has keeps the database to that index.
pub async fn count<E: EntityTrait>(db: &impl ConnectionTrait, query: Select<E>) -> Result<Count, DbErr> {
    let some = query.select_only().expr_as(Expr::cust("1"), "one").limit(MOST + 1).into_query();
    let counted = Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(some, "some").to_owned();
    db.query_one(&counted).await?.map_or(Ok(Count::default()), |row| Count::read(&row, 0))
}

/// The query in plain SQL that counts what another finds; its number is for [`Count::read`].
pub fn of(query: &str) -> String {
    format!("SELECT COUNT(*) FROM ({query} LIMIT {}) AS found", MOST + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_said_up_to_a_thousand() {
        let shown = |number| Count(number).to_string();
        assert_eq!([shown(0), shown(999), shown(1_000), shown(1_001)], ["0", "999", "1000", "1000+"]);
        assert!(!Count(1_000).is_more() && (Count(600) + Count(600)).is_more());
    }
}
