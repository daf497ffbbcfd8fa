//! Who reads what somebody wrote beside their answer: what one eats, or why one comes late, is for those who act on it.

use domain::policy::{Facts, act};

use super::{panel::secretary_of, roll::Order, store::Reply};
use crate::{ctx::Ctx, error::AppError};

/// Takes away the remarks that are not for this reader. `facts` are those of the gathering.
///
/// # Errors
/// `NotFound` for who is not signed in.
pub fn keep_readable(ctx: &Ctx, facts: Facts, order: &Order, replies: &mut [Reply]) -> Result<(), AppError> {
    let me = ctx.actor()?.person;
    let faction = secretary_of(ctx);
    for reply in replies {
        let own = reply.person == me;
        let same_faction = faction.is_some() && order.faction_of(reply.person) == faction;
        if !ctx.may::<act::ReadRemark>(Facts { own, same_faction, ..facts }) {
            reply.note.clear();
        }
    }
    Ok(())
}
