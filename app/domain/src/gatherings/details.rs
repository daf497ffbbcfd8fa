//! What a clerk fills in about a gathering, and whether that is enough.

use super::{AudienceKind, Kind, LegalStatus, Openness};
use crate::localtime::{WallTimeError, resolve};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An end at or before the start is taken to be after midnight, as long as the gathering is no longer than this.
const LONGEST_PAST_MIDNIGHT: SignedDuration = SignedDuration::from_hours(10);
/// No gathering is longer: a whole day, on the night the clock is set back.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(25);

/// Who is invited.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Audience {
    /// How wide.
    pub kind: AudienceKind,
    /// Why it is narrower than everybody.
    pub reason: Option<String>,
    /// The factions, for `Factions`.
    pub factions: Vec<Uuid>,
    /// The people, for `People`.
    pub people: Vec<Uuid>,
}

impl Audience {
    /// All members and committee members: the default.
    #[must_use]
    pub const fn everybody() -> Self {
        Self { kind: AudienceKind::Everybody, reason: None, factions: Vec::new(), people: Vec::new() }
    }
}

/// What a gathering is about, where and when. Date and times are local.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Details {
    /// Kind.
    pub kind: Kind,
    /// Legal status.
    pub legal_status: LegalStatus,
    /// Title.
    pub title: String,
    /// Day.
    pub date: Option<Date>,
    /// Begin.
    pub start: Option<Time>,
    /// End; at or before the begin means after midnight.
    pub end: Option<Time>,
    /// Place.
    pub place: Option<String>,
    /// Link to take part by.
    pub link: Option<String>,
    /// Open to the public or not.
    pub openness: Openness,
    /// Why it is closed.
    pub closed_reason: Option<String>,
    /// Who is invited.
    pub audience: Audience,
    /// The alderman who hosts.
    pub host: Option<Uuid>,
    /// Places for those who come; `None` for as many as come.
    pub capacity: Option<u32>,
    /// Agenda, Markdown.
    pub agenda: String,
}

/// What is missing or wrong, each belonging to one field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DetailError {
    /// No title.
    TitleMissing,
    /// No day.
    DateMissing,
    /// No begin.
    StartMissing,
    /// No end.
    EndMissing,
    /// Neither a place nor a link.
    PlaceMissing,
    /// Closed without a reason.
    ClosedReasonMissing,
    /// Narrower than everybody without a reason.
    AudienceReasonMissing,
    /// No faction was chosen.
    FactionsMissing,
    /// Nobody was chosen.
    PeopleMissing,
    /// No places at all.
    CapacityZero,
    /// The times do not fit.
    When(WhenError),
}

impl DetailError {
    const fn stops_a_draft(self) -> bool {
        !matches!(
            self,
            Self::PlaceMissing
                | Self::ClosedReasonMissing
                | Self::AudienceReasonMissing
                | Self::FactionsMissing
                | Self::PeopleMissing
        )
    }
}

/// Why date and times give no moments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhenError {
    /// The begin is a time that does not exist, or happens twice, that night.
    Start(WallTimeError),
    /// The same for the end.
    End(WallTimeError),
    /// It ends before it begins.
    EndsBeforeStart,
}

/// The moments of a gathering.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct When {
    /// Begin.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
}

/// The moments of a local date and times. An end at or before the begin is on the next day, up to ten hours later.
///
/// # Errors
/// A time that the clock skips or shows twice; an end before the begin.
pub fn when(date: Date, start: Time, end: Time, zone: &TimeZone) -> Result<When, WhenError> {
    let starts_at = resolve(date, start, zone).map_err(WhenError::Start)?;
    let end_date = if end > start { date } else { date.tomorrow().map_err(|_| WhenError::EndsBeforeStart)? };
    if end <= start {
        let length = end_date.to_datetime(end).duration_since(date.to_datetime(start));
        if length > LONGEST_PAST_MIDNIGHT {
            return Err(WhenError::EndsBeforeStart);
        }
    }
    let ends_at = resolve(end_date, end, zone).map_err(WhenError::End)?;
    if ends_at <= starts_at {
        return Err(WhenError::EndsBeforeStart);
    }
    Ok(When { starts_at, ends_at })
}

/// Everything that is missing or wrong before a draft can be kept: it needs a name and a place in time, no more.
///
/// # Errors
/// The list, never empty.
pub fn check_draft(details: &Details, zone: &TimeZone) -> Result<When, Vec<DetailError>> {
    check(details, zone).or_else(|wrong| {
        let wrong: Vec<_> = wrong.into_iter().filter(|error| error.stops_a_draft()).collect();
        let (Some(date), Some(start), Some(end)) = (details.date, details.start, details.end) else {
            return Err(wrong);
        };
        if wrong.is_empty() {
            when(date, start, end, zone).map_err(|error| vec![DetailError::When(error)])
        } else {
            Err(wrong)
        }
    })
}

/// Everything that is missing or wrong before a gathering can be planned; all at once.
///
/// # Errors
/// The list, never empty.
pub fn check(details: &Details, zone: &TimeZone) -> Result<When, Vec<DetailError>> {
    let mut wrong = Vec::new();
    let blank = |text: &Option<String>| text.as_ref().is_none_or(|t| t.trim().is_empty());
    if details.title.trim().is_empty() {
        wrong.push(DetailError::TitleMissing);
    }
    if details.date.is_none() {
        wrong.push(DetailError::DateMissing);
    }
    if details.start.is_none() {
        wrong.push(DetailError::StartMissing);
    }
    if details.end.is_none() {
        wrong.push(DetailError::EndMissing);
    }
    if blank(&details.place) && blank(&details.link) {
        wrong.push(DetailError::PlaceMissing);
    }
    if details.openness == Openness::Closed && blank(&details.closed_reason) {
        wrong.push(DetailError::ClosedReasonMissing);
    }
    if details.audience.kind.needs_reason() && blank(&details.audience.reason) {
        wrong.push(DetailError::AudienceReasonMissing);
    }
    if details.audience.kind == AudienceKind::Factions && details.audience.factions.is_empty() {
        wrong.push(DetailError::FactionsMissing);
    }
    if details.audience.kind == AudienceKind::People && details.audience.people.is_empty() {
        wrong.push(DetailError::PeopleMissing);
    }
    if details.capacity == Some(0) {
        wrong.push(DetailError::CapacityZero);
    }
    let (Some(date), Some(start), Some(end)) = (details.date, details.start, details.end) else {
        return Err(wrong);
    };
    match when(date, start, end, zone) {
        Ok(moments) if wrong.is_empty() => Ok(moments),
        Ok(_) => Err(wrong),
        Err(error) => {
            wrong.push(DetailError::When(error));
            Err(wrong)
        }
    }
}
