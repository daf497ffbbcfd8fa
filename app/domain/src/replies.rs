//! Answers that calendars mail: what becomes of one, decided from what it says and how sure it is who sent it.
//!
//! The address it came to says which invitation is meant; the attendee in it must be the one invited; the sender must be
//! proven and the same; and only an answer newer than what is known counts. What does not hold is kept for a person to
//! look at, or passed over, and never changes an answer by itself (RFC 6047, 2.2.1).

mod proof;

pub use proof::{Proof, prove};

use jiff::{SignedDuration, Timestamp};

use crate::{answers::Answer, codes};

/// Clocks of calendars are set by people: an answer given elsewhere is newer only by more than this.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(15);

codes! {
    /// What became of a mail.
    pub enum Standing {
        /// It is the answer now.
        Applied = "verwerkt",
        /// Waits until somebody says that it is right.
        Held = "wacht",
        /// Proposes another time: for the clerk to read.
        Proposed = "voorstel",
        /// Names somebody to come instead: for the clerk to read.
        Delegated = "gemachtigde",
        /// Nothing to do.
        Ignored = "genegeerd",
        /// Does not fit the address it came to, or could not be read.
        Refused = "geweigerd",
        /// A mail of ours that did not arrive.
        Bounced = "teruggekomen",
    }
}

impl Standing {
    /// Whether it waits for somebody to look at it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Held | Self::Proposed | Self::Delegated)
    }
}

codes! {
    /// Why.
    pub enum Reason {
        /// All is well.
        Fine = "in-orde",
        /// Nothing proves that the sender is who they say.
        Unproven = "niet-bewezen",
        /// Sent from another address than the one invited.
        OtherSender = "andere-afzender",
        /// Answers what was planned before it was changed.
        Outdated = "vorige-versie",
        /// Words instead of an answer.
        Words = "tekst",
        /// Proposes another time.
        OtherTime = "ander-tijdstip",
        /// Somebody else is to come.
        SomebodyElse = "iemand-anders",
        /// About another meeting than its address.
        OtherMeeting = "andere-bijeenkomst",
        /// In the name of somebody else than its address.
        OtherPerson = "andere-persoon",
        /// Says two things at once.
        Contradiction = "tegenspraak",
        /// Too large, too deep or broken.
        Unreadable = "onleesbaar",
        /// No answer but something only an organizer sends.
        NotAnAnswer = "geen-antwoord",
        /// The same once more.
        Repeated = "dubbel",
        /// Older than what is known.
        Older = "ouder",
        /// A program answered: out of office, a list.
        Automatic = "automatisch",
        /// The gathering has begun or was cancelled.
        TooLate = "te-laat",
        /// More mail to one address than a person sends.
        TooMany = "te-veel",
        /// A mail of ours did not arrive.
        Undeliverable = "onbestelbaar",
    }
}

/// How a mail was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// A program wrote it of itself, as far as its headers say.
    pub automatic: bool,
    /// Its calendar part.
    pub part: Part,
}

/// The calendar part of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Part {
    /// There is none.
    #[default]
    None,
    /// There is one, but nothing can be made of it.
    Unreadable,
    /// This.
    Read(Box<Scheduled>),
}

/// What a calendar part says (RFC 5546).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scheduled {
    /// The method its MIME header names.
    pub declared: Option<String>,
    /// The METHOD inside.
    pub method: Option<String>,
    /// UID of the meeting.
    pub uid: Option<String>,
    /// SEQUENCE; calendars leave it out for 0, or out of sloth.
    pub sequence: Option<i64>,
    /// DTSTAMP.
    pub stamped_at: Option<Timestamp>,
    /// Who it speaks for.
    pub attendees: Vec<Attendee>,
}

/// One ATTENDEE.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attendee {
    /// Address, lower case, without `mailto:`.
    pub address: String,
    /// PARTSTAT in capitals.
    pub status: String,
}

/// What is known about the invitation behind the address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// UID of the gathering.
    pub uid: String,
    /// The addresses of the person invited, lower case.
    pub addresses: Vec<String>,
    /// SEQUENCE of the gathering now.
    pub sequence: i64,
    /// The newest reply that was applied: SEQUENCE, DTSTAMP and what it said.
    pub newest: Option<(i64, Timestamp, Answer)>,
    /// When the answer was last given, by whichever way.
    pub answered_at: Option<Timestamp>,
    /// The very same mail came before.
    pub repeated: bool,
    /// Whether the gathering still takes answers.
    pub open: bool,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Where it goes.
    pub standing: Standing,
    /// Why.
    pub reason: Reason,
    /// The answer in it, whether it counts or not.
    pub answer: Option<Answer>,
}

impl Verdict {
    const fn just(standing: Standing, reason: Reason) -> Self {
        Self { standing, reason, answer: None }
    }
}

/// The moment of a reply for ordering: its DTSTAMP, but never later than it arrived.
#[must_use]
pub fn stamped(part: &Scheduled, now: Timestamp) -> Timestamp {
    part.stamped_at.map_or(now, |at| at.min(now))
}

/// The SEQUENCE of a reply: nobody answers a plan that does not exist yet.
#[must_use]
pub fn sequenced(part: &Scheduled, now: i64) -> i64 {
    part.sequence.map_or(now, |sequence| sequence.min(now))
}

/// Decides. The first rule that fits counts, and what does not fit at all comes first.
#[must_use]
pub fn judge(letter: &Letter, known: &Known, proof: &Proof, now: Timestamp) -> Verdict {
    let part = match &letter.part {
        _ if known.repeated => return Verdict::just(Standing::Ignored, Reason::Repeated),
        Part::Unreadable => return Verdict::just(Standing::Refused, Reason::Unreadable),
        Part::None if letter.automatic => return Verdict::just(Standing::Ignored, Reason::Automatic),
        Part::None => return Verdict::just(Standing::Held, Reason::Words),
        Part::Read(part) => part,
    };
    let method = part.method.as_deref().unwrap_or_default().to_ascii_uppercase();
    if part.declared.as_deref().is_some_and(|declared| !declared.eq_ignore_ascii_case(&method)) {
        return Verdict::just(Standing::Refused, Reason::Contradiction);
    }
    if !matches!(method.as_str(), "REPLY" | "COUNTER") {
        return Verdict::just(Standing::Ignored, Reason::NotAnAnswer);
    }
    if part.uid.as_deref() != Some(known.uid.as_str()) {
        return Verdict::just(Standing::Refused, Reason::OtherMeeting);
    }
    let mut own = part.attendees.iter().filter(|attendee| known.addresses.contains(&attendee.address));
    let Some(attendee) = own.next() else {
        return Verdict::just(Standing::Refused, Reason::OtherPerson);
    };
    if own.any(|other| other.status != attendee.status) {
        return Verdict::just(Standing::Refused, Reason::Contradiction);
    }
    if !known.open {
        return Verdict::just(Standing::Refused, Reason::TooLate);
    }
    let doubt = match proof {
        Proof::Proven(address) if known.addresses.contains(address) => None,
        Proof::Proven(_) => Some(Reason::OtherSender),
        Proof::None => Some(Reason::Unproven),
    };
    // What is only to be read needs no proof: whoever reads it sees the doubt besides.
    if method == "COUNTER" {
        return Verdict::just(Standing::Proposed, Reason::OtherTime);
    }
    let answer = match attendee.status.as_str() {
        "ACCEPTED" => Answer::Yes,
        "TENTATIVE" => Answer::Maybe,
        "DECLINED" => Answer::No,
        "DELEGATED" => return Verdict::just(Standing::Delegated, Reason::SomebodyElse),
        _ => return Verdict::just(Standing::Ignored, Reason::NotAnAnswer),
    };
    let (standing, reason) = timely(part, known, answer, now)
        .unwrap_or_else(|| doubt.map_or((Standing::Applied, Reason::Fine), |doubt| (Standing::Held, doubt)));
    let (standing, reason) = match (reason, doubt) {
        (Reason::Outdated, Some(doubt)) => (Standing::Held, doubt),
        _ => (standing, reason),
    };
    Verdict { standing, reason, answer: Some(answer) }
}

/// Whether an answer comes too late to count, or speaks of an earlier plan.
fn timely(part: &Scheduled, known: &Known, answer: Answer, now: Timestamp) -> Option<(Standing, Reason)> {
    let sequence = sequenced(part, known.sequence);
    let at = stamped(part, now);
    if let Some((newest, newest_at, said)) = known.newest {
        let newest = newest.min(known.sequence);
        if (sequence, at) < (newest, newest_at) {
            return Some((Standing::Ignored, Reason::Older));
        }
        // A mail is signed with its date, so that one sent again can differ in anything but this.
        if (sequence, at) == (newest, newest_at) && answer == said {
            return Some((Standing::Ignored, Reason::Repeated));
        }
    }
    if known.answered_at.is_some_and(|answered| at + CLOCKS_DIFFER < answered) {
        return Some((Standing::Ignored, Reason::Older));
    }
    (sequence < known.sequence).then_some((Standing::Held, Reason::Outdated))
}

#[cfg(test)]
mod tests;
