//! What islands ask of the server. On the server each function goes through [`Doors`], found in the context; behind
//! them stand the same gate and the same commands as behind the forms.

use std::{future::Future, pin::Pin};

use leptos::{
    prelude::*,
    server_fn::{
        codec::{Json, JsonEncoding},
        error::{FromServerFnError, ServerFnErrorErr},
    },
};
use serde::{Deserialize, Serialize};

/// Why a call was not done: a fixed code, never a library's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// Nobody is signed in any more.
    SignIn,
    /// It is not there, or not for this reader.
    Gone,
    /// Somebody else does this.
    Forbidden,
    /// It can no longer be done: cancelled, begun, over.
    Closed,
    /// The server could not do it now.
    Busy,
    /// The server was not reached.
    Offline,
}

impl Trouble {
    /// Whether the same call may well succeed later.
    pub fn passes(self) -> bool {
        matches!(self, Self::Busy | Self::Offline)
    }
}

impl FromServerFnError for Trouble {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            _ => Self::Busy,
        }
    }
}

/// The codes in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroubleWords {
    /// For [`Trouble::SignIn`].
    pub sign_in: String,
    /// For [`Trouble::Gone`].
    pub gone: String,
    /// For [`Trouble::Forbidden`].
    pub forbidden: String,
    /// For [`Trouble::Closed`].
    pub closed: String,
    /// For [`Trouble::Busy`].
    pub busy: String,
    /// For [`Trouble::Offline`].
    pub offline: String,
}

impl TroubleWords {
    /// What to say.
    pub fn of(&self, trouble: Trouble) -> String {
        match trouble {
            Trouble::SignIn => &self.sign_in,
            Trouble::Gone => &self.gone,
            Trouble::Forbidden => &self.forbidden,
            Trouble::Closed => &self.closed,
            Trouble::Busy => &self.busy,
            Trouble::Offline => &self.offline,
        }
        .clone()
    }
}

/// An answer to an invitation, of the person signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerOrder {
    /// The municipality, as in the address.
    pub slug: String,
    /// Which gathering.
    pub gathering: String,
    /// The code of the answer; empty takes it back.
    pub answer: String,
}

/// An answer that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What to say about it, in the reader's language: saved, and whether there is a place.
    pub said: String,
    /// The same answer for the other dates of its series, where there are any to answer.
    #[serde(default)]
    pub rest: Option<Rest>,
}

/// The same answer for the other dates of a series: what one button offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// The code of the answer.
    pub answer: String,
    /// What the button says.
    pub button: String,
    /// The dates: the id of each, and its words.
    pub dates: Vec<(String, String)>,
    /// The words that open the dates where there are many; empty where they stand in sight.
    pub fold: String,
}

/// How one person was there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Who.
    pub person: String,
    /// The code of how; empty for absent.
    pub stand: String,
    /// In whose place, or empty.
    pub substitute: String,
}

/// Marks to save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresenceOrder {
    /// The municipality, as in the address.
    pub slug: String,
    /// Which gathering.
    pub gathering: String,
    /// Who is how.
    pub marks: Vec<Mark>,
}

/// A call under way.
pub type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send + 'a>>;

/// What the server does for islands. The application implements it once per request and puts it into the context.
pub trait Doors: Send + Sync {
    /// Saves an answer.
    fn answer(&self, order: AnswerOrder) -> Call<'_, Answered>;
    /// Saves marks of attendance.
    fn present(&self, order: PresenceOrder) -> Call<'_, ()>;
}

/// Saves an answer.
#[server(prefix = "/_fn", endpoint = "answer", input = Json)]
pub async fn send_answer(order: AnswerOrder) -> Result<Answered, Trouble> {
    use_context::<std::sync::Arc<dyn Doors>>().ok_or(Trouble::Busy)?.answer(order).await
}

/// Saves marks of attendance.
#[server(prefix = "/_fn", endpoint = "present", input = Json)]
pub async fn send_presence(order: PresenceOrder) -> Result<(), Trouble> {
    use_context::<std::sync::Arc<dyn Doors>>().ok_or(Trouble::Busy)?.present(order).await
}
