//! Passwords: Argon2id with 19 MiB, two passes, one lane (R01), off the runtime and a few at a time (R02).

use std::{
    cell::RefCell,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Sender},
    },
};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        self, CustomizedPasswordHasher, PasswordHasher, PasswordVerifier,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};
use domain::values::MAX_PASSWORD;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::error::AppError;

/// Memory in KiB.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes at the same time: more only make each slower.
const AT_ONCE: usize = 2;
/// Hashes that may wait for their turn.
const MAX_WAITING: usize = 50;
/// What somebody is told to wait when the queue is full, in seconds.
pub const BUSY_SECONDS: i64 = 5;
/// A hash no password fits, so that an unknown account costs what a known one does (R07).
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$p0d5bfvJUZ1cIWPH8v9nEQ$xM1V5cUZk0l8QyHnAq2rJ3tD7wE9oBsKfG6iLpXvYzA";

/// Why there is no hash.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many wait already; try again after [`BUSY_SECONDS`].
    #[error("too many passwords wait to be checked")]
    Busy,
    /// The library or the runtime refused.
    #[error("hashing: {0}")]
    Failed(String),
}

impl From<HashError> for AppError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::TooMany(BUSY_SECONDS),
            HashError::Failed(cause) => Self::Unexpected(cause),
        }
    }
}

/// What came of comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is not this password.
    Wrong,
    /// It is.
    Right,
    /// It is, but the hash was made with less work than is asked today: make a new one.
    RightButWeak,
}

/// Hashes and compares. Cheap to clone; all clones share one queue.
#[derive(Clone, Debug)]
pub struct Hasher {
    queue: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    bench: Sender<Job>,
}

/// A piece of work.
type Job = Box<dyn FnOnce() + Send>;

/// As many threads as hash at once, for as long as somebody can send them work. Each keeps the memory it hashes in: taken
/// anew for every hash, the allocator lost sight of it, up to hundreds of megabytes.
fn bench() -> Sender<Job> {
    let (bench, jobs) = mpsc::channel::<Job>();
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..AT_ONCE {
        let jobs = jobs.clone();
        std::thread::spawn(move || {
            let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            while let Ok(job) = next() {
                // Whoever waits for it hears that it came to nothing; the next one has its turn all the same.
                let _fallen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
            }
        });
    }
    bench
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher {
    /// With an empty queue.
    pub fn new() -> Self {
        let queue = Arc::new(Semaphore::new(AT_ONCE + MAX_WAITING));
        Self { queue, turns: Arc::new(Semaphore::new(AT_ONCE)), bench: bench() }
    }

    /// The PHC string of a password that was checked by `domain::values::check_password`.
    pub async fn hash(&self, password: &str) -> Result<String, HashError> {
        self.place()?.hash(password).await
    }

    /// Compares as [`Place::verify`], in a place of its own.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<Verdict, HashError> {
        self.place()?.verify(password, hash).await
    }

    /// A place in the queue, or `Busy`. Taken before a try is counted, so that a full queue costs nobody a try.
    pub fn place(&self) -> Result<Place, HashError> {
        let queued = self.queue.clone().try_acquire_owned().map_err(|_| HashError::Busy)?;
        Ok(Place { queued, turns: self.turns.clone(), bench: self.bench.clone() })
    }
}

/// A place in the queue.
#[derive(Debug)]
pub struct Place {
    queued: OwnedSemaphorePermit,
    turns: Arc<Semaphore>,
    bench: Sender<Job>,
}

impl Place {
    /// The PHC string of a password.
    async fn hash(self, password: &str) -> Result<String, HashError> {
        let password = password.to_owned();
        self.work(move || {
            let hash = OnBench.hash_password(password.as_bytes()).map_err(failed)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Compares a password with the PHC string of an account. Without a string, and for a password longer than any we
    /// accept, the same work is done and the verdict is `Wrong`.
    pub async fn verify(self, password: &str, hash: Option<String>) -> Result<Verdict, HashError> {
        let fits = password.chars().count() <= MAX_PASSWORD;
        let hash = hash.filter(|_| fits);
        let password = if fits { password.to_owned() } else { String::new() };
        self.work(move || {
            let known = hash.is_some();
            let hash = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY)).map_err(failed)?;
            let right = OnBench.verify_password(password.as_bytes(), &hash).is_ok();
            Ok(match (known && right, is_weak(&hash)) {
                (false, _) => Verdict::Wrong,
                (true, false) => Verdict::Right,
                (true, true) => Verdict::RightButWeak,
            })
        })
        .await
    }

    /// Does one piece of work on a thread of its own. The place goes with it, so that a reader who hangs up
    /// does not make room for more than fit.
    pub(super) async fn work<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let turn = self.turns.acquire_owned().await.map_err(failed)?;
        let (done, outcome) = oneshot::channel();
        let job = move || {
            let outcome = work();
            drop((turn, self.queued));
            // Who hung up wants no answer.
            let _ = done.send(outcome);
        };
        self.bench.send(Box::new(job)).map_err(failed)?;
        outcome.await.map_err(failed)?
    }
}

thread_local! {
    /// What a thread of the bench hashes in.
    static BLOCKS: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

/// Argon2 in the memory of its thread.
struct OnBench;

impl CustomizedPasswordHasher<PasswordHash> for OnBench {
    type Params = Params;

    fn hash_password_customized(
        &self,
        password: &[u8],
        salt: &[u8],
        algorithm: Option<&str>,
        version: Option<u32>,
        params: Params,
    ) -> password_hash::Result<PasswordHash> {
        let algorithm = algorithm.map(Algorithm::try_from).transpose()?.unwrap_or_default();
        let version = version.map(Version::try_from).transpose()?.unwrap_or_default();
        let (blocks, named) = (params.block_count(), ParamsString::try_from(&params)?);
        let mut room = [0; Output::MAX_LENGTH];
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let out = room.get_mut(..length).ok_or(password_hash::Error::OutputSize)?;
        BLOCKS.with_borrow_mut(|kept| {
            if kept.len() < blocks {
                kept.resize(blocks, Block::new());
            }
            Argon2::new(algorithm, version, params).hash_password_into_with_memory(
                password,
                salt,
                out,
                &mut kept[..blocks],
            )
        })?;
        Ok(PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: named,
            salt: Some(Salt::new(salt)?),
            hash: Some(Output::new(out)?),
        })
    }
}

impl PasswordHasher<PasswordHash> for OnBench {
    fn hash_password_with_salt(&self, password: &[u8], salt: &[u8]) -> password_hash::Result<PasswordHash> {
        let params = Params::new(MEMORY, PASSES, LANES, None)?;
        let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
        self.hash_password_customized(password, salt, Some(algorithm.as_str()), Some(version.into()), params)
    }
}

/// Whether a hash was made by another method or with less work than today's.
fn is_weak(hash: &PasswordHash) -> bool {
    let same_method = hash.algorithm == Algorithm::Argon2id.ident() && hash.version == Some(Version::V0x13.into());
    let enough = Params::try_from(hash)
        .is_ok_and(|params| params.m_cost() >= MEMORY && params.t_cost() >= PASSES && params.p_cost() >= LANES);
    !(same_method && enough)
}

fn failed(cause: impl std::fmt::Display) -> HashError {
    HashError::Failed(cause.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "vier kippen op stok";

    #[tokio::test]
    async fn a_hash_says_how_it_was_made_and_fits_its_password_only() {
        let hasher = Hasher::new();
        let hash = hasher.hash(GOOD).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, hasher.hash(GOOD).await.unwrap(), "every hash has a salt of its own");
        assert_eq!(hasher.verify(GOOD, Some(hash.clone())).await.unwrap(), Verdict::Right);
        assert_eq!(hasher.verify("vier kippen op stak", Some(hash)).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_hash_made_with_less_work_is_told_apart() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).unwrap())
            .hash_password(GOOD.as_bytes())
            .unwrap()
            .to_string();
        assert_eq!(Hasher::new().verify(GOOD, Some(weak)).await.unwrap(), Verdict::RightButWeak);
    }

    /// Beside the library with memory of its own: the same salt gives the same hash.
    #[test]
    fn the_memory_that_is_kept_changes_no_hash() {
        let params = Params::new(MEMORY, PASSES, LANES, None).unwrap();
        let plain = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        for (password, salt) in
            [("een", "zout-om-te-proeven"), ("twee", "ander-zout-erbij"), ("een", "zout-om-te-proeven")]
        {
            let (password, salt) = (password.as_bytes(), salt.as_bytes());
            let kept = OnBench.hash_password_with_salt(password, salt).unwrap();
            assert_eq!(kept.to_string(), plain.hash_password_with_salt(password, salt).unwrap().to_string());
        }
    }

    #[test]
    fn nobodys_hash_asks_for_todays_work() {
        assert!(!is_weak(&PasswordHash::new(NOBODY).unwrap()));
    }

    #[tokio::test]
    async fn an_unknown_account_and_an_endless_password_are_wrong() {
        let hasher = Hasher::new();
        assert_eq!(hasher.verify(GOOD, None).await.unwrap(), Verdict::Wrong);
        assert_eq!(hasher.verify("", None).await.unwrap(), Verdict::Wrong);
        let hash = hasher.hash("").await.unwrap();
        assert_eq!(hasher.verify(&"x".repeat(MAX_PASSWORD + 1), Some(hash)).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once_and_empties_again() {
        let hasher = Hasher::new();
        let held = hasher.turns.clone().acquire_many_owned(u32::try_from(AT_ONCE).unwrap()).await.unwrap();
        let waiting: Vec<_> = (0..AT_ONCE + MAX_WAITING)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.verify(GOOD, None).await })
            })
            .collect();
        while hasher.queue.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(hasher.verify(GOOD, None).await, Err(HashError::Busy)));
        for task in &waiting {
            task.abort();
        }
        drop(held);
        for task in waiting {
            let _ = task.await;
        }
        assert_eq!(hasher.verify(GOOD, None).await.unwrap(), Verdict::Wrong);
    }
}
