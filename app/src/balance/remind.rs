//! Before something must be known: the griffie sees who was not told, and how many of each group read it as far as that
//! names nobody; one button sends it again to whoever was not told or has not read it, without saying who they are.

use std::collections::{BTreeSet, HashSet};

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    balance::{Cell, Counting, Group, Guard, Item as Counted, Measure, Recipient as Owed, Settings, table, times},
    localtime::start_of_day,
    measuring::Measuring,
    people::{Role, Side},
    policy::{Facts, act},
};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    entity::item,
    measuring,
    pages::by_faction,
    store::{self, ItemLine, Untold},
    undelivered::{self, Undelivered},
    views,
};
use crate::{
    AppState, audit, briefings,
    ctx::{Ctx, Flash, Id},
    db::{Db, millis, sql},
    error::AppError,
    gate::Allowed,
    home, mail,
    mail::{Block, Message, outbox},
    news::store::Awaiting,
    page, people,
    people::store::CouncilBook,
    tenant::Tenant,
    text::whole,
    ui::*,
};

/// How long before the moment an item stands on the clerk's home.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 14);
/// Most items there.
const MOST: usize = 6;
/// The kind of a reminder in the outbox. Lists of mail leave it out: who got one has not read something.
pub const KIND: &str = "remind";
/// What the audit calls pressing the button.
const ACTION: &str = "balance.remind";

/// The items that must be known within two weeks, the nearest first; not what is told by sharing it, nor a paper
/// that was taken away.
async fn needed_soon(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Vec<ItemLine>, AppError> {
    let rows = item::Entity::find()
        .filter(item::Column::MunicipalityId.eq(tenant.id()))
        .filter(item::Column::NeededAt.gt(millis(now)))
        .filter(item::Column::NeededAt.lte(millis(now + AHEAD)))
        .filter(item::Column::ReleasedAt.lte(millis(now)))
        .order_by_asc(item::Column::NeededAt)
        .order_by_asc(item::Column::Id)
        .all(db)
        .await?;
    let unshared = briefings::store::unshared(db, tenant).await?;
    let rows = rows.into_iter().filter(|row| !unshared.contains(&row.subject_id)).collect();
    let mut lines = store::lines(db, tenant, rows).await?;
    lines.retain(|line| !line.withdrawn);
    Ok(lines)
}

/// Who of `today`'s council has not opened or confirmed it, as far as is recorded.
fn unread(line: &ItemLine, today: &[Uuid], now: Timestamp) -> BTreeSet<Uuid> {
    let times = times(&line.item, now);
    let read = |owed: &&Owed| times.get(&owed.person).is_some_and(|times| times.reached.is_some());
    let here = |owed: &&Owed| today.contains(&owed.person);
    line.item.audience.iter().filter(here).filter(|owed| !read(owed)).map(|owed| owed.person).collect()
}

/// The items that were sent again today, by what was pressed and not by who got a message: that would say whether
/// anybody did.
async fn reminded(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<HashSet<Uuid>, AppError> {
    let morning = start_of_day(tenant.date(now), tenant.zone());
    let text = "SELECT subject_id FROM audit \
                WHERE municipality_id = $1 AND at >= $2 AND action = $3 AND subject_id IS NOT NULL";
    let rows = db.query_all_raw(sql(db, text, [tenant.id().into(), millis(morning).into(), ACTION.into()])).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Once for each person, item and day.
fn occasion(tenant: &Tenant, item: Uuid, person: Uuid, now: Timestamp) -> String {
    format!("remind/{item}/{person}/{}", tenant.date(now))
}

/// Sends an item that must be known again to whoever was not told or has not read it; at most once a day, so that
/// pressing twice sends once. Nobody learns who they are: not from the answer, not from a list of mail.
///
/// # Errors
/// `Conflict` when it need not be known any more by then, is told by sharing it, or was taken away.
pub async fn send_again(
    db: &Db,
    allowed: &Allowed<act::TellUntold>,
    base_url: &str,
    item: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    crate::transaction!(db, |tx| {
        let line = store::find(tx, tenant, item).await?;
        let needed = line.item.needed_at.filter(|needed| *needed > now).ok_or(AppError::Conflict("remind-late"))?;
        if briefings::store::unshared(tx, tenant).await?.contains(&line.subject) {
            return Err(AppError::Conflict("briefing-share-here"));
        }
        if line.withdrawn {
            return Err(AppError::Conflict("balance-withdrawn"));
        }
        if reminded(tx, tenant, now).await?.contains(&item) {
            return Ok(());
        }
        let book = people::store::book(tx, tenant).await?;
        let waiting = store::on_the_way(tx, tenant, item).await?;
        let awaiting = Awaiting::load(tx, tenant, now).await?;
        let Untold { people, awaiting, .. } = line.untold(&book, tenant, &awaiting, now);
        let untold: BTreeSet<Uuid> = people.into_iter().map(|owed| owed.person).collect();
        let waits = |person: &Uuid| waiting.contains(person) || awaiting.contains(person);
        let today = tenant.date(now);
        let council = book.council.view().owed_to(today);
        for person in unread(&line, &council, now).union(&untold).filter(|person| !waits(person)) {
            let Some(to) = mail::Recipient::of(&book, *person) else { continue };
            let lang = to.lang;
            let kind = lang.t(&format!("balance-kind-{}", line.kind));
            let when = lang.when(needed, tenant.zone(), today);
            let words =
                [("kind", kind.as_str().into()), ("title", line.title.as_str().into()), ("when", when.as_str().into())];
            let day = [("day", lang.date(tenant.date(needed), today).into())];
            let link = (lang.t("balance-mail-link"), format!("{base_url}{}", tenant.path(&line.path)));
            let message = Message {
                kind: KIND,
                occasion: occasion(tenant, item, *person, now),
                subject: lang.tn("remind-mail-subject", &day),
                blocks: vec![
                    Block::Para(lang.tn("remind-mail-text", &words)),
                    Block::Links(vec![link]),
                    Block::Small(lang.tn("balance-mail-from", &[("office", tenant.office_name().into())])),
                ],
                to,
                ics: None,
                // Who had been told stays told as they were; only for the others it is the first they hear of it.
                item: untold.contains(person).then_some(item),
            };
            outbox::enqueue(tx, tenant, &message, now).await?;
        }
        // No number: it would say how many have not read it.
        audit::note(tx, tenant, Some(allowed.person()), ACTION, ("item", Some(item)), "", now).await
    })
}

/// `POST …/onderdelen/{item}/herinnering`
pub async fn remind(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::TellUntold>(Facts::default())?;
    send_again(&app.db, &allowed, &app.settings.base_url, id.0, ctx.now).await?;
    Ok(page::see(&ctx, "", Some(Flash::new("remind-done"))))
}

/// "Moet bekend zijn": for the clerk, on home. Answers which items stand there too.
pub async fn on_home(ctx: &Ctx) -> Result<(AnyView, HashSet<Uuid>), AppError> {
    if !ctx.visitor.as_ref().is_some_and(|actor| actor.is(Role::Clerk)) {
        return Ok((().into_any(), HashSet::new()));
    }
    let db = ctx.app.db.read();
    let mut lines = needed_soon(db, &ctx.tenant, ctx.now).await?;
    let count = whole(lines.len());
    lines.truncate(MOST);
    if lines.is_empty() {
        return Ok((().into_any(), HashSet::new()));
    }
    let book = people::store::book(db, &ctx.tenant).await?;
    let measuring = measuring::load(db, &ctx.tenant).await?;
    let sent = reminded(db, &ctx.tenant, ctx.now).await?;
    let awaiting = Awaiting::load(db, &ctx.tenant, ctx.now).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.item.id).collect();
    let undelivered = undelivered::load(db, &ctx.tenant, &ids).await?;
    let row =
        |line: &ItemLine| row(ctx, (&book, &awaiting, &undelivered), line, &measuring, sent.contains(&line.item.id));
    let rows = lines.iter().map(row).collect_view();
    let shown = lines.iter().map(|line| line.item.id).collect();
    let view = view! {
        <Section id="moet-bekend" title=ctx.t("remind-home") count=count><List>{rows}</List></Section>
    };
    Ok((view.into_any(), shown))
}

fn row(
    ctx: &Ctx,
    (book, awaiting, undelivered): (&CouncilBook, &Awaiting, &Undelivered),
    line: &ItemLine,
    measuring: &Measuring,
    sent: bool,
) -> AnyView {
    let kind = ctx.t(&format!("balance-kind-{}", line.kind));
    let needed = line.item.needed_at.map(|needed| ctx.when(needed)).unwrap_or_default();
    let href = ctx.url(&format!("/informatiebalans/onderdelen/{}", line.item.id));
    let untold = line.untold(book, &ctx.tenant, awaiting, ctx.now);
    let told = match (untold.people.is_empty(), untold.mail_at) {
        (false, _) => {
            let names = home::names(ctx, &by_faction(ctx, book, &untold.people));
            ctx.tn("remind-untold", &[("who", names.into())])
        }
        (true, Some(at)) => views::in_daily_mail(ctx, untold.awaiting.len(), at),
        (true, None) => ctx.t("remind-all-told"),
    };
    let missed = undelivered::line(ctx, book, &undelivered.of(line.item.id, &untold.people, book));
    // Without whoever objects, and only where measuring was on all the time.
    let reading = measuring.reading(std::slice::from_ref(&line.item), ctx.now);
    let counted = reading.map(|reading| reading.items).unwrap_or_default();
    let read = (!counted.is_empty()).then(|| view! { <p class="meta">{read_words(ctx, book, &counted)}</p> });
    let button = if sent {
        view! { <p class="meta">{ctx.t("remind-sent")}</p> }.into_any()
    } else {
        let action = format!("{href}/herinnering");
        view! {
            <ButtonForm action=action text=ctx.t("remind-do") look=Look::Secondary about=line.title.clone()/>
        }
        .into_any()
    };
    view! {
        <Item href=href title=line.title.clone() meta=kind lead=needed>
            <p>{told}</p>
            {missed}
            {read}
            {button}
        </Item>
    }
    .into_any()
}

/// "Gelezen: coalitie 9 van 14 · oppositie 8 van 13 · VVD 4 van 7", as far as a number names nobody.
fn read_words(ctx: &Ctx, book: &CouncilBook, items: &[Counted]) -> String {
    let counted = table(items, ctx.now, Settings::new(Measure::Reached, Counting::SoFar, Guard::Protected));
    let parts: Vec<String> = counted
        .sides
        .iter()
        .chain(&counted.groups)
        .filter_map(|row| {
            let Cell::Shown { count, of } = row.cell else { return None };
            let group = match &row.group {
                Group::Side(Side::Unknown) | Group::Everybody | Group::Others(..) | Group::Faction(_, None) => {
                    return None;
                }
                Group::Side(side) => ctx.t(&format!("side-{}", side.code())),
                Group::Faction(_, Some(faction)) => book.faction_name(*faction).to_owned(),
            };
            Some(ctx.tn(
                "remind-read-part",
                &[("group", group.into()), ("count", whole(count).into()), ("of", whole(of).into())],
            ))
        })
        .collect();
    if parts.is_empty() {
        ctx.t("remind-read-hidden")
    } else {
        ctx.tn("remind-read", &[("parts", parts.join(" · ").into())])
    }
}
