//! What islands call: the same gate and the same commands as behind the forms. The errors that go back are fixed codes.

use std::sync::{Arc, OnceLock};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::{
    answers::{Answer, Via},
    policy::act,
};
use islands::calls::{AnswerOrder, Answered, Call, Doors, PresenceOrder, Trouble};
use leptos::{
    prelude::{Owner, provide_context},
    reactive::computed::ScopedFuture,
    server_fn::axum::get_server_fn_service,
};

use super::{
    commands::{self, Said, Verdict},
    dates, forms,
    pages::gathering,
    presence, words,
};
use crate::{AppState, ctx::Ctx, error::AppError};

/// The doors of one request. It remembers the status its answer should have.
struct OfRequest {
    app: AppState,
    parts: Parts,
    status: Arc<OnceLock<StatusCode>>,
}

/// Runs the server function of the address, and no other way than as a call: never as a form that is sent elsewhere.
pub async fn call(State(app): State<AppState>, request: Request) -> Response {
    let Some(mut service) = get_server_fn_service(request.uri().path(), request.method().clone()) else {
        return AppError::NotFound.into_response();
    };
    let (mut parts, body) = request.into_parts();
    parts.headers.remove(header::ACCEPT);
    parts.headers.remove(header::REFERER);
    let status = Arc::new(OnceLock::new());
    let doors = OfRequest { app, parts: parts.clone(), status: status.clone() };
    let request = Request::from_parts(parts, Body::new(body));
    let work = Owner::new().with(|| {
        ScopedFuture::new(async move {
            provide_context::<Arc<dyn Doors>>(Arc::new(doors));
            service.run(request).await
        })
    });
    let mut response = work.await;
    // A call that reached no door could not be read.
    *response.status_mut() = status.get().copied().unwrap_or(StatusCode::BAD_REQUEST);
    response
}

impl OfRequest {
    /// Sets the status, and turns an error into its code; what went wrong inside stays in the log.
    fn coded<T>(&self, outcome: Result<T, AppError>) -> Result<T, Trouble> {
        let (status, outcome) = match outcome {
            Ok(value) => (StatusCode::OK, Ok(value)),
            Err(error) => {
                let trouble = match &error {
                    AppError::SignIn => Trouble::SignIn,
                    AppError::NotFound => Trouble::Gone,
                    AppError::Forbidden(_) => Trouble::Forbidden,
                    AppError::Conflict(_) | AppError::Invalid(_) => Trouble::Closed,
                    AppError::TooMany(_) => Trouble::Busy,
                    AppError::Unexpected(cause) => {
                        tracing::error!(cause, "unexpected, in a call of an island");
                        Trouble::Busy
                    }
                    AppError::Database(cause) => {
                        tracing::error!(%cause, "database, in a call of an island");
                        Trouble::Busy
                    }
                    AppError::NoRoom(cause) => {
                        tracing::error!(cause, "the disk is full, in a call of an island");
                        Trouble::Busy
                    }
                };
                (error.status(), Err(trouble))
            }
        };
        // One call reaches one door once.
        let _ = self.status.set(status);
        outcome
    }

    async fn give(&self, order: AnswerOrder) -> Result<Answered, AppError> {
        let ctx = Ctx::of_request(&self.app, &self.parts, &order.slug).await?;
        let (row, facts) = gathering(&ctx, &order.gathering).await?;
        let allowed = ctx.allow::<act::Answer>(facts)?;
        let verdict = match order.answer.as_str() {
            "" => Verdict::TakeBack,
            code => {
                Answer::parse(code).map(Verdict::Give).ok_or_else(|| AppError::field("antwoord", "error-choice"))?
            }
        };
        let said = Said { verdict, note: None };
        let app = &self.app;
        let outcome =
            commands::answer(&app.db, &allowed, &app.settings.base_url, row.id, said, Via::Web, ctx.now).await?;
        let said = words::saved(ctx.lang, outcome.after.answer, outcome.place, outcome.left);
        Ok(Answered { said, rest: dates::offer(&ctx, &row, &outcome.after).await? })
    }

    async fn tick(&self, order: PresenceOrder) -> Result<(), AppError> {
        let ctx = Ctx::of_request(&self.app, &self.parts, &order.slug).await?;
        let (row, facts) = gathering(&ctx, &order.gathering).await?;
        let allowed = ctx.allow::<act::RecordAttendance>(facts)?;
        let marks = order
            .marks
            .iter()
            .map(|mark| forms::mark(&mark.person, &mark.stand, &mark.substitute))
            .collect::<Result<Vec<_>, _>>()?;
        presence::record_presence(&self.app.db, &allowed, row.id, &marks, ctx.now).await
    }
}

impl Doors for OfRequest {
    fn answer(&self, order: AnswerOrder) -> Call<'_, Answered> {
        Box::pin(async move { self.coded(self.give(order).await) })
    }

    fn present(&self, order: PresenceOrder) -> Call<'_, ()> {
        Box::pin(async move { self.coded(self.tick(order).await) })
    }
}
