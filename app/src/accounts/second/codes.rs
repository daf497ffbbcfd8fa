//! Codes: those of an app (RFC 6238: SHA-1, six digits, thirty seconds) and those for who lost it.

use jiff::Timestamp;
use qrcode::{Color, QrCode};
use totp_rs::{Builder, Totp};

use crate::{error::AppError, vault::Vault};

/// Bytes of a secret, as RFC 4226 recommends.
pub(super) const SECRET: usize = 20;
/// Recovery codes somebody gets at once.
pub(super) const RECOVERY_CODES: usize = 10;
/// Digits of a code from an app.
const DIGITS: usize = 6;
/// Letters of a recovery code: RFC 4648's, in small. 26 of them hold 128 bits.
const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Letters between two hyphens; the one left over stands with the last group.
const GROUP: usize = 5;
/// Light squares a reader wants around the drawing.
const QUIET: usize = 4;

/// A fresh secret of an app.
pub(super) fn fresh_secret() -> [u8; SECRET] {
    rand::random()
}

/// The secret that a step between password and code offers: the same on every look at its page, so that whoever goes to
/// their app and comes back does not find another drawing. `cookie` is what only that browser knows; without the key of
/// the vault nothing follows from it.
pub(super) fn secret_of(vault: &Vault, cookie: &str) -> Result<[u8; SECRET], AppError> {
    let derived = vault.derive(b"totp offer", cookie.as_bytes())?;
    let mut secret = [0; SECRET];
    secret.copy_from_slice(&derived[..SECRET]);
    Ok(secret)
}

fn totp(secret: &[u8], account: &str, issuer: &str) -> Result<Totp, AppError> {
    // A colon parts issuer and account in the address; neither may hold one.
    let plain = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(plain(account))
        .with_issuer(Some(plain(issuer)))
        .build()
        .map_err(AppError::unexpected)
}

/// The address an app reads from the drawing.
pub(super) fn address(secret: &[u8], account: &str, issuer: &str) -> Result<String, AppError> {
    totp(secret, account, issuer)?.to_url().map_err(AppError::unexpected)
}

/// The secret as people type it into an app: groups of four.
pub(super) fn spelled(secret: &[u8]) -> Result<String, AppError> {
    let text = totp(secret, "x", "x")?.secret().to_base32();
    let groups: Vec<String> =
        text.as_bytes().chunks(4).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    Ok(groups.join(" "))
}

/// The step this code belongs to: the one of `now`, the one before or the one after. `None`: another code.
pub(super) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Result<Option<i64>, AppError> {
    let seconds = u64::try_from(now.as_second()).map_err(AppError::unexpected)?;
    let step = totp(secret, "x", "x")?.check(code, seconds);
    step.map(|step| i64::try_from(step).map_err(AppError::unexpected)).transpose()
}

/// What was typed where a code is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    /// Six digits, from an app.
    App(String),
    /// A recovery code, without its hyphens.
    Recovery(String),
    /// Neither.
    Nothing,
}

/// Reads it as people type: with spaces, hyphens and capitals.
pub(super) fn read(typed: &str) -> Typed {
    let plain: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_lowercase()).collect();
    let letters = plain.bytes().all(|byte| LETTERS.contains(&byte));
    match plain.len() {
        DIGITS if plain.bytes().all(|byte| byte.is_ascii_digit()) => Typed::App(plain),
        26 if letters => Typed::Recovery(plain),
        _ => Typed::Nothing,
    }
}

/// A fresh recovery code of 128 bits: `abcde-fghij-…`.
pub(super) fn fresh_recovery() -> String {
    let bits: u128 = rand::random();
    let letters: Vec<char> =
        (0..26).map(|n| char::from(LETTERS[usize::try_from(bits >> (n * 5) & 31).unwrap_or_default()])).collect();
    let (even, last) = letters.split_at(letters.len() - GROUP - 1);
    let groups = even.chunks(GROUP).chain([last]).map(String::from_iter);
    groups.collect::<Vec<_>>().join("-")
}

/// A drawing for a camera: how many squares wide, and the dark ones as a path.
pub(super) fn drawing(address: &str) -> Result<(usize, String), AppError> {
    let code = QrCode::new(address.as_bytes()).map_err(AppError::unexpected)?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{},{}h1v1h-1z", place % width + QUIET, place / width + QUIET));
        }
    }
    Ok((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(step_of(secret, code, at(second)).unwrap(), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_one_late_and_no_more() {
        let (secret, code) = (b"12345678901234567890", "081804");
        let step = 1_111_111_109 / 30;
        for (late, known) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let found = step_of(secret, code, at(1_111_111_109 + late * 30)).unwrap();
            assert_eq!(found, known.then_some(step), "{late} steps late");
        }
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(read(" 123 456 "), Typed::App("123456".to_owned()));
        let code = fresh_recovery();
        let plain = code.replace('-', "");
        assert_eq!(read(&code.to_uppercase().replace('-', " ")), Typed::Recovery(plain));
        for other in ["", "12345", "1234567", "abc", "!!!!!!"] {
            assert_eq!(read(other), Typed::Nothing, "{other}");
        }
    }

    #[test]
    fn recovery_codes_are_in_groups_that_a_person_can_copy() {
        let code = fresh_recovery();
        let groups: Vec<usize> = code.split('-').map(str::len).collect();
        assert_eq!(groups, [5, 5, 5, 5, 6], "{code}");
        assert_ne!(code, fresh_recovery());
    }

    #[test]
    fn an_app_is_told_who_and_where() {
        let address = address(&[7; SECRET], "greet@winterbeek.example", "Evenwijs: Winterbeek").unwrap();
        assert!(
            address.starts_with("otpauth://totp/Evenwijs%20%20Winterbeek:greet%40winterbeek.example?secret="),
            "{address}"
        );
        let (width, path) = drawing(&address).unwrap();
        assert!(width > 40 && path.starts_with('M'), "{width}");
        assert_eq!(spelled(&[7; SECRET]).unwrap().len(), 32 + 7);
    }
}
