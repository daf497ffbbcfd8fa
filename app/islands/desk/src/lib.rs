//! The islands of the pages where one sits down: attendance, the agenda, the balance. They make a WebAssembly file of
//! their own, with the answer in it too, so that home loads the answer alone: half the bytes on a phone.

/// Who is here.
pub mod attendance;
/// The values of a picture where one points.
pub mod moments;
mod queue;
/// Keys that lead somewhere.
pub mod shortcuts;

// Its exports, `hydrate` among them, belong to this file as well.
use islands as _;
