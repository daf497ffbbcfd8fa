//! Reads settings from the environment and the file, and what each of them may look like.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::calendar::foreign::fetch::Origin;
use tracing_subscriber::EnvFilter;
use url::Url;

use super::{FILE, NAMES, PREFIX, Secret, SettingsFile};
use crate::http::Network;

/// Takes settings from the sources, collecting what is wrong.
pub(super) struct Reader<'a> {
    env: &'a BTreeMap<String, String>,
    table: BTreeMap<String, String>,
    pub(super) file: Option<SettingsFile>,
    /// Where each setting came from that is no default.
    pub(super) origins: BTreeMap<&'static str, String>,
    /// What is wrong, one line each.
    pub(super) errors: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(env: &'a BTreeMap<String, String>, file: Option<SettingsFile>) -> Self {
        let mut errors = Vec::new();
        let mut table = BTreeMap::new();
        if let Some(file) = &file {
            let path = file.path.display();
            match file.text.parse::<toml::Table>() {
                // The parser's own text would quote the line, which may hold a password.
                Err(error) => errors.push(format!("config: {path} is not TOML: {}", error.message())),
                Ok(values) => {
                    for (name, value) in values {
                        if name == "config" || !NAMES.contains(&name.as_str()) {
                            errors.push(format!("{name}: there is no such setting (in {path}); remove it"));
                        } else if let Some(text) = plain_text(&value) {
                            table.insert(name, text);
                        } else {
                            errors.push(format!("{name}: write one value or a list of texts (in {path})"));
                        }
                    }
                }
            }
        }
        Self { env, file, table, origins: BTreeMap::new(), errors }
    }

    /// The text of a setting; an empty one counts as not there.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        let variable = format!("{PREFIX}{}", name.to_uppercase());
        let (text, origin) = match (self.env.get(&variable), self.table.get(name), &self.file) {
            (Some(text), _, _) if !text.trim().is_empty() => (text, format!("environment {variable}")),
            (_, Some(text), Some(file)) if !text.trim().is_empty() => (text, format!("{FILE} {}", file.path.display())),
            _ => return None,
        };
        self.origins.insert(name, origin);
        Some(text.trim().to_owned())
    }

    pub(super) fn get<T>(&mut self, name: &'static str, default: T, parse: fn(&str) -> Result<T, String>) -> T {
        match self.text(name).map(|text| (parse(&text), text)) {
            None => default,
            Some((Ok(value), _)) => value,
            Some((Err(advice), text)) => {
                self.errors.push(format!("{name}: '{text}' is not right: {advice}"));
                default
            }
        }
    }

    pub(super) fn get_secret(&mut self, name: &'static str, check: fn(&str) -> Result<(), String>) -> Option<Secret> {
        let text = self.text(name)?;
        if let Err(advice) = check(&text) {
            self.errors.push(format!("{name}: this is not right (value not shown): {advice}"));
        }
        Some(Secret(text))
    }
}

fn plain_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}

pub(super) fn base_url(text: &str) -> Result<Url, String> {
    let advice = "write scheme and host without a path, like https://evenwijs.example.nl";
    let url = Url::parse(text).map_err(|_| advice.to_owned())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if plain { Ok(url) } else { Err(advice.to_owned()) }
}

pub(super) fn database_url(text: &str) -> Result<(), String> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    match known.iter().any(|scheme| text.starts_with(scheme)) {
        true => Ok(()),
        false => Err("write sqlite://FILE or postgres://USER:PASSWORD@HOST/DATABASE".to_owned()),
    }
}

/// The address of a SQLite file, made when it is missing.
pub(super) fn sqlite_url(path: &Path) -> String {
    let mut url = "sqlite://".to_owned();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => url.push(char::from(byte)),
            other => url.push_str(&format!("%{other:02X}")),
        }
    }
    url + "?mode=rwc"
}

pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    Ok(PathBuf::from(text))
}

pub(super) fn address(text: &str) -> Result<String, String> {
    let address = text.parse::<lettre::Address>();
    address.map(|address| address.to_string()).map_err(|_| "write an e-mail address".to_owned())
}

/// A domain or host name, lower case.
pub(super) fn domain(text: &str) -> Result<Option<String>, String> {
    let name = text.to_ascii_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let fits = name.len() <= 190 && name.contains('.') && name.split('.').all(label);
    if fits { Ok(Some(name)) } else { Err("write a domain, like rsvp.evenwijs.example.nl".to_owned()) }
}

pub(super) fn bool(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Ok(true),
        "false" | "0" | "no" => Ok(false),
        _ => Err("write true or false".to_owned()),
    }
}

pub(super) fn networks(text: &str) -> Result<Vec<Network>, String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::parse).collect()
}

pub(super) fn origins(text: &str) -> Result<Vec<Origin>, String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::parse).collect()
}

/// A file that is there and can be read.
pub(super) fn readable(text: &str) -> Result<Option<PathBuf>, String> {
    match std::fs::File::open(text).and_then(|file| file.metadata()) {
        Ok(about) if about.is_file() => Ok(Some(PathBuf::from(text))),
        Ok(_) => Err(format!("{text} is not a file")),
        Err(error) => Err(format!("cannot read {text}: {error}")),
    }
}

pub(super) fn connections(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (16..=65_536).contains(number));
    number.ok_or_else(|| "write a number from 16 to 65536".to_owned())
}

pub(super) fn megabytes(text: &str) -> Result<u64, String> {
    let number = text.parse().ok().filter(|number| (1..=100_000_000).contains(number));
    number.ok_or_else(|| "write a number of megabytes from 1".to_owned())
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.parse().ok().filter(|number| *number <= 120);
    number.map(Duration::from_secs).ok_or_else(|| "write a number of seconds, at most 120".to_owned())
}

pub(super) fn hops(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=9).contains(number));
    number.ok_or_else(|| "write a number from 1 to 9".to_owned())
}

pub(super) fn pause(text: &str) -> Result<Duration, String> {
    let number = text.parse().ok().filter(|number| (1..=3_600).contains(number));
    number.map(Duration::from_secs).ok_or_else(|| "write a number of seconds from 1 to 3600".to_owned())
}

/// Long enough that nobody guesses it, and of letters that are not read as an address, so that it is never shown.
pub(super) fn long_secret(text: &str) -> Result<(), String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match (32..=200).contains(&text.len()) && text.bytes().all(fits) {
        true => Ok(()),
        false => Err("write 32 to 200 letters, digits, - or _, such as openssl rand -hex 32 gives".to_owned()),
    }
}

pub(super) fn recipient(text: &str) -> Result<Option<String>, String> {
    let parsed: Result<age::x25519::Recipient, _> = text.parse();
    parsed.map(|_| Some(text.to_owned())).map_err(|_| "write a public key of age, like age1…".to_owned())
}

pub(super) fn log(text: &str) -> Result<String, String> {
    let filter = EnvFilter::try_new(text);
    filter.map(|_| text.to_owned()).map_err(|error| format!("write a level or filter, like info ({error})"))
}

pub(super) fn contact(text: &str) -> Result<Option<Url>, String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "mailto" | "https"));
    url.map(Some).ok_or_else(|| "write mailto:ADDRESS or https://PAGE".to_owned())
}

/// An address with the password, in it or in its query, replaced by stars.
pub(super) fn without_password(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else {
        return "***".to_owned();
    };
    if url.password().is_some() {
        // Only addresses without a host refuse, and they have no password.
        let _ = url.set_password(Some("***"));
    } else if !url.query().is_some_and(|query| query.contains("password")) {
        return text.to_owned();
    }
    if url.query().is_some_and(|query| query.contains("password")) {
        url.set_query(Some("***"));
    }
    url.to_string()
}
