//! Every URL of the site, in reading order, grouped by room. The table keeps what it is given, so that the permission
//! test can walk it: a route without a row in that test fails the build.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodRouter, on},
};

use crate::{AppState, people};

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
        .get("/{gemeente}/raad", people::pages::council)
        .get("/{gemeente}/raad/samenstelling.csv", people::pages::download)
        .get("/{gemeente}/raad/mensen/nieuw", people::forms::people::new_page)
        .post("/{gemeente}/raad/mensen/nieuw", people::forms::people::new)
        .get("/{gemeente}/raad/mensen/{id}", people::pages::person)
        .get("/{gemeente}/raad/mensen/{id}/wijzigen", people::forms::people::edit_page)
        .post("/{gemeente}/raad/mensen/{id}/wijzigen", people::forms::people::edit)
        .get("/{gemeente}/raad/mensen/{id}/functie", people::forms::appointments::appoint_page)
        .post("/{gemeente}/raad/mensen/{id}/functie", people::forms::appointments::appoint)
        .get("/{gemeente}/raad/functies/{id}/einde", people::forms::appointments::end_page)
        .post("/{gemeente}/raad/functies/{id}/einde", people::forms::appointments::end)
        .post("/{gemeente}/raad/functies/{id}/hervatting", people::forms::appointments::resume)
        .get("/{gemeente}/raad/functies/{id}/wijzigen", people::forms::appointments::correct_page)
        .post("/{gemeente}/raad/functies/{id}/wijzigen", people::forms::appointments::correct)
        .post("/{gemeente}/raad/functies/{id}/verwijdering", people::forms::appointments::remove)
        .get("/{gemeente}/raad/verplaatsen", people::forms::moving::move_page)
        .post("/{gemeente}/raad/verplaatsen", people::forms::moving::move_person)
        .get("/{gemeente}/raad/afsplitsing", people::forms::moving::split_page)
        .post("/{gemeente}/raad/afsplitsing", people::forms::moving::split)
        .get("/{gemeente}/raad/fracties/nieuw", people::forms::factions::new_page)
        .post("/{gemeente}/raad/fracties/nieuw", people::forms::factions::new)
        .get("/{gemeente}/raad/fracties/{id}/wijzigen", people::forms::factions::edit_page)
        .post("/{gemeente}/raad/fracties/{id}/wijzigen", people::forms::factions::edit)
        .get("/{gemeente}/raad/coalitie", people::forms::coalition::coalition_page)
        .post("/{gemeente}/raad/coalitie", people::forms::coalition::coalition)
        .get("/{gemeente}/raad/vervanging", people::forms::replacement::replace_page)
        .post("/{gemeente}/raad/vervanging", people::forms::replacement::replace)
        .get("/{gemeente}/raad/zittingsperiode", people::forms::terms::terms_page)
        .post("/{gemeente}/raad/zittingsperiode", people::forms::terms::begin)
        .post("/{gemeente}/raad/zittingsperiode/einde", people::forms::terms::end)
        .get("/{gemeente}/raad/zittingsperiode/{id}/wijzigen", people::forms::terms::edit_page)
        .post("/{gemeente}/raad/zittingsperiode/{id}/wijzigen", people::forms::terms::edit)
        .get("/{gemeente}/raad/import", people::import::upload_page)
        .post("/{gemeente}/raad/import", people::import::upload)
        .get("/{gemeente}/raad/import/sjabloon.csv", people::pages::template)
        .get("/{gemeente}/raad/import/{id}", people::import::preview_page)
        .post("/{gemeente}/raad/import/{id}", people::import::apply_form)

    // Gatherings

    // Invitations and answers

    // Attendance

    // Documents and notes

    // Questions

    // Quarterly updates

    // Balance

    // Settings and mail

    // API
}
