//! A browser: cookies by hand, headers as a real one sends them.

use std::{collections::BTreeMap, sync::Mutex};

use app::accounts::sessions;
use reqwest::{Client, Method, RequestBuilder, StatusCode, header::HeaderMap, redirect::Policy};
use scraper::{Html, Selector};

/// One browser in one municipality.
pub struct Browser {
    client: Client,
    address: String,
    slug: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.headers.get("location").map_or("", |value| value.to_str().unwrap())
    }

    /// The status as a number.
    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// Asserts the status, and shows the page when it is another.
    #[track_caller]
    pub fn is(self, code: u16) -> Self {
        assert_eq!(self.code(), code, "{}\n{}", self.location(), self.text);
        self
    }

    /// Asserts that the page holds this text.
    #[track_caller]
    pub fn shows(self, text: &str) -> Self {
        assert!(self.text.contains(text), "{text:?} is not in\n{}", self.text);
        self
    }

    /// Asserts that the page does not hold this text.
    #[track_caller]
    pub fn hides(self, text: &str) -> Self {
        assert!(!self.text.contains(text), "{text:?} is in\n{}", self.text);
        self
    }

    /// The one thing that the list of errors above a form says.
    #[track_caller]
    pub fn complaint(&self) -> String {
        let document = Html::parse_document(&self.text);
        let lines: Vec<String> = document
            .select(&Selector::parse(".error-summary li").unwrap())
            .map(|line| line.text().collect::<String>())
            .collect();
        assert_eq!(lines.len(), 1, "{lines:?}");
        lines[0].clone()
    }

    /// The value of a hidden or visible input.
    #[track_caller]
    pub fn input(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\"");
        for tag in self.text.split('<').filter(|tag| tag.starts_with("input") && tag.contains(&mark)) {
            if let Some((_, rest)) = tag.split_once("value=\"") {
                return rest.split('"').next().unwrap_or_default().to_owned();
            }
        }
        panic!("no input {name} in\n{}", self.text)
    }
}

impl Browser {
    pub fn new(address: &str, slug: &str, session: Option<String>) -> Self {
        let cookies = session.map(|secret| (sessions::COOKIE.to_owned(), secret)).into_iter().collect();
        Self {
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
            address: address.to_owned(),
            slug: slug.to_owned(),
            cookies: Mutex::new(cookies),
        }
    }

    /// A path of the municipality as a whole address; one that begins with `//` is taken from the root.
    fn url(&self, path: &str) -> String {
        match path.strip_prefix('/') {
            Some(rooted) if rooted.starts_with('/') => format!("{}{rooted}", self.address),
            _ => format!("{}/{}{path}", self.address, self.slug),
        }
    }

    /// A request as this browser would send it, for tests that add to it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies: Vec<_> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = self.client.request(method, self.url(path)).header("sec-fetch-site", "same-origin");
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        request
    }

    /// Sends it, and keeps the cookies it brings.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        for value in headers.get_all("set-cookie") {
            let text = value.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap_or_default();
            let mut cookies = self.cookies.lock().unwrap();
            if text.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    /// Sends a form and opens the page it leads to.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields).await.is(303);
        let to = answer.location().to_owned();
        self.get(&format!("/{to}")).await
    }

    /// The value of a cookie it holds.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }
}
