//! The one clock. Handlers read it once per request and pass the moment on.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::Timestamp;

/// Where `now` comes from: the machine, or a hand that moves it.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// Stands still until moved; milliseconds since 1970.
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this moment.
    pub fn at(moment: Timestamp) -> Self {
        Self::Hand(Arc::new(AtomicI64::new(moment.as_millisecond())))
    }

    /// The present moment, to the millisecond.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => crate::db::moment(Timestamp::now().as_millisecond()),
            Self::Hand(millis) => crate::db::moment(millis.load(Ordering::SeqCst)),
        }
    }

    /// Moves a clock in the hand; the machine's clock stays as it is.
    pub fn set(&self, moment: Timestamp) {
        if let Self::Hand(millis) = self {
            millis.store(moment.as_millisecond(), Ordering::SeqCst);
        }
    }
}
