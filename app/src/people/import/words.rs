//! Plans and problems as texts of the catalogue.

use domain::{
    import::{
        Begin, ChangedLine, Difference, EndedLine, FactionDifference, FactionLine, Line, PlanWarning, Problem, Why,
        Wrong,
    },
    people::Side,
};
use jiff::civil::Date;

use super::Unreadable;
use crate::{
    form::Unfit,
    people::words::refusal,
    text::{Lang, whole},
};

/// Puts plans into words: a language, and the day it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Teller {
    pub(super) lang: Lang,
    pub(super) today: Date,
}

/// The key for a file that cannot be read.
pub(super) fn unreadable(why: Unreadable) -> &'static str {
    match why {
        Unreadable::Empty => "council-import-file-empty",
        Unreadable::TooLarge => "council-import-file-too-large",
        Unreadable::Name => "council-import-file-name",
        Unreadable::Content => "council-import-file-content",
        Unreadable::OldExcel => "council-import-file-old-excel",
        Unreadable::Bomb => "council-import-file-bomb",
        Unreadable::Broken => "council-import-file-broken",
        Unreadable::TooManyRows => "council-import-file-rows",
    }
}

impl Teller {
    fn t(self, key: &str) -> String {
        self.lang.t(key)
    }

    fn day(self, date: Date) -> String {
        self.lang.date(date, self.today)
    }

    fn side(self, side: Side) -> String {
        self.t(&format!("side-{}", side.code()))
    }

    /// "Jan Jansen, raadslid, CDA".
    pub(super) fn line(self, line: &Line) -> String {
        let role = self.t(&format!("role-{}", line.role.code()));
        let parts = [Some(line.name.clone()), Some(role), line.faction.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What was and what becomes, one after the other.
    pub(super) fn changed(self, was: &[Difference]) -> String {
        was.iter().map(|was| self.difference(was)).collect::<Vec<_>>().join("; ")
    }

    /// "telefoon: (leeg) → 0612345601".
    fn difference(self, difference: &Difference) -> String {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_else(|| self.t("council-import-nothing"));
        let (key, was, becomes) = match difference {
            Difference::Name(was, becomes) => ("council-import-was-name", was.clone(), becomes.clone()),
            Difference::Email(was, becomes) => ("council-import-was-email", or_empty(was), becomes.clone()),
            Difference::Phone(was, becomes) => ("council-import-was-phone", or_empty(was), becomes.clone()),
            Difference::Faction(was, becomes) => ("council-import-was-faction", or_empty(was), becomes.clone()),
            Difference::From(was, becomes) => ("council-import-was-from", self.day(*was), self.day(*becomes)),
            Difference::To(was, becomes) => {
                let was = was.map_or_else(|| self.t("council-import-nothing"), |day| self.day(day));
                ("council-import-was-to", was, self.day(*becomes))
            }
        };
        self.lang.tn(key, &[("was", was.into()), ("wordt", becomes.into())])
    }

    /// Which name becomes which, where a name changes.
    pub(super) fn renamed(self, changed: &ChangedLine) -> Option<String> {
        changed.was.iter().find_map(|difference| match difference {
            Difference::Name(was, becomes) => Some(
                self.lang
                    .tn("council-import-renamed", &[("was", was.clone().into()), ("wordt", becomes.clone().into())]),
            ),
            _ => None,
        })
    }

    /// From which day counts who has none in the file, and why.
    pub(super) fn begins(self, begin: Begin) -> String {
        let key = match begin.why {
            Why::TermBegan => "council-import-begins-term",
            Why::InTheTerm => "council-import-begins-in-term",
            Why::NoTerm => "council-import-begins-no-term",
        };
        self.lang.tn(key, &[("datum", self.day(begin.day).into())])
    }

    /// "laatste dag di 9 sep".
    pub(super) fn ended(self, ended: &EndedLine) -> String {
        self.lang.tn("council-import-last-day", &[("datum", self.day(ended.last_day).into())])
    }

    /// What happens to a faction.
    pub(super) fn faction(self, line: &FactionLine) -> String {
        let name = line.name.clone();
        match line.what {
            FactionDifference::New => self.lang.tn("council-import-faction-new", &[("fractie", name.into())]),
            FactionDifference::Start { before, after } => self.lang.tn(
                "council-import-faction-start",
                &[("fractie", name.into()), ("was", self.day(before).into()), ("wordt", self.day(after).into())],
            ),
            FactionDifference::Side { before, after, from } => self.lang.tn(
                "council-import-faction-side",
                &[
                    ("fractie", name.into()),
                    ("was", self.side(before).into()),
                    ("wordt", self.side(after).into()),
                    ("datum", self.day(from).into()),
                ],
            ),
            FactionDifference::Reach { before, after } => self.lang.tn(
                "council-import-faction-reach",
                &[
                    ("fractie", name.into()),
                    ("was", self.t(&format!("council-reach-{}", before.code())).into()),
                    ("wordt", self.t(&format!("council-reach-{}", after.code())).into()),
                ],
            ),
        }
    }

    /// What is wrong.
    pub(super) fn problem(self, problem: &Problem) -> String {
        let row = |row: u32| i64::from(row);
        let column = problem.column.map(|column| column.code()).unwrap_or_default();
        match problem.what {
            Wrong::ColumnMissing => self.lang.tn("council-import-column-missing", &[("kolom", column.into())]),
            Wrong::ColumnTwice => self.lang.tn("council-import-column-twice", &[("kolom", column.into())]),
            Wrong::NoRows => self.t("council-import-no-rows"),
            Wrong::TooManyRows => self.t("council-import-too-many-rows"),
            Wrong::NameMissing => self.t("council-import-name-missing"),
            Wrong::NameUnfit => self.t("council-import-name-unfit"),
            Wrong::EmailUnfit(why) => self.t(why.key()),
            Wrong::EmailOfOther { row: other } => {
                self.lang.tn("council-import-email-of-other", &[("rij", row(other).into())])
            }
            Wrong::RoleUnknown => self.t("council-import-role-unknown"),
            Wrong::RoleMissing => self.t("council-import-role-missing"),
            Wrong::FactionMissing => self.t("council-import-faction-missing"),
            Wrong::FactionUnfit => self.t("council-import-faction-unfit"),
            Wrong::DateUnfit => self.t("error-date"),
            Wrong::EndsBeforeStart => self.t("council-refused-ends-before-start"),
            Wrong::PhoneUnfit => self.t("council-phone-unfit"),
            Wrong::SideUnfit => self.t("council-import-side-unfit"),
            Wrong::ReachUnfit => self.t("council-import-reach-unfit"),
            Wrong::FactionContradicts { row: other } => {
                self.lang.tn("council-import-faction-contradicts", &[("rij", row(other).into())])
            }
            Wrong::NameOfMany => self.t("council-import-name-of-many"),
            Wrong::Refused(why) => self.t(refusal(why)),
            Wrong::RowContradicts => self.t("council-import-row-contradicts"),
        }
    }

    /// "rij 12".
    pub(super) fn row(self, row: u32) -> String {
        self.lang.tn("council-import-row", &[("rij", i64::from(row).into())])
    }

    /// What to look at.
    pub(super) fn warning(self, warning: &PlanWarning) -> String {
        let at = |key: &str, row: u32| self.lang.tn(key, &[("rij", i64::from(row).into())]);
        match warning {
            PlanWarning::RolesAssumed => self.t("council-import-roles-assumed"),
            PlanWarning::RoleSkipped { row, role } => self.lang.tn(
                "council-import-role-skipped",
                &[("rij", i64::from(*row).into()), ("rol", self.t(&format!("role-{}", role.code())).into())],
            ),
            PlanWarning::RoleRead { written, role, times } => self.lang.tn(
                "council-import-role-read",
                &[
                    ("geschreven", written.clone().into()),
                    ("rol", self.t(&format!("role-{}", role.code())).into()),
                    ("n", whole(*times).into()),
                ],
            ),
            PlanWarning::FactionRead { written, name } => self.lang.tn(
                "council-import-faction-read",
                &[("geschreven", written.clone().into()), ("fractie", name.clone().into())],
            ),
            PlanWarning::FactionAlike { name, other } => self.lang.tn(
                "council-import-faction-alike",
                &[("fractie", name.clone().into()), ("andere", other.clone().into())],
            ),
            PlanWarning::FactionSkipped { row } => at("council-import-faction-skipped", *row),
            PlanWarning::EmailMissing { row } => at("council-import-email-missing", *row),
            PlanWarning::EmailChanges { row } => at("council-import-email-changes", *row),
            PlanWarning::NotInFile { name, .. } => {
                self.lang.tn("council-import-not-in-file", &[("naam", name.clone().into())])
            }
            PlanWarning::NoTerm => self.t("council-warning-no-term"),
            PlanWarning::VacantSeats(n) => self.lang.tn("council-vacant", &[("n", i64::from(*n).into())]),
            PlanWarning::TooManyMembers(n) => {
                self.lang.tn("council-import-too-many-members", &[("n", i64::from(*n).into())])
            }
        }
    }
}
