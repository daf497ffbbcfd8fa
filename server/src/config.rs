//! The settings of an installation: environment over file over default, checked all at once.

mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use app::{calendar::foreign::fetch::Origin, documents::scanner::Scanner};
use tracing_subscriber::EnvFilter;
use url::Url;

use self::read::Reader;
use crate::http::Network;
use crate::mailbox::{After, Mailbox};
use crate::smtp::Relay;

/// What the variables in the environment start with.
const PREFIX: &str = "EVENWIJS_";
/// The file that is read when `EVENWIJS_CONFIG` names none. It may be missing.
const DEFAULT_FILE: &str = "evenwijs.toml";
/// Every setting, in the order of [`Config`].
const NAMES: [&str; 33] = [
    "env",
    "addr",
    "base_url",
    "data_dir",
    "database_url",
    "smtp_url",
    "mail_from",
    "mail_dir",
    "demo",
    "worker",
    "trusted_proxies",
    "max_connections",
    "stop_notice",
    "backup_recipient",
    "log",
    "security_contact",
    "rsvp_listen",
    "rsvp_open",
    "rsvp_domain",
    "rsvp_authserv_id",
    "rsvp_hops",
    "rsvp_imap_url",
    "rsvp_imap_every",
    "rsvp_imap_then",
    "rsvp_webhook_secret",
    "metrics_addr",
    "metrics_open",
    "storage_mb",
    "import_allow",
    "clamd",
    "passwords_file",
    "audit_heads",
    "config",
];
/// Origin of a value that nobody set, and start of the origin of one from the file.
const DEFAULT: &str = "default";
const FILE: &str = "file";
/// Crates whose finer log lines hold headers, mails or values of queries (R90). Held down, unless
/// the setting names a module inside them.
const QUIET: [&str; 9] = [
    "hyper=info",
    "hyper_util=info",
    "h2=info",
    "rustls=info",
    "lettre=info",
    "sqlx=warn",
    // PostgreSQL remarks on every connection that it had nothing to roll back.
    "sqlx::postgres::notice=error",
    "sea_orm=info",
    "tower_http=info",
];

/// All settings. In the environment a setting is called `EVENWIJS_` and its name in capitals.
#[derive(Clone, Debug)]
pub struct Config {
    /// `development` or `production`. Production refuses what is unsafe there.
    pub env: Environment,
    /// Address and port to listen on.
    pub addr: SocketAddr,
    /// Address of the site as people see it, without a path. Links in mail start with it.
    pub base_url: Url,
    /// Folder for everything the installation keeps. Appears by itself.
    pub data_dir: PathBuf,
    /// `sqlite://…` or `postgres://…`. Default: the file `evenwijs.sqlite3` in `data_dir`.
    pub database_url: Secret,
    /// Mail server, as `smtp://user:password@host:587?tls=required` or `smtps://…`.
    pub smtp_url: Option<Secret>,
    /// Address that mail comes from and bounces go to.
    pub mail_from: String,
    /// Folder that mail is written to when there is no mail server. Development only.
    pub mail_dir: PathBuf,
    /// Offer one-click sign-in per role. Never in production.
    pub demo: bool,
    /// Whether `serve` also does the worker's jobs.
    pub worker: bool,
    /// Addresses or ranges of the reverse proxies in front, separated by commas.
    pub trusted_proxies: Vec<Network>,
    /// Connections at once.
    pub max_connections: usize,
    /// How long to go on serving after the signal to stop, while `/readyz` says no: longer than the proxy in front takes
    /// to notice. For more than one node; 0 s by default.
    pub stop_notice: std::time::Duration,
    /// Public key of `age` that backups are encrypted for, `age1…`. Who holds the secret key can read them.
    pub backup_recipient: Option<String>,
    /// What to log, such as `info` or `info,app=debug`.
    pub log: String,
    /// Address and port at which the mail server hands over the answers of calendars, by LMTP or SMTP. On a network of
    /// its own: anybody who reaches it can hand over mail.
    pub rsvp_listen: Option<SocketAddr>,
    /// Whether that address may be other than a loopback one: a firewall lets only the mail server through.
    pub rsvp_open: bool,
    /// The domain of reply addresses, one of its own, such as `rsvp.evenwijs.example.nl`. Without it, invitations carry
    /// a calendar file to save.
    pub rsvp_domain: Option<String>,
    /// The name under which the mail server writes `Authentication-Results`. Without it no sender is proven, and every
    /// answer waits for a person.
    pub rsvp_authserv_id: Option<String>,
    /// How many mail servers of your own a mail passes, each of which writes a `Received`. What stands below one more came
    /// in with the mail, and proves nothing.
    pub rsvp_hops: usize,
    /// The mailbox that the answers of calendars are fetched from where no mail server hands them over, as
    /// `imaps://user:password@host/INBOX`. The worker reads it.
    pub rsvp_imap_url: Option<Secret>,
    /// How often it is read.
    pub rsvp_imap_every: std::time::Duration,
    /// What becomes of a mail that was taken: `keep` (marked as read), `delete` or `move:FOLDER`.
    pub rsvp_imap_then: After,
    /// The secret with which a mail gateway posts the answers of calendars; 32 characters at least. Without it nothing is
    /// taken that way.
    pub rsvp_webhook_secret: Option<Secret>,
    /// Contact for security researchers, `mailto:…` or `https://…`; shown in `security.txt`.
    pub security_contact: Option<Url>,
    /// Address and port of the figures, `GET /metrics`; nowhere when absent. Loopback only.
    pub metrics_addr: Option<SocketAddr>,
    /// Let the figures be open to the network after all: something else keeps strangers out.
    pub metrics_open: bool,
    /// Megabytes of documents each municipality may keep.
    pub storage_mb: u64,
    /// Servers that a griffie may have calendars read from although they are not on the open internet, separated by
    /// commas: each by scheme and host, such as `https://ris.gemeente.internal`. Every municipality may use them.
    pub import_allow: Vec<Origin>,
    /// The virus scanner clamd, as `unix:/run/clamav/clamd.ctl` or `host:3310`. With one, nobody sees a paper before it was
    /// called clean; without one papers are shown at once.
    pub clamd: Option<Scanner>,
    /// A file of passwords that others know: one a line, or SHA-1 hashes in order, as breaches are published. None of them
    /// can be chosen.
    pub passwords_file: Option<PathBuf>,
    /// The file to which the end of every audit log goes each day, signed. It is made where there is none, its folder is
    /// not. Best on a share that takes lines and lets none be changed; by default `audit-heads.jsonl` in `data_dir`.
    pub audit_heads: PathBuf,
    report: Report,
}

/// Where an installation runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// On somebody's own machine.
    Development,
    /// For a real council.
    Production,
}

/// A setting that may hold a password. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&read::without_password(&self.0))
    }
}

/// Everything that is wrong with the settings, one line each.
#[derive(Debug)]
pub struct ConfigErrors(pub Vec<String>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigErrors {}

/// One line per setting: name, value as shown, origin; then what deserves attention.
#[derive(Clone, Debug, Default)]
struct Report {
    lines: Vec<(&'static str, String, String)>,
    warnings: Vec<String>,
}

/// The settings file as found on disk.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    /// Where it is, for messages.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Whether every user of the machine may read it.
    pub world_readable: bool,
}

impl Config {
    /// Reads environment and file. The errors name every wrong setting at once.
    pub fn load() -> Result<Self, ConfigErrors> {
        let env: BTreeMap<String, String> = std::env::vars().filter(|(name, _)| name.starts_with(PREFIX)).collect();
        let named = env.get("EVENWIJS_CONFIG").filter(|path| !path.is_empty());
        let path = PathBuf::from(named.map_or(DEFAULT_FILE, String::as_str));
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => Some(SettingsFile { world_readable: world_readable(&path), path, text }),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                let line = format!("config: cannot read {}: {error}", path.display());
                return Err(ConfigErrors(vec![line]));
            }
        };
        Self::from_sources(&env, file)
    }

    /// The same from given sources; tests use it.
    pub fn from_sources(env: &BTreeMap<String, String>, file: Option<SettingsFile>) -> Result<Self, ConfigErrors> {
        let mut reader = Reader::new(env, file);
        let config = Self::read(&mut reader);
        let mut errors = reader.errors;
        if let Some(config) = &config {
            config.check(&mut errors, reader.file.as_ref());
        }
        match config {
            Some(config) if errors.is_empty() => Ok(config.with_warnings(env)),
            _ => Err(ConfigErrors(errors)),
        }
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let env = reader.get("env", Environment::Development, |text| match text {
            "development" => Ok(Environment::Development),
            "production" => Ok(Environment::Production),
            _ => Err("write development or production".to_owned()),
        });
        let addr = reader.get("addr", SocketAddr::from((Ipv4Addr::LOCALHOST, 3000)), |text| {
            text.parse().map_err(|_| "write an address and port, like 127.0.0.1:3000".to_owned())
        });
        let own_address = read::base_url(&format!("http://{addr}")).map_err(|advice| reader.errors.push(advice));
        let base_url = reader.get("base_url", own_address.ok()?, read::base_url);
        let data_dir = reader.get("data_dir", PathBuf::from("data"), read::path);
        let database_url = reader.get_secret("database_url", read::database_url);
        let default_database = Secret(read::sqlite_url(&data_dir.join("evenwijs.sqlite3")));
        let default_heads = data_dir.join("audit-heads.jsonl");
        let smtp_url = reader.get_secret("smtp_url", |text| Relay::from_url(text).map(|_| ()));
        let mail_from = reader.get("mail_from", "evenwijs@localhost".to_owned(), read::address);
        let mail_dir = reader.get("mail_dir", data_dir.join("mail"), read::path);
        let config = Self {
            env,
            addr,
            base_url,
            database_url: database_url.unwrap_or(default_database),
            smtp_url,
            mail_from,
            mail_dir,
            data_dir,
            demo: reader.get("demo", false, read::bool),
            worker: reader.get("worker", true, read::bool),
            trusted_proxies: reader.get("trusted_proxies", Vec::new(), read::networks),
            max_connections: reader.get("max_connections", 1024, read::connections),
            stop_notice: reader.get("stop_notice", std::time::Duration::ZERO, read::seconds),
            backup_recipient: reader.get("backup_recipient", None, read::recipient),
            log: reader.get("log", "info".to_owned(), read::log),
            security_contact: reader.get("security_contact", None, read::contact),
            rsvp_listen: reader.get("rsvp_listen", None, |text| {
                text.parse().map(Some).map_err(|_| "write an address and port, like 127.0.0.1:2424".to_owned())
            }),
            rsvp_open: reader.get("rsvp_open", false, read::bool),
            rsvp_domain: reader.get("rsvp_domain", None, read::domain),
            rsvp_authserv_id: reader.get("rsvp_authserv_id", None, read::domain),
            rsvp_hops: reader.get("rsvp_hops", 1, read::hops),
            rsvp_imap_url: reader.get_secret("rsvp_imap_url", |text| Mailbox::from_url(text).map(|_| ())),
            rsvp_imap_every: reader.get("rsvp_imap_every", std::time::Duration::from_secs(60), read::pause),
            rsvp_imap_then: reader.get("rsvp_imap_then", After::Keep, After::parse),
            rsvp_webhook_secret: reader.get_secret("rsvp_webhook_secret", read::long_secret),
            metrics_addr: reader.get("metrics_addr", None, |text| {
                let advice = |_| "write an address and port, like 127.0.0.1:9464".to_owned();
                text.parse().map(Some).map_err(advice)
            }),
            metrics_open: reader.get("metrics_open", false, read::bool),
            storage_mb: reader.get("storage_mb", 10_240, read::megabytes),
            import_allow: reader.get("import_allow", Vec::new(), read::origins),
            clamd: reader.get("clamd", None, |text| text.parse().map(Some)),
            passwords_file: reader.get("passwords_file", None, read::readable),
            audit_heads: reader.get("audit_heads", default_heads, read::path),
            report: Report::default(),
        };
        let report = config.describe(&reader.origins);
        Some(Self { report, ..config })
    }

    /// What does not go together.
    fn check(&self, errors: &mut Vec<String>, file: Option<&SettingsFile>) {
        if let Some(addr) = self.metrics_addr.filter(|addr| !addr.ip().is_loopback() && !self.metrics_open) {
            errors.push(format!(
                "metrics_addr: {addr} is open to the network; choose a loopback address, or set EVENWIJS_METRICS_OPEN=true \
                 when a firewall keeps strangers out"
            ));
        }
        if let Some(addr) = self.rsvp_listen.filter(|addr| !addr.ip().is_loopback() && !self.rsvp_open) {
            errors.push(format!(
                "rsvp_listen: whoever reaches {addr} can hand over mail in anybody's name; choose a loopback address, or set \
                 EVENWIJS_RSVP_OPEN=true when a firewall lets only the mail server through"
            ));
        }
        if self.is_development() {
            return;
        }
        let mut refuse = |line: &str| errors.push(line.to_owned());
        if self.base_url.scheme() != "https" {
            refuse(
                "base_url: production needs an https address; set EVENWIJS_BASE_URL, like https://evenwijs.example.nl",
            );
        }
        if self.smtp_url.is_none() {
            refuse("smtp_url: production sends real mail; set EVENWIJS_SMTP_URL");
        }
        if self.report.origin("mail_from") == DEFAULT {
            refuse("mail_from: production needs an address that mail comes from; set EVENWIJS_MAIL_FROM");
        }
        if self.report.origin("mail_dir") != DEFAULT {
            refuse("mail_dir: production does not write mail to a folder; remove this setting");
        }
        if self.demo {
            refuse("demo: production has no demo mode; remove this setting");
        }
        if let Some(file) = file.filter(|file| file.world_readable) {
            let from_file = |name, secret: &str| {
                self.report.origin(name).starts_with(FILE) && read::without_password(secret) != secret
            };
            let optional = [
                ("smtp_url", &self.smtp_url),
                ("rsvp_imap_url", &self.rsvp_imap_url),
                ("rsvp_webhook_secret", &self.rsvp_webhook_secret),
            ];
            let mut held = optional.iter().filter_map(|(name, value)| Some((*name, value.as_ref()?.reveal())));
            if from_file("database_url", self.database_url.reveal()) || held.any(|(name, text)| from_file(name, text)) {
                errors.push(format!(
                    "config: {} holds a password and everybody may read it; chmod o-rwx it",
                    file.path.display()
                ));
            }
        }
    }

    fn with_warnings(mut self, env: &BTreeMap<String, String>) -> Self {
        let warnings = &mut self.report.warnings;
        for variable in env.keys() {
            let name = variable.strip_prefix(PREFIX).unwrap_or_default().to_lowercase();
            if !NAMES.contains(&name.as_str()) {
                warnings.push(format!("{variable} is set, but there is no such setting"));
            }
        }
        let production = self.env == Environment::Production;
        if production && self.trusted_proxies.is_empty() {
            warnings.push("trusted_proxies is empty: behind a proxy all visitors look like one".to_owned());
        }
        let way_in = self.rsvp_listen.is_some() || self.rsvp_imap_url.is_some() || self.rsvp_webhook_secret.is_some();
        if way_in != self.rsvp_domain.is_some() {
            warnings.push(
                "rsvp_domain and one of rsvp_listen, rsvp_imap_url and rsvp_webhook_secret go together: answers of \
                 calendars are off without either"
                    .to_owned(),
            );
        }
        if self.rsvp_domain.is_some() && self.rsvp_authserv_id.is_none() {
            warnings.push(
                "rsvp_authserv_id is not set: no answer of a calendar counts before a person looked at it".to_owned(),
            );
        }
        if production && self.security_contact.is_none() {
            warnings.push("security_contact is empty: who finds a weakness cannot read where to report it".to_owned());
        }
        if let Some(plain) = self.import_allow.iter().find(|origin| production && origin.is_plain()) {
            warnings.push(format!("import_allow: calendars of {plain} cross the network in the clear"));
        }
        if production && self.clamd.is_none() {
            warnings.push("clamd is not set: papers are shown without a check for viruses".to_owned());
        }
        if production && self.audit_heads.starts_with(&self.data_dir) {
            warnings.push(
                "audit_heads lies in the data folder: whoever can change the audit log may change that as well"
                    .to_owned(),
            );
        }
        let relay = self.smtp_url.as_ref().and_then(|url| Relay::from_url(url.reveal()).ok());
        if production && relay.is_some_and(|relay| !relay.requires_tls()) {
            warnings.push("smtp_url does not require TLS: mail may cross the network in the clear".to_owned());
        }
        if !production && !self.addr.ip().is_loopback() {
            warnings.push(format!("development, yet {} is open to the network", self.addr));
        }
        self
    }

    fn describe(&self, origins: &BTreeMap<&'static str, String>) -> Report {
        let secret = |secret: &Secret| format!("{secret:?}");
        let optional = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let proxies: Vec<String> = self.trusted_proxies.iter().map(Network::to_string).collect();
        let allowed: Vec<String> = self.import_allow.iter().map(Origin::to_string).collect();
        let values = [
            ("env", if self.is_development() { "development" } else { "production" }.to_owned()),
            ("addr", self.addr.to_string()),
            ("base_url", self.base().to_owned()),
            ("data_dir", self.data_dir.display().to_string()),
            ("database_url", secret(&self.database_url)),
            ("smtp_url", optional(self.smtp_url.as_ref().map(secret))),
            ("mail_from", self.mail_from.clone()),
            ("mail_dir", self.mail_dir.display().to_string()),
            ("demo", self.demo.to_string()),
            ("worker", self.worker.to_string()),
            ("trusted_proxies", optional(Some(proxies.join(", ")).filter(|all| !all.is_empty()))),
            ("max_connections", self.max_connections.to_string()),
            ("stop_notice", format!("{} s", self.stop_notice.as_secs())),
            ("backup_recipient", optional(self.backup_recipient.clone())),
            ("log", self.log.clone()),
            ("security_contact", optional(self.security_contact.as_ref().map(Url::to_string))),
            ("rsvp_listen", optional(self.rsvp_listen.map(|addr| addr.to_string()))),
            ("rsvp_open", self.rsvp_open.to_string()),
            ("rsvp_domain", optional(self.rsvp_domain.clone())),
            ("rsvp_authserv_id", optional(self.rsvp_authserv_id.clone())),
            ("rsvp_hops", self.rsvp_hops.to_string()),
            ("rsvp_imap_url", optional(self.rsvp_imap_url.as_ref().map(secret))),
            ("rsvp_imap_every", format!("{} s", self.rsvp_imap_every.as_secs())),
            ("rsvp_imap_then", self.rsvp_imap_then.to_string()),
            ("rsvp_webhook_secret", optional(self.rsvp_webhook_secret.as_ref().map(secret))),
            ("metrics_addr", optional(self.metrics_addr.map(|addr| addr.to_string()))),
            ("metrics_open", self.metrics_open.to_string()),
            ("storage_mb", self.storage_mb.to_string()),
            ("import_allow", optional(Some(allowed.join(", ")).filter(|all| !all.is_empty()))),
            ("clamd", optional(self.clamd.as_ref().map(Scanner::to_string))),
            ("passwords_file", optional(self.passwords_file.as_ref().map(|path| path.display().to_string()))),
            ("audit_heads", self.audit_heads.display().to_string()),
        ];
        let origin = |name| origins.get(name).cloned().unwrap_or_else(|| DEFAULT.to_owned());
        let lines = values.into_iter().map(|(name, value)| (name, value, origin(name))).collect();
        Report { lines, warnings: Vec::new() }
    }

    /// Each value and where it came from, passwords hidden, and what deserves attention.
    #[must_use]
    pub fn check_config(&self) -> String {
        let width = |column: fn(&(&'static str, String, String)) -> usize| {
            self.report.lines.iter().map(column).max().unwrap_or_default()
        };
        let (names, values) = (width(|line| line.0.len()), width(|line| line.1.chars().count()));
        let mut text = String::new();
        for (name, value, origin) in &self.report.lines {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{name:names$}  {value:values$}  {origin}");
        }
        for warning in &self.report.warnings {
            let _ = writeln!(text, "warning: {warning}");
        }
        text
    }

    /// Whether this is somebody's own machine.
    #[must_use]
    pub fn is_development(&self) -> bool {
        self.env == Environment::Development
    }

    /// The name of the mail server for what goes out.
    #[must_use]
    pub fn smtp_host(&self) -> Option<String> {
        let url = Url::parse(self.smtp_url.as_ref()?.reveal()).ok()?;
        url.host_str().map(str::to_owned)
    }

    /// The mailbox of the settings, as far as it may be shown.
    #[must_use]
    pub fn shown_mailbox(&self) -> Option<app::Mailbox> {
        let Mailbox { host, folder, .. } = Mailbox::from_url(self.rsvp_imap_url.as_ref()?.reveal()).ok()?;
        let every = i64::try_from(self.rsvp_imap_every.as_secs()).unwrap_or(i64::MAX);
        Some(app::Mailbox { host, folder, every })
    }

    /// The address of the site without a slash at the end: what links start with.
    #[must_use]
    pub fn base(&self) -> &str {
        self.base_url.as_str().trim_end_matches('/')
    }

    /// The filter for the log: the setting, with crates that would log secrets held down (R90).
    #[must_use]
    pub fn log_filter(&self) -> EnvFilter {
        EnvFilter::new(format!("{},{}", self.log, QUIET.join(",")))
    }

    /// Makes the data folder, and the mail folder where mail is written to one, readable by the
    /// owner only.
    pub fn create_folders(&self) -> std::io::Result<()> {
        create_private(&self.data_dir)?;
        if self.smtp_url.is_none() {
            create_private(&self.mail_dir)?;
        }
        Ok(())
    }
}

impl Report {
    fn origin(&self, name: &str) -> &str {
        self.lines.iter().find(|line| line.0 == name).map_or(DEFAULT, |line| &line.2)
    }
}

#[cfg(unix)]
fn world_readable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn world_readable(_path: &Path) -> bool {
    false
}

fn create_private(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
