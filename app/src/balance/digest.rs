//! The quarterly report for the presidium: one page that prints, with what a closed quarter said, how that went over the
//! last eight, and what was done about what stood out; and the mail that says it is there.

use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    localtime::Quarter,
    people::Role,
    policy::{Facts, act},
};
use jiff::Timestamp;
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    answers,
    closing::{self, Closed},
    entity::closed,
    figures::{self, Grouping, Telling},
    late::{self, LateItems},
    report_pages,
    report_views::{self, TrendPoint},
    said::{self, Groups},
    views,
};
use crate::{
    AppState,
    ctx::Ctx,
    error::AppError,
    mail::{Block, Message, Recipient},
    page,
    people::{self, store::CouncilBook},
    tenant::Tenant,
    text::Lang,
    ui::*,
};

/// Quarters that stood out, of which the page says what was done.
const FLAGS: usize = 2;

/// What the address may say.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// `2026-3`; the newest closed one when absent.
    kwartaal: String,
}

/// Where it stands, below the municipality.
pub fn path(quarter: Quarter) -> String {
    format!("/informatiebalans/kwartaalbericht?kwartaal={quarter}")
}

/// `GET /{gemeente}/informatiebalans/kwartaalbericht`
pub async fn show(ctx: Ctx, State(app): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let db = app.db.read();
    let quarter = match asked.kwartaal.as_str() {
        "" => closing::newest_quarter(db, &ctx.tenant).await?,
        text => Some(Quarter::parse(text).ok_or(AppError::NotFound)?),
    };
    let Some(quarter) = quarter else {
        let view = view! {
            <PageHead title=ctx.t("digest")/>
            <Empty text=ctx.t("digest-none") href=ctx.url("/informatiebalans") next=ctx.t("report-back")/>
        };
        return Ok(page::page(&ctx, ctx.t("digest"), view.into_any()));
    };
    let closed = closing::of_quarter(db, &ctx.tenant, quarter).await?;
    if closed.is_empty() {
        return Err(AppError::NotFound);
    }
    let book = people::store::book(db, &ctx.tenant).await?;
    let mut parts = Vec::new();
    let mut late = LateItems::default();
    for one in &closed {
        late.own.extend(late::of_part(db, &ctx.tenant, &closed, one.span()?, ctx.now).await?);
        let name = report_views::quarter_part(&ctx, quarter, (closed.len() > 1).then(|| one.part()));
        parts.push((name, sentences(ctx.lang, one, &book)?));
    }
    let trend = report_pages::trend(&ctx, &app, Some(quarter)).await?;
    let mut done = Vec::new();
    for (flagged, words) in flagged(&ctx, &trend) {
        done.push((flagged, words, answers::kept(&ctx, flagged).await?));
    }
    let day = ctx.tenant.date(closed[0].closed_at());
    let title = ctx.tn("digest-title", &[("quarter", views::quarter_name(&ctx, quarter).into())]);
    let lede = format!("{} · {}", ctx.tenant.name(), ctx.tn("report-closed-on", &[("date", ctx.day(day).into())]));
    let whole = report_views::period_url(&ctx, quarter, None, Grouping::Sides);
    let said = parts
        .into_iter()
        .map(|(name, lines)| {
            let heading = (closed.len() > 1).then(|| view! { <h3>{name}</h3> });
            let lines = lines.into_iter().map(|line| view! { <p class="sentence">{line}</p> }).collect_view();
            view! { {heading}{lines} }
        })
        .collect_view();
    let late = late::sentences(&ctx, &late).into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let all = ctx.t("digest-whole");
    let view = view! {
        <PageHead title=title.clone() lede=lede><a class="no-print" href=whole>{all}</a></PageHead>
        <Section id="gezegd" title=ctx.t("digest-said")>{said}{late}</Section>
        {report_views::trend(&ctx, &trend)}
        {acted(&ctx, done)}
        {report_views::how(&ctx)}
    };
    Ok(page::page(&ctx, title, view.into_any()))
}

/// The newest quarters that stood out, each with what did.
fn flagged(ctx: &Ctx, trend: &[TrendPoint]) -> Vec<(Quarter, String)> {
    let mut found: Vec<(Quarter, String)> = Vec::new();
    for point in trend.iter().filter(|point| point.told.is_some() || point.read.is_some()) {
        if found.iter().all(|(quarter, _)| *quarter != point.quarter) {
            found.push((point.quarter, report_views::flag_words(ctx, point)));
        }
    }
    found.truncate(FLAGS);
    found
}

fn acted(ctx: &Ctx, done: Vec<(Quarter, String, Option<AnyView>)>) -> AnyView {
    if done.is_empty() {
        let nothing = ctx.t("digest-no-flag");
        return view! { <Section id="gedaan" title=ctx.t("digest-done")><p>{nothing}</p></Section> }.into_any();
    }
    let may = ctx.may::<act::AnswerBalance>(Facts::default());
    let rows = done
        .into_iter()
        .map(|(quarter, words, kept)| {
            let name = views::quarter_name(ctx, quarter);
            let write_words = ctx.tn("digest-write", &[("quarter", name.as_str().into())]);
            let heading = ctx.tn("digest-flagged", &[("quarter", name.into()), ("what", words.into())]);
            let nothing = kept.is_none();
            let kept = kept.unwrap_or_else(|| view! { <p>{ctx.t("digest-nothing-done")}</p> }.into_any());
            let write = (may && nothing).then(|| {
                let href = ctx.url(&answers::path(quarter));
                view! { <p class="no-print"><a href=href>{write_words}</a></p> }
            });
            view! { <h3>{heading}</h3>{kept}{write} }
        })
        .collect_view();
    view! { <Section id="gedaan" title=ctx.t("digest-done")>{rows}</Section> }.into_any()
}

/// What a closed report says, as it was kept.
fn sentences(lang: Lang, closed: &Closed, book: &CouncilBook) -> Result<Vec<String>, AppError> {
    let groups = Groups::of(lang, book, Grouping::Sides);
    let mut lines = said::telling(lang, &groups, &telling(closed, book)?, book, false);
    lines.extend(said::reading(lang, &groups, &closed.reading()?.reading, false));
    Ok(lines)
}

fn telling(closed: &Closed, book: &CouncilBook) -> Result<Telling, AppError> {
    let (extract, known) = (closed.telling_extract()?, Some(closed.reports()?));
    figures::telling(&extract, closed.key(), &book.council, closed.span()?.to, Grouping::Sides, known)
}

/// The mails that say a quarter is closed: to the griffie, and to the presidium where it has an address. One each, however
/// often they are put in.
pub fn mails(
    tenant: &Tenant,
    book: &CouncilBook,
    base_url: &str,
    quarter: Quarter,
    rows: &[closed::ActiveModel],
    now: Timestamp,
) -> Result<Vec<Message>, AppError> {
    let closed = rows.iter().map(Closed::of).collect::<Result<Vec<_>, _>>()?;
    let today = tenant.date(now);
    let clerks = book.council.view().with_role(Role::Clerk, today);
    let mut to: Vec<Recipient> = clerks.iter().filter_map(|clerk| Recipient::of(book, clerk.person)).collect();
    let presidium = tenant.presidium_email();
    if !presidium.is_empty() && to.iter().all(|known| !known.address.eq_ignore_ascii_case(presidium)) {
        let name = Lang::Nl.t("digest-presidium");
        to.push(Recipient { person: None, name, address: presidium.to_owned(), lang: Lang::Nl });
    }
    let url = format!("{base_url}{}", tenant.path(&path(quarter)));
    to.into_iter().map(|to| mail(tenant, book, &closed, quarter, &url, to)).collect()
}

fn mail(
    tenant: &Tenant,
    book: &CouncilBook,
    closed: &[Closed],
    quarter: Quarter,
    url: &str,
    to: Recipient,
) -> Result<Message, AppError> {
    let lang = to.lang;
    let name = views::quarter_in(lang, quarter);
    let quarter_named = [("quarter", name.as_str().into())];
    let mut blocks = vec![Block::Para(lang.tn("digest-mail-text", &quarter_named))];
    for one in closed {
        blocks.extend(sentences(lang, one, book)?.into_iter().map(Block::Para));
    }
    blocks.push(Block::Links(vec![(lang.t("digest-mail-link"), url.to_owned())]));
    blocks.push(Block::Small(lang.tn("balance-mail-from", &[("office", tenant.office_name().into())])));
    let whom = to.person.map_or_else(|| "presidium".to_owned(), |person| person.to_string());
    Ok(Message {
        kind: "digest",
        occasion: format!("digest/{quarter}/{whom}"),
        subject: lang.tn("digest-mail-subject", &quarter_named),
        blocks,
        to,
        ics: None,
        item: None,
    })
}
