//! Request bodies: how large, how slow, how much memory (R52).

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Limited};
use hyper::body::Body as _;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{Floor, MAX_BODY, MAX_UPLOAD, Refusal, is_upload_request};

/// Layer: R52. An ordinary body is gathered here, so that a slow sender holds no place among the
/// requests in progress, and a handler never sees half of one. An upload streams, but not past its limit.
pub(super) async fn take(State(floor): State<Arc<Floor>>, request: Request, next: Next) -> Response {
    let upload = is_upload_request(&request);
    let (max, too_big) = match upload {
        true => (MAX_UPLOAD, Refusal::FileTooBig),
        false => (MAX_BODY, Refusal::TooLong),
    };
    let (parts, mut body) = request.into_parts();
    if declared_length(&parts.headers).is_some_and(|length| length > max as u64) {
        discard(body);
        return too_big.into_response();
    }
    if upload {
        let body = Body::new(Limited::new(body, max));
        return next.run(Request::from_parts(parts, body)).await;
    }
    let gathered = tokio::time::timeout(floor.settings.request_timeout, gather(&mut body, &floor.arriving)).await;
    match gathered {
        Ok(Ok((bytes, _memory))) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(refusal)) => {
            discard(body);
            refusal.into_response()
        }
        Err(_too_late) => Refusal::SlowBody.into_response(),
    }
}

fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Reads a whole body, at most [`MAX_BODY`]; the permit stands for the memory it takes.
async fn gather<'a>(body: &mut Body, memory: &'a Semaphore) -> Result<(Bytes, Option<SemaphorePermit<'a>>), Refusal> {
    let mut whole = Vec::new();
    let mut taken: Option<SemaphorePermit<'a>> = None;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::BrokenBody)?;
        let Ok(data) = frame.into_data() else { continue };
        if whole.len() + data.len() > MAX_BODY {
            return Err(Refusal::TooLong);
        }
        let size = u32::try_from(data.len()).map_err(|_| Refusal::TooLong)?;
        let more = memory.try_acquire_many(size).map_err(|_| Refusal::Busy)?;
        match &mut taken {
            Some(taken) => taken.merge(more),
            None => taken = Some(more),
        }
        if whole.is_empty() && body.is_end_stream() {
            return Ok((data, taken));
        }
        whole.extend_from_slice(&data);
    }
    Ok((Bytes::from(whole), taken))
}

/// Reads on for a while without keeping anything, so that the client gets to see the refusal
/// instead of a connection that breaks off while it is sending.
pub(super) fn discard(mut body: Body) {
    const MOST: usize = 4 * MAX_UPLOAD;
    const LONGEST: Duration = Duration::from_secs(10);
    let reading = async move {
        let mut read = 0;
        while let Some(Ok(frame)) = body.frame().await {
            read += frame.data_ref().map_or(0, Bytes::len);
            if read > MOST {
                break;
            }
        }
    };
    tokio::spawn(tokio::time::timeout(LONGEST, reading));
}
