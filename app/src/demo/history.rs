//! A past quarter and a coming one of everything, for a demo municipality: made by the rooms' own commands with a clock in
//! the past. One faction is told two days late about most things; the balance has to show it.

use std::collections::HashSet;

use domain::{
    answers::{Answer, Via},
    calendar::Region,
    gatherings::{Audience, Details, Kind, Openness},
    localtime::Quarter,
    news::Choice,
    people::{Role, Side},
    policy::{Facts, Kind as ActKind, act},
    series::{self, Ends, Rhythm},
    values::{LongText, Title},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::texts::{ASKED, BRIEFED, COMING, PAST, QUARTERLY, TOLD};
use crate::{
    AppState,
    actor::Actor,
    answers,
    balance::{self, reading::Level},
    briefings, calendar,
    db::moment,
    error::AppError,
    gate::{self, Allowed},
    gatherings::{
        self,
        commands::{
            self as planning, Filled, Invite, Plan, Stage,
            series::{InviteSeries, PlanSeries, invite_series, plan_series},
        },
    },
    mail::outbox,
    news, notes, people, questions, reminders, settings,
    tenant::{self, Tenant},
    updates,
};

/// What the mail server is said to have answered: these mails never left.
const REPLY: &str = "250 2.0.0 demo: niet echt verzonden";
/// What it answered where it did not take them.
const STUCK: &str = "552 5.2.2 demo: postvak vol";
/// How much later the one faction hears.
const LATE: SignedDuration = SignedDuration::from_hours(48);
/// Of twelve items the faction hears so many late.
const LATE_OF_TWELVE: u32 = 10;
/// Of a hundred things a member opens about so many.
const READS_OF_HUNDRED: u32 = 82;

/// Fills the municipality with this slug. To be called once, right after its council was made.
pub async fn fill(state: &AppState, slug: &str, now: Timestamp) -> Result<(), AppError> {
    let tenant = tenant::find(state.db.read(), slug).await?.ok_or(AppError::NotFound)?;
    let mut story = Story::begin(state, tenant, now).await?;
    story.set_up().await?;
    let quarter = Quarter::containing(story.today).previous();
    for past in PAST {
        story.past(past, quarter.from()).await?;
    }
    for (at, told) in TOLD.iter().enumerate() {
        story.update(told, at, quarter).await?;
    }
    for asked in ASKED {
        story.question(asked).await?;
    }
    story.wants_daily_mail().await?;
    for briefed in BRIEFED {
        story.briefing(briefed).await?;
    }
    for coming in COMING {
        story.coming(coming).await?;
    }
    story.quarterly().await?;
    story.close(quarter).await?;
    story.daily_mail().await
}

struct Story<'a> {
    state: &'a AppState,
    tenant: Tenant,
    now: Timestamp,
    today: Date,
    clerk: Actor,
    /// Members and committee members.
    council: Vec<Actor>,
    college: Vec<Actor>,
    /// Whoever is told late.
    late: HashSet<Uuid>,
    chance: StdRng,
}

impl<'a> Story<'a> {
    async fn begin(state: &'a AppState, tenant: Tenant, now: Timestamp) -> Result<Self, AppError> {
        let today = tenant.date(now);
        let book = people::store::book(state.db.read(), &tenant).await?;
        let view = book.council.view();
        let mut council = Vec::new();
        for person in view.owed_to(today) {
            council.extend(Actor::load(state.db.read(), &tenant, person, now).await?);
        }
        let mut college = Vec::new();
        for role in [Role::Alderman, Role::Mayor] {
            for appointment in view.with_role(role, today) {
                college.extend(Actor::load(state.db.read(), &tenant, appointment.person, now).await?);
            }
        }
        let clerk = view.with_role(Role::Clerk, today).first().map(|a| a.person).ok_or(AppError::NotFound)?;
        let clerk = Actor::load(state.db.read(), &tenant, clerk, now).await?.ok_or(AppError::NotFound)?;
        // The largest faction that is not in the coalition; of the coalition when there is no other.
        let mut factions = book.factions_in_order(today);
        factions.sort_by_key(|(_, side, seats)| (*side == Side::Coalition, std::cmp::Reverse(*seats)));
        let faction = factions.first().map(|(faction, _, _)| faction.id);
        let late = council.iter().filter(|a| a.faction.is_some() && a.faction == faction).map(|a| a.person).collect();
        Ok(Self { state, tenant, now, today, clerk, council, college, late, chance: StdRng::seed_from_u64(2026) })
    }

    fn clerk<A: ActKind>(&self) -> Result<Allowed<A>, AppError> {
        gate::authorize(&self.clerk, Facts { released: true, ..Facts::default() })
    }

    fn base_url(&self) -> &str {
        &self.state.settings.base_url
    }

    fn noon(&self, date: Date, hour: i8) -> Result<Timestamp, AppError> {
        let zoned = date.at(hour, 0, 0, 0).to_zoned(self.tenant.zone().clone()).map_err(AppError::unexpected)?;
        Ok(zoned.timestamp())
    }

    fn minutes(&mut self, most: i64) -> SignedDuration {
        SignedDuration::from_mins(self.chance.random_range(0..most.max(1)))
    }

    async fn set_up(&self) -> Result<(), AppError> {
        let at = self.now - SignedDuration::from_hours(24 * 200);
        let decided = settings::Decision {
            level: Level::Full,
            dpia_reference: "DPIA-2026-014".to_owned(),
            decided_on: self.tenant.date(at),
            reading_days: domain::measuring::READING_DAYS,
        };
        settings::commands::decide(&self.state.db, &self.clerk()?, &decided, "", at).await?;
        calendar::free::commands::set_region(&self.state.db, &self.clerk()?, Some(Region::Middle), at).await
    }

    /// The mail server takes everything that is due; for the late faction, most of it two days later.
    async fn deliver(&mut self, at: Timestamp) -> Result<(), AppError> {
        let late_now = self.chance.random_range(0..12) < LATE_OF_TWELVE;
        loop {
            let rows = outbox::claim(&self.state.db, Uuid::now_v7(), 100, at).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in rows {
                let held_up = late_now && row.person_id.is_some_and(|person| self.late.contains(&person));
                let taken = at + self.minutes(6) + if held_up { LATE } else { SignedDuration::ZERO };
                outbox::sent(&self.state.db, &row, REPLY, taken.min(self.now)).await?;
            }
        }
    }

    /// One member chose the daily mail a week ago, when it was first made.
    async fn wants_daily_mail(&self) -> Result<(), AppError> {
        let Some(member) = self.council.get(1) else { return Ok(()) };
        let at = self.now - SignedDuration::from_hours(24 * 7);
        let allowed = gate::authorize(member, Facts::default())?;
        news::commands::choose(&self.state.db, &allowed, Choice::Daily, at).await?;
        self.edition(at).await
    }

    /// The last daily mail, which waits for the mail server.
    async fn daily_mail(&self) -> Result<(), AppError> {
        let rules = reminders::rules::load(self.state.db.read(), &self.tenant).await?;
        match rules.rhythm().last(self.now, self.tenant.zone(), &[]) {
            Some(at) => self.edition(at).await,
            None => Ok(()),
        }
    }

    async fn edition(&self, at: Timestamp) -> Result<(), AppError> {
        news::editions::send_here(&self.state.db, &self.tenant, self.base_url(), &[], at).await.map(drop)
    }

    /// Closes the past quarter, and the one before it in which the first invitations left, as far as their time has come:
    /// each on the morning after.
    async fn close(&self, quarter: Quarter) -> Result<(), AppError> {
        for quarter in [quarter.previous(), quarter] {
            let at = balance::periods::closable_from(quarter, self.tenant.zone()) + SignedDuration::from_hours(9);
            if at <= self.now {
                balance::closing::close(&self.state.db, &self.clerk()?, self.base_url(), quarter, at).await?;
            }
        }
        Ok(())
    }

    /// People open what was released about this subject, each in their own time after they heard of it.
    async fn read(&mut self, subject: Uuid) -> Result<(), AppError> {
        self.read_from(subject, None).await
    }

    /// The same, from a moment later than the release: what was told to some is read by all once it is shared.
    async fn read_from(&mut self, subject: Uuid, from: Option<Timestamp>) -> Result<(), AppError> {
        let Some(item) =
            balance::ledger::items_of(self.state.db.read(), &self.tenant, subject).await?.into_iter().next()
        else {
            return Ok(());
        };
        for place in 0..self.council.len() {
            if self.chance.random_range(0..100) >= READS_OF_HUNDRED {
                continue;
            }
            let heard = if self.late.contains(&self.council[place].person) { LATE } else { SignedDuration::ZERO };
            let at = from.unwrap_or(moment(item.released_at)) + heard + self.minutes(60 * 60);
            if at < self.now {
                self.state.readings.opened(&self.council[place], item.id, at);
            }
        }
        self.state.readings.flush().await;
        Ok(())
    }

    fn filled(
        &self,
        kind: Kind,
        title: &str,
        summary: &str,
        agenda: &str,
        date: Date,
        capacity: Option<u32>,
    ) -> Filled {
        let morning = kind == Kind::WorkVisit;
        let (start, end) = if morning { ((9, 30), (12, 0)) } else { ((19, 30), (21, 30)) };
        let place = if morning { "Kulturhus, Dorpsstraat 1" } else { self.tenant.usual_place() };
        let host = self.college.first().map(|actor| actor.person);
        Filled {
            details: Details {
                kind,
                legal_status: kind.default_legal_status(),
                title: title.to_owned(),
                date: Some(date),
                start: Some(jiff::civil::time(start.0, start.1, 0, 0)),
                end: Some(jiff::civil::time(end.0, end.1, 0, 0)),
                place: Some(place.to_owned()),
                link: None,
                openness: Openness::Public,
                closed_reason: None,
                audience: Audience::everybody(),
                host,
                capacity,
                agenda: agenda.to_owned(),
            },
            summary: summary.to_owned(),
            ris_url: None,
        }
    }

    /// Plans and invites, so many days before.
    async fn invite(&mut self, filled: Filled, invited: Timestamp) -> Result<Uuid, AppError> {
        let planned = invited - SignedDuration::from_hours(26);
        let plan = Plan { filled, stage: Stage::Ready, key: String::new() };
        let id = planning::plan(&self.state.db, &self.clerk()?, plan, planned).await?;
        planning::invite(&self.state.db, &self.clerk()?, id, Invite::default(), self.base_url(), invited).await?;
        self.deliver(invited).await?;
        self.read(id).await?;
        Ok(id)
    }

    /// So many of a hundred answer, at some time between the invitation and `until`.
    async fn answer(&mut self, id: Uuid, from: Timestamp, until: Timestamp, of_hundred: u32) -> Result<(), AppError> {
        let span = (until.as_second() - from.as_second()) / 60;
        // Whoever joined the council later was not invited then.
        let replies = answers::store::replies(self.state.db.read(), &self.tenant, id).await?;
        let invited: HashSet<Uuid> = replies.into_iter().map(|reply| reply.person).collect();
        for place in 0..self.council.len() {
            if !invited.contains(&self.council[place].person) || self.chance.random_range(0..100) >= of_hundred {
                continue;
            }
            let answer = match self.chance.random_range(0..10) {
                0..6 => Answer::Yes,
                6..8 => Answer::Maybe,
                _ => Answer::No,
            };
            let at = from + SignedDuration::from_mins(10) + self.minutes(span - 10);
            let allowed =
                gate::authorize::<act::Answer>(&self.council[place], Facts { own: true, ..Facts::default() })?;
            let said = answers::commands::Said::just(answer);
            answers::commands::answer(&self.state.db, &allowed, self.base_url(), id, said, Via::Web, at).await?;
        }
        Ok(())
    }

    async fn past(&mut self, past: &super::texts::Past, first: Date) -> Result<(), AppError> {
        let date = weekday(first.saturating_add(i64::from(past.day).days()));
        let filled = self.filled(past.kind, past.title, past.summary, past.agenda, date, past.capacity);
        let invited = self.noon(date.saturating_sub(21.days()), 11)?;
        let starts = self.noon(date, 9)?;
        let id = self.invite(filled, invited).await?;
        self.answer(id, invited, starts - SignedDuration::from_hours(20), 88).await?;
        self.attend(id, date, past.capacity).await?;
        let written = self.noon(weekday(date.saturating_add(3.days())), 15)?;
        let text = LongText::parse(past.notes).map_err(|_| AppError::unexpected("the notes of the demo"))?;
        let draft = notes::commands::SaveDraft { gathering: id, text, version: 0 };
        let saved = notes::commands::save_draft(&self.state.db, &self.clerk()?, draft, written).await?;
        let publish =
            notes::commands::Publish { gathering: id, version: saved.version, needed_at: None, key: String::new() };
        let published = written + SignedDuration::from_hours(18);
        notes::commands::publish(&self.state.db, &self.clerk()?, publish, self.base_url(), published).await?;
        self.deliver(published).await?;
        self.read(saved.note).await
    }

    async fn attend(&mut self, id: Uuid, date: Date, places: Option<u32>) -> Result<(), AppError> {
        let evening = self.noon(date, 23)?;
        let mut marks = Vec::new();
        for reply in answers::store::replies(self.state.db.read(), &self.tenant, id).await? {
            let came = match reply.answer {
                Some(Answer::Yes) => 92,
                Some(Answer::Maybe) => 40,
                Some(Answer::No) => 1,
                None => 25,
            };
            if self.chance.random_range(0..100) < came {
                let stand = Some(domain::answers::Stand::Present);
                marks.push(answers::presence::Mark { person: reply.person, stand, substitute_for: None });
            }
        }
        // Where places are few, no more people come than there are places: spread over the factions, as they were given.
        if let Some(places) = places {
            let places = usize::try_from(places).map_err(AppError::unexpected)?;
            let step = marks.len().div_ceil(places.max(1)).max(1);
            marks = (0..step).flat_map(|from| marks.iter().skip(from).step_by(step).cloned()).take(places).collect();
        }
        answers::presence::record_presence(&self.state.db, &self.clerk()?, id, &marks, evening).await?;
        answers::presence::close_presence(&self.state.db, &self.clerk()?, id, evening).await
    }

    async fn question(&mut self, asked: &super::texts::Asked) -> Result<(), AppError> {
        let asker = self.council[asked.asker % self.council.len()].clone();
        let day = self.today.saturating_sub(asked.days_ago.days());
        let at = self.noon(day, 20)?.min(self.now - SignedDuration::from_hours(20));
        let kind = if asked.written { domain::questions::Kind::Written } else { domain::questions::Kind::Technical };
        let words = |_| AppError::unexpected("the questions of the demo");
        let ask = questions::commands::Ask {
            kind,
            title: Title::parse(asked.title).map_err(words)?,
            body: LongText::parse(asked.body).map_err(words)?,
            gathering: None,
            key: String::new(),
        };
        let allowed = gate::authorize(&asker, Facts::default())?;
        let id = questions::commands::ask(&self.state.db, &allowed, self.base_url(), ask, at).await?;
        let routed = self.noon(weekday(day.saturating_add(1.days())), 9)?;
        let holder = self.college[asked.asker % self.college.len().max(1)].clone();
        if asked.days_ago > 5 {
            questions::commands::route(&self.state.db, &self.clerk()?, self.base_url(), id, holder.person, routed)
                .await?;
        }
        if let Some(answer) = asked.answer {
            let answered = self.noon(weekday(day.saturating_add(17.days())), 16)?;
            let facts = Facts { host: true, ..Facts::default() };
            let drafts = gate::authorize(&holder, facts)?;
            let text = Some(LongText::parse(answer).map_err(words)?);
            let version = questions::store::find(self.state.db.read(), &self.tenant, id).await?.version;
            let version =
                questions::commands::save_draft_answer(&self.state.db, &drafts, id, text, version, answered).await?;
            let release =
                questions::commands::ReleaseAnswer { question: id, version, needed_at: None, key: String::new() };
            let releases = gate::authorize(&holder, facts)?;
            questions::commands::release_answer(&self.state.db, &releases, self.base_url(), release, answered).await?;
            self.deliver(answered).await?;
            self.read(id).await?;
        }
        self.deliver(self.now).await
    }

    /// Somebody of the executive told the largest faction of a side something, and shared it so many hours later or not yet.
    async fn briefing(&mut self, briefed: &super::texts::Briefed) -> Result<(), AppError> {
        let Some(teller) = self.college.get(briefed.teller).or(self.college.first()).cloned() else { return Ok(()) };
        let words = |_| AppError::unexpected("the briefings of the demo");
        let book = people::store::book(self.state.db.read(), &self.tenant).await?;
        let factions = book.factions_in_order(self.today);
        let wanted = factions.iter().find(|(_, side, _)| (*side == Side::Coalition) == briefed.coalition);
        let Some((faction, _, _)) = wanted.or(factions.first()) else { return Ok(()) };
        let day = weekday(self.today.saturating_sub(briefed.days_ago.days()));
        let told_at = self.noon(day, 9)?.min(self.now - SignedDuration::from_hours(1));
        let facts = Facts { own: true, ..Facts::default() };
        let log = briefings::commands::Log {
            title: Title::parse(briefed.title).map_err(words)?,
            body: LongText::parse(briefed.body).map_err(words)?,
            factions: vec![faction.id],
            people: Vec::new(),
            told_at,
            way: briefed.way,
            teller: None,
            needed_at: None,
            share: false,
            key: String::new(),
        };
        let logged = told_at + SignedDuration::from_mins(40);
        let allowed = gate::authorize(&teller, facts)?;
        let id = briefings::commands::log(&self.state.db, &allowed, self.base_url(), &log, logged).await?;
        if let Some(hours) = briefed.shared_after {
            let shared = told_at + SignedDuration::from_hours(hours);
            let allowed = gate::authorize(&teller, facts)?;
            briefings::commands::share(&self.state.db, &allowed, self.base_url(), id, shared).await?;
            self.deliver(shared).await?;
            self.read_from(id, Some(shared)).await?;
        }
        Ok(())
    }

    async fn update(&mut self, told: &super::texts::Told, at: usize, quarter: Quarter) -> Result<(), AppError> {
        let Some(alderman) = self.college.get(at).cloned() else { return Ok(()) };
        let words = |_| AppError::unexpected("the updates of the demo");
        let text = |text: &str| LongText::parse(text).map(Some).map_err(words);
        let mut figures = Vec::new();
        for (name, value, target, source) in told.figures {
            figures.push(updates::store::Figure {
                name: (*name).to_owned(),
                value: (*value).to_owned(),
                target: (*target).to_owned(),
                source: (*source).to_owned(),
            });
        }
        let written = updates::commands::Written {
            quarter,
            title: Title::parse(told.title).map_err(words)?,
            happened: text(told.happened)?,
            failed: text(told.failed)?,
            ahead: text(told.ahead)?,
            figures,
        };
        let day = quarter.to().saturating_sub(i64::try_from(2 + 5 * at).unwrap_or(2).days());
        let published = self.noon(weekday(day), 10)?;
        let facts = Facts { own: true, ..Facts::default() };
        let new = updates::commands::NewUpdate { alderman: alderman.person, written, key: String::new() };
        let writes = gate::authorize(&alderman, facts)?;
        let id =
            updates::commands::create(&self.state.db, &writes, new, published - SignedDuration::from_hours(30)).await?;
        let version = updates::store::find(self.state.db.read(), &self.tenant, id).await?.version;
        let publish = updates::commands::Publish { update: id, version, needed_at: None, key: String::new() };
        let allowed = gate::authorize(&alderman, facts)?;
        updates::commands::publish(&self.state.db, &allowed, self.base_url(), publish, published).await?;
        self.deliver(published).await?;
        self.read(id).await
    }

    async fn coming(&mut self, coming: &super::texts::Coming) -> Result<(), AppError> {
        let date = weekday(self.today.saturating_add(coming.days.days()));
        let filled = self.filled(coming.kind, coming.title, coming.summary, coming.agenda, date, coming.capacity);
        if !coming.invited {
            let plan = Plan { filled, stage: Stage::Draft, key: String::new() };
            planning::plan(&self.state.db, &self.clerk()?, plan, self.now - SignedDuration::from_hours(5)).await?;
            return Ok(());
        }
        let invited = self.now - SignedDuration::from_hours(24 * (11 - coming.days / 3));
        let id = self.invite(filled.clone(), invited).await?;
        self.answer(id, invited, self.now - SignedDuration::from_mins(30), 55).await?;
        if coming.moves { self.move_it(id, filled).await } else { Ok(()) }
    }

    /// Four quarters ahead, planned and invited to at once: one mail for everybody about all of them.
    async fn quarterly(&mut self) -> Result<(), AppError> {
        let (title, summary, agenda) = QUARTERLY;
        let first = weekday(self.today.saturating_add(27.days()));
        let dates =
            series::dates(first, Rhythm::Quarterly, Ends::Times(4)).map_err(|_| AppError::unexpected("the series"))?;
        let filled = self.filled(Kind::InformalSession, title, summary, agenda, first, None);
        let rhythm = Rhythm::Quarterly;
        let plan = PlanSeries { filled, stage: Stage::Ready, rhythm, dates, key: String::new() };
        let invited = self.now - SignedDuration::from_hours(24 * 4);
        let id = plan_series(&self.state.db, &self.clerk()?, plan, invited - SignedDuration::from_hours(3)).await?;
        let all = InviteSeries::default();
        invite_series(&self.state.db, &self.clerk()?, id, all, self.base_url(), invited).await?;
        self.deliver(invited).await?;
        self.read(id).await?;
        self.answer(id, invited, self.now - SignedDuration::from_mins(30), 40).await
    }

    /// The place changes three hours ago, and the mail server does not take the messages to the late faction.
    async fn move_it(&mut self, id: Uuid, mut filled: Filled) -> Result<(), AppError> {
        filled.details.place = Some("Dorpshuis De Schakel, Kerkplein 4".to_owned());
        let version = gatherings::store::find(self.state.db.read(), &self.tenant, id).await?.version;
        let at = self.now - SignedDuration::from_hours(3);
        let change = planning::Change { filled, version };
        planning::change(&self.state.db, &self.clerk()?, id, change, self.base_url(), at).await?;
        for row in outbox::claim(&self.state.db, Uuid::now_v7(), 200, at).await? {
            if row.person_id.is_some_and(|person| self.late.contains(&person)) {
                outbox::failed(&self.state.db, &row, STUCK, true, at).await?;
            } else {
                outbox::sent(&self.state.db, &row, REPLY, at + self.minutes(6)).await?;
            }
        }
        self.read(id).await
    }
}

/// The day itself, or the Monday after a weekend.
fn weekday(date: Date) -> Date {
    match date.weekday().to_monday_one_offset() {
        6 => date.saturating_add(2.days()),
        7 => date.saturating_add(1.days()),
        _ => date,
    }
}
