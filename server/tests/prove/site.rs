//! The program as a process of its own on a real database: started, killed, asked to stop, asked whether it is ready.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use app::{accounts::sessions, actor::Actor, clock::Clock, db::Db};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use server::config::Config;

use crate::{clients::Visitor, town, town::Town};

/// How long a start or an end may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(40);

/// Whether this is `make prove`: as long as it takes. Otherwise everything is a tenth.
pub fn is_long() -> bool {
    std::env::var("EVENWIJS_PROVE").is_ok_and(|form| form == "long")
}

/// A count in the long form and in the short one.
pub fn rounds(long: usize, short: usize) -> usize {
    if is_long() { long } else { short }
}

/// Whether something took no longer than was asked. The short form runs beside another engine's, on whatever machine: it only
/// finds what waits for something it should not wait for, so it allows ten times as long.
pub fn within(took: Duration, asked: Duration) -> bool {
    took < if is_long() { asked } else { asked * 10 }
}

/// The address of the PostgreSQL server of this run; none means SQLite.
pub fn postgres() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

/// One at a time: each of these tests wants the machine to itself.
pub async fn turn() -> tokio::sync::MutexGuard<'static, ()> {
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    TURN.lock().await
}

/// Says what was measured: for the reader of the log, and for the table that `make prove` makes.
pub fn figure(what: &str, asked: &str, found: &str) {
    let engine = if postgres().is_some() { "PostgreSQL" } else { "SQLite" };
    println!("{what}: {found} (asked: {asked}; {engine})");
    if let Ok(path) = std::env::var("EVENWIJS_PROVE_REPORT") {
        let line = serde_json::json!({ "engine": engine, "what": what, "asked": asked, "found": found });
        let mut file = std::fs::File::options().create(true).append(true).open(path).unwrap();
        std::io::Write::write_all(&mut file, format!("{line}\n").as_bytes()).unwrap();
    }
}

/// The program under test: what `make prove` names, or the one cargo made for this test.
pub fn program() -> PathBuf {
    std::env::var("EVENWIJS_PROVE_BINARY").map_or_else(|_| env!("CARGO_BIN_EXE_evenwijs").into(), PathBuf::from)
}

/// A folder that goes when nobody needs it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("prove{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("what is left of it is in {}", self.0.display());
        } else {
            // A folder that stays behind in the temporary folder harms nobody.
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

/// An installation with the town of the tests in it, and nobody connected to its database.
pub struct Site {
    pub folder: Folder,
    pub town: Town,
    pub address: String,
    pub config: Config,
    env: BTreeMap<String, String>,
    sessions: BTreeMap<&'static str, String>,
}

/// Who can be signed in.
const PEOPLE: [&str; 12] =
    ["greet", "cora", "carel", "coen", "otto", "olga", "oda", "bram", "wim", "bea", "anna", "ina"];

impl Site {
    /// On the database of this run.
    pub async fn new() -> Self {
        let folder = Folder::new();
        let database = match postgres() {
            Some(url) => Some(fresh_schema(&url).await),
            None => None,
        };
        Self::at(folder, database, &[]).await
    }

    /// In this folder, on this database (a file in the folder when absent), with more settings.
    pub async fn at(folder: Folder, database: Option<String>, settings: &[(&str, &str)]) -> Self {
        let port = free_port();
        let address = format!("http://127.0.0.1:{port}");
        let mut env = BTreeMap::from([
            ("EVENWIJS_DATA_DIR".to_owned(), folder.0.join("data").display().to_string()),
            ("EVENWIJS_BASE_URL".to_owned(), address.clone()),
            ("EVENWIJS_ADDR".to_owned(), format!("127.0.0.1:{port}")),
            ("EVENWIJS_LOG".to_owned(), "warn".to_owned()),
        ]);
        env.extend(database.map(|url| ("EVENWIJS_DATABASE_URL".to_owned(), url)));
        env.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let config = Config::from_sources(&env, None).unwrap();
        let state = server::build(&config, Clock::System).await.unwrap().state;
        let now = state.clock.now();
        let town = town::build(&state, "Winterbeek", now).await;
        let tenant = app::tenant::find(state.db.read(), &town.slug).await.unwrap().unwrap();
        let mut open = BTreeMap::new();
        for name in PEOPLE {
            let actor = Actor::load(state.db.read(), &tenant, town.person(name), now).await.unwrap().unwrap();
            let db = state.db.for_migrations();
            let secret = sessions::open(db, &tenant, actor.person, &actor.roles, true, "prove", now).await.unwrap();
            open.insert(name, secret);
        }
        close(&state.db).await;
        Self { folder, town, address, config, env, sessions: open }
    }

    /// A browser in which this person is signed in.
    pub fn visitor(&self, name: &str) -> Visitor {
        Visitor::new(&self.address, &self.town.slug, &self.sessions[name])
    }

    /// The secret of this person's session.
    pub fn secret(&self, name: &str) -> &str {
        &self.sessions[name]
    }

    /// Starts `evenwijs serve`.
    pub fn serve(&self) -> Node {
        self.start(&[], &["serve"], &[])
    }

    /// Starts it with more settings.
    pub fn serve_with(&self, settings: &[(&str, &str)]) -> Node {
        self.start(&[], &["serve"], settings)
    }

    /// Starts the program under `wrapper` with these arguments and settings.
    pub fn start(&self, wrapper: &[&str], arguments: &[&str], settings: &[(&str, &str)]) -> Node {
        let program = program();
        let mut command = match wrapper {
            [] => Command::new(&program),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(&program);
                command
            }
        };
        let log = std::fs::File::options().create(true).append(true).open(self.log()).unwrap();
        let inherited = std::env::vars().filter(|(name, _)| !name.starts_with("EVENWIJS_"));
        command.args(arguments).env_clear().envs(inherited).envs(&self.env).envs(settings.iter().copied());
        command.current_dir(&self.folder.0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let began = Instant::now();
        let address = settings.iter().find(|(name, _)| *name == "EVENWIJS_ADDR");
        let address = address.map_or_else(|| self.address.clone(), |(_, addr)| format!("http://{addr}"));
        Node { child: command.spawn().unwrap(), began, address }
    }

    /// Runs a command of the program to its end: whether it went well, and what it said.
    pub fn run(&self, arguments: &[&str]) -> (bool, String) {
        self.run_with(arguments, &[])
    }

    /// The same with more settings.
    pub fn run_with(&self, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
        let inherited = std::env::vars().filter(|(name, _)| !name.starts_with("EVENWIJS_"));
        let mut command = Command::new(program());
        command.args(arguments).env_clear().envs(inherited).envs(&self.env).envs(settings.iter().copied());
        let output = command.current_dir(&self.folder.0).stdin(Stdio::null()).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    /// Where what the program complains of is written.
    pub fn log(&self) -> PathBuf {
        self.folder.0.join("log")
    }

    /// Connects to the database, to look at it. Close it with [`close`].
    pub async fn look(&self) -> Db {
        self.look_with(&[]).await
    }

    /// The same with other settings.
    pub async fn look_with(&self, settings: &[(&'static str, String)]) -> Db {
        let mut env = self.env.clone();
        env.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        server::connect(&Config::from_sources(&env, None).unwrap()).await.unwrap()
    }
}

/// Lets go of a database.
pub async fn close(db: &Db) {
    db.for_migrations().clone().close().await.unwrap();
    db.read().clone().close().await.unwrap();
}

/// All rows of a query.
pub async fn rows(db: &Db, text: &str) -> Vec<QueryResult> {
    db.read().query_all_raw(Statement::from_string(db.engine(), text)).await.unwrap()
}

/// One number.
pub async fn count(db: &Db, text: &str) -> i64 {
    rows(db, text).await[0].try_get_by_index(0).unwrap()
}

/// A running program.
pub struct Node {
    child: Child,
    began: Instant,
    pub address: String,
}

impl Node {
    /// Waits until `/readyz` says so; answers how long it took since the start.
    pub async fn ready(&mut self) -> Duration {
        let client = reqwest::Client::new();
        loop {
            let asked = client.get(format!("{}/readyz", self.address)).timeout(Duration::from_secs(5)).send().await;
            if asked.is_ok_and(|answer| answer.status() == 200) {
                return self.began.elapsed();
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the program ended by itself: {status}");
            }
            assert!(self.began.elapsed() < PATIENCE, "the program did not become ready");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, and waits until it is gone.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM; answers how long it took to end, and whether it ended well.
    pub async fn stop(mut self) -> (Duration, bool) {
        let began = Instant::now();
        signal("TERM", self.child.id());
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (began.elapsed(), status.success());
            }
            assert!(began.elapsed() < PATIENCE, "the program did not end");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // One that has ended already cannot be killed again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal.
pub fn signal(name: &str, pid: u32) {
    let done = Command::new("kill").args([format!("-{name}"), pid.to_string()]).status().unwrap();
    assert!(done.success(), "kill -{name} {pid}");
}

/// A port nobody listens on.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// An empty schema of its own in this PostgreSQL.
pub async fn fresh_schema(url: &str) -> String {
    let name = format!("prove{}", uuid::Uuid::now_v7().simple());
    let admin = sea_orm::Database::connect(url).await.unwrap();
    admin.execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
    admin.close().await.unwrap();
    let mark = if url.contains('?') { '&' } else { '?' };
    format!("{url}{mark}options=-c%20search_path%3D{name}")
}

/// A PostgreSQL of the test's own, to be treated badly.
pub struct Cluster {
    folder: PathBuf,
    pub url: String,
}

impl Cluster {
    pub fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("evenwijs-postgres-{}", uuid::Uuid::now_v7().simple()));
        let url = script(&["start", &folder.display().to_string()]);
        Self { folder, url: url.trim().to_owned() }
    }

    /// SIGQUIT: ends at once, as after a power cut.
    pub fn halt(&self) {
        script(&["halt", &self.folder.display().to_string()]);
    }

    /// SIGKILL to its first process.
    pub fn kill(&self) {
        signal("KILL", self.pid());
    }

    /// Starts it again on the same port.
    pub fn again(&self) {
        script(&["again", &self.folder.display().to_string()]);
    }

    /// SIGSTOP or SIGCONT to every process of it.
    pub fn signal_all(&self, name: &str) {
        let main = self.pid();
        let listed = Command::new("ps").args(["-o", "pid=", "--ppid", &main.to_string()]).output().unwrap();
        let children = String::from_utf8(listed.stdout).unwrap();
        for pid in children.split_whitespace().filter_map(|pid| pid.parse().ok()).chain([main]) {
            // One that ended meanwhile needs no signal.
            let _ = Command::new("kill").args([format!("-{name}"), u32::to_string(&pid)]).status();
        }
    }

    /// Its first process.
    pub fn pid(&self) -> u32 {
        let text = script(&["pid", &self.folder.display().to_string()]);
        text.trim().parse().unwrap()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.signal_all("CONT");
        }
        script(&["stop", &self.folder.display().to_string()]);
    }
}

fn script(arguments: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.ci/postgres");
    let output = Command::new("bash").arg(script).args(arguments).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
