//! Forms as a browser finds them in a page, so that no field can be forgotten.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Selector};

use crate::{
    permissions::{PEOPLE, ROWS, Things, path_of},
    support::{Answer, Browser, TestApp, Town},
};

/// What can be done with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line somebody types.
    Line,
    /// A text of several lines.
    Lines,
    /// Something typed that is no text: a date, a number, an address of mail.
    Shaped,
    /// A password: never sent back.
    Password,
    /// Sent along unseen.
    Hidden,
    /// One of a list.
    Choice,
    /// Zero or more of a list.
    Tick,
    /// A file.
    File,
}

/// A field, with what the page put in it.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    /// Type of an input.
    pub shape: String,
    pub value: String,
    /// Values of a list.
    pub options: Vec<String>,
    /// Whether the page says that it is wrong.
    pub wrong: bool,
}

impl Field {
    /// Whether a person types into it.
    pub fn is_typed(&self) -> bool {
        matches!(self.kind, Kind::Line | Kind::Lines | Kind::Shaped | Kind::Password)
    }

    /// Its name without the id that some names end in.
    pub fn plain_name(&self) -> &str {
        let id = self.name.len().saturating_sub(36);
        match self.name.get(id..) {
            Some(end) if end.parse::<uuid::Uuid>().is_ok() => &self.name[..id],
            _ => &self.name,
        }
    }

    /// What a sensible person would type.
    pub fn sensible(&self, fresh: usize) -> String {
        if !self.value.is_empty() {
            return self.value.clone();
        }
        let name = self.name.as_str();
        match (self.kind, self.shape.as_str()) {
            (Kind::Choice, _) => self.options.iter().find(|value| !value.is_empty()).cloned().unwrap_or_default(),
            (Kind::Tick | Kind::File | Kind::Hidden, _) => String::new(),
            (_, "date") => "2026-09-20".to_owned(),
            (_, "time") if name.starts_with("eind") => "21:30".to_owned(),
            (_, "time") => "19:30".to_owned(),
            (_, "datetime-local") => "2026-08-31T19:30".to_owned(),
            (_, "number") => "12".to_owned(),
            (_, "email") => format!("iemand{fresh}@winterbeek.example"),
            (_, "url") => format!("https://voorbeeld.example/{fresh}"),
            (_, "password") => "vier kippen op stok".to_owned(),
            (_, "tel") => "0612345678".to_owned(),
            _ if matches!(name, "cijfer-waarde" | "cijfer-doel") => "12".to_owned(),
            _ => format!("Gewone tekst {fresh}"),
        }
    }
}

/// A form that is posted.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its route in the table of routes.
    pub route: &'static str,
    /// Its path from the root.
    pub action: String,
    /// The button that sends it here, where another of its buttons sends it elsewhere.
    pub by: String,
    pub multipart: bool,
    pub fields: Vec<Field>,
    /// Buttons that send it: name, empty for one that adds nothing, and value.
    pub buttons: Vec<(String, String)>,
    /// Who finds it.
    pub who: &'static str,
    /// On which page.
    pub page: String,
    /// Which of [`pages`] that is.
    pub at: usize,
}

impl Form {
    /// What tells it from other forms: the same route may have several.
    pub fn key(&self) -> String {
        let mut names: Vec<&str> = self.fields.iter().map(Field::plain_name).collect();
        names.sort_unstable();
        names.dedup();
        format!("{} ({}){}", self.route, names.join(" "), self.by)
    }

    pub fn has_typed(&self) -> bool {
        self.fields.iter().any(Field::is_typed)
    }

    /// Everything as a sensible person would send it.
    pub fn sensible(&self, fresh: usize) -> Vec<(String, String)> {
        let mut values = Vec::new();
        let mut chosen: Vec<&str> = Vec::new();
        for field in &self.fields {
            match field.kind {
                Kind::File => {}
                Kind::Tick => {
                    for value in field.options.iter().filter(|_| !field.value.is_empty()) {
                        values.push((field.name.clone(), value.clone()));
                    }
                }
                Kind::Choice if chosen.contains(&field.name.as_str()) => {}
                _ => {
                    chosen.push(&field.name);
                    values.push((field.name.clone(), field.sensible(fresh)));
                }
            }
        }
        // The first button is the one that Enter presses.
        values.extend(self.buttons.first().filter(|(name, _)| !name.is_empty()).cloned());
        values
    }
}

/// The route of the table that a path belongs to: a written part goes before a parameter.
pub fn route_of(method: &str, path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let fits = ROWS.iter().filter(|(of, route, _)| {
        let wanted: Vec<&str> = route.split('/').collect();
        *of == method
            && wanted.len() == parts.len()
            && wanted.iter().zip(&parts).all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
    });
    fits.min_by_key(|(_, route, _)| route.matches('{').count()).map(|(_, route, _)| *route)
}

fn select(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

fn attribute(element: &ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}

/// The forms of a page that lead to a route of the table: those that are posted, or those that only ask.
fn forms_in(html: &str, page: &str, who: &'static str, method: &'static str) -> Vec<Form> {
    let document = Html::parse_document(html);
    // The list on top links to every field that is wrong.
    let blamed: Vec<String> = document
        .select(&select(".error-summary a"))
        .map(|link| attribute(&link, "href").trim_start_matches('#').to_owned())
        .collect();
    let mut forms = Vec::new();
    for form in document.select(&select("form")) {
        if form.attr("method").unwrap_or("get") != method.to_ascii_lowercase() {
            continue;
        }
        let action = attribute(&form, "action");
        let action = if action.is_empty() { page.to_owned() } else { action };
        let Some(route) = route_of(method, &action) else { panic!("{page}: a form leads to {action}, no route") };
        let (fields, buttons) = fields_of(&form, &blamed);
        let multipart = attribute(&form, "enctype").starts_with("multipart");
        let by = String::new();
        let whole = Form { route, action, by, multipart, fields, buttons, who, page: page.to_owned(), at: 0 };
        forms.push(whole.clone());
        // A button that sends the same fields elsewhere is a form too.
        for button in form.select(&select("button[formaction]")) {
            let action = attribute(&button, "formaction");
            let Some(route) = route_of("POST", &action) else { panic!("{page}: a button leads to {action}, no route") };
            let (name, value) = (attribute(&button, "name"), attribute(&button, "value"));
            let by = format!(" by {name}={value}");
            forms.push(Form { route, action, by, buttons: vec![(name, value)], ..whole.clone() });
        }
    }
    forms
}

/// The posted forms of a page.
pub fn in_page(html: &str, page: &str, who: &'static str) -> Vec<Form> {
    forms_in(html, page, who, "POST")
}

/// The forms of a page that look for something.
pub fn questions_in(html: &str, page: &str, who: &'static str) -> Vec<Form> {
    forms_in(html, page, who, "GET")
}

/// Fields and buttons of a form, in the order of the page.
fn fields_of(form: &ElementRef<'_>, blamed: &[String]) -> (Vec<Field>, Vec<(String, String)>) {
    let mut fields: Vec<Field> = Vec::new();
    let mut buttons = Vec::new();
    for control in form.select(&select("input, textarea, select, button")) {
        let (name, shape) = (attribute(&control, "name"), attribute(&control, "type"));
        if control.value().name() == "button" && shape != "button" {
            if control.attr("formaction").is_none() {
                buttons.push((name, attribute(&control, "value")));
            }
            continue;
        }
        if name.is_empty() {
            continue;
        }
        let checked = control.attr("checked").is_some();
        let value = attribute(&control, "value");
        let kind = match (control.value().name(), shape.as_str()) {
            ("textarea", _) => Kind::Lines,
            ("select", _) | (_, "radio") => Kind::Choice,
            (_, "checkbox") => Kind::Tick,
            (_, "file") => Kind::File,
            (_, "hidden") => Kind::Hidden,
            (_, "password") => Kind::Password,
            (_, "text" | "search" | "") => Kind::Line,
            _ => Kind::Shaped,
        };
        let (value, options) = match kind {
            Kind::Lines => (control.text().collect(), Vec::new()),
            Kind::Choice if control.value().name() == "select" => {
                let options = select("option");
                let chosen = control.select(&options).find(|option| option.attr("selected").is_some());
                let value = chosen.map(|option| attribute(&option, "value")).unwrap_or_default();
                (value, control.select(&options).map(|option| attribute(&option, "value")).collect())
            }
            Kind::Choice | Kind::Tick => (if checked { value.clone() } else { String::new() }, vec![value]),
            _ => (value, Vec::new()),
        };
        let id = attribute(&control, "id");
        let wrong = control.attr("aria-invalid") == Some("true") || blamed.contains(&id) || blamed.contains(&name);
        // The buttons of one choice are one field.
        if shape == "radio"
            && let Some(same) = fields.iter_mut().find(|field| field.name == name)
        {
            same.options.extend(options);
            if checked {
                same.value = value;
            }
            continue;
        }
        fields.push(Field { name, kind, shape, value, options, wrong });
    }
    (fields, buttons)
}

/// Paths of every page somebody can open in a furnished municipality, from the root; always in the same order.
pub fn pages(town: &Town, things: &Things) -> Vec<String> {
    let mut pages = Vec::new();
    for (_, route, _) in ROWS.iter().filter(|(method, _, _)| *method == "GET") {
        pages.push(path_of(route, things).replace("{gemeente}", &town.slug));
        for (room, more) in [
            ("/bijeenkomsten/{id}", vec![things.draft, things.held]),
            ("/vragen/{id}", vec![things.question, things.answered]),
            ("/raad/mensen/{id}", vec![town.person("cora")]),
        ] {
            if route.contains(room) && !route.starts_with("/api/") {
                for id in more {
                    let path = route.replacen("{id}", &id.to_string(), 1);
                    pages.push(path_of(&path, things).replace("{gemeente}", &town.slug));
                }
            }
        }
    }
    pages.push(format!("/{}/bijeenkomsten/nieuw?soort=werkbezoek", town.slug));
    pages
}

/// Every form that any of these people finds on any page; one of each kind, by [`Form::key`].
pub async fn walk(app: &TestApp, town: &Town, things: &Things, people: &[&'static str]) -> BTreeMap<String, Form> {
    let mut found = BTreeMap::new();
    walk_pages(app, town, pages(town, things), people, |at, page, who, answer| {
        for form in in_page(&answer.text, page, who) {
            found.entry(form.key()).or_insert(Form { at, ..form });
        }
    })
    .await;
    found
}

/// Shows every one of these pages that there is to these people: which it is, its path, who sees it, and what they see.
pub async fn walk_pages(
    app: &TestApp,
    town: &Town,
    pages: Vec<String>,
    people: &[&'static str],
    mut look: impl FnMut(usize, &str, &'static str, &Answer),
) {
    for who in people.iter().copied() {
        let browser = someone(app, town, who).await;
        for (at, page) in pages.iter().enumerate() {
            let answer = browser.get(&format!("/{page}")).await;
            let is_page =
                answer.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
            if answer.code() == 200 && is_page {
                look(at, page, who, &answer);
            }
        }
    }
}

/// Begins what is not finished yet, so that its forms can be found, and answers every page there is then.
pub async fn with_unfinished(app: &TestApp, town: &Town, things: &Things) -> Vec<String> {
    for name in ["cora", "bea", "willemijn"] {
        crate::accounts::give_password(app, town, name).await;
    }
    crate::second::take_set_up(app, &someone(app, town, BETWEEN[0]).await).await;
    let (greet, wim) = (app.sign_in(town, "greet").await, app.sign_in(town, "wim").await);
    let mut pages = pages(town, things);
    let notes = format!("{}/bijeenkomsten/{}/verslag/wijzigen", town.slug, things.held);
    let answer = format!("{}/vragen/{}/antwoord/concept", town.slug, things.question);
    let update = format!("{}/kwartaalupdates/nieuw", town.slug);
    for (browser, page) in [(&greet, notes), (&wim, answer), (&wim, update)] {
        let page = format!("/{page}");
        let found = in_page(&browser.get(&format!("/{page}")).await.text, &page, "wim");
        let form = found.iter().find(|form| form.fields.iter().any(|field| field.kind == Kind::Lines)).expect("a form");
        let mut values = form.sensible(1);
        for (name, value) in &mut values {
            if form.fields.iter().any(|field| field.kind == Kind::Lines && field.name == *name) {
                *value = "Nog niet af".to_owned();
            }
        }
        let saved =
            browser.send(browser.request(reqwest::Method::POST, &format!("/{}", form.action)).form(&values)).await;
        let to = saved.is(303).location().to_owned();
        let update = to.trim_end_matches("/wijzigen").trim_end_matches("/publicatie").to_owned();
        if update.contains("/kwartaalupdates/") {
            pages.extend(["", "/wijzigen", "/publicatie"].map(|end| format!("{update}{end}")));
        }
    }
    pages.push(format!("/{}/raad/afsplitsing?fractie={}", town.slug, town.coalition));
    pages.push(format!("/{}/informatiebalans/verslagen/{}/inzage?bestand=volledig", town.slug, things.report));
    pages
}

/// Behind a first name: only the password was given yet.
const HALFWAY: &str = " zonder code";

/// Who stands between password and code: one who has a second factor, and one who must set one up.
pub const BETWEEN: [&str; 2] = ["willemijn zonder code", "bea zonder code"];

/// Somebody by first name, nobody, or somebody who gave only their password.
pub async fn someone(app: &TestApp, town: &Town, who: &str) -> Browser {
    if let Some(name) = who.strip_suffix(HALFWAY) {
        let browser = app.stranger(town);
        let email = format!("{name}@{}.example", town.slug);
        browser.post("/aanmelden", &[("email", &email), ("wachtwoord", crate::accounts::PASSWORD)]).await;
        return browser;
    }
    if who == "niemand" { app.stranger(town) } else { app.sign_in(town, who).await }
}

/// Everybody of the table of permissions, and somebody who is not signed in.
pub fn everybody() -> Vec<&'static str> {
    std::iter::once("niemand").chain(PEOPLE).collect()
}
