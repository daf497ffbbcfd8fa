//! Notes of a gathering: written, published to all at one moment, kept in every version.
//!
//! The draft is one text that several people may work on, one after the other; a version counter keeps them from
//! writing over each other. Publishing copies it into a version that never changes, releases an item to everybody it
//! is owed to and puts a mail to each of them into the outbox, in one transaction. A second version is an item of its
//! own: who read the first has not read the second.

use domain::{
    gatherings::Kind,
    policy::{Facts, act},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{ctx::Ctx, error::AppError, gatherings, people, text::Lang, ui::Section};

/// Verbs.
pub mod commands;
/// The tables.
pub mod entity;
/// Form handlers.
pub mod forms;
/// The message that notes are there.
pub mod mails;
/// Page handlers.
pub mod pages;
/// Reading.
pub mod store;
mod views;

/// Characters of the summary in mails and lists.
pub const SUMMARY: usize = 200;

/// The notes on a gathering's page: link to the published version, or to writing them.
pub async fn section(ctx: &Ctx, gathering: &gatherings::entity::gathering::Model) -> Result<AnyView, AppError> {
    let db = ctx.app.db.read();
    let facts = gatherings::store::facts(db, ctx.actor()?, gathering).await?;
    let published = store::published_for(db, &ctx.tenant, gathering.id).await?;
    let may_read = ctx.may::<act::ReadNotes>(read_facts(facts, published.is_some()));
    let may_write = ctx.may::<act::WriteNotes>(facts);
    let draft = match may_write {
        true => store::draft(db, &ctx.tenant, gathering.id).await?,
        false => None,
    };
    let writer = match &draft {
        Some(draft) => people::store::book(db, &ctx.tenant).await?.name(draft.edited_by).to_owned(),
        None => String::new(),
    };
    let begun = crate::db::moment(gathering.starts_at) <= ctx.now && gathering.cancelled_at.is_none();
    let state = views::SectionState {
        gathering: gathering.id,
        published: published.filter(|_| may_read),
        may_write,
        draft: draft.map(|draft| (writer, draft.edited_at)),
        begun,
    };
    Ok(views::section(ctx, state))
}

/// What a later version of notes changed, for who may read them; nothing of the first.
pub async fn told_by(ctx: &Ctx, note: Uuid, edition: i64) -> Result<Option<AnyView>, AppError> {
    let db = ctx.app.db.read();
    let row = store::find(db, &ctx.tenant, note).await?;
    let gathering = gatherings::store::find(db, &ctx.tenant, row.gathering_id).await?;
    let facts = gatherings::store::facts(db, ctx.actor()?, &gathering).await?;
    if !ctx.may::<act::ReadNotes>(read_facts(facts, true)) {
        return Ok(None);
    }
    let all = store::versions_of(db, &ctx.tenant, note).await?;
    let of = |number: i64| all.iter().find(|version| version.number == number);
    let changes = of(edition - 1).zip(of(edition)).and_then(|(before, after)| views::changes(ctx, before, after));
    let title = ctx.t("gathering-changed");
    Ok(changes.map(|(n, changes)| view! { <Section id="gewijzigd" title=title count=n>{changes}</Section> }.into_any()))
}

/// What the gate asks about published notes: they are known once a version is out and the gathering is no draft.
pub(crate) fn read_facts(facts: Facts, published: bool) -> Facts {
    Facts { released: facts.released && published, ..facts }
}

/// What empty notes begin with. Notes are council papers, so the headings are Dutch in either language of the screen.
pub fn template(kind: &str) -> String {
    let kind = Kind::parse(kind).unwrap_or(Kind::InformalSession);
    let headings = domain::notes::headings(kind);
    headings.iter().map(|code| format!("# {}\n\n", Lang::Nl.t(&format!("notes-heading-{code}")))).collect()
}
