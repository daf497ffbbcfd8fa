//! Every URL of the site, in reading order, grouped by room. The table keeps what it is given, so that the permission
//! test can walk it: a route without a row in that test fails the build.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodRouter, on},
};

use crate::{AppState, balance, home, questions, updates};

/// Routes, and the list of them.
#[derive(Default)]
pub struct Table {
    router: Router<AppState>,
    entries: Vec<(Method, &'static str)>,
}

impl Table {
    /// Adds a page.
    pub fn get<H: Handler<T, AppState>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add(Method::GET, path, on(axum::routing::MethodFilter::GET, handler))
    }

    /// Adds a form's target.
    pub fn post<H: Handler<T, AppState>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add(Method::POST, path, on(axum::routing::MethodFilter::POST, handler))
    }

    /// Adds an API write that replaces.
    pub fn put<H: Handler<T, AppState>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add(Method::PUT, path, on(axum::routing::MethodFilter::PUT, handler))
    }

    fn add(mut self, method: Method, path: &'static str, to: MethodRouter<AppState>) -> Self {
        self.entries.push((method, path));
        self.router = self.router.route(path, to);
        self
    }

    /// Method and path of every route, in reading order.
    pub fn entries(&self) -> &[(Method, &'static str)] {
        &self.entries
    }

    /// The router of them.
    pub fn into_router(self) -> Router<AppState> {
        self.router
    }
}

/// The whole site.
pub fn table() -> Table {
    Table::default()
    // Front door

    // Accounts

    // Home and own account
    .get("/{gemeente}", home::home)
    .post("/{gemeente}/gelezen", balance::forms::confirm_all)
    .post("/{gemeente}/gelezen/{item}", balance::forms::confirm)
    .get("/{gemeente}/mijn/vastgelegd", balance::pages::own_record)
    .get("/{gemeente}/mijn/vastgelegd.json", balance::pages::own_record_json)
    .get("/{gemeente}/mijn/vastgelegd.csv", balance::pages::own_record_csv)

    // Council

    // Gatherings

    // Invitations and answers

    // Attendance

    // Documents and notes

    // Questions
    .get("/{gemeente}/vragen", questions::pages::list)
    .post("/{gemeente}/vragen", questions::forms::ask)
    .get("/{gemeente}/vragen/nieuw", questions::pages::ask)
    .get("/{gemeente}/vragen/{id}", questions::pages::question)
    .post("/{gemeente}/vragen/{id}/doorzetting", questions::forms::route)
    .get("/{gemeente}/vragen/{id}/antwoord/concept", questions::pages::draft)
    .post("/{gemeente}/vragen/{id}/antwoord/concept", questions::forms::draft)
    .get("/{gemeente}/vragen/{id}/antwoord", questions::pages::preview)
    .post("/{gemeente}/vragen/{id}/antwoord", questions::forms::release)

    // Quarterly updates
    .get("/{gemeente}/kwartaalupdates", updates::pages::list)
    .post("/{gemeente}/kwartaalupdates", updates::forms::create)
    .get("/{gemeente}/kwartaalupdates/nieuw", updates::pages::new)
    .get("/{gemeente}/kwartaalupdates/{id}", updates::pages::update)
    .get("/{gemeente}/kwartaalupdates/{id}/wijzigen", updates::pages::edit)
    .post("/{gemeente}/kwartaalupdates/{id}/wijzigen", updates::forms::edit)
    .get("/{gemeente}/kwartaalupdates/{id}/publicatie", updates::pages::preview)
    .post("/{gemeente}/kwartaalupdates/{id}/publicatie", updates::forms::publish)
    .post("/{gemeente}/kwartaalupdates/{id}/planning", updates::forms::schedule)
    .post("/{gemeente}/kwartaalupdates/{id}/planning/intrekking", updates::forms::unschedule)

    // Balance
    .get("/{gemeente}/informatiebalans", balance::pages::quarter)
    .get("/{gemeente}/informatiebalans/uitleg", balance::pages::explanation)
    .get("/{gemeente}/informatiebalans/onderdelen/{item}", balance::pages::item)
    .post("/{gemeente}/informatiebalans/onderdelen/{item}/verzending", balance::forms::tell)

    // Settings and mail

    // API
}
