//! The gate: the only caller of `domain::policy`, and the only place where a proof of permission is made.

use std::marker::PhantomData;

use domain::policy::{self, Denied, Facts, Kind};
use uuid::Uuid;

use crate::{actor::Actor, error::AppError, tenant::Tenant};

/// Proof that this actor may do `A` here. Commands and queries ask for it, so a forgotten check does not compile.
#[derive(Debug, Clone)]
pub struct Allowed<A> {
    actor: Actor,
    act: PhantomData<A>,
}

impl<A> Allowed<A> {
    /// Who was allowed.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The person who was allowed.
    pub fn person(&self) -> Uuid {
        self.actor.person
    }

    /// The municipality it was allowed in.
    pub fn tenant(&self) -> &Tenant {
        &self.actor.tenant
    }
}

/// Asks the policy. What the actor may not know of is `NotFound`, what they may not do is `Forbidden` with the reason.
pub fn authorize<A: Kind>(actor: &Actor, facts: Facts) -> Result<Allowed<A>, AppError> {
    match policy::may(&actor.roles, A::ACT, facts) {
        Ok(()) => Ok(Allowed { actor: actor.clone(), act: PhantomData }),
        Err(Denied::Hidden) => Err(AppError::NotFound),
        Err(denied) => Err(AppError::Forbidden(denied)),
    }
}
