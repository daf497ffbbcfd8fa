//! A change to one gathering of a series, carried over to another one.

use jiff::{SignedDuration, civil::Time};

use super::{Changed, Details, changes};

/// What another gathering becomes when `before` was changed into `after`: it takes over what was changed and nothing else,
/// and its day moves by as many days.
#[must_use]
pub fn carry(before: &Details, after: &Details, other: &Details) -> Details {
    let mut carried = other.clone();
    for changed in changes(before, after) {
        match changed {
            Changed::Title => carried.title.clone_from(&after.title),
            Changed::Kind => carried.kind = after.kind,
            Changed::LegalStatus => carried.legal_status = after.legal_status,
            Changed::Date => {
                let moved = before.date.zip(after.date).map(|(was, is)| is.duration_since(was));
                let moved = moved.unwrap_or(SignedDuration::ZERO);
                carried.date = other.date.and_then(|day| day.checked_add(moved).ok());
            }
            Changed::Time => {
                if before.start != after.start {
                    carried.start = after.start;
                }
                if before.end != after.end {
                    carried.end = after.end;
                }
            }
            Changed::Place => carried.place.clone_from(&after.place),
            Changed::Link => carried.link.clone_from(&after.link),
            Changed::Openness => {
                carried.openness = after.openness;
                carried.closed_reason.clone_from(&after.closed_reason);
            }
            Changed::Audience => carried.audience.clone_from(&after.audience),
            Changed::Host => carried.host = after.host,
            Changed::Capacity => carried.capacity = after.capacity,
            Changed::Agenda => carried.agenda.clone_from(&after.agenda),
        }
    }
    carried
}

/// Of what would be carried over: what the other one had different from `before`, so that its own value goes. A day that
/// was moved by hand does not go, it moves along.
#[must_use]
pub fn overwritten(before: &Details, after: &Details, other: &Details) -> Vec<Changed> {
    let (own, lost) = (changes(before, other), changes(other, &carry(before, after, other)));
    let goes = |was: Option<Time>, is: Option<Time>, own: Option<Time>| was != is && own != was && own != is;
    own.into_iter()
        .filter(|changed| lost.contains(changed))
        .filter(|changed| match changed {
            Changed::Date => false,
            Changed::Time => goes(before.start, after.start, other.start) || goes(before.end, after.end, other.end),
            _ => true,
        })
        .collect()
}
