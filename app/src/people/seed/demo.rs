//! Winterbeek: 31 seats, made by merging three villages. Large enough for every situation, and nobody in it is real.

use domain::people::{LeaveReason, Reach, Role, Side, Span};
use jiff::{Timestamp, ToSpan, civil::Date};
use uuid::Uuid;

use super::{SeedProblem, SeedReport, sketch::Sketch};
use crate::db::Db;

const NAME: &str = "Winterbeek";
const SEATS: u16 = 31;
const COMMITTEE_MEMBERS: usize = 9;
/// A member on leave for pregnancy is replaced for sixteen weeks (Kieswet art. X 10).
const LEAVE_WEEKS: i32 = 16;

/// Makes Winterbeek as it stands at `now`: its council began on 1 January two years before, a member left the largest
/// faction last year and went on alone, one member is on leave.
pub async fn demo_council(db: &Db, now: Timestamp) -> Result<SeedReport, SeedProblem> {
    let today = now.to_zoned(domain::localtime::amsterdam()).date();
    draw(today)?.found(db, now).await
}

fn draw(today: Date) -> Result<Sketch, SeedProblem> {
    let first_day = Date::constant(today.year() - 2, 1, 1);
    let mut sketch = Sketch::new(NAME, None, first_day, SEATS)?;
    let local = sketch.faction("Lokaal Winterbeek", Reach::Local, Side::Coalition, 10)?;
    let factions = [
        local,
        sketch.faction("CDA", Reach::National, Side::Coalition, 6)?,
        sketch.faction("GroenLinks-PvdA", Reach::National, Side::Opposition, 6)?,
        sketch.faction("VVD", Reach::National, Side::Coalition, 4)?,
        sketch.faction("D66", Reach::National, Side::Opposition, 4)?,
        sketch.faction("ChristenUnie", Reach::National, Side::Opposition, 1)?,
    ];
    sketch.committee(&factions, COMMITTEE_MEMBERS)?;
    sketch.surroundings(4, Some(local))?;
    split(&mut sketch, local, Date::constant(today.year() - 1, 5, 14))?;
    let [_, _, green, ..] = factions;
    leave(&mut sketch, green, today)?;
    Ok(sketch)
}

/// The last member of the faction goes on alone, in opposition.
fn split(sketch: &mut Sketch, faction: Uuid, day: Date) -> Result<(), SeedProblem> {
    let council = sketch.council();
    let members = council.view().members_on(day);
    let Some(leaver) = members.iter().rev().find(|a| a.faction == Some(faction)) else { return Ok(()) };
    let name = format!("Fractie {}", sketch.surname(leaver.person));
    sketch.carry_out(council.view().split_faction(faction, &[leaver.person], &name, day, &mut Uuid::now_v7))?;
    let council = sketch.council();
    let Some(new) = council.factions.iter().find(|f| f.name == name).map(|f| f.id) else { return Ok(()) };
    sketch.note_split(new, faction);
    sketch.carry_out(council.view().set_sides(day, &[(new, Side::Opposition)], &mut Uuid::now_v7))
}

/// A member of the faction has been on leave for four weeks; somebody from outside took the seat.
fn leave(sketch: &mut Sketch, faction: Uuid, today: Date) -> Result<(), SeedProblem> {
    let council = sketch.council();
    let members = council.view().members_on(today);
    let Some(absent) = members.iter().rev().find(|a| a.faction == Some(faction) && a.role == Role::Member) else {
        return Ok(());
    };
    let from = today.saturating_sub(4.weeks()).max(sketch.from());
    let span = Span::closed(from, from.saturating_add(LEAVE_WEEKS.weeks()));
    let (replacer, _) = sketch.person()?;
    let moves = council.view().replace_temporarily(absent.id, replacer, span, LeaveReason::Leave, &mut Uuid::now_v7);
    sketch.carry_out(moves)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn winterbeek_has_every_situation_on_any_day_of_the_year() {
        for today in [date(2026, 1, 1), date(2026, 11, 21), date(2028, 2, 29)] {
            let council = draw(today).map(|sketch| sketch.council()).expect("a council");
            let view = council.view();
            assert_eq!(view.members_on(today).len(), 31, "{today}");
            assert_eq!(view.vacant_seats(today), 0);
            assert_eq!(view.committee_members_on(today).len(), 9);
            let factions = view.factions_on(today);
            assert_eq!(factions.len(), 7);
            let seats = |id| view.members_on(today).iter().filter(|a| a.faction == Some(id)).count();
            assert_eq!(factions.iter().filter(|f| seats(f.id) == 1).count(), 2);
            let coalition = factions.iter().filter(|f| view.side_of_faction(f.id, today) == Side::Coalition);
            assert_eq!(coalition.map(|f| seats(f.id)).sum::<usize>(), 19);
            assert_eq!(view.members_on(today).iter().filter(|a| a.replaces.is_some()).count(), 1);
            assert_eq!(view.factions_on(date(today.year() - 1, 1, 1)).len(), 6);
        }
    }
}
