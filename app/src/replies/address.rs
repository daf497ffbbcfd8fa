//! The addresses that mail comes to: of an invitation, of a mail of ours that comes back, of a trial.

use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;
use crate::{
    db::{millis, sql},
    error::AppError,
    tenant::Tenant,
};

/// How long after the end of a gathering its addresses still exist.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Letters of a token, without upper case: some mail programs change that.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Letters in a token, five bits each.
const LETTERS: usize = 24;

/// Who a mail is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// The invitation with this token.
    Reply(String),
    /// The mail of ours with this token: it came back.
    Bounce(String),
    /// The trial with this token.
    Trial(String),
}

/// Reads an address of ours; `None` for any other.
pub fn parse(address: &str, domain: &str) -> Option<Address> {
    let address = address.to_ascii_lowercase();
    let local = address.strip_suffix(domain)?.strip_suffix('@')?;
    let token = |text: &str| {
        (text.len() == LETTERS && text.bytes().all(|byte| ALPHABET.contains(&byte))).then(|| text.to_owned())
    };
    match local.split_once('-')? {
        ("r", text) => token(text).map(Address::Reply),
        ("t", text) => token(text).map(Address::Trial),
        ("b", text) => token(text).map(Address::Bounce),
        _ => None,
    }
}

/// The address of an invitation.
pub fn reply(token: &str, domain: &str) -> String {
    format!("r-{token}@{domain}")
}

/// The address of a trial.
pub fn trial(token: &str, domain: &str) -> String {
    format!("t-{token}@{domain}")
}

/// The address to which a mail of ours comes back. Only who receives that very mail can read its token.
pub fn bounce(token: &str, domain: &str) -> String {
    format!("b-{token}@{domain}")
}

/// A fresh token: 120 random bits that survive a change of case.
pub fn fresh() -> String {
    let bits = rand::random::<u128>();
    (0..LETTERS).map(|at| char::from(ALPHABET[(bits >> (5 * at)) as usize & 31])).collect()
}

/// The token of an invitation: made the first time, and the same ever after.
pub async fn of_invitation(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    invitation: Uuid,
    now: Timestamp,
) -> Result<String, AppError> {
    let insert = "INSERT INTO reply_addresses (token, municipality_id, invitation_id, made_at) VALUES ($1, $2, $3, $4) \
                  ON CONFLICT DO NOTHING";
    let values = [fresh().into(), tenant.id().into(), invitation.into(), millis(now).into()];
    tx.execute_raw(sql(tx, insert, values)).await?;
    let find = "SELECT token FROM reply_addresses WHERE municipality_id = $1 AND invitation_id = $2";
    let row = tx.query_one_raw(sql(tx, find, [tenant.id().into(), invitation.into()])).await?;
    Ok(row.ok_or(AppError::NotFound)?.try_get_by_index(0)?)
}

/// Whether mail to this address is ours to take.
pub async fn is_known(
    db: &impl ConnectionTrait,
    domain: &str,
    recipient: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    Ok(match parse(recipient, domain) {
        None => false,
        Some(Address::Reply(token)) => store::target(db, &token, now).await?.is_some(),
        Some(Address::Bounce(token)) => store::outgoing(db, &token).await?.is_some(),
        Some(Address::Trial(token)) => super::trial::find(db, &token).await?.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_back_as_what_it_was_in_whatever_case() {
        let (domain, token) = ("rsvp.evenwijs.example", fresh());
        assert_eq!(token.len(), 24);
        assert_ne!(token, fresh());
        let table = [
            (reply(&token, domain), Address::Reply(token.clone())),
            (trial(&token, domain), Address::Trial(token.clone())),
            (bounce(&token, domain), Address::Bounce(token.clone())),
        ];
        for (text, address) in table {
            assert_eq!(parse(&text, domain), Some(address.clone()));
            assert_eq!(parse(&text.to_ascii_uppercase(), domain), Some(address));
            for wrong in [format!("{text}.boef.example"), format!("x{text}"), text.replace("rsvp.", "")] {
                assert_eq!(parse(&wrong, domain), None, "{wrong}");
            }
        }
        for wrong in
            ["", "@", "r-@rsvp.evenwijs.example", "r-1@rsvp.evenwijs.example", "postmaster@rsvp.evenwijs.example"]
        {
            assert_eq!(parse(wrong, domain), None, "{wrong}");
        }
    }
}
