//! The server assembles: configuration, layers, database, mail, clock, loop. What the product does lives in `app`.

use std::{net::SocketAddr, sync::Arc};

use app::{
    AppState, Settings, Site, accounts::passwords::Hasher, balance::reading::Recorder, clock::Clock, db::Db,
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
/// Figures for whoever watches.
pub mod metrics;
/// What the operator does on the command line.
pub mod operator;
/// A report of the balance from its extract, on the command line.
pub mod recompute;
/// Files for the browser.
pub mod site;
/// Mail out.
pub mod smtp;

use config::Config;

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
    security_contact: Option<url::Url>,
    /// What was counted so far.
    pub metrics: metrics::Metrics,
}

/// Connects to the database of the configuration, without touching its tables.
pub async fn connect(config: &Config) -> Result<Db, StartError> {
    config.create_folders().map_err(|e| StartError::when("make the data folder")(&e))?;
    Db::connect(config.database_url.reveal()).await.map_err(|e| StartError::when("open the database")(&e))
}

/// Brings the tables up to date. PostgreSQL lets one node at a time do so; the others wait and find it done.
pub async fn migrate(db: &Db) -> Result<(), StartError> {
    let failed = |error: sea_orm::DbErr| StartError::when("bring the tables up to date")(&error);
    let connection = db.for_migrations();
    if db.engine() == sea_orm::DbBackend::Postgres {
        use sea_orm::{ConnectionTrait, TransactionTrait};
        // The lock lives as long as this transaction, whatever becomes of the migrations' own connections.
        let guard = connection.begin().await.map_err(failed)?;
        guard.execute_unprepared("SELECT pg_advisory_xact_lock(4242001)").await.map_err(failed)?;
        guard.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await.map_err(failed)?;
        let outcome = migrations::Migrator::up(connection, None).await.map_err(failed);
        guard.commit().await.map_err(failed)?;
        return outcome;
    }
    migrations::Migrator::up(connection, None).await.map_err(failed)
}

/// Builds an installation: database connected and up to date, nothing listening yet.
pub async fn build(config: &Config, clock: Clock) -> Result<Installation, StartError> {
    let db = connect(config).await?;
    migrate(&db).await?;
    let vault = Vault::in_folder(&config.data_dir).map_err(|e| StartError::when("read the key")(&e))?;
    let assets = Arc::new(site::Assets::load());
    let settings = Settings {
        base_url: config.base().trim_end_matches('/').to_owned(),
        demo: config.demo && config.is_development(),
        mail_dir: (config.is_development() && config.smtp_url.is_none()).then(|| config.mail_dir.clone()),
        data_dir: config.data_dir.clone(),
        post: app::Post {
            from: config.mail_from.clone(),
            relay: config.smtp_host(),
            domain: config.rsvp_domain.clone(),
            listen: config.rsvp_listen.map(|addr| addr.to_string()),
            authserv_id: config.rsvp_authserv_id.clone(),
        },
        storage_quota: config.storage_mb * 1024 * 1024,
    };
    let state = AppState {
        readings: Recorder::start(db.clone()),
        hasher: Hasher::new(),
        vault,
        db,
        clock,
        site: assets.clone(),
        settings: Arc::new(settings),
    };
    Ok(Installation {
        state,
        assets,
        http: http::HttpSettings::new(config),
        limits: listen::Limits::new(config),
        security_contact: config.security_contact.clone(),
        metrics: metrics::Metrics::default(),
    })
}

impl Installation {
    /// The whole site with every layer around it.
    pub fn router(&self) -> Router {
        let files = site::router(self.assets.clone(), self.security_contact.clone(), &self.state.settings.base_url);
        let health = health_router(self.state.clone());
        let site = http::stack(files.merge(health).merge(app::router(self.state.clone())), &self.http);
        site.layer(axum::middleware::from_fn_with_state(self.metrics.clone(), metrics::measure))
    }

    /// Shows the figures on an address of their own until `stop` resolves.
    pub async fn serve_metrics(&self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let router = metrics::router(self.metrics.clone(), self.state.clone(), self.http.in_progress.clone());
        listen::serve(listener, router, self.limits.clone(), stop).await;
    }

    /// Listens until `stop` resolves, and lets what is running end.
    pub async fn serve(&self, listener: TcpListener, stop: impl Future<Output = ()>) {
        listen::serve(listener, self.router(), self.limits.clone(), stop).await;
        self.http.in_progress.finished().await;
        self.state.readings.flush().await;
    }

    /// Binds the address of the configuration.
    pub async fn bind(addr: SocketAddr) -> Result<TcpListener, StartError> {
        TcpListener::bind(addr).await.map_err(|e| StartError::when(&format!("listen on {addr}"))(&e))
    }
}

fn health_router(state: AppState) -> Router {
    use axum::{extract::State, http::StatusCode, routing::get};
    async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
        match state.db.is_ready().await {
            Ok(()) => (StatusCode::OK, "klaar\n"),
            Err(error) => {
                tracing::warn!(%error, "not ready");
                (StatusCode::SERVICE_UNAVAILABLE, "de database is er niet\n")
            }
        }
    }
    Router::new().route("/healthz", get(|| async { "gezond\n" })).route("/readyz", get(ready)).with_state(state)
}
