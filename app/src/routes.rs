//! Every URL of the site, in reading order, grouped by room. The table keeps what it is given, so that the permission
//! test can walk it: a route without a row in that test fails the build.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodRouter, on},
};

use crate::{AppState, documents, notes};

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

    // Council

    // Gatherings

    // Invitations and answers

    // Attendance

    // Documents and notes
    .get("/{gemeente}/bijeenkomsten/{id}/documenten", documents::pages::list)
    .post("/{gemeente}/bijeenkomsten/{id}/documenten", documents::forms::upload)
    .post("/{gemeente}/bijeenkomsten/{id}/links", documents::forms::link)
    .get("/{gemeente}/documenten/{doc}", documents::pages::open)
    .post("/{gemeente}/documenten/{doc}/verwijdering", documents::forms::remove)
    .post("/{gemeente}/documenten/{doc}/herstel", documents::forms::restore)
    .get("/{gemeente}/bijeenkomsten/{id}/verslag", notes::pages::newest)
    .get("/{gemeente}/bijeenkomsten/{id}/verslag/versies/{n}", notes::pages::version)
    .get("/{gemeente}/bijeenkomsten/{id}/verslag/wijzigen", notes::pages::write)
    .post("/{gemeente}/bijeenkomsten/{id}/verslag/wijzigen", notes::forms::write)
    .get("/{gemeente}/bijeenkomsten/{id}/verslag/publicatie", notes::pages::publish)
    .post("/{gemeente}/bijeenkomsten/{id}/verslag/publicatie", notes::forms::publish)

    // Questions

    // Quarterly updates

    // Balance

    // Settings and mail

    // API
}
