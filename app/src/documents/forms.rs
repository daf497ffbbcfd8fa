//! Papers: what the clerk's forms do.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    policy::act,
    values::{HttpUrl, Title},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    commands::{self, AddFile, AddLink},
    files::{Checked, Folder},
    kind::{Kind, Unfit},
    store,
    views::{self, FileDraft, LinkDraft},
};
use crate::{
    balance::needed,
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form, fresh_key},
    gate::Allowed,
    gatherings::{self, entity::gathering},
    page,
    parts::{Cut, Part, Parts, Posted},
};

/// The form for a link.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinkInput {
    titel: String,
    adres: String,
    key: String,
}

impl LinkInput {
    fn parse(&self) -> Result<(Title, HttpUrl), FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.take("titel", Title::parse(&self.titel));
        let url = errors.take("adres", HttpUrl::parse(&self.adres));
        title.zip(url).ok_or(errors)
    }
}

/// Adds a file that a browser sends.
pub async fn upload(ctx: Ctx, Path((_, id)): Path<(String, Id)>, posted: Posted) -> Result<Response, AppError> {
    let (gathering, allowed) = may_edit(&ctx, id).await?;
    let folder = (!ctx.app.disk.is_scarce().await).then(|| Folder::of(&ctx.app.settings));
    let sent = receive(Parts::of(posted)?, folder.as_ref()).await?;
    let room = store::stored_bytes(ctx.app.db.read(), &ctx.tenant).await?;
    let fits = |file: Checked| match room.saturating_add(file.size()) <= ctx.app.settings.storage_quota {
        true => Ok(file),
        false => Err(Refusal::NoRoom),
    };
    let file = sent.file.and_then(fits);
    let mut draft = FileDraft { title: sent.title, key: sent.key, needed: sent.needed, errors: FieldErrors::default() };
    let title = draft.errors.take("titel", Title::optional(&draft.title));
    let (date, time) = &draft.needed;
    let needed_at = needed::read_ahead(&mut draft.errors, date, time, &ctx);
    let title = title.filter(|_| draft.errors.is_empty());
    let (title, file) = match (title, file) {
        (Some(title), Ok(file)) => (title, file),
        (_, Err(refusal)) => {
            draft.errors.add("bestand", refusal.key());
            return refused(&ctx, gathering, draft, LinkDraft::default(), refusal.status()).await;
        }
        (None, Ok(_)) => {
            return refused(&ctx, gathering, draft, LinkDraft::default(), StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let held = ctx.app.settings.scanner.is_some();
    let input = AddFile { gathering: gathering.id, title, file, needed_at, held, key: draft.key };
    let document = commands::add_file(&ctx.app.db, &allowed, input, ctx.app.settings.storage_quota, ctx.now).await?;
    let said = match (held, gathering.planned_at.is_some()) {
        (false, _) => "documents-added-flash",
        (true, true) => "documents-held-flash",
        (true, false) => "documents-held-flash-draft",
    };
    Ok(added(&ctx, gathering.id, document, said))
}

/// Adds a link.
pub async fn link(
    ctx: Ctx,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<LinkInput>,
) -> Result<Response, AppError> {
    let (gathering, allowed) = may_edit(&ctx, id).await?;
    let (title, url) = match input.parse() {
        Ok(parsed) => parsed,
        Err(errors) => {
            let draft = LinkDraft { title: input.titel, address: input.adres, key: input.key, errors };
            return refused(&ctx, gathering, FileDraft::default(), draft, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let input = AddLink { gathering: gathering.id, title, url, key: input.key };
    let document = commands::add_link(&ctx.app.db, &allowed, input, ctx.now).await?;
    Ok(added(&ctx, gathering.id, document, "documents-added-flash"))
}

/// Takes a paper away, with a way back.
pub async fn remove(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let (id, allowed) = may_edit_one(&ctx, id).await?;
    let document = commands::remove(&ctx.app.db, &allowed, id, ctx.now).await?;
    let flash = Flash::new("documents-removed")
        .with("title", short(&document.title))
        .undo(format!("/documenten/{id}/herstel"), Vec::new());
    Ok(page::see(&ctx, &format!("/bijeenkomsten/{}", document.gathering), Some(flash)))
}

/// Puts it back.
pub async fn restore(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let (id, allowed) = may_edit_one(&ctx, id).await?;
    let document = commands::restore(&ctx.app.db, &allowed, id, ctx.now).await?;
    let flash = Flash::new("documents-restored").with("title", short(&document.title));
    Ok(page::see(&ctx, &format!("/bijeenkomsten/{}", document.gathering), Some(flash)))
}

fn added(ctx: &Ctx, gathering: Uuid, document: Uuid, said: &'static str) -> Response {
    let flash = Flash::new(said).undo(format!("/documenten/{document}/verwijdering"), Vec::new());
    page::see(ctx, &format!("/bijeenkomsten/{gathering}"), Some(flash))
}

/// A title that fits in a cookie.
fn short(title: &str) -> String {
    if title.chars().count() > 80 { title.chars().take(79).chain(['…']).collect() } else { title.to_owned() }
}

async fn may_edit(ctx: &Ctx, id: Id) -> Result<(gathering::Model, Allowed<act::EditDocuments>), AppError> {
    let db = ctx.app.db.read();
    let actor = ctx.actor()?;
    let gathering = gatherings::store::find(db, &ctx.tenant, id.0).await?;
    let facts = gatherings::store::facts(db, actor, &gathering).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    let allowed = ctx.allow::<act::EditDocuments>(facts)?;
    Ok((gathering, allowed))
}

async fn may_edit_one(ctx: &Ctx, id: Id) -> Result<(Uuid, Allowed<act::EditDocuments>), AppError> {
    ctx.actor()?;
    let document = store::find(ctx.app.db.read(), &ctx.tenant, id.0).await?;
    let (_, allowed) = may_edit(ctx, Id(document.gathering)).await?;
    Ok((id.0, allowed))
}

/// The forms again, with what was typed and what is wrong.
async fn refused(
    ctx: &Ctx,
    gathering: gathering::Model,
    mut file: FileDraft,
    mut link: LinkDraft,
    status: StatusCode,
) -> Result<Response, AppError> {
    for key in [&mut file.key, &mut link.key] {
        if key.is_empty() {
            *key = fresh_key();
        }
    }
    let list = store::of_gathering(ctx.app.db.read(), &ctx.tenant, gathering.id).await?;
    let held = super::held(ctx, gathering.id, true).await?;
    let view = views::page(ctx, (gathering.id, gathering.title), (list, held), Some((file, link)));
    Ok((status, page::page(ctx, ctx.t("documents-title"), view)).into_response())
}

/// Why a file that was sent is not there to be added.
#[derive(Debug, Clone, Copy)]
enum Refusal {
    Unfit(Unfit),
    TooBig,
    Broken,
    /// The municipality keeps as much as it may (R57).
    NoRoom,
    /// The disk is nearly full (R57).
    Disk,
}

impl Refusal {
    /// Of a form that did not come in whole; a field with more words than any has is another form than was asked for.
    fn of(cut: Cut) -> Result<Self, AppError> {
        match cut {
            Cut::TooLarge => Ok(Self::TooBig),
            Cut::Broken => Ok(Self::Broken),
            Cut::TooLong => Err(AppError::field("form", "error-form")),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Unfit(unfit) => unfit.key(),
            Self::TooBig => "documents-error-too-big",
            Self::Broken => "documents-error-broken",
            Self::NoRoom => "documents-error-no-room",
            Self::Disk => "error-disk",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::TooBig => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Disk => StatusCode::INSUFFICIENT_STORAGE,
            Self::Unfit(_) | Self::Broken | Self::NoRoom => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// The parts of the form for a file, as they came in.
struct Sent {
    title: String,
    /// Date and time by which it must be known.
    needed: (String, String),
    key: String,
    file: Result<Checked, Refusal>,
}

/// Reads the form to its end. A file that does not come in whole leaves nothing behind (R58); one that is not wanted is
/// read all the same, so that the browser gets to see why. Without a folder none is taken.
async fn receive(mut parts: Parts, folder: Option<&Folder>) -> Result<Sent, AppError> {
    let mut sent = Sent {
        title: String::new(),
        needed: (String::new(), String::new()),
        key: String::new(),
        file: Err(Refusal::Unfit(Unfit::Empty)),
    };
    loop {
        let read = match parts.next().await {
            Ok(Some(part)) => take_part(part, &mut sent, folder).await?,
            Ok(None) => return Ok(sent),
            Err(cut) => Err(cut),
        };
        if let Err(cut) = read {
            sent.file = Err(Refusal::of(cut)?);
            return Ok(sent);
        }
    }
}

async fn take_part(part: Part<'_>, sent: &mut Sent, folder: Option<&Folder>) -> Result<Result<(), Cut>, AppError> {
    let name = part.name().to_owned();
    Ok(match name.as_str() {
        "titel" => part.words().await.map(|text| sent.title = text),
        needed::DATE => part.words().await.map(|text| sent.needed.0 = text),
        needed::TIME => part.words().await.map(|text| sent.needed.1 = text),
        "key" => part.words().await.map(|text| sent.key = text),
        "bestand" => file(part, folder).await?.map(|file| sent.file = file),
        _ => return Err(AppError::field("form", "error-form")),
    })
}

async fn file(mut part: Part<'_>, folder: Option<&Folder>) -> Result<Result<Result<Checked, Refusal>, Cut>, AppError> {
    let name = part.file_name().to_owned();
    let mut arriving = match folder.filter(|_| Kind::of_name(&name).is_some()) {
        Some(folder) => Some(folder.begin().await?),
        None => None,
    };
    let mut size = 0;
    loop {
        match part.chunk().await {
            Ok(Some(chunk)) => {
                size += chunk.len();
                if let Some(arriving) = &mut arriving {
                    arriving.write(&chunk).await?;
                }
            }
            Ok(None) => break,
            Err(cut) => return Ok(Err(cut)),
        }
    }
    Ok(Ok(match arriving {
        _ if size == 0 => Err(Refusal::Unfit(Unfit::Empty)),
        Some(arriving) => arriving.check(&name).await?.map_err(Refusal::Unfit),
        None if folder.is_none() => Err(Refusal::Disk),
        None => Err(Refusal::Unfit(Unfit::Extension)),
    }))
}
