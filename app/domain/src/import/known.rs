//! The people and council an import is compared with, and the steps that bring it up to date.

use crate::people::{Change, OwnedCouncil};
use uuid::Uuid;

/// Somebody the municipality knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownPerson {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

/// What is stored now.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Present {
    /// Everybody known, former members too.
    pub people: Vec<KnownPerson>,
    /// The council.
    pub council: OwnedCouncil,
}

/// One step to store.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Somebody new.
    AddPerson(KnownPerson),
    /// Somebody known, as they become.
    UpdatePerson(KnownPerson),
    /// A change of the council.
    Council(Change),
}

impl Present {
    /// Carries out one step.
    pub fn apply(&mut self, step: &Step) {
        match step {
            Step::AddPerson(person) => self.people.push(person.clone()),
            Step::UpdatePerson(person) => {
                for known in self.people.iter_mut().filter(|p| p.id == person.id) {
                    known.clone_from(person);
                }
            }
            Step::Council(change) => self.council.apply(change),
        }
    }

    /// Somebody by id.
    #[must_use]
    pub fn person(&self, id: Uuid) -> Option<&KnownPerson> {
        self.people.iter().find(|p| p.id == id)
    }
}
