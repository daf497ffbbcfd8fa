//! Passwords that a guesser comes to soon (R04): common ones and what people make of them, and those of breaches that the
//! operator has a file of. The rules on length, names and words of the council are the domain's.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::PathBuf,
};

use sha1::{Digest, Sha1};

use super::passwords::{HashError, Hasher};
use crate::error::AppError;

/// Characters that the estimate is given: its work grows faster than what it is given, and this much says enough.
const LOOKED_AT: usize = 40;
/// As a power of ten: guesses that are too few even for who has stolen the hash.
const FEWEST_GUESSES: f64 = 10.0;
/// Letters of a SHA-1 hash in hexadecimal.
const HASH: usize = 40;
/// Longest line of the operator's file; a password that can be chosen is shorter.
const LONGEST_LINE: u64 = 1024;

/// The first 3,000 of the list of common passwords in Django 5.2 (BSD-3-Clause), most common first.
const COMMON: &str = include_str!("known/common.txt");

/// Whether a guesser comes to this password soon, in the queue of the hashes: an estimate is work too. `about`: what is known
/// of the person and the municipality.
///
/// # Errors
/// The queue is full.
pub async fn is_guessable(hasher: &Hasher, password: &str, about: &[&str]) -> Result<bool, HashError> {
    let password = password.to_owned();
    let about: Vec<String> = about.iter().map(|known| (*known).to_owned()).collect();
    let estimate = move || Ok(comes_soon(&password, &about.iter().map(String::as_str).collect::<Vec<_>>()));
    hasher.place()?.work(estimate).await
}

fn comes_soon(password: &str, about: &[&str]) -> bool {
    let start: String = password.chars().take(LOOKED_AT).collect();
    // What is known of the person is tried first, then what is common everywhere.
    let first: Vec<&str> = about.iter().copied().chain(COMMON.lines()).collect();
    zxcvbn::zxcvbn(&start, &first).guesses_log10() < FEWEST_GUESSES
}

/// The operator's file of passwords that others know.
///
/// Either one password a line, or SHA-1 hashes in order, in capitals, each perhaps with a colon and a count: the form in
/// which the passwords of breaches are published. The second may be of any size: it is searched by halves.
#[derive(Debug, Clone)]
pub struct KnownPasswords(PathBuf);

impl KnownPasswords {
    /// The file at this path.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Whether this password is in it.
    ///
    /// # Errors
    /// The file could not be read: then nothing is known, and nothing is chosen.
    pub async fn holds(&self, password: &str) -> Result<bool, AppError> {
        let (path, password) = (self.0.clone(), password.to_owned());
        let looked = tokio::task::spawn_blocking(move || {
            let file = File::open(path)?;
            if is_hashed(&file)? { among_hashes(file, &password) } else { among_lines(file, &password) }
        });
        let held = looked.await.map_err(AppError::unexpected)?;
        held.map_err(|error| AppError::unexpected(format!("the file of known passwords: {error}")))
    }
}

fn is_hashed(mut file: &File) -> io::Result<bool> {
    let mut first = Vec::new();
    file.take(HASH as u64 + 1).read_to_end(&mut first)?;
    file.rewind()?;
    let (hash, after) = first.split_at(first.len().min(HASH));
    let ends = after.first().is_none_or(|byte| matches!(byte, b':' | b'\r' | b'\n'));
    Ok(hash.len() == HASH && ends && hash.iter().all(u8::is_ascii_hexdigit))
}

/// One password a line; capitals make no other password.
fn among_lines(file: File, password: &str) -> io::Result<bool> {
    let wanted = password.to_lowercase();
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut reader).take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(false);
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim_end_matches(['\r', '\n']).to_lowercase() == wanted {
            return Ok(true);
        }
    }
}

/// Halves the file until the line is found at which the hash would stand.
fn among_hashes(file: File, password: &str) -> io::Result<bool> {
    let wanted = crate::secret::hex(&Sha1::digest(password.as_bytes())).to_uppercase();
    let (mut low, mut high) = (0, file.metadata()?.len());
    let mut reader = BufReader::with_capacity(512, file);
    let mut line = Vec::new();
    while low < high {
        let middle = low + (high - low) / 2;
        // The first line that begins at or after the middle.
        let mut start = middle.saturating_sub(1);
        reader.seek(SeekFrom::Start(start))?;
        if middle > 0 {
            line.clear();
            start += (&mut reader).take(LONGEST_LINE).read_until(b'\n', &mut line)? as u64;
        }
        line.clear();
        let read = (&mut reader).take(LONGEST_LINE).read_until(b'\n', &mut line)? as u64;
        if read == 0 || start >= high {
            high = middle;
            continue;
        }
        let hash = String::from_utf8_lossy(line.get(..HASH).unwrap_or(&line)).to_uppercase();
        match wanted.cmp(&hash) {
            std::cmp::Ordering::Equal => return Ok(true),
            std::cmp::Ordering::Less => high = middle,
            std::cmp::Ordering::Greater => low = start + read,
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use domain::values::{MAX_PASSWORD, MIN_PASSWORD, check_password};

    use super::*;

    const ABOUT: [&str; 3] = ["Greet van Dam", "greet@winterbeek.example", "Winterbeek"];

    fn refused(password: &str) -> bool {
        check_password(password, &ABOUT).is_err() || comes_soon(password, &ABOUT)
    }

    /// What people make of a password that must be longer.
    fn stretched(word: &str) -> [String; 3] {
        let capital: String = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
        let long = |text: String, with: &str| {
            let missing = MIN_PASSWORD.saturating_sub(text.chars().count());
            text.chars().chain(with.chars().cycle().take(missing)).collect::<String>()
        };
        [
            long(word.to_owned(), "1234567890"),
            long(format!("{capital}2026!"), "!"),
            long(format!("{word}{word}"), "123"),
        ]
    }

    #[test]
    fn the_three_thousand_most_common_are_refused_however_they_are_stretched() {
        let words: Vec<&str> = COMMON.lines().collect();
        assert_eq!(words.len(), 3_000);
        // The most common in every way, of the others one each: an estimate takes a while.
        let ways = words.iter().enumerate().flat_map(|(n, word)| {
            let ways = stretched(word).into_iter().enumerate();
            ways.filter(move |(way, _)| n < 30 || n % 3 == *way).map(|(_, way)| way)
        });
        let all = words.iter().map(|word| (*word).to_owned()).chain(ways);
        let taken: Vec<String> = all.filter(|password| !refused(password)).collect();
        assert!(taken.is_empty(), "{} are taken, such as {:?}", taken.len(), &taken[..taken.len().min(20)]);
    }

    #[test]
    fn two_common_words_are_refused_and_a_sentence_of_ones_own_is_taken() {
        for weak in
            ["dragonmonkey123", "iloveyou princess", "Superman-Batman1", "liverpoolchelsea", "p@ssw0rdp@ssw0rd!"]
        {
            assert!(refused(weak), "{weak}");
        }
        for good in [
            "vier kippen op stok",
            "paars fietst de kat naar zee",
            "correct blauw kozijn nietje",
            "wij eten op zondag spruitjes",
            "tRq8#vL0p!xZ2@mK",
            "blauwe olifant fietst langzaam",
            "kameraad fietst naar zee",
        ] {
            assert!(!refused(good), "{good}");
        }
    }

    #[test]
    fn the_estimate_takes_no_longer_for_a_long_password() {
        comes_soon("warm", &[]);
        let repeat = |piece: &str| piece.chars().cycle().take(MAX_PASSWORD).collect::<String>();
        for long in ["a", "4@$0!1", "password", "p@$$w0rd1!", "1qaz", "2026-11-22", "aB3$", "🦆é"].map(repeat) {
            let began = Instant::now();
            comes_soon(&long, &ABOUT);
            assert!(began.elapsed() < Duration::from_secs(2), "{long}: {:?}", began.elapsed());
        }
    }

    fn file(name: &str, text: &str) -> (KnownPasswords, PathBuf) {
        let path = std::env::temp_dir().join(format!("ew-known-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        (KnownPasswords::at(path.clone()), path)
    }

    #[tokio::test]
    async fn a_file_of_words_is_read_line_by_line() {
        let (known, path) = file("words", "eerste regel hier\r\nVier Kippen op Stok\nlaatste zonder einde");
        for held in ["vier kippen op stok", "EERSTE regel hier", "laatste zonder einde"] {
            assert!(known.holds(held).await.unwrap(), "{held}");
        }
        for free in ["vier kippen op", "vier kippen op stok ", ""] {
            assert!(!known.holds(free).await.unwrap(), "{free}");
        }
        std::fs::remove_file(&path).unwrap();
        assert!(known.holds("vier kippen op stok").await.is_err(), "without the file nothing is known");
    }

    #[tokio::test]
    async fn a_file_of_hashes_is_searched_by_halves() {
        let words: Vec<String> = (0..300).map(|n| format!("wachtwoord nummer {n}")).collect();
        let hash = |word: &str| crate::secret::hex(&Sha1::digest(word.as_bytes())).to_uppercase();
        let mut lines: Vec<String> = words.iter().map(|word| hash(word)).collect();
        lines.sort();
        for (name, counted, end) in [("counted", true, "\r\n"), ("plain", false, "\n")] {
            let count = |n: usize| if counted { format!(":{}", n * n * n) } else { String::new() };
            let text: String = lines.iter().enumerate().map(|(n, line)| format!("{line}{}{end}", count(n))).collect();
            let (known, path) = file(name, text.trim_end());
            for word in &words {
                assert!(known.holds(word).await.unwrap(), "{word}");
                assert!(!known.holds(&format!("{word}!")).await.unwrap(), "{word}!");
            }
            std::fs::remove_file(path).unwrap();
        }
    }
}
