//! An installation on a port of its own with a database of its own, a clock in the hand and people by name.
//!
//! `TEST_DATABASE_URL` unset: a fresh SQLite file for each test. Set: a fresh PostgreSQL schema for each test.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use app::{accounts::sessions, actor::Actor, clock::Clock, mail::outbox, tenant::Tenant};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use server::{Installation, config::Config, jobs::Worker, smtp::Mailer};
use uuid::Uuid;

mod browser;
mod town;

pub use browser::{Answer, Browser};
pub use town::Town;

/// When tests begin: Tuesday 1 September 2026, 10:00 in Amsterdam.
pub const START: &str = "2026-09-01T08:00:00Z";

/// A running installation.
pub struct TestApp {
    pub installation: Installation,
    pub config: Config,
    pub address: String,
    pub clock: Clock,
    folder: PathBuf,
    worker: Worker,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl TestApp {
    /// Starts one, with the clock at [`START`].
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts one with extra settings.
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("ew{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut env = BTreeMap::from([
            ("EVENWIJS_DATA_DIR".to_owned(), folder.display().to_string()),
            ("EVENWIJS_BASE_URL".to_owned(), address.clone()),
            ("EVENWIJS_DEMO".to_owned(), "true".to_owned()),
        ]);
        if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
            env.insert("EVENWIJS_DATABASE_URL".to_owned(), fresh_schema(&url, &name).await);
        }
        env.extend(settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        let config = Config::from_sources(&env, None).unwrap();
        let clock = Clock::at(START.parse().unwrap());
        let installation = server::build(&config, clock.clone()).await.unwrap();
        let worker =
            Worker::new(installation.state.clone(), Mailer::new(&config).unwrap(), "post@evenwijs.example".to_owned());
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = installation.clone();
        tokio::spawn(async move {
            serving
                .serve(listener, async {
                    let _ = stopped.await;
                })
                .await;
        });
        Self { installation, config, address, clock, folder, worker, _stop: stop }
    }

    /// The application behind the pages.
    pub fn state(&self) -> &app::AppState {
        &self.installation.state
    }

    /// The present moment of this installation.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Moves the clock on.
    pub fn pass(&self, time: jiff::SignedDuration) {
        self.clock.set(self.clock.now() + time);
    }

    /// A municipality with a small council; the slug is the name in lower case.
    pub async fn town(&self, name: &str) -> Town {
        town::build(self.state(), name, self.now()).await
    }

    /// A browser nobody is signed in with.
    pub fn stranger(&self, town: &Town) -> Browser {
        Browser::new(&self.address, &town.slug, None)
    }

    /// A browser in which this person is signed in.
    pub async fn sign_in(&self, town: &Town, first_name: &str) -> Browser {
        let actor = self.actor(town, first_name).await;
        let now = self.now();
        let tx = self.state().db.for_migrations();
        let secret = sessions::open(tx, &actor.tenant, actor.person, &actor.roles, true, "test", now).await.unwrap();
        Browser::new(&self.address, &town.slug, Some(secret))
    }

    /// Notes that somebody has a second factor, as a program of theirs needs where their role does; no app knows it.
    pub async fn give_factor(&self, town: &Town, first_name: &str) {
        let tenant = self.tenant(town).await;
        let db = self.state().db.for_migrations();
        let insert = "INSERT INTO second_factors (person_id, municipality_id, secret, last_step, confirmed_at) \
                      VALUES ($1, $2, $3, 0, 0) ON CONFLICT DO NOTHING";
        let values = [town.person(first_name).into(), tenant.id().into(), vec![0_u8].into()];
        db.execute_raw(sea_orm::Statement::from_sql_and_values(db.get_database_backend(), insert, values))
            .await
            .unwrap();
    }

    /// The person as the gate sees them; for calling commands.
    pub async fn actor(&self, town: &Town, first_name: &str) -> Actor {
        let tenant = self.tenant(town).await;
        Actor::load(self.state().db.read(), &tenant, town.person(first_name), self.now()).await.unwrap().unwrap()
    }

    /// The municipality as rooms see it.
    pub async fn tenant(&self, town: &Town) -> Tenant {
        app::tenant::find(self.state().db.read(), &town.slug).await.unwrap().unwrap()
    }

    /// Sends everything that is due and answers how many messages left.
    pub async fn deliver(&self) -> usize {
        let mut sent = 0;
        loop {
            match self.worker.tick(self.now(), false).await.unwrap() {
                0 => return sent,
                handled => sent += handled,
            }
        }
    }

    /// A worker beside the one of [`Self::deliver`], as on another node.
    pub fn another_worker(&self) -> Worker {
        let mailer = Mailer::new(&self.config).unwrap();
        Worker::new(self.installation.state.clone(), mailer, "post@evenwijs.example".to_owned())
    }

    /// One round of the worker with everything it does by the hour.
    pub async fn sweep(&self) {
        self.worker.tick(self.now(), true).await.unwrap();
    }

    /// Every message of a municipality, sent or waiting, newest first.
    pub async fn mails(&self, town: &Town) -> Vec<outbox::entity::Model> {
        let tenant = self.tenant(town).await;
        outbox::list(self.state().db.read(), &tenant, false, 1_000).await.unwrap()
    }

    /// One number from the database.
    pub async fn count(&self, sql: &str) -> i64 {
        let db = self.state().db.read();
        let row = db.query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql)).await;
        row.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// A second, empty database of the same engine; a file in this folder, or a schema.
    pub async fn second_database(&self, folder: &std::path::Path) -> String {
        match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => fresh_schema(&url, &format!("ew{}", id().simple())).await,
            Err(_) => format!("sqlite://{}", folder.join("evenwijs.sqlite3").display()),
        }
    }

    /// Runs plain SQL, for making trouble.
    pub async fn execute(&self, sql: &str) {
        self.try_execute(sql).await.unwrap();
    }

    /// The same, where the database may refuse.
    pub async fn try_execute(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        self.state().db.for_migrations().execute_unprepared(sql).await.map(|_| ())
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn fresh_schema(url: &str, name: &str) -> String {
    let admin = sea_orm::Database::connect(url).await.unwrap();
    admin.execute_unprepared(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).await.unwrap();
    admin.close().await.unwrap();
    let mark = if url.contains('?') { '&' } else { '?' };
    format!("{url}{mark}options=-c%20search_path%3D{name}")
}

/// A new id.
pub fn id() -> Uuid {
    Uuid::now_v7()
}
