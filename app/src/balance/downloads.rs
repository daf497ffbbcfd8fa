//! Taking along what holds reading times: the griffie and whom the council named, with a reason that is kept, and always in
//! sight of everybody it is about.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    localtime::Quarter,
    policy::{Facts, act},
};
use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    closing::{self, Closed},
    entity::{download, download_person},
    figures,
    lookups::{OPEN_FOR, check_reason},
    readers, report_pages, report_views,
};
use crate::{
    AppState, audit,
    ctx::{Ctx, Id},
    db::{Db, millis, moment, sql},
    error::AppError,
    form::{self, FieldErrors},
    gate::Allowed,
    page, people,
    tenant::Tenant,
    ui::*,
};

domain::codes! {
    /// Which file.
    pub enum File {
        /// The full extract: every reading, under pseudonyms.
        Extract = "volledig",
        /// The report of it.
        Report = "volledig-verslag",
    }
}

/// The files there are of a quarter that had a full extract: when its readings have had their time the report stays.
pub fn there(quarter: Quarter, zone: &TimeZone, kept_from: Timestamp) -> Vec<File> {
    let whole = quarter.starts_at(zone) >= kept_from;
    File::ALL.iter().copied().filter(|file| whole || *file == File::Report).collect()
}

/// One download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Who took it.
    pub by: Uuid,
    /// Which file.
    pub file: File,
    /// Of which quarter.
    pub quarter: Quarter,
    /// Why, as they typed it.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// Every download about this person, the last one first.
pub async fn of(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Vec<Download>, AppError> {
    let rows = db
        .query_all_raw(sql(
            db,
            "SELECT d.downloaded_by, d.file, r.quarter, d.reason, d.at FROM extract_download_people p \
             JOIN extract_downloads d ON d.municipality_id = p.municipality_id AND d.id = p.download_id \
             JOIN balance_reports r ON r.id = d.report_id \
             WHERE p.municipality_id = $1 AND p.person_id = $2 ORDER BY d.at DESC, d.id DESC",
            [tenant.id().into(), person.into()],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let (file, quarter): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            Ok(Download {
                by: row.try_get_by_index(0)?,
                file: File::parse(&file).ok_or_else(|| AppError::unexpected(format!("file {file}")))?,
                quarter: Quarter::parse(&quarter).ok_or_else(|| AppError::unexpected("no quarter"))?,
                reason: row.try_get_by_index(3)?,
                at: moment(row.try_get_by_index(4)?),
            })
        })
        .collect()
}

/// Whether this reader may have these files, and the proof of it.
pub async fn allow(ctx: &Ctx, app: &AppState) -> Result<Allowed<act::ReadFullExtract>, AppError> {
    let actor = ctx.actor()?;
    let own = readers::is_named(app.db.read(), &ctx.tenant, actor.person).await?;
    ctx.allow::<act::ReadFullExtract>(Facts { own, ..Facts::default() })
}

/// What is in the file. `Conflict` when there never was one, or it can no longer be made.
pub async fn contents(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    closed: &Closed,
    file: File,
) -> Result<String, AppError> {
    match file {
        File::Report => closed.full_report_json().map(str::to_owned).ok_or(AppError::Conflict("report-full-none")),
        File::Extract if closed.full_sha256().is_none() => Err(AppError::Conflict("report-full-none")),
        File::Extract => {
            let json = closed.full_extract(db, tenant).await?.ok_or(AppError::Conflict("report-full-gone"))?;
            String::from_utf8(json).map_err(AppError::unexpected)
        }
    }
}

/// Writes down who takes what along and why, and whom it is about, before it is handed out. The same key again is one
/// download. Answers its id.
pub async fn begin(
    db: &Db,
    allowed: &Allowed<act::ReadFullExtract>,
    closed: &Closed,
    file: File,
    (reason, key): (&str, &str),
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let tenant = allowed.tenant();
    let reason = check_reason(reason).map_err(|key| AppError::field("reden", key))?;
    crate::transaction!(db, |tx| {
        let id = Uuid::now_v7();
        if let Some(known) = form::claim(tx, allowed.actor(), key, id, now).await? {
            return Ok(known);
        }
        download::Entity::insert(download::ActiveModel {
            id: Set(id),
            municipality_id: Set(tenant.id()),
            report_id: Set(closed.id()),
            file: Set(file.code().to_owned()),
            downloaded_by: Set(allowed.person()),
            reason: Set(reason.clone()),
            at: Set(millis(now)),
        })
        .exec_without_returning(tx)
        .await?;
        let council = people::store::council(tx, tenant).await?;
        let about = figures::people_of(&closed.telling_extract()?, closed.key(), &council)?;
        let rows: Vec<_> = about
            .into_iter()
            .map(|person| download_person::ActiveModel {
                download_id: Set(id),
                person_id: Set(person),
                municipality_id: Set(tenant.id()),
            })
            .collect();
        if !rows.is_empty() {
            download_person::Entity::insert_many(rows).exec_without_returning(tx).await?;
        }
        let (by, subject) = (Some(allowed.person()), ("report", Some(closed.id())));
        audit::note(tx, tenant, by, "balance.extract", subject, file.code(), now).await?;
        Ok(id)
    })
}

/// Whether a download this reader gave a reason for still lasts.
async fn lasts(
    db: &impl ConnectionTrait,
    allowed: &Allowed<act::ReadFullExtract>,
    closed: &Closed,
    file: File,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, AppError> {
    let row = download::Entity::find_by_id(id).one(db).await?;
    Ok(row.is_some_and(|row| {
        row.municipality_id == allowed.tenant().id()
            && row.report_id == closed.id()
            && row.file == file.code()
            && row.downloaded_by == allowed.person()
            && now < moment(row.at) + OPEN_FOR
    }))
}

/// Where the reason is asked, below the municipality.
pub fn form_path(report: Uuid, file: File) -> String {
    format!("/informatiebalans/verslagen/{report}/inzage?bestand={file}")
}

/// What the address of a file may say.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct FileQuery {
    inzage: String,
}

/// The full extract: for the griffie and whom the council named, after a reason.
pub async fn extract(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Query(query): Query<FileQuery>,
) -> Result<Response, AppError> {
    hand_out(ctx, app, id.0, &query, File::Extract).await
}

/// The report of the full extract, for the same people.
pub async fn report(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Query(query): Query<FileQuery>,
) -> Result<Response, AppError> {
    hand_out(ctx, app, id.0, &query, File::Report).await
}

async fn hand_out(ctx: Ctx, app: AppState, id: Uuid, query: &FileQuery, file: File) -> Result<Response, AppError> {
    let allowed = allow(&ctx, &app).await?;
    let closed = closing::find(app.db.read(), &ctx.tenant, id).await?;
    let json = contents(app.db.read(), &ctx.tenant, &closed, file).await?;
    let open = match query.inzage.parse() {
        Ok(download) => lasts(app.db.read(), &allowed, &closed, file, download, ctx.now).await?,
        Err(_) => false,
    };
    if !open {
        return Ok(page::see(&ctx, &form_path(closed.id(), file), None));
    }
    Ok(report_pages::json_file(&report_pages::file_name(&ctx, &closed, file.code()), json))
}

/// What the form carries.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    bestand: String,
    reden: String,
    key: String,
}

impl Asked {
    fn file(&self) -> Result<File, AppError> {
        if self.bestand.is_empty() { Ok(File::Extract) } else { File::parse(&self.bestand).ok_or(AppError::NotFound) }
    }
}

/// `GET …/verslagen/{report}/inzage`: asks for the reason.
pub async fn ask(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    allow(&ctx, &app).await?;
    let closed = closing::find(app.db.read(), &ctx.tenant, id.0).await?;
    let file = asked.file()?;
    contents(app.db.read(), &ctx.tenant, &closed, file).await?;
    let fresh = Asked { bestand: asked.bestand, reden: String::new(), key: form::fresh_key() };
    let view = asking(&ctx, &closed, file, &fresh, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t(&format!("download-{file}")), view))
}

/// `POST …/verslagen/{report}/inzage`
pub async fn take(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    form::Form(asked): form::Form<Asked>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx, &app).await?;
    let closed = closing::find(app.db.read(), &ctx.tenant, id.0).await?;
    let file = asked.file()?;
    contents(app.db.read(), &ctx.tenant, &closed, file).await?;
    match begin(&app.db, &allowed, &closed, file, (&asked.reden, &asked.key), ctx.now).await {
        Ok(download) => {
            let path = format!("/informatiebalans/verslagen/{}/{file}.json?inzage={download}", closed.id());
            Ok(page::see(&ctx, &path, None))
        }
        Err(AppError::Invalid(errors)) => {
            let view = asking(&ctx, &closed, file, &asked, &errors);
            Ok(page::unprocessable(&ctx, ctx.t(&format!("download-{file}")), view))
        }
        Err(error) => Err(error),
    }
}

fn asking(ctx: &Ctx, closed: &Closed, file: File, asked: &Asked, errors: &FieldErrors) -> AnyView {
    let lede = closed
        .quarter()
        .map(|quarter| report_views::quarter_part(ctx, quarter, (closed.part() > 1).then(|| closed.part())));
    let action = ctx.url(&format!("/informatiebalans/verslagen/{}/inzage", closed.id()));
    let fields = view! {
        <Hidden name="bestand" value=file.code().to_owned()/>
        <TextArea name="reden" label=ctx.t("download-reason") hint=ctx.t("download-reason-hint") rows=3
            value=asked.reden.clone() error=errors.text(ctx.lang, "reden")/>
        <div class="form-actions"><Submit text=ctx.t("download-take")/></div>
    };
    let back = ctx.url("/informatiebalans/uittreksel");
    view! {
        <PageHead title=ctx.t(&format!("download-{file}")) lede=lede.unwrap_or_default()/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <p>{ctx.t("download-warning")}</p>
        <Form action=action key=asked.key.clone()>{fields}</Form>
        <p><a href=back>{ctx.t("report-readers")}</a></p>
    }
    .into_any()
}
