//! Figures for whoever watches an installation, in the text form of Prometheus, on a listener of their own (R88). Routes
//! are told apart by their pattern; no name, id or municipality is ever in a label.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

use app::{
    AppState, audit,
    db::{millis, sql},
    error::AppError,
};
use axum::{
    Router,
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use crate::http::{InProgress, Route};

/// Upper ends of the buckets of latency, in seconds.
const BUCKETS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.8, 2.0, 15.0];
/// Where a request counts that no route took.
const NO_ROUTE: &str = "-";

/// What was counted since the program began. All clones share it.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    requests: Mutex<BTreeMap<Key, Series>>,
    /// When the worker of this process ended its last round, in milliseconds; 0: not yet, or there is none.
    last_round: AtomicI64,
}

/// Method, route and status.
type Key = (&'static str, String, u16);

#[derive(Debug, Default, Clone)]
struct Series {
    count: u64,
    seconds: f64,
    within: [u64; BUCKETS.len()],
}

impl Metrics {
    /// Counts one answer.
    fn answered(&self, key: Key, seconds: f64) {
        let mut requests = self.0.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let series = requests.entry(key).or_default();
        series.count += 1;
        series.seconds += seconds;
        for (n, most) in series.within.iter_mut().zip(BUCKETS) {
            *n += u64::from(seconds <= most);
        }
    }

    /// Notes that the worker ended a round.
    pub fn round_ended(&self, now: Timestamp) {
        self.0.last_round.store(millis(now), Ordering::Relaxed);
    }
}

/// The method, or one word for all that are not ours: a label is never what a stranger made up.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        _ => "other",
    }
}

/// Layer, outermost: counts every answer, refusals too.
pub(crate) async fn measure(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let (method, start) = (method(request.method()), Instant::now());
    let response = next.run(request).await;
    let route = response.extensions().get::<Route>().map_or(NO_ROUTE.to_owned(), |route| route.0.clone());
    metrics.answered((method, route, response.status().as_u16()), start.elapsed().as_secs_f64());
    response
}

#[derive(Clone)]
struct Watched {
    metrics: Metrics,
    state: AppState,
    in_progress: InProgress,
}

/// `GET /metrics`, and nothing else.
pub fn router(metrics: Metrics, state: AppState, in_progress: InProgress) -> Router {
    Router::new().route("/metrics", get(show)).with_state(Watched { metrics, state, in_progress })
}

async fn show(State(watched): State<Watched>) -> Response {
    let now = watched.state.clock.now();
    let mut text = String::new();
    watched.metrics.write_requests(&mut text);
    let requests = watched.in_progress.taken();
    gauge(&mut text, "evenwijs_requests_in_progress", "Requests being worked on.", f64::from(requests));
    write_pools(&mut text, &watched.state);
    match write_outbox(&mut text, &watched.state, now).await {
        Ok(()) => gauge(&mut text, "evenwijs_database_up", "Whether the database answers.", 1.0),
        Err(error) => {
            tracing::warn!(%error, "the figures of the outbox could not be read");
            gauge(&mut text, "evenwijs_database_up", "Whether the database answers.", 0.0);
        }
    }
    match audit::export::late(watched.state.db.read(), now).await {
        Ok(late) => {
            gauge(
                &mut text,
                "evenwijs_audit_heads_late",
                "Municipalities whose log was not signed for 26 hours.",
                late,
            );
        }
        Err(error) => tracing::warn!(%error, "what was signed of the audit log could not be read"),
    }
    match watched.state.disk.look().await {
        Ok(look) => {
            for (name, help, bytes) in [
                (
                    "evenwijs_disk_free_bytes",
                    "What can still be written on the disk of the data folder.",
                    look.space.free,
                ),
                ("evenwijs_disk_total_bytes", "The disk of the data folder.", look.space.total),
            ] {
                gauge(&mut text, name, help, bytes);
            }
        }
        Err(error) => tracing::warn!(%error, "the room on the disk could not be read"),
    }
    let last = watched.metrics.0.last_round.load(Ordering::Relaxed);
    if last > 0 {
        let lag = seconds_between(last, millis(now));
        gauge(&mut text, "evenwijs_worker_lag_seconds", "Since the worker here ended its last round.", lag);
    }
    (StatusCode::OK, [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// Milliseconds apart, in seconds, never below zero.
fn seconds_between(earlier: i64, later: i64) -> f64 {
    std::time::Duration::from_millis((later - earlier).max(0).unsigned_abs()).as_secs_f64()
}

// Writing to a String cannot fail, so what `writeln!` answers is passed over below.

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn gauge(text: &mut String, name: &str, help: &str, value: impl std::fmt::Display) {
    head(text, name, "gauge", help);
    let _ = writeln!(text, "{name} {value}");
}

impl Metrics {
    fn write_requests(&self, text: &mut String) {
        const NAME: &str = "evenwijs_request_seconds";
        let requests = self.0.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        head(text, NAME, "histogram", "Time to answer, by method, route and status.");
        for ((method, route, status), series) in requests {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (n, most) in series.within.iter().zip(BUCKETS) {
                let _ = writeln!(text, "{NAME}_bucket{{{labels},le=\"{most}\"}} {n}");
            }
            let _ = writeln!(text, "{NAME}_bucket{{{labels},le=\"+Inf\"}} {}", series.count);
            let _ = writeln!(text, "{NAME}_sum{{{labels}}} {}", series.seconds);
            let _ = writeln!(text, "{NAME}_count{{{labels}}} {}", series.count);
        }
    }
}

fn write_pools(text: &mut String, state: &AppState) {
    const NAME: &str = "evenwijs_pool_connections";
    head(text, NAME, "gauge", "Connections to the database, by pool and by what they do.");
    for pool in state.db.pools() {
        let _ = writeln!(text, "{NAME}{{pool=\"{}\",state=\"open\"}} {}", pool.name, pool.open);
        let _ = writeln!(text, "{NAME}{{pool=\"{}\",state=\"idle\"}} {}", pool.name, pool.idle);
    }
}

async fn write_outbox(text: &mut String, state: &AppState, now: Timestamp) -> Result<(), AppError> {
    let db = state.db.read();
    let waiting = "SELECT COUNT(*), COALESCE(MIN(due_at), $1) FROM outbox \
                   WHERE sent_at IS NULL AND parked_at IS NULL AND due_at <= $1";
    let row = db.query_one_raw(sql(db, waiting, [millis(now).into()])).await?.ok_or(AppError::NotFound)?;
    let (due, oldest): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let parked = "SELECT COUNT(*) FROM outbox WHERE parked_at IS NOT NULL AND sent_at IS NULL";
    let row = db.query_one_raw(sql(db, parked, [])).await?.ok_or(AppError::NotFound)?;
    let stuck: i64 = row.try_get_by_index(0)?;
    head(text, "evenwijs_outbox_messages", "gauge", "Mail that is due and has not left, and mail that got stuck.");
    let _ = writeln!(text, "evenwijs_outbox_messages{{state=\"due\"}} {due}");
    let _ = writeln!(text, "evenwijs_outbox_messages{{state=\"stuck\"}} {stuck}");
    let late = seconds_between(oldest, millis(now));
    gauge(text, "evenwijs_outbox_lag_seconds", "How long the oldest mail that is due waits.", late);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_route_and_bucket() {
        let metrics = Metrics::default();
        for seconds in [0.004, 0.2, 20.0] {
            metrics.answered(("GET", "/{gemeente}/raad".to_owned(), 200), seconds);
        }
        let mut text = String::new();
        metrics.write_requests(&mut text);
        let labels = "method=\"GET\",route=\"/{gemeente}/raad\",status=\"200\"";
        for (le, n) in [("0.005", 1), ("0.1", 1), ("0.3", 2), ("15", 2), ("+Inf", 3)] {
            let line = format!("evenwijs_request_seconds_bucket{{{labels},le=\"{le}\"}} {n}\n");
            assert!(text.contains(&line), "{line}{text}");
        }
        assert!(text.contains(&format!("evenwijs_request_seconds_count{{{labels}}} 3\n")), "{text}");
        assert_eq!(method(&Method::from_bytes(b"KANARIE").unwrap_or_default()), "other");
    }
}
