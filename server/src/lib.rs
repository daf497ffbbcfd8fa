//! The server assembles: configuration, layers, database, mail, clock, loop. What the product does lives in `app`.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{
    AppState, Settings, Site,
    accounts::passwords::Hasher,
    audit::export::Heads,
    balance::reading::Recorder,
    calendar::{kept::Kept, often::Fetches},
    clock::Clock,
    db::Db,
    disk::Disk,
    error::AppError,
    vault::Vault,
};
use axum::Router;
use migrations::MigratorTrait;
use tokio::net::TcpListener;

/// Saving everything into one file, and back.
pub mod backup;
/// Settings by environment and file.
pub mod config;
/// The layer stack.
pub mod http;
/// Mail in.
pub mod inbound;
/// The worker's loop.
pub mod jobs;
/// The accept loop.
pub mod listen;
/// Mail that is fetched.
pub mod mailbox;
/// Figures for whoever watches.
pub mod metrics;
/// What the operator does on the command line.
pub mod operator;
/// Whether the database answers.
pub mod pulse;
/// Whether this node can be sent work.
mod ready;
/// A report of the balance from its extract, on the command line.
pub mod recompute;
/// Files for the browser.
pub mod site;
/// Mail out.
pub mod smtp;

use config::Config;

/// How long a node waits for another one that brings the tables of SQLite up to date.
const LONGEST_WAIT: std::time::Duration = std::time::Duration::from_secs(300);

/// Why the program could not begin; one clear line each.
#[derive(Debug)]
pub struct StartError(pub String);

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StartError {}

impl StartError {
    /// Says what was being done when it failed.
    pub fn when(doing: &str) -> impl FnOnce(&dyn std::fmt::Display) -> Self + '_ {
        move |cause| Self(format!("{doing}: {cause}"))
    }
}

impl Site for site::Assets {
    fn url(&self, name: &str) -> String {
        Self::url(self, name)
    }
}

/// An installation, ready to serve: state and everything around it.
#[derive(Clone)]
pub struct Installation {
    /// What handlers reach.
    pub state: AppState,
    assets: Arc<site::Assets>,
    http: http::HttpSettings,
    limits: listen::Limits,
    pulse: pulse::Pulse,
    stopping: Arc<AtomicBool>,
    security_contact: Option<url::Url>,
    /// What was counted so far.
    pub metrics: metrics::Metrics,
}

/// Connects to the database of the configuration, without touching its tables.
pub async fn connect(config: &Config) -> Result<Db, StartError> {
    config.create_folders().map_err(|e| StartError::when("make the data folder")(&e))?;
    Db::connect(config.database_url.reveal()).await.map_err(|e| StartError::when("open the database")(&e))
}

/// Brings the tables up to date, in one transaction: they are as they were, or as they should be. One node at a time
/// does so; the others wait and find it done.
pub async fn migrate(db: &Db) -> Result<(), StartError> {
    migrate_by(db, None).await
}

/// The same for the first so many migrations; for a backup of an earlier version.
pub(crate) async fn migrate_to(db: &Db, count: u32) -> Result<(), StartError> {
    migrate_by(db, Some(count)).await
}

async fn migrate_by(db: &Db, count: Option<u32>) -> Result<(), StartError> {
    use sea_orm::{ConnectionTrait, SqliteTransactionMode, TransactionOptions, TransactionTrait};
    let failed = |error: sea_orm::DbErr| StartError::when("bring the tables up to date")(&error);
    let connection = db.for_migrations();
    let whole = if db.engine() == sea_orm::DbBackend::Postgres {
        let whole = connection.begin().await.map_err(failed)?;
        // The limits are for requests; moving every row of a table takes longer, and so does waiting for who does it.
        for limit in ["statement_timeout", "idle_in_transaction_session_timeout"] {
            whole.execute_unprepared(&format!("SET LOCAL {limit} = 0")).await.map_err(failed)?;
        }
        whole.execute_unprepared("SELECT pg_advisory_xact_lock(4242001)").await.map_err(failed)?;
        whole
    } else {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let began = std::time::Instant::now();
        loop {
            let error = match connection.begin_with_options(options).await {
                Ok(whole) => break whole,
                Err(error) => AppError::from(error),
            };
            // SQLite itself waited for five seconds.
            if !error.is_lost_race() || began.elapsed() > LONGEST_WAIT {
                return Err(StartError::when("bring the tables up to date")(&error));
            }
        }
    };
    migrations::Migrator::up(&whole, count).await.map_err(failed)?;
    whole.commit().await.map_err(failed)
}

/// Builds an installation: database connected and up to date, nothing listening yet.
pub async fn build(config: &Config, clock: Clock) -> Result<Installation, StartError> {
    let db = connect(config).await?;
    migrate(&db).await?;
    let vault = Vault::in_folder(&config.data_dir).map_err(|e| StartError::when("read the key")(&e))?;
    let heads = Heads::new(&config.data_dir, config.audit_heads.clone());
    let heads = heads.map_err(|e| StartError::when("read the key of the audit log")(&e))?;
    let assets = Arc::new(site::Assets::load());
    let settings = Settings {
        base_url: config.base().trim_end_matches('/').to_owned(),
        demo: config.demo && config.is_development(),
        mail_dir: (config.is_development() && config.demo && config.smtp_url.is_none())
            .then(|| config.mail_dir.clone()),
        data_dir: config.data_dir.clone(),
        post: app::Post {
            from: config.mail_from.clone(),
            relay: config.smtp_host(),
            domain: config.rsvp_domain.clone(),
            listen: config.rsvp_listen.map(|addr| addr.to_string()),
            authserv_id: config.rsvp_authserv_id.clone(),
            servers: config.rsvp_hops,
            mailbox: config.shown_mailbox(),
            gateway: config.rsvp_webhook_secret.as_ref().map(|secret| app::secret::Known::of(secret.reveal())),
        },
        storage_quota: config.storage_mb * 1024 * 1024,
        scanner: config.clamd.clone(),
        known_passwords: config.passwords_file.clone().map(app::accounts::known::KnownPasswords::at),
        import_allow: config.import_allow.clone(),
    };
    let state = AppState {
        readings: Recorder::start(db.clone()),
        hasher: Hasher::new(),
        feeds: Kept::default(),
        fetches: Fetches::default(),
        vault,
        disk: Disk::of(&config.data_dir),
        heads,
        db,
        clock,
        site: assets.clone(),
        settings: Arc::new(settings),
    };
    let beat = Db::beat(config.database_url.reveal()).await.map_err(|e| StartError::when("open the database")(&e))?;
    let pulse = beat.map_or_else(pulse::Pulse::steady, pulse::Pulse::start);
    Ok(Installation {
        state,
        assets,
        http: http::HttpSettings::new(config, pulse.clone()),
        limits: listen::Limits::new(config),
        pulse,
        stopping: Arc::default(),
        security_contact: config.security_contact.clone(),
        metrics: metrics::Metrics::default(),
    })
}

impl Installation {
    /// The whole site with every layer around it.
    pub fn router(&self) -> Router {
        let files = site::router(self.assets.clone(), self.security_contact.clone(), &self.state.settings.base_url);
        let health = ready::router(self.clone());
        let site = http::stack(files.merge(health).merge(app::router(self.state.clone())), &self.http);
        site.layer(axum::middleware::from_fn_with_state(self.metrics.clone(), metrics::measure))
    }

    /// Shows the figures on an address of their own until `stop` resolves.
    pub async fn serve_metrics(&self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let router = metrics::router(self.metrics.clone(), self.state.clone(), self.http.in_progress.clone());
        listen::serve(listener, router, self.limits.clone(), stop).await;
    }

    /// Listens until `stop` resolves, says for a while that it is going, and lets what is running end.
    pub async fn serve(&self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let stopping = self.stopping.clone();
        let stop = async move {
            stop.await;
            stopping.store(true, Ordering::SeqCst);
        };
        listen::serve(listener, self.router(), self.limits.clone(), stop).await;
        self.http.in_progress.finished().await;
        self.state.readings.flush().await;
    }

    /// Binds the address of the configuration.
    pub async fn bind(addr: SocketAddr) -> Result<TcpListener, StartError> {
        TcpListener::bind(addr).await.map_err(|e| StartError::when(&format!("listen on {addr}"))(&e))
    }
}
