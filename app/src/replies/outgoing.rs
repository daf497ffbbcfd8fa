//! Putting the reply address on what goes out. The worker does so when a mail leaves: only it knows whether calendars can
//! answer here, and a mail that waits in the outbox says nothing that could be answered.

use crate::{
    AppState, answers,
    calendar::scheduling::{Method, Scheduling, addressed},
    db::moment,
    error::AppError,
    mail::outbox::entity::Model,
    replies::address,
    tenant::Tenant,
};

/// What a mail gets on its way out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dress {
    /// The calendar file and its method, where a calendar can answer.
    pub invitation: Option<(String, Method)>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Where it comes back when it cannot be delivered.
    pub bounce_to: Option<String>,
}

/// Works that out. Nothing where no calendar can answer.
pub async fn dress(app: &AppState, tenant: &Tenant, row: &Model) -> Result<Dress, AppError> {
    let post = &app.settings.post;
    let Some(domain) = &post.domain else { return Ok(Dress::default()) };
    let bounce_to = row.bounce_token.as_deref().map(|token| address::bounce(token, domain));
    let method = row.method.as_deref().and_then(Method::parse);
    let (Some(invitation), Some(method), Some(file)) = (row.invitation_id, method, &row.ics) else {
        return Ok(Dress { bounce_to, ..Dress::default() });
    };
    let now = app.clock.now();
    let token = crate::transaction!(&app.db, |tx| { address::of_invitation(tx, tenant, invitation, now).await })?;
    let reply_to = address::reply(&token, domain);
    let answer = match answers::store::reply(app.db.read(), tenant, invitation).await {
        Ok(reply) => reply.answer,
        // It was taken back: this mail says so.
        Err(AppError::NotFound) => None,
        Err(other) => return Err(other),
    };
    let scheduling = Scheduling {
        method,
        office: tenant.office_name(),
        reply_to: &reply_to,
        sent_by: &post.from,
        name: &row.to_name,
        address: &row.to_address,
        answer,
        stamped_at: moment(row.created_at),
    };
    Ok(Dress { invitation: Some((addressed(file, &scheduling)?, method)), reply_to: Some(reply_to), bounce_to })
}
