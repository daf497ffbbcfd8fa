//! Papers: the page of a gathering's papers, and the download.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderValue, header},
    response::Response,
};
use domain::policy::act;

use super::{
    files::{self, Folder},
    name,
    store::{self, Hold, What},
    views::{self, FileDraft, LinkDraft},
};
use crate::{
    balance::reading,
    ctx::{Ctx, Id},
    error::AppError,
    form::fresh_key,
    gatherings, page,
};

/// The papers of a gathering, and for the clerk the forms to add one.
pub async fn list(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let db = ctx.app.db.read();
    let gathering = gatherings::store::find(db, &ctx.tenant, id.0).await?;
    let facts = gatherings::store::facts(db, ctx.actor()?, &gathering).await?;
    ctx.allow::<act::ReadDocuments>(facts)?;
    let list = store::of_gathering(db, &ctx.tenant, id.0).await?;
    let may_edit = ctx.may::<act::EditDocuments>(facts);
    let held = super::held(&ctx, id.0, may_edit).await?;
    let forms = may_edit.then(|| {
        let file = FileDraft { key: fresh_key(), ..FileDraft::default() };
        (file, LinkDraft { key: fresh_key(), ..LinkDraft::default() })
    });
    let view = views::page(&ctx, (id.0, gathering.title), (list, held), forms);
    Ok(page::page(&ctx, ctx.t("documents-title"), view))
}

/// Gives a file to save, in pieces, and notes that it was opened (R55). Nothing in it runs here.
pub async fn open(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let db = ctx.app.db.read();
    let actor = ctx.actor()?;
    let document = store::find(db, &ctx.tenant, id.0).await?;
    let gathering = gatherings::store::find(db, &ctx.tenant, document.gathering).await?;
    ctx.allow::<act::ReadDocuments>(gatherings::store::facts(db, actor, &gathering).await?)?;
    let What::File { name, media_type, size, stored_as } = &document.what else { return Err(AppError::NotFound) };
    // Until the virus scanner found nothing there is nothing to open, for the clerk neither.
    if document.removed || store::hold(db, &ctx.tenant, id.0).await? != Hold::None {
        return Err(AppError::NotFound);
    }
    let file = Folder::of(&ctx.app.settings).open(stored_as).await?;
    let found = file.metadata().await.map_err(AppError::unexpected)?.len();
    if i64::try_from(found) != Ok(*size) {
        return Err(AppError::unexpected(format!("document {} has {found} bytes on disk, not {size}", id.0)));
    }
    reading::note(&ctx, id.0).await?;
    let mut response = Response::new(Body::from_stream(files::pieces(file)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(media_type).map_err(AppError::unexpected)?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(*size));
    let attachment = HeaderValue::from_str(&name::attachment(name)).map_err(AppError::unexpected)?;
    headers.insert(header::CONTENT_DISPOSITION, attachment);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
