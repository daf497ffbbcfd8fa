//! Words this room says in more than one place.

use domain::localtime::Quarter;

use crate::text::Lang;

/// "3e kwartaal 2026".
pub(super) fn quarter(lang: Lang, quarter: Quarter) -> String {
    lang.tn(&format!("update-quarter-{}", quarter.n()), &[("year", quarter.year().to_string().into())])
}
