//! The access review (BIO2 5.18.02): who may do what, since when, and how they are let in, as a file for a spreadsheet.

use std::collections::HashMap;

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use domain::policy::{Facts, act};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;
use crate::{
    audit,
    ctx::Ctx,
    db::{moment, sql},
    error::AppError,
    page,
    people::{self, export::harmless},
    tenant::Tenant,
};

/// `GET /{gemeente}/instellingen/accounts/toegang.csv`: a line for each role somebody holds today, and one for an
/// account without a role. That it was looked at is written down as evidence, so a link on another site leads to the page.
pub async fn file(ctx: Ctx, headers: HeaderMap) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ManageAccounts>(Facts::default())?;
    if headers.get_all("sec-fetch-site").iter().any(|from| from == "cross-site") {
        return Ok(page::see(&ctx, "/instellingen/accounts", None));
    }
    let db = ctx.app.db.read();
    let lines = store::lines(db, &ctx.tenant, ctx.now).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let signed_in = last_sign_ins(db, &ctx.tenant).await?;
    let today = ctx.today();
    let day = |at: Timestamp| at.to_zoned(ctx.tenant.zone().clone()).strftime("%Y-%m-%d %H:%M").to_string();
    let yes_no = |is: bool| ctx.t(if is { "yes" } else { "no" });

    let mut rows: Vec<[String; 9]> = Vec::new();
    for line in &lines {
        let held: Vec<_> = book.council.view().active(today).into_iter().filter(|a| a.person == line.person).collect();
        let row = |role: String, faction: String, since: String, until: String| {
            [
                line.name.clone(),
                line.email.clone().unwrap_or_default(),
                role,
                faction,
                since,
                until,
                ctx.t(&format!("accounts-stage-{}", line.stage.code())),
                signed_in.get(&line.person).copied().map(day).unwrap_or_default(),
                yes_no(line.has_second),
            ]
        };
        for post in &held {
            let role = ctx.t(&format!("role-{}", post.role.code()));
            let faction = post.faction.map(|id| book.faction_name(id).to_owned()).unwrap_or_default();
            let until = post.span.to.map(|to| to.to_string()).unwrap_or_default();
            rows.push(row(role, faction, post.span.from.to_string(), until));
        }
        if held.is_empty() {
            rows.push(row(ctx.t("accounts-register-no-role"), String::new(), String::new(), String::new()));
        }
    }
    let head = ["name", "email", "role", "faction", "since", "until", "account", "last", "second"]
        .map(|key| ctx.t(&format!("review-{key}")));
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![0xEF, 0xBB, 0xBF]);
    writer.write_record(&head).map_err(AppError::unexpected)?;
    for row in rows {
        writer.write_record(row.map(|text| harmless(&text))).map_err(AppError::unexpected)?;
    }
    let bytes = writer.into_inner().map_err(AppError::unexpected)?;

    if ctx.is_reading {
        crate::transaction!(&ctx.app.db, |tx| {
            let by = Some(allowed.person());
            audit::note(tx, &ctx.tenant, by, "account.review", ("municipality", None), "", ctx.now).await
        })?;
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"toegang-{today}.csv\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// When each person last signed in; the log remembers what sessions forget.
async fn last_sign_ins(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<HashMap<Uuid, Timestamp>, AppError> {
    let query = "SELECT actor_id, MAX(at) FROM audit \
                 WHERE municipality_id = $1 AND action = 'account.sign-in' AND actor_id IS NOT NULL GROUP BY actor_id";
    let rows = db.query_all_raw(sql(db, query, [tenant.id().into()])).await?;
    rows.into_iter().map(|row| Ok((row.try_get_by_index(0)?, moment(row.try_get_by_index(1)?)))).collect()
}
