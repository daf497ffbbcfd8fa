//! What the form of a gathering needs to know of the council and the calendar.

use domain::{
    gatherings::{AudienceKind, Kind},
    localtime::{parse_date, parse_time},
    people::Role,
    series::Scope,
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    input::Input,
    store::{self, Card, Gathering, Series},
};
use crate::{
    calendar,
    ctx::Ctx,
    error::AppError,
    people::{self, store::CouncilBook},
    ui::Choice,
};

/// What the form is for.
#[derive(Debug, Clone)]
pub enum Purpose {
    /// A new gathering; the kind is chosen by links while nothing is typed.
    Fresh,
    /// A new gathering that could not be kept yet.
    Again,
    /// One that exists.
    Edit {
        /// Which.
        id: Uuid,
        /// Whether it is still a draft.
        draft: bool,
        /// People who get a mail when date, time, place or link changes.
        invited: usize,
        /// People who have a place.
        seated: usize,
        /// The series it is one of, when a change can reach others of it.
        series: Option<Reach>,
    },
}

/// How far a change to one of a series can reach.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The stand of the series.
    pub stand: i64,
    /// The days of this one and those that begin later.
    pub following: Vec<Date>,
    /// The days of all that are still to come.
    pub all: Vec<Date>,
}

impl Reach {
    /// `None` when there is no other one to reach.
    pub fn of(series: &Series, target: &Gathering, now: Timestamp) -> Option<Self> {
        let days = |scope| {
            let mut days: Vec<Date> = series.reached(target, scope, now).into_iter().map(|one| one.date).collect();
            days.push(target.date);
            days.sort_unstable();
            days
        };
        let all = days(Scope::All);
        (all.len() > 1).then(|| Self { stand: series.stand(), following: days(Scope::Following), all })
    }
}

/// Everything around the fields.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What the form is for.
    pub purpose: Purpose,
    /// Council members on the day.
    pub members: usize,
    /// Committee members on the day.
    pub committee: usize,
    /// Who can be host.
    pub hosts: Vec<Choice>,
    /// The factions of the day.
    pub factions: Vec<Choice>,
    /// Everybody who can be invited by name, by faction.
    pub people: Vec<(String, Vec<Choice>)>,
    /// What else is on that day.
    pub clashes: Vec<Card>,
    /// What other calendars have on that day, recess, school holidays and feast days.
    pub busy: Vec<calendar::Busy>,
}

impl Sheet {
    /// The stand of the series as a form keeps it; empty when there is none.
    pub fn stand(&self) -> String {
        match &self.purpose {
            Purpose::Edit { series: Some(reach), .. } => reach.stand.to_string(),
            _ => String::new(),
        }
    }
}

/// Gathers what the form needs, for the day that was typed, else for today.
pub async fn sheet(ctx: &Ctx, input: &Input, purpose: Purpose) -> Result<Sheet, AppError> {
    let db = ctx.app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let typed = parse_date(&input.datum);
    let day = typed.unwrap_or_else(|| ctx.today());
    let clashes = match typed {
        Some(date) => {
            let own = if let Purpose::Edit { id, .. } = purpose { Some(id) } else { None };
            store::same_day(db, &ctx.tenant, date, own, ctx.now).await?
        }
        None => Vec::new(),
    };
    let busy = match typed {
        Some(date) => {
            let moment = parse_time(&input.begin).zip(parse_time(&input.eind));
            calendar::busy_on(ctx, date, moment).await?
        }
        None => Vec::new(),
    };
    let view = book.council.view();
    Ok(Sheet {
        busy,
        members: view.members_on(day).len(),
        committee: view.committee_members_on(day).len(),
        hosts: named(&book, executive(&book, day)),
        factions: book
            .factions_in_order(day)
            .into_iter()
            .map(|(faction, _, _)| Choice::new(faction.id.to_string(), faction.name))
            .collect(),
        people: people_by_group(ctx, &book, day),
        clashes,
        purpose,
    })
}

/// Mayor and aldermen of the day.
fn executive(book: &CouncilBook, day: Date) -> Vec<Uuid> {
    let view = book.council.view();
    view.active(day).into_iter().filter(|a| a.role.is_executive()).map(|a| a.person).collect()
}

/// People as choices, each once, by name.
fn named(book: &CouncilBook, mut people: Vec<Uuid>) -> Vec<Choice> {
    people.sort_by_key(|person| book.name(*person).to_lowercase());
    people.dedup();
    people.into_iter().map(|person| Choice::new(person.to_string(), book.name(person))).collect()
}

/// Members and committee members per faction, then everybody else by role.
fn people_by_group(ctx: &Ctx, book: &CouncilBook, day: Date) -> Vec<(String, Vec<Choice>)> {
    let view = book.council.view();
    let active = view.active(day);
    let with = |wanted: &dyn Fn(&domain::people::Appointment) -> bool| {
        named(book, active.iter().filter(|a| wanted(a)).map(|a| a.person).collect())
    };
    let mut groups = Vec::new();
    for (faction, _, _) in book.factions_in_order(day) {
        groups.push((faction.name, with(&|a| a.role.is_owed() && a.faction == Some(faction.id))));
    }
    groups.push((ctx.t("gathering-group-college"), with(&|a| a.role.is_executive())));
    groups.push((ctx.t("gathering-group-officials"), with(&|a| a.role == Role::Official)));
    groups.retain(|(_, people)| !people.is_empty());
    groups
}

/// The audience in one line: "De hele raad (31) en commissieleden (9)".
pub fn audience_words(ctx: &Ctx, kind: AudienceKind, members: usize, committee: usize) -> String {
    let (members, committee) = (members as i64, committee as i64);
    match kind {
        AudienceKind::Everybody if committee == 0 => {
            ctx.tn("gathering-audience-all-members", &[("members", members.into())])
        }
        AudienceKind::Everybody => {
            ctx.tn("gathering-audience-iedereen-n", &[("members", members.into()), ("committee", committee.into())])
        }
        AudienceKind::CouncilOnly => ctx.tn("gathering-audience-raad-n", &[("members", members.into())]),
        AudienceKind::Factions | AudienceKind::People => ctx.t(&format!("gathering-audience-{}", kind.code())),
    }
}

/// Whom a gathering is for, with the names of factions and people where it is narrower.
pub fn audience_of(ctx: &Ctx, book: &CouncilBook, gathering: &Gathering) -> String {
    let audience = &gathering.details.audience;
    let mut names: Vec<&str> = match audience.kind {
        AudienceKind::Everybody | AudienceKind::CouncilOnly => {
            let view = book.council.view();
            let day = gathering.date;
            let (members, committee) = (view.members_on(day).len(), view.committee_members_on(day).len());
            return audience_words(ctx, audience.kind, members, committee);
        }
        AudienceKind::Factions => audience.factions.iter().map(|id| book.faction_name(*id)).collect(),
        AudienceKind::People => audience.people.iter().map(|id| book.name(*id)).collect(),
    };
    names.sort_unstable();
    names.join(", ")
}

/// The name of a kind.
pub fn kind_words(ctx: &Ctx, kind: Kind) -> String {
    ctx.t(&format!("gathering-kind-{}", kind.code()))
}
