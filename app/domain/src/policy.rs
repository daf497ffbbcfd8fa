//! Who may do what: one table, one function. Nothing but the gate calls it.
//!
//! [`may`] is total and pure. The caller hands in the roles a person holds today and the few facts about the thing at
//! hand that the answer depends on; reading the `match` aloud gives the rules of the house.

use std::collections::BTreeSet;

use crate::people::Role;

/// The roles a person holds on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleSet(BTreeSet<Role>);

impl RoleSet {
    /// From a list; doubles count once.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Self {
        Self(roles.into_iter().collect())
    }

    /// Whether any of these roles is held.
    pub fn any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.0.contains(role))
    }

    /// Whether this role is held.
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// In fixed order.
    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }

    /// Nobody in particular: signed in, but without a task today.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What the answer may depend on besides the roles. All false unless the room says otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// It is the actor's own: their invitation, question, update, record.
    pub own: bool,
    /// It has left the drafting table: planned, published, answered.
    pub released: bool,
    /// The actor was invited to the gathering, or is among those who were told.
    pub invited: bool,
    /// The actor is host of the gathering, or the portfolio holder of the question.
    pub host: bool,
    /// The other person is in the faction the actor answers for.
    pub same_faction: bool,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// The actor may not even know that it exists.
    Hidden,
    /// Somebody with another role does this.
    NotYourRole,
    /// It belongs to somebody else.
    NotYours,
}

/// An act as a type, so that a proof of one act is no proof of another.
pub trait Kind {
    /// The act this type stands for.
    const ACT: Act;
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// Everything anybody can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Act { $($(#[$doc])* $name,)+ }

        impl Act {
            /// Every act, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)+];
        }

        /// The acts as types.
        pub mod act {
            $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub struct $name;
            impl super::Kind for $name { const ACT: super::Act = super::Act::$name; })+
        }
    };
}

acts! {
    /// Home.
    SeeHome,
    /// Change one's own password, language, sessions.
    ChangeOwnAccount,
    /// The composition of the council.
    SeeCouncil,
    /// Appoint, move, split, end, import.
    EditCouncil,
    /// Lists of gatherings and their pages.
    SeeGatherings,
    /// One gathering, draft or not.
    SeeGathering,
    /// Make a gathering.
    PlanGathering,
    /// Change, cancel.
    ChangeGathering,
    /// Send invitations and reminders.
    InviteToGathering,
    /// The names behind the counts: who was invited, who answered what, who was present.
    SeeNames,
    /// The remark that somebody wrote beside their answer.
    ReadRemark,
    /// Have gatherings in a calendar of one's own.
    SubscribeToCalendar,
    /// Answer for oneself.
    Answer,
    /// Answer for somebody else.
    AnswerFor,
    /// Tick who is there.
    RecordAttendance,
    /// Add or remove papers and links.
    EditDocuments,
    /// Open a paper.
    ReadDocuments,
    /// Write the notes of a gathering.
    WriteNotes,
    /// Publish them to all.
    PublishNotes,
    /// Read published notes.
    ReadNotes,
    /// Press "Gelezen".
    Confirm,
    /// The register of questions.
    SeeQuestions,
    /// Ask.
    AskQuestion,
    /// Hand a question to a portfolio holder.
    RouteQuestion,
    /// Write the answer.
    DraftAnswer,
    /// Release the answer to all.
    ReleaseAnswer,
    /// The list of published updates.
    SeeUpdates,
    /// One update, draft or not.
    SeeUpdate,
    /// Write an update.
    WriteUpdate,
    /// Publish or schedule it.
    PublishUpdate,
    /// The list of what was told to a part of the council, as far as the reader was told or it was shared.
    SeeBriefings,
    /// One of them, with its text.
    SeeBriefing,
    /// Log what one told to a part of the council.
    LogBriefing,
    /// Share it with everybody.
    ShareBriefing,
    /// Take back who was said to be told.
    CorrectBriefing,
    /// Group figures of the balance.
    SeeBalance,
    /// Close a quarter of the balance.
    CloseQuarter,
    /// Everything a report was computed from, reading too, under pseudonyms. `own`: named for it by the council.
    ReadFullExtract,
    /// Record whom the council named for that.
    NameExtractReaders,
    /// Who is still untold, by name.
    SeeUntold,
    /// Tell them, and remind whoever has not read it.
    TellUntold,
    /// Write down what was done about what a quarter showed.
    AnswerBalance,
    /// Everything recorded about oneself.
    SeeOwnRecord,
    /// Object to being measured, and take that back.
    ObjectToMeasuring,
    /// Look at everything recorded about somebody else, with a reason.
    LookIntoRecord,
    /// Settings of the municipality.
    SeeSettings,
    /// Change them, send a test mail.
    ChangeSettings,
    /// Record the council's decision on measuring.
    DecideMeasuring,
    /// Mail that waits, left or got stuck.
    SeeOutbox,
    /// Try a stuck mail again.
    RetryMail,
    /// Answers that calendars mailed, and which of them wait.
    SeeReplies,
    /// Take one of them over, or lay it aside.
    SettleReply,
    /// Accounts: invite, disable, roles.
    ManageAccounts,
}

use Role::{Administrator, Alderman, Clerk, CommitteeMember, FactionSecretary, Mayor, Member, Official};

const COUNCIL: &[Role] = &[Member, CommitteeMember];
const COLLEGE: &[Role] = &[Alderman, Mayor];
const EVERYBODY: &[Role] =
    &[Clerk, Member, CommitteeMember, Mayor, Alderman, FactionSecretary, Official, Administrator];
/// Everybody who takes part in the dialogue: all but the administrator, who keeps accounts and settings.
const DIALOGUE: &[Role] = &[Clerk, Member, CommitteeMember, Mayor, Alderman, FactionSecretary, Official];

/// Whether somebody with these roles may do this, given the facts.
pub fn may(roles: &RoleSet, act: Act, facts: Facts) -> Result<(), Denied> {
    let of = |wanted: &[Role]| if roles.any(wanted) { Ok(()) } else { Err(Denied::NotYourRole) };
    let yours = |is: bool| if is { Ok(()) } else { Err(Denied::NotYours) };
    let known = |is: bool| if is { Ok(()) } else { Err(Denied::Hidden) };
    let clerk = roles.has(Clerk);

    match act {
        // Whoever is signed in, with or without a task today: what is recorded of somebody stays theirs to see.
        Act::ChangeOwnAccount | Act::SeeOwnRecord => Ok(()),
        Act::SeeHome => of(EVERYBODY),

        Act::SeeCouncil => of(EVERYBODY),
        Act::EditCouncil => of(&[Clerk, Administrator]),

        Act::SeeGatherings | Act::SubscribeToCalendar => of(DIALOGUE),
        Act::SeeGathering => of(DIALOGUE).and_then(|()| known(facts.released || clerk)),
        Act::PlanGathering | Act::ChangeGathering | Act::InviteToGathering => of(&[Clerk]),
        Act::SeeNames => of(DIALOGUE).and_then(|()| yours(clerk || facts.host || facts.invited)),
        Act::ReadRemark => of(DIALOGUE).and_then(|()| {
            yours(clerk || facts.own || facts.host || (roles.has(FactionSecretary) && facts.same_faction))
        }),
        Act::Answer => of(DIALOGUE).and_then(|()| yours(facts.own)),
        Act::AnswerFor if clerk => Ok(()),
        Act::AnswerFor => of(&[FactionSecretary]).and_then(|()| yours(facts.same_faction)),
        Act::RecordAttendance => of(&[Clerk]),

        Act::EditDocuments => of(&[Clerk]),
        Act::ReadDocuments => of(DIALOGUE).and_then(|()| known(facts.released || clerk)),
        Act::WriteNotes => of(&[Clerk, Official]),
        Act::PublishNotes => of(&[Clerk]),
        Act::ReadNotes => of(DIALOGUE).and_then(|()| known(facts.released || clerk)),
        Act::Confirm => of(COUNCIL).and_then(|()| yours(facts.own)),

        Act::SeeQuestions => of(DIALOGUE),
        Act::AskQuestion => of(COUNCIL),
        Act::RouteQuestion => of(&[Clerk]),
        Act::DraftAnswer if roles.any(&[Clerk, Official]) => Ok(()),
        Act::DraftAnswer | Act::ReleaseAnswer if roles.any(COLLEGE) => yours(facts.host),
        Act::DraftAnswer => Err(Denied::NotYourRole),
        Act::ReleaseAnswer => of(&[Clerk]),

        Act::SeeUpdates => of(DIALOGUE),
        Act::SeeUpdate => {
            of(DIALOGUE).and_then(|()| known(facts.released || facts.own || roles.any(&[Clerk, Official])))
        }
        Act::WriteUpdate if roles.has(Official) => Ok(()),
        Act::WriteUpdate | Act::PublishUpdate => of(COLLEGE).and_then(|()| yours(facts.own)),

        Act::SeeBriefings => of(DIALOGUE),
        Act::SeeBriefing => of(DIALOGUE).and_then(|()| yours(facts.released || facts.own || facts.invited || clerk)),
        Act::LogBriefing => of(&[Clerk, Alderman, Mayor]),
        Act::ShareBriefing if clerk => Ok(()),
        Act::ShareBriefing => of(COLLEGE).and_then(|()| yours(facts.own)),
        Act::CorrectBriefing => of(&[Clerk]),

        Act::SeeBalance => of(&[Clerk, Member, CommitteeMember, Alderman, Mayor]),
        Act::CloseQuarter | Act::NameExtractReaders => of(&[Clerk]),
        // Pseudonyms can be guessed, so nobody of the college and who works for it, whatever the council decided.
        Act::ReadFullExtract if clerk => Ok(()),
        Act::ReadFullExtract if roles.any(&[Alderman, Mayor, Official]) => Err(Denied::NotYourRole),
        Act::ReadFullExtract => of(EVERYBODY).and_then(|()| yours(facts.own)),
        Act::SeeUntold | Act::TellUntold | Act::AnswerBalance => of(&[Clerk]),
        Act::ObjectToMeasuring => of(COUNCIL),
        Act::LookIntoRecord => of(&[Clerk]),

        Act::SeeSettings | Act::ChangeSettings | Act::ManageAccounts => of(&[Clerk, Administrator]),
        Act::DecideMeasuring => of(&[Clerk]),
        Act::SeeReplies | Act::SettleReply => of(&[Clerk]),
        Act::SeeOutbox | Act::RetryMail => of(&[Clerk, Administrator]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(role: Role) -> RoleSet {
        RoleSet::new([role])
    }

    #[test]
    fn without_a_role_one_keeps_the_own_account_and_record_and_nothing_else() {
        let all = Facts { own: true, released: true, invited: true, host: true, same_faction: true };
        for act in Act::ALL {
            let own = matches!(act, Act::ChangeOwnAccount | Act::SeeOwnRecord);
            assert_eq!(may(&RoleSet::default(), *act, all).is_ok(), own, "{act:?}");
        }
    }

    #[test]
    fn a_remark_is_for_the_clerk_the_host_and_whoever_answers_for_them() {
        let invited = Facts { invited: true, released: true, same_faction: true, ..Facts::default() };
        assert_eq!(may(&one(Member), Act::ReadRemark, invited), Err(Denied::NotYours));
        assert_eq!(may(&one(Alderman), Act::ReadRemark, invited), Err(Denied::NotYours));
        assert_eq!(may(&one(Alderman), Act::ReadRemark, Facts { host: true, ..invited }), Ok(()));
        assert_eq!(may(&one(Member), Act::ReadRemark, Facts { own: true, ..invited }), Ok(()));
        assert_eq!(may(&one(FactionSecretary), Act::ReadRemark, invited), Ok(()));
        let other = Facts { same_faction: false, ..invited };
        assert_eq!(may(&one(FactionSecretary), Act::ReadRemark, other), Err(Denied::NotYours));
        assert_eq!(may(&one(Clerk), Act::ReadRemark, Facts::default()), Ok(()));
    }

    #[test]
    fn a_draft_is_the_clerks_alone() {
        assert_eq!(may(&one(Member), Act::SeeGathering, Facts::default()), Err(Denied::Hidden));
        assert_eq!(may(&one(Clerk), Act::SeeGathering, Facts::default()), Ok(()));
        let released = Facts { released: true, ..Facts::default() };
        assert_eq!(may(&one(Member), Act::SeeGathering, released), Ok(()));
    }

    #[test]
    fn a_secretary_answers_for_the_own_faction_only() {
        assert_eq!(may(&one(FactionSecretary), Act::AnswerFor, Facts::default()), Err(Denied::NotYours));
        let same = Facts { same_faction: true, ..Facts::default() };
        assert_eq!(may(&one(FactionSecretary), Act::AnswerFor, same), Ok(()));
        assert_eq!(may(&one(Member), Act::AnswerFor, same), Err(Denied::NotYourRole));
    }

    #[test]
    fn an_alderman_releases_only_answers_to_questions_put_to_them() {
        assert_eq!(may(&one(Alderman), Act::ReleaseAnswer, Facts::default()), Err(Denied::NotYours));
        assert_eq!(may(&one(Alderman), Act::ReleaseAnswer, Facts { host: true, ..Facts::default() }), Ok(()));
        assert_eq!(
            may(&one(Official), Act::ReleaseAnswer, Facts { host: true, ..Facts::default() }),
            Err(Denied::NotYourRole)
        );
    }

    #[test]
    fn the_full_extract_is_for_the_clerk_and_whom_the_council_named_and_never_for_the_college() {
        let named = Facts { own: true, ..Facts::default() };
        assert_eq!(may(&one(Clerk), Act::ReadFullExtract, Facts::default()), Ok(()));
        assert_eq!(may(&one(Member), Act::ReadFullExtract, Facts::default()), Err(Denied::NotYours));
        assert_eq!(may(&one(Member), Act::ReadFullExtract, named), Ok(()));
        for role in [Alderman, Mayor, Official] {
            assert_eq!(may(&one(role), Act::ReadFullExtract, named), Err(Denied::NotYourRole));
        }
    }

    #[test]
    fn what_was_told_to_some_is_theirs_the_tellers_and_the_clerks_until_it_is_shared() {
        let told = Facts { invited: true, ..Facts::default() };
        assert_eq!(may(&one(Member), Act::SeeBriefing, Facts::default()), Err(Denied::NotYours));
        assert_eq!(may(&one(Member), Act::SeeBriefing, told), Ok(()));
        assert_eq!(may(&one(Alderman), Act::SeeBriefing, Facts::default()), Err(Denied::NotYours));
        assert_eq!(may(&one(Clerk), Act::SeeBriefing, Facts::default()), Ok(()));
        assert_eq!(may(&one(Member), Act::ShareBriefing, told), Err(Denied::NotYourRole));
        assert_eq!(may(&one(Alderman), Act::ShareBriefing, Facts::default()), Err(Denied::NotYours));
        assert_eq!(may(&one(Alderman), Act::ShareBriefing, Facts { own: true, ..Facts::default() }), Ok(()));
    }

    #[test]
    fn an_administrator_keeps_accounts_and_reads_nothing_of_the_dialogue() {
        for act in [Act::SeeGatherings, Act::SeeQuestions, Act::SeeBalance, Act::ReadNotes] {
            assert!(may(&one(Administrator), act, Facts { released: true, ..Facts::default() }).is_err(), "{act:?}");
        }
        assert_eq!(may(&one(Administrator), Act::ManageAccounts, Facts::default()), Ok(()));
    }
}
