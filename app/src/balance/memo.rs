//! Reports computed before. A report is a function of its extract and of nothing else, so it is kept by the SHA-256 of that:
//! whatever changes in the ledger changes the extract, and with it the key. A few are kept, in memory; what was not asked
//! for longest goes first.

use std::{
    num::NonZeroUsize,
    sync::{LazyLock, Mutex, PoisonError},
};

use domain::balance::{
    extract::Extract,
    report::{self, AllFactions, Report},
};
use lru::LruCache;
use sha2::{Digest, Sha256};

use crate::error::AppError;

/// Reports kept at once. One of forty items is some tens of kilobytes.
const MOST: NonZeroUsize = match NonZeroUsize::new(64) {
    Some(most) => most,
    None => NonZeroUsize::MIN,
};

type Memo<T> = Mutex<LruCache<[u8; 32], T>>;

static SIDES: LazyLock<Memo<Report>> = LazyLock::new(empty);
static FACTIONS: LazyLock<Memo<AllFactions>> = LazyLock::new(empty);

fn empty<T>() -> Memo<T> {
    Mutex::new(LruCache::new(MOST))
}

/// The value for an extract: kept, or computed now. Nobody waits for another's computing.
fn remembered<T: Clone>(memo: &Memo<T>, extract: &Extract, compute: impl FnOnce(&Extract) -> T) -> Result<T, AppError> {
    let key: [u8; 32] = Sha256::digest(extract.to_json().map_err(AppError::unexpected)?).into();
    // Whoever broke off while holding it left a whole value or none.
    let locked = || memo.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = locked().get(&key) {
        return Ok(known.clone());
    }
    let value = compute(extract);
    locked().put(key, value.clone());
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
        let (memo, computed) = (empty(), Cell::new(0));
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
}
