//! `evenwijs import`: the same import from the command line, in Dutch.

use std::fmt;

use domain::import::{Missing, Plan, Problem};
use jiff::{Timestamp, civil::Date};

use super::{
    Applied, Unreadable, apply,
    apply::plan_for,
    decode, store,
    words::{Teller, unreadable},
};
use crate::{
    db::Db,
    error::AppError,
    tenant::Tenant,
    text::{Lang, whole},
};

/// What was done, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// What changed.
    pub plan: Plan,
    /// Only looked at; nothing was stored.
    pub dry_run: bool,
    today: Date,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportProblem {
    /// The file is no list.
    #[error("{}", Lang::Nl.t(unreadable(*.0)))]
    Unreadable(Unreadable),
    /// The list has mistakes: every one of them.
    #[error("{}", listed(.0))]
    Problems(Vec<Problem>),
    /// The database, or a fault of ours.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Imports a file, or with `dry_run` only says what it would do. Nothing is half-imported.
pub async fn run(
    db: &Db,
    tenant: &Tenant,
    bytes: &[u8],
    file_name: &str,
    dry_run: bool,
    now: Timestamp,
) -> Result<ImportReport, ImportProblem> {
    let today = tenant.date(now);
    let sheet = decode(bytes, file_name).map_err(ImportProblem::Unreadable)?;
    let plan = if dry_run {
        let present = store::present(db.read(), tenant).await?;
        plan_for(&sheet, &present, today, Missing::Keep).map_err(ImportProblem::Problems)?
    } else {
        match apply(db, tenant, None, (&sheet, Missing::Keep), (None, None), now).await? {
            Applied::Done(plan) | Applied::Differs(plan) => plan,
            Applied::Refused(problems) => return Err(ImportProblem::Problems(problems)),
        }
    };
    Ok(ImportReport { plan, dry_run, today })
}

/// "rij 12, e-mail: …" line by line.
fn listed(problems: &[Problem]) -> String {
    // Problems hold no dates, so any day will do to tell them.
    let teller = Teller { lang: Lang::Nl, today: Date::ZERO };
    let line = |problem: &Problem| {
        let place = [problem.row.map(|row| teller.row(row)), problem.column.map(|column| column.code().to_owned())];
        let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let value = if problem.value.is_empty() { String::new() } else { format!(" ({})", problem.value) };
        let text = teller.problem(problem);
        if place.is_empty() { format!("{text}{value}") } else { format!("{place}: {text}{value}") }
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let teller = Teller { lang: Lang::Nl, today: self.today };
        let Plan { added, changed, ended, unchanged, factions, begins, warnings, ignored, .. } = &self.plan;
        for line in added {
            writeln!(f, "+ {}", teller.line(line))?;
        }
        for line in changed {
            writeln!(f, "~ {} ({})", teller.line(&line.line), teller.changed(&line.was))?;
        }
        for line in ended {
            writeln!(f, "- {} ({})", teller.line(&line.line), teller.ended(line))?;
        }
        for line in factions {
            writeln!(f, "* {}", teller.faction(line))?;
        }
        if let Some(begin) = begins {
            writeln!(f, "! {}", teller.begins(*begin))?;
        }
        for warning in warnings {
            writeln!(f, "! {}", teller.warning(warning))?;
        }
        if !ignored.is_empty() {
            writeln!(f, "! {}", Lang::Nl.tn("council-import-ignored", &[("kolommen", ignored.join(", ").into())]))?;
        }
        let key = match (self.plan.is_empty(), self.dry_run) {
            (true, _) => "council-import-cli-nothing",
            (false, true) => "council-import-cli-would",
            (false, false) => "council-import-cli-done",
        };
        let counts = [
            ("nieuw", whole(added.len()).into()),
            ("gewijzigd", whole(changed.len()).into()),
            ("beeindigd", whole(ended.len()).into()),
            ("ongewijzigd", whole(unchanged.len()).into()),
        ];
        f.write_str(&Lang::Nl.tn(key, &counts))
    }
}
