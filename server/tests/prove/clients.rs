//! People at work: they write without pause, keep a log of what was acknowledged, and send again what was not.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use app::{accounts::sessions, ctx::FLASH_COOKIE};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use reqwest::{Client, Method, redirect::Policy};
use uuid::Uuid;

use crate::site::Site;

/// A browser in which somebody is signed in. A connection of its own for each request, unless told otherwise.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    base: String,
    cookie: String,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub code: u16,
    pub to: String,
    pub text: String,
    /// The message for the next page, with its values.
    pub said: String,
    pub took: Duration,
}

impl Answer {
    /// The id at the end of the address it leads to.
    pub fn id(&self) -> Option<Uuid> {
        self.to.split('/').find_map(|part| part.parse().ok())
    }
}

impl Visitor {
    pub fn new(address: &str, slug: &str, secret: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(30)).build().unwrap();
        Self { client, base: format!("{address}/{slug}"), cookie: format!("{}={secret}", sessions::COOKIE) }
    }

    /// The same person, with a connection for every request.
    pub fn alone(&self) -> Self {
        let client = Client::builder().redirect(Policy::none()).pool_max_idle_per_host(0);
        let client = client.timeout(Duration::from_secs(30)).build().unwrap();
        Self { client, ..self.clone() }
    }

    /// Adds a paper to a gathering.
    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Option<Answer> {
        let part = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().part("bestand", part);
        self.finish(self.begin(Method::POST, path).multipart(form)).await
    }

    /// Nothing when the connection broke.
    pub async fn send(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        let request = self.begin(method.clone(), path);
        self.finish(if method == Method::POST { request.form(fields) } else { request }).await
    }

    fn begin(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        request.header("sec-fetch-site", "same-origin").header("cookie", &self.cookie)
    }

    async fn finish(&self, request: reqwest::RequestBuilder) -> Option<Answer> {
        let began = Instant::now();
        let response = request.send().await.ok()?;
        let code = response.status().as_u16();
        let to = response.headers().get("location").map_or("", |to| to.to_str().unwrap()).to_owned();
        let cookies = response.headers().get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
        let said = cookies.filter_map(message).collect();
        let text = response.text().await.ok()?;
        Some(Answer { code, to, text, said, took: began.elapsed() })
    }

    pub async fn get(&self, path: &str) -> Option<Answer> {
        self.send(Method::GET, path, &[]).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        self.send(Method::POST, path, fields).await
    }

    /// Asks a question under this key.
    pub async fn ask(&self, key: &str) -> Option<Answer> {
        let title = format!("Vraag {key}");
        let fields = [("soort", "technisch"), ("titel", title.as_str()), ("tekst", "Hoe zit dit?"), ("key", key)];
        self.post("/vragen", &fields).await
    }

    /// Plans a gathering under this key.
    pub async fn plan(&self, key: &str) -> Option<Answer> {
        let title = format!("Werkbezoek {key}");
        let fields = [
            ("soort", "werkbezoek"),
            ("titel", title.as_str()),
            ("samenvatting", "Hoe dagbesteding werkt."),
            ("datum", "2099-03-10"),
            ("begin", "19:30"),
            ("eind", "21:00"),
            ("plaats", "Kulturhus"),
            ("status", "informele-bijeenkomst"),
            ("openbaarheid", "openbaar"),
            ("wie", "iedereen"),
            ("plaatsen", "12"),
            ("actie", "concept"),
            ("key", key),
        ];
        self.post("/bijeenkomsten", &fields).await
    }
}

/// What the clients know for themselves.
#[derive(Debug, Default)]
pub struct Log {
    /// Questions by their key, and the id that was acknowledged.
    pub questions: BTreeMap<String, Uuid>,
    /// Gatherings of which the invitation was acknowledged.
    pub invited: Vec<Uuid>,
    /// Requests sent, answered with 503, and without any answer.
    pub sent: usize,
    pub refused: usize,
    pub broken: usize,
    /// Answers that were neither what was hoped for nor 503.
    pub strange: Vec<String>,
    /// The longest any answer took.
    pub slowest: Duration,
    /// When the last acknowledgement came.
    pub last: Option<Instant>,
}

/// Clients at work until [`Crowd::stop`].
pub struct Crowd {
    pub log: Arc<Mutex<Log>>,
    stopping: Arc<AtomicBool>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Crowd {
    /// Eight members who ask questions and two clerks who invite: together so many writes a second are tried.
    pub fn start(site: &Site, per_second: u32) -> Self {
        let names = ["cora", "carel", "coen", "otto", "olga", "oda", "bram", "cora"];
        let mut crowd = Self { log: Arc::default(), stopping: Arc::default(), tasks: Vec::new() };
        let pause = Duration::from_secs(10) / per_second;
        for name in names {
            let (visitor, mut work) = (site.visitor(name), crowd.work(pause));
            crowd.tasks.push(tokio::spawn(async move {
                while let Some(key) = work.next().await {
                    if let Some(id) = work.insist(|| visitor.ask(&key)).await.and_then(|answer| answer.id()) {
                        work.note(|log| log.questions.insert(key, id));
                    }
                }
            }));
        }
        for _ in 0..2 {
            let (visitor, mut work) = (site.visitor("greet"), crowd.work(pause));
            crowd.tasks.push(tokio::spawn(async move {
                while let Some(key) = work.next().await {
                    let Some(id) = work.insist(|| visitor.plan(&key)).await.and_then(|answer| answer.id()) else {
                        continue;
                    };
                    let path = format!("/bijeenkomsten/{id}/uitnodiging");
                    let wave = format!("{key}-wave");
                    let fields = [("key", wave.as_str()), ("version", "1")];
                    if work.insist(|| visitor.post(&path, &fields)).await.is_some() {
                        work.note(|log| log.invited.push(id));
                    }
                }
            }));
        }
        crowd
    }

    fn work(&self, pause: Duration) -> Work {
        Work { log: self.log.clone(), stopping: self.stopping.clone(), pause, due: Instant::now() }
    }

    /// How many writes were acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        let log = self.log.lock().unwrap();
        log.questions.len() + log.invited.len()
    }

    /// Waits until a write is acknowledged that was not when this was called.
    pub async fn next_acknowledged(&self) -> Duration {
        let (began, before) = (Instant::now(), self.acknowledged());
        while self.acknowledged() == before {
            assert!(began.elapsed() < Duration::from_secs(60), "nothing is written any more");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        began.elapsed()
    }

    /// Lets everybody finish what they are at, and gives the log.
    pub async fn stop(self) -> Log {
        self.stopping.store(true, Ordering::SeqCst);
        for task in self.tasks {
            task.await.unwrap();
        }
        Arc::into_inner(self.log).unwrap().into_inner().unwrap()
    }
}

struct Work {
    log: Arc<Mutex<Log>>,
    stopping: Arc<AtomicBool>,
    pause: Duration,
    due: Instant,
}

impl Work {
    fn note<T>(&self, change: impl FnOnce(&mut Log) -> T) {
        change(&mut self.log.lock().unwrap());
    }

    /// A fresh key when it is time for the next; none when it is time to stop.
    async fn next(&mut self) -> Option<String> {
        tokio::time::sleep_until(self.due.into()).await;
        // Who was kept waiting does not catch up.
        self.due = Instant::now().max(self.due + self.pause.mul_f64(rand::random_range(0.5..1.5)));
        (!self.stopping.load(Ordering::SeqCst)).then(|| Uuid::now_v7().to_string())
    }

    /// Sends the same until it is acknowledged. Nothing when it was refused for good, or it is long past time to stop.
    async fn insist<F: Future<Output = Option<Answer>>>(&self, send: impl Fn() -> F) -> Option<Answer> {
        let mut stopped = None;
        loop {
            let answer = send().await;
            self.note(|log| {
                log.sent += 1;
                match &answer {
                    None => log.broken += 1,
                    Some(answer) => {
                        log.slowest = log.slowest.max(answer.took);
                        match answer.code {
                            303 => log.last = Some(Instant::now()),
                            503 => log.refused += 1,
                            code => log.strange.push(format!("{code} {}", main_of(&answer.text))),
                        }
                    }
                }
            });
            match answer {
                Some(answer) if answer.code == 303 => return Some(answer),
                Some(answer) if answer.code != 503 => return None,
                _ => {}
            }
            if self.stopping.load(Ordering::SeqCst)
                && stopped.get_or_insert_with(Instant::now).elapsed() > Duration::from_secs(15)
            {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(rand::random_range(20..120))).await;
        }
    }
}

/// The message in a cookie for the next page.
fn message(cookie: &str) -> Option<String> {
    let value = cookie.strip_prefix(FLASH_COOKIE)?.strip_prefix('=')?.split(';').next()?;
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(value).ok()?).ok()
}

/// What a page says, without its head and its menu.
fn main_of(page: &str) -> &str {
    page.split_once("<main").map_or(page, |(_, main)| main)
}
