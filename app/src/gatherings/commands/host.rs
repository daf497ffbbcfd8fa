//! Who goes to a gathering for the college hears what becomes of it. They are not among those invited and are owed nothing by
//! the ledger: this is so that they are there, and not there for nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::change::Moved;
use crate::{
    db::Tx,
    error::AppError,
    gatherings::{
        mails::host::{Turn, Word, message},
        store::Gathering,
    },
    mail::{Recipient, outbox},
    people::store::CouncilBook,
    tenant::Tenant,
};

/// What is to be told to whom, gathered first so that one deed is one mail for each person.
#[derive(Debug, Default)]
pub(super) struct Hosts<'a>(BTreeMap<(Uuid, Word), Vec<Turn<'a>>>);

impl<'a> Hosts<'a> {
    /// The same word about each of these, to who goes there.
    pub(super) fn of(word: Word, gatherings: impl Iterator<Item = &'a Gathering>) -> Self {
        let mut hosts = Self::default();
        for gathering in gatherings {
            hosts.add(gathering.details.host, word, Turn { gathering, before: None });
        }
        hosts
    }

    /// What changes come to: of when and where for who stays, and for who comes and goes that they do.
    pub(super) fn of_changes(moved: &'a [Moved], rehosted: &'a [(Gathering, Gathering)]) -> Self {
        let mut hosts = Self::default();
        for Moved { before, after, changed, .. } in moved {
            if before.details.host == after.details.host {
                hosts.add(
                    after.details.host,
                    Word::Changed,
                    Turn { gathering: after, before: Some((before, changed)) },
                );
            }
        }
        for (before, after) in rehosted {
            hosts.add(before.details.host, Word::Relieved, Turn { gathering: before, before: None });
            hosts.add(after.details.host, Word::Expected, Turn { gathering: after, before: None });
        }
        hosts
    }

    fn add(&mut self, host: Option<Uuid>, word: Word, turn: Turn<'a>) {
        if let Some(host) = host {
            self.0.entry((host, word)).or_default().push(turn);
        }
    }

    /// Puts the mails into the outbox. Who is among those invited hears it as they do, and without an address by other ways.
    pub(super) async fn tell(
        self,
        tx: &Tx,
        tenant: &Tenant,
        book: &CouncilBook,
        invited: &BTreeSet<Uuid>,
        base_url: &str,
        now: Timestamp,
    ) -> Result<(), AppError> {
        for ((person, word), turns) in self.0 {
            let Some(to) = Recipient::of(book, person).filter(|_| !invited.contains(&person)) else { continue };
            if let Some(message) = message((tenant, base_url), to, word, &turns, now)? {
                outbox::enqueue(tx, tenant, &message, now).await?;
            }
        }
        Ok(())
    }
}
