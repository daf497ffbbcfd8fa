//! Every URL of the site, in reading order, grouped by room. The table keeps what it is given, so that the permission
//! test can walk it: a route without a row in that test fails the build.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodRouter, on},
};

use crate::{
    AppState, accounts, answers, api, balance, briefings, calendar, demo, documents, gatherings, home, news, notes,
    people, privacy, public, questions, reminders, replies, settings, updates,
};

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
#[rustfmt::skip]
pub fn table() -> Table {
    Table::default()
    // Front door
    .get("/", public::pages::front)
    .get("/{gemeente}/privacy", public::pages::privacy)
    .get("/{gemeente}/toegankelijkheid", public::pages::accessibility)
    .get("/{gemeente}/contact", public::pages::contact)
    .get("/demo/post", demo::mails)
    .get("/demo/post/{file}", demo::mail)

    // Accounts
    .get("/{gemeente}/aanmelden", accounts::pages::sign_in)
    .post("/{gemeente}/aanmelden", accounts::forms::sign_in)
    .get("/{gemeente}/aanmelden/code", accounts::second::pages::code)
    .post("/{gemeente}/aanmelden/code", accounts::second::forms::code)
    .get("/{gemeente}/aanmelden/instellen", accounts::second::pages::set_up)
    .post("/{gemeente}/aanmelden/instellen", accounts::second::forms::set_up)
    .post("/{gemeente}/demo/aanmelden", demo::sign_in)
    .post("/{gemeente}/afmelden", accounts::forms::sign_out)
    .get("/{gemeente}/wachtwoord-vergeten", accounts::pages::forgotten)
    .post("/{gemeente}/wachtwoord-vergeten", accounts::forms::forgotten)
    .get("/{gemeente}/account/{token}", accounts::pages::choose)
    .post("/{gemeente}/account/{token}", accounts::forms::choose)
    .post("/{gemeente}/taal", accounts::forms::language)
    .get("/{gemeente}/instellingen/accounts", accounts::register::pages::list)
    .get("/{gemeente}/instellingen/accounts/toegang.csv", accounts::register::review::file)
    .get("/{gemeente}/instellingen/accounts/uitnodigen", accounts::register::pages::preview)
    .post("/{gemeente}/instellingen/accounts/uitnodigingen", accounts::register::forms::invite_all)
    .post("/{gemeente}/instellingen/accounts/{id}/uitnodiging", accounts::register::forms::invite)
    .post("/{gemeente}/instellingen/accounts/{id}/uitzetting", accounts::register::forms::disable)
    .post("/{gemeente}/instellingen/accounts/{id}/inschakeling", accounts::register::forms::enable)
    .post("/{gemeente}/instellingen/accounts/{id}/tweede-stap/wissing", accounts::register::forms::reset_second)

    // Home and own account
    .get("/{gemeente}", home::home)
    .post("/{gemeente}/gelezen", balance::forms::confirm_all)
    .post("/{gemeente}/gelezen/{item}", balance::forms::confirm)
    .get("/{gemeente}/mijn/vastgelegd", balance::record::pages::own)
    .get("/{gemeente}/mijn/vastgelegd.json", balance::record::export::json_file)
    .get("/{gemeente}/mijn/vastgelegd.csv", balance::record::export::csv_file)
    .post("/{gemeente}/mijn/bezwaar", balance::record::forms::object)
    .post("/{gemeente}/mijn/bezwaar/wissing", balance::record::forms::erase)
    .post("/{gemeente}/mijn/bezwaar/intrekking", balance::record::forms::withdraw)
    .get("/{gemeente}/mijn", accounts::own::pages::own)
    .post("/{gemeente}/mijn/taal", accounts::own::forms::language)
    .post("/{gemeente}/mijn/nieuws", news::forms::choose)
    .post("/{gemeente}/mijn/adressen/verwijdering", replies::forms::forget_address)
    .get("/{gemeente}/dagmail/{token}/stoppen", news::exits::ask)
    .post("/{gemeente}/dagmail/{token}/stoppen", news::exits::leave)
    .post("/{gemeente}/mijn/wachtwoord", accounts::own::forms::password)
    .get("/{gemeente}/mijn/gegevens", privacy::pages::own)
    .get("/{gemeente}/mijn/gegevens.json", privacy::pages::own_file)
    .post("/{gemeente}/mijn/bevestiging", accounts::proof::confirm)
    .get("/{gemeente}/mijn/tweede-stap", accounts::second::pages::own)
    .post("/{gemeente}/mijn/tweede-stap", accounts::second::forms::own)
    .post("/{gemeente}/mijn/tweede-stap/herstelcodes", accounts::second::forms::renew_codes)
    .post("/{gemeente}/mijn/tweede-stap/uitzetting", accounts::second::forms::turn_off)
    .post("/{gemeente}/mijn/sessies/{id}/afmelding", accounts::own::forms::end_session)
    .post("/{gemeente}/mijn/afmelding", accounts::own::forms::end_everywhere)
    .post("/{gemeente}/mijn/tokens", accounts::own::forms::make_token)
    .post("/{gemeente}/mijn/tokens/{id}/intrekking", accounts::own::forms::revoke_token)

    // Calendar
    .get("/{gemeente}/agenda", calendar::agenda::pages::show)
    .get("/{gemeente}/agenda.ics", calendar::feeds::public)
    .get("/{gemeente}/agenda/{feed}", calendar::feeds::secret)
    .get("/{gemeente}/mijn/agenda", calendar::pages::own)
    .post("/{gemeente}/mijn/agenda", calendar::forms::make)
    .post("/{gemeente}/mijn/agenda/{id}/beeindiging", calendar::forms::end)
    .get("/{gemeente}/instellingen/agenda", calendar::free::pages::show)
    .post("/{gemeente}/instellingen/agenda", calendar::free::pages::region)
    .post("/{gemeente}/instellingen/agenda/reces", calendar::free::pages::add)
    .post("/{gemeente}/instellingen/agenda/reces/{id}/verwijdering", calendar::free::pages::remove)
    .get("/{gemeente}/instellingen/agenda/andere", calendar::foreign::pages::list)
    .post("/{gemeente}/instellingen/agenda/andere", calendar::foreign::pages::take)
    .get("/{gemeente}/instellingen/agenda/andere/{id}", calendar::foreign::pages::preview)
    .post("/{gemeente}/instellingen/agenda/andere/{id}", calendar::foreign::pages::keep)
    .post("/{gemeente}/instellingen/agenda/andere/{id}/verversing", calendar::foreign::pages::refresh)
    .post("/{gemeente}/instellingen/agenda/andere/{id}/verwijdering", calendar::foreign::pages::remove)

    // Council
        .get("/{gemeente}/raad", people::pages::council)
        .get("/{gemeente}/raad/samenstelling.csv", people::pages::download)
        .get("/{gemeente}/raad/mensen/nieuw", people::forms::people::new_page)
        .post("/{gemeente}/raad/mensen/nieuw", people::forms::people::new)
        .get("/{gemeente}/raad/mensen/{id}", people::pages::person)
        .get("/{gemeente}/raad/mensen/{id}/vastgelegd", balance::record::pages::ask)
        .post("/{gemeente}/raad/mensen/{id}/vastgelegd", balance::record::forms::look)
        .get("/{gemeente}/raad/mensen/{id}/vastgelegd/{inzage}", balance::record::pages::look)
        .get("/{gemeente}/raad/mensen/{id}/wijzigen", people::forms::people::edit_page)
        .post("/{gemeente}/raad/mensen/{id}/wijzigen", people::forms::people::edit)
        .get("/{gemeente}/raad/mensen/{id}/anonimisering", privacy::pages::anonymise)
        .post("/{gemeente}/raad/mensen/{id}/anonimisering", privacy::forms::anonymise)
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
        .post("/{gemeente}/raad/fracties/{id}/verwijdering", people::forms::factions::remove)
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
        .get("/{gemeente}/bijeenkomsten", gatherings::pages::list)
        .post("/{gemeente}/bijeenkomsten", gatherings::forms::plan)
        .get("/{gemeente}/bijeenkomsten/nieuw", gatherings::pages::fresh)
        .get("/{gemeente}/bijeenkomsten/{id}", gatherings::pages::show)
        .get("/{gemeente}/bijeenkomsten/{id}/agenda.ics", gatherings::pages::calendar_file)
        .get("/{gemeente}/bijeenkomsten/{id}/wijzigen", gatherings::pages::edit)
        .post("/{gemeente}/bijeenkomsten/{id}/wijzigen", gatherings::forms::change)
        .post("/{gemeente}/bijeenkomsten/{id}/planning", gatherings::forms::schedule)
        .get("/{gemeente}/bijeenkomsten/{id}/annulering", gatherings::pages::cancellation)
        .post("/{gemeente}/bijeenkomsten/{id}/annulering", gatherings::forms::cancel)
        .get("/{gemeente}/bijeenkomsten/{id}/uitnodiging", gatherings::pages::invitation)
        .post("/{gemeente}/bijeenkomsten/{id}/uitnodiging", gatherings::forms::invite)
        .post("/{gemeente}/bijeenkomsten/{id}/uitnodigingen/intrekking", gatherings::forms::withdraw_outside)
        .post("/{gemeente}/bijeenkomsten/{id}/uitnodigingen/{person}/intrekking", gatherings::forms::withdraw)
        .post("/{gemeente}/bijeenkomsten/{id}/uitnodigingen/{person}/herhaling", gatherings::forms::invite_again)
        .get("/{gemeente}/bijeenkomsten/{id}/herinnering", gatherings::pages::reminder)
        .post("/{gemeente}/bijeenkomsten/{id}/herinnering", gatherings::forms::remind)

    // Reminders
    .get("/{gemeente}/herinneringen", reminders::pages::list)
    .post("/{gemeente}/herinneringen/{golf}/overslaan", reminders::forms::skip)
    .post("/{gemeente}/herinneringen/{golf}/hervatting", reminders::forms::resume)

    // Invitations and answers
        .get("/{gemeente}/antwoord/{token}", answers::pages::by_link)
        .post("/{gemeente}/antwoord/{token}", answers::forms::answer_by_link)
        .post("/{gemeente}/antwoord/{token}/reeks", answers::dates::forms::answer_by_link)
        .post("/{gemeente}/bijeenkomsten/{id}/antwoord", answers::forms::answer)
        .post("/{gemeente}/bijeenkomsten/{id}/antwoord/reeks", answers::dates::forms::answer)
        .get("/{gemeente}/bijeenkomsten/{id}/antwoorden", answers::pages::names)
        .post("/{gemeente}/bijeenkomsten/{id}/antwoorden/{person}", answers::forms::answer_for)
        .get("/{gemeente}/bijeenkomsten/{id}/deelnemerslijst", answers::pages::participants)
        .post("/_fn/answer", answers::doors::call)

    // Attendance
        .get("/{gemeente}/bijeenkomsten/{id}/aanwezigheid", answers::pages::attendance)
        .post("/{gemeente}/bijeenkomsten/{id}/aanwezigheid", answers::forms::attendance)
        .post("/{gemeente}/bijeenkomsten/{id}/presentie", answers::forms::close_presence)
        .post("/{gemeente}/bijeenkomsten/{id}/gasten", answers::forms::add_guest)
        .post("/{gemeente}/bijeenkomsten/{id}/gasten/{guest}/verwijdering", answers::forms::remove_guest)
        .get("/{gemeente}/bijeenkomsten/{id}/presentielijst", answers::pages::attendance_sheet)
        .post("/_fn/present", answers::doors::call)

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

    // Shared information
    .get("/{gemeente}/gedeelde-informatie", briefings::pages::list)
    .post("/{gemeente}/gedeelde-informatie", briefings::forms::log)
    .get("/{gemeente}/gedeelde-informatie/nieuw", briefings::pages::fresh)
    .get("/{gemeente}/gedeelde-informatie/{id}", briefings::pages::show)
    .post("/{gemeente}/gedeelde-informatie/{id}/deling", briefings::forms::share)
    .post("/{gemeente}/gedeelde-informatie/{id}/correctie", briefings::forms::correct)

    // Balance
    .get("/{gemeente}/informatiebalans", balance::report_pages::period)
    .get("/{gemeente}/informatiebalans/tabellen.csv", balance::exports::csv)
    .get("/{gemeente}/informatiebalans/tabellen.ods", balance::exports::ods)
    .get("/{gemeente}/informatiebalans/kwartaalbericht", balance::digest::show)
    .get("/{gemeente}/informatiebalans/brief.pdf", balance::letter::pdf)
    .get("/{gemeente}/informatiebalans/bijeenkomsten/{id}", balance::report_pages::gathering)
    .post("/{gemeente}/informatiebalans/kwartalen/{kwartaal}/afsluiting", balance::forms::close_quarter)
    .get("/{gemeente}/informatiebalans/verslagen/{report}/verteld.json", balance::report_pages::telling_extract)
    .get("/{gemeente}/informatiebalans/verslagen/{report}/verslag.json", balance::report_pages::telling_report)
    .get("/{gemeente}/informatiebalans/verslagen/{report}/fracties.json", balance::report_pages::factions_report)
    .get("/{gemeente}/informatiebalans/verslagen/{report}/volledig.json", balance::downloads::extract)
    .get("/{gemeente}/informatiebalans/verslagen/{report}/volledig-verslag.json", balance::downloads::report)
    .get("/{gemeente}/informatiebalans/verslagen/{report}/inzage", balance::downloads::ask)
    .post("/{gemeente}/informatiebalans/verslagen/{report}/inzage", balance::downloads::take)
    .get("/{gemeente}/informatiebalans/uittreksel", balance::report_pages::readers)
    .post("/{gemeente}/informatiebalans/uittreksel", balance::readers::post)
    .post("/{gemeente}/informatiebalans/uittreksel/{reader}/intrekking", balance::readers::end)
    .get("/{gemeente}/informatiebalans/uitleg", balance::explanation::explanation)
    .get("/{gemeente}/informatiebalans/besluiten", balance::explanation::decisions)
    .get("/{gemeente}/informatiebalans/onderdelen/{item}", balance::report_pages::item)
    .post("/{gemeente}/informatiebalans/onderdelen/{item}/verzending", balance::forms::tell)
    .post("/{gemeente}/informatiebalans/onderdelen/{item}/herinnering", balance::remind::remind)
    .get("/{gemeente}/informatiebalans/kwartalen/{kwartaal}/antwoord", balance::answers::write)
    .post("/{gemeente}/informatiebalans/kwartalen/{kwartaal}/antwoord", balance::answers::answer)

    // Settings and mail
    .get("/{gemeente}/instellingen", settings::pages::settings)
    .post("/{gemeente}/instellingen", settings::forms::settings)
    .post("/{gemeente}/instellingen/testmail", settings::forms::test_mail)
    .get("/{gemeente}/instellingen/meten", settings::pages::measuring)
    .post("/{gemeente}/instellingen/meten", settings::forms::measuring)
    .get("/{gemeente}/instellingen/agenda-antwoorden", replies::pages::setup)
    .post("/{gemeente}/instellingen/agenda-antwoorden/proef", replies::forms::start_trial)
    .get("/{gemeente}/instellingen/bewaartermijnen", privacy::pages::terms)
    .post("/{gemeente}/instellingen/bewaartermijnen", privacy::forms::terms)
    .get("/{gemeente}/instellingen/post", settings::pages::mail)
    .get("/{gemeente}/instellingen/herinneringen", reminders::pages::rules)
    .post("/{gemeente}/instellingen/herinneringen", reminders::forms::rules)
    .post("/{gemeente}/instellingen/post/pogingen", settings::forms::retry_all)
    .post("/{gemeente}/instellingen/post/{id}/poging", settings::forms::retry)

    // Answers from calendars
    .get("/{gemeente}/agenda-antwoorden", replies::pages::list)
    .post("/{gemeente}/agenda-antwoorden/{id}/overname", replies::forms::take_over)
    .post("/{gemeente}/agenda-antwoorden/{id}/afhandeling", replies::forms::lay_aside)
    .get("/{gemeente}/agenda-antwoord/{token}", replies::pages::ask)
    .post("/{gemeente}/agenda-antwoord/{token}", replies::forms::confirm)
    .post("/haken/antwoordpost", replies::hook::take)

    // API
    .get("/api/v1/openapi.json", api::openapi::document)
    .get("/api/v1/{gemeente}/raad", api::council::council)
    .get("/api/v1/{gemeente}/bijeenkomsten", api::gatherings::list)
    .post("/api/v1/{gemeente}/bijeenkomsten", api::gatherings::plan)
    .get("/api/v1/{gemeente}/bijeenkomsten/{id}", api::gatherings::one)
    .put("/api/v1/{gemeente}/bijeenkomsten/{id}/antwoord", api::answers::answer)
    .get("/api/v1/{gemeente}/bijeenkomsten/{id}/antwoorden", api::answers::names)
    .get("/api/v1/{gemeente}/bijeenkomsten/{id}/aanwezigen", api::answers::present)
    .get("/api/v1/{gemeente}/bijeenkomsten/{id}/verslag", api::papers::notes)
    .get("/api/v1/{gemeente}/bijeenkomsten/{id}/documenten", api::papers::documents)
    .get("/api/v1/{gemeente}/vragen", api::questions::list)
    .post("/api/v1/{gemeente}/vragen", api::questions::ask)
    .get("/api/v1/{gemeente}/vragen/{id}", api::questions::one)
    .get("/api/v1/{gemeente}/kwartaalupdates", api::updates::list)
    .get("/api/v1/{gemeente}/kwartaalupdates/{id}", api::updates::one)
    .get("/api/v1/{gemeente}/gedeelde-informatie", api::briefings::list)
    .get("/api/v1/{gemeente}/informatiebalans", api::balance::quarter)
    .post("/api/v1/{gemeente}/informatiebalans/verslagen/{report}/inzage", api::balance::download)
    .get("/api/v1/{gemeente}/mijn/vastgelegd", api::balance::own_record)
}
