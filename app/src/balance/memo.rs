//! Reports computed before. A report is a function of its extract and of nothing else, so it is kept by the SHA-256 of that:
//! whatever changes in the ledger changes the extract, and with it the key. A few are kept, in memory; what was not asked
//! for longest goes first.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use domain::balance::{
    extract::Extract,
    report::{self, AllFactions, Report},
};
use sha2::{Digest, Sha256};

use crate::error::AppError;

/// Reports kept at once. One of forty items is some tens of kilobytes.
const MOST: usize = 64;

type Key = [u8; 32];

static SIDES: LazyLock<Mutex<Memo<Report>>> = LazyLock::new(Mutex::default);
static FACTIONS: LazyLock<Mutex<Memo<AllFactions>>> = LazyLock::new(Mutex::default);

/// Values by key, each with when it was last asked for.
struct Memo<T> {
    kept: HashMap<Key, (u64, T)>,
    asked: u64,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { kept: HashMap::new(), asked: 0 }
    }
}

impl<T: Clone> Memo<T> {
    fn get(&mut self, key: &Key) -> Option<T> {
        self.asked += 1;
        let (last, value) = self.kept.get_mut(key)?;
        *last = self.asked;
        Some(value.clone())
    }

    fn keep(&mut self, key: Key, value: T) {
        while self.kept.len() >= MOST && !self.kept.contains_key(&key) {
            let Some(oldest) = self.kept.iter().min_by_key(|(_, (last, _))| *last).map(|(key, _)| *key) else { break };
            self.kept.remove(&oldest);
        }
        self.asked += 1;
        self.kept.insert(key, (self.asked, value));
    }
}

/// The value for an extract: kept, or computed now. Nobody waits for another's computing.
fn remembered<T: Clone>(
    memo: &Mutex<Memo<T>>,
    extract: &Extract,
    compute: impl FnOnce(&Extract) -> T,
) -> Result<T, AppError> {
    let key: Key = Sha256::digest(extract.to_json().map_err(AppError::unexpected)?).into();
    // Whoever broke off while holding it left a whole value or none.
    let locked = || memo.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = locked().get(&key) {
        return Ok(known);
    }
    let value = compute(extract);
    locked().keep(key, value.clone());
    Ok(value)
}

/// The report of an extract.
pub fn report(extract: &Extract) -> Result<Report, AppError> {
    remembered(&SIDES, extract, report::report)
}

/// The report of every faction against the rest.
pub fn all_factions(extract: &Extract) -> Result<AllFactions, AppError> {
    remembered(&FACTIONS, extract, report::all_factions)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn extract(seed: u64) -> Extract {
        let json = format!(
            r#"{{"format":"evenwijs-balans/1","municipality":"gm0000","period":{{"from":"2026-07-01","to":"2026-09-30"}},
            "computed_at":"2026-10-01T08:00:00Z","horizon_hours":336,"seed":{seed},"groups":["a","b"],"people":[],"items":[]}}"#
        );
        Extract::parse(json.as_bytes()).unwrap()
    }

    #[test]
    fn the_same_extract_is_computed_once_and_another_anew() {
        let (memo, computed) = (Mutex::new(Memo::default()), Cell::new(0));
        let ask = |seed| {
            remembered(&memo, &extract(seed), |extract| {
                computed.set(computed.get() + 1);
                extract.seed
            })
            .unwrap()
        };
        assert_eq!([ask(1), ask(1), ask(2), ask(1)], [1, 1, 2, 1]);
        assert_eq!(computed.get(), 2);
    }

    #[test]
    fn a_few_are_kept_and_what_was_not_asked_for_longest_goes_first() {
        let mut memo = Memo::default();
        let key = |n: usize| [u8::try_from(n).unwrap(); 32];
        for n in 0..MOST {
            memo.keep(key(n), n);
        }
        assert_eq!(memo.get(&key(0)), Some(0));
        memo.keep(key(MOST), MOST);
        assert_eq!(memo.kept.len(), MOST);
        assert_eq!((memo.get(&key(0)), memo.get(&key(1)), memo.get(&key(MOST))), (Some(0), None, Some(MOST)));
    }
}
