#![allow(clippy::unwrap_used)]

use super::*;

const PRODUCTION: [(&str, &str); 4] = [
    ("EVENWIJS_ENV", "production"),
    ("EVENWIJS_BASE_URL", "https://evenwijs.example.nl"),
    ("EVENWIJS_SMTP_URL", "smtps://mailer:s3cret@mail.example.nl"),
    ("EVENWIJS_MAIL_FROM", "griffie@example.nl"),
];

fn read(env: &[(&str, &str)], file: Option<&str>) -> Result<Config, ConfigErrors> {
    read_file(env, file.map(|text| (text, false)))
}

fn read_file(env: &[(&str, &str)], file: Option<(&str, bool)>) -> Result<Config, ConfigErrors> {
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let file = file.map(|(text, world_readable)| SettingsFile {
        path: "evenwijs.toml".into(),
        text: text.to_owned(),
        world_readable,
    });
    Config::from_sources(&env, file)
}

fn errors(outcome: Result<Config, ConfigErrors>) -> Vec<String> {
    outcome.unwrap_err().0
}

#[test]
fn without_any_setting_it_runs_on_this_machine() {
    let config = read(&[], None).unwrap();
    assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
    assert_eq!(config.base(), "http://127.0.0.1:3000");
    assert_eq!(config.database_url.reveal(), "sqlite://data/evenwijs.sqlite3?mode=rwc");
    assert_eq!(config.mail_dir, Path::new("data/mail"));
    assert_eq!(config.mail_from, "evenwijs@localhost");
    assert_eq!(config.max_connections, 1024);
    assert!(config.is_development() && config.worker && !config.demo && config.smtp_url.is_none());
}

#[test]
fn defaults_follow_other_settings() {
    let config = read(&[("EVENWIJS_ADDR", "[::1]:8080"), ("EVENWIJS_DATA_DIR", "/srv/even wijs?")], None).unwrap();
    assert_eq!(config.base(), "http://[::1]:8080");
    assert_eq!(config.database_url.reveal(), "sqlite:///srv/even%20wijs%3F/evenwijs.sqlite3?mode=rwc");
    assert_eq!(config.mail_dir, Path::new("/srv/even wijs?/mail"));
    assert_eq!(config.audit_heads, Path::new("/srv/even wijs?/audit-heads.jsonl"));
}

#[test]
fn environment_wins_over_file_wins_over_default() {
    let file = "addr = \"127.0.0.1:4000\"\ndemo = true\nmax_connections = 64\nlog = \"warn\"\n\
                trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n";
    let config = read(&[("EVENWIJS_ADDR", "127.0.0.1:5000"), ("EVENWIJS_LOG", " ")], Some(file)).unwrap();
    assert_eq!(config.addr.port(), 5000);
    assert!(config.demo);
    assert_eq!((config.max_connections, config.log.as_str()), (64, "warn"));
    assert_eq!(config.trusted_proxies.len(), 2);
    let report = config.check_config();
    let line = |name: &str| report.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(line("addr").ends_with("environment EVENWIJS_ADDR"), "{report}");
    assert!(line("log").ends_with("file evenwijs.toml"), "{report}");
    assert!(line("worker").ends_with("default"), "{report}");
    assert!(line("trusted_proxies").contains("10.0.0.0/8, ::1/128"), "{report}");
    assert_eq!(report.lines().count(), NAMES.len() - 1);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let env = [
        ("EVENWIJS_ADDR", "3000"),
        ("EVENWIJS_BASE_URL", "https://example.nl/evenwijs"),
        ("EVENWIJS_DATABASE_URL", "mysql://root:s3cret@db/x"),
        ("EVENWIJS_SMTP_URL", "mail:s3cret@x"),
        ("EVENWIJS_MAIL_FROM", "griffie"),
        ("EVENWIJS_DEMO", "misschien"),
        ("EVENWIJS_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("EVENWIJS_MAX_CONNECTIONS", "1"),
        ("EVENWIJS_LOG", "app=loud"),
        ("EVENWIJS_ENV", "test"),
        ("EVENWIJS_SECURITY_CONTACT", "ftp://x"),
    ];
    let lines = errors(read(&env, Some("adres = \"x\"\nworker = 1.5\n")));
    assert_eq!(lines.len(), env.len() + 2, "{lines:#?}");
    assert!(lines.iter().all(|line| line.contains(": ") && !line.contains('\n')), "{lines:#?}");
    assert!(!lines.join(" ").contains("s3cret"), "{lines:#?}");
    assert!(errors(read(&[], Some("smtp_url = \"s3cret"))).iter().all(|line| !line.contains("s3cret")));
}

#[test]
fn production_runs_with_what_it_needs() {
    let config = read(&PRODUCTION, None).unwrap();
    assert!(!config.is_development());
    assert_eq!(config.base(), "https://evenwijs.example.nl");
}

#[test]
fn production_refuses_what_is_unsafe() {
    let lines =
        errors(read(&[("EVENWIJS_ENV", "production"), ("EVENWIJS_DEMO", "1"), ("EVENWIJS_MAIL_DIR", "x")], None));
    let names: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(names, ["base_url", "smtp_url", "mail_from", "mail_dir", "demo"]);
}

#[test]
fn production_refuses_a_file_with_passwords_that_everybody_may_read() {
    let secret = "database_url = \"postgres://even:s3cret@db/wijs\"";
    assert!(read_file(&PRODUCTION, Some((secret, false))).is_ok());
    let lines = errors(read_file(&PRODUCTION, Some((secret, true))));
    assert!(lines.len() == 1 && lines[0].contains("chmod"), "{lines:?}");
    for secret in [
        "rsvp_imap_url = \"imaps://a:s3cret@imap.example.nl\"",
        "rsvp_webhook_secret = \"0123456789012345678901234567890123456789\"",
    ] {
        let lines = errors(read_file(&PRODUCTION, Some((secret, true))));
        assert!(lines.len() == 1 && lines[0].contains("chmod"), "{lines:?}");
    }
    let plain = "database_url = \"postgres://db/wijs\"\nlog = \"info\"";
    assert!(read_file(&PRODUCTION, Some((plain, true))).is_ok());
    assert!(read_file(&[], Some((secret, true))).is_ok());
}

#[test]
fn passwords_are_never_shown() {
    let env = [
        ("EVENWIJS_DATABASE_URL", "postgres://even:s3cret@db/wijs?sslpassword=s3cret"),
        ("EVENWIJS_SMTP_URL", "smtp://mailer:s3cret@mail.example.nl:587?tls=required"),
        ("EVENWIJS_RSVP_IMAP_URL", "imaps://raad:s3cret%40x@imap.example.nl/INBOX"),
        ("EVENWIJS_RSVP_WEBHOOK_SECRET", "s3cret-s3cret-s3cret-s3cret-s3cret"),
    ];
    let config = read(&env, None).unwrap();
    for text in [format!("{config:?}"), config.check_config()] {
        assert!(!text.contains("s3cret"), "{text}");
    }
    assert!(config.check_config().contains("smtp://mailer:***@mail.example.nl:587?tls=required"));
    assert!(config.check_config().contains("imaps://raad:***@imap.example.nl/INBOX"));
    let mailbox = config.shown_mailbox().unwrap();
    assert_eq!((mailbox.host.as_str(), mailbox.folder.as_str(), mailbox.every), ("imap.example.nl", "INBOX", 60));
}

#[test]
fn what_deserves_attention_is_in_the_report() {
    let env = [("EVENWIJS_SMPT_URL", "smtp://x"), ("EVENWIJS_ADDR", "0.0.0.0:3000")];
    let report = read(&env, None).unwrap().check_config();
    assert!(report.contains("warning: EVENWIJS_SMPT_URL is set, but there is no such setting"), "{report}");
    assert!(report.contains("open to the network"), "{report}");
    let mut env = PRODUCTION.to_vec();
    env[2].1 = "smtp://mail.example.nl";
    let report = read(&env, None).unwrap().check_config();
    assert!(report.contains("does not require TLS") && report.contains("trusted_proxies is empty"), "{report}");
}

#[test]
fn the_log_never_gets_finer_than_secrets_allow() {
    let filter = read(&[("EVENWIJS_LOG", "trace,sqlx=trace")], None).unwrap().log_filter().to_string();
    assert!(filter.contains("sqlx=warn") && !filter.contains("sqlx=trace"), "{filter}");
    assert!(filter.contains("lettre=info") && filter.contains("hyper=info"), "{filter}");
}

#[cfg(unix)]
#[test]
fn folders_appear_and_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let base = std::env::temp_dir().join(format!("evenwijs-config-{}", uuid::Uuid::now_v7()));
    let config = read(&[("EVENWIJS_DATA_DIR", base.join("a/b").to_str().unwrap())], None).unwrap();
    config.create_folders().unwrap();
    config.create_folders().unwrap();
    let mode = std::fs::metadata(base.join("a/b/mail")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    std::fs::remove_dir_all(base).unwrap();
}

#[test]
fn mail_is_taken_on_this_machine_unless_somebody_says_otherwise() {
    let with = |addr: &'static str, open: &'static str| {
        read(&[("EVENWIJS_RSVP_LISTEN", addr), ("EVENWIJS_RSVP_OPEN", open)], None)
    };
    for addr in ["127.0.0.1:2424", "[::1]:2424"] {
        assert_eq!(with(addr, "false").unwrap().rsvp_listen.unwrap().port(), 2424);
    }
    for addr in ["0.0.0.0:2424", "[::]:2424", "192.0.2.7:2424"] {
        assert!(errors(with(addr, "false"))[0].starts_with("rsvp_listen: "), "{addr}");
        assert!(with(addr, "true").is_ok(), "{addr}");
    }
}

#[test]
fn answers_come_in_by_a_mailbox_or_a_gateway_that_is_set_up_whole() {
    for (name, wrong) in [
        ("RSVP_IMAP_URL", "imap://a:s3cret@imap.example.nl"),
        ("RSVP_IMAP_EVERY", "0"),
        ("RSVP_IMAP_EVERY", "3601"),
        ("RSVP_IMAP_THEN", "weg"),
        ("RSVP_WEBHOOK_SECRET", "s3cret"),
        ("RSVP_WEBHOOK_SECRET", "s3cret:with-what-is-read-as-an-address"),
        ("RSVP_HOPS", "0"),
        ("RSVP_HOPS", "10"),
    ] {
        let variable = format!("EVENWIJS_{name}");
        let lines = errors(read(&[(variable.as_str(), wrong)], None));
        assert!(lines.len() == 1 && lines[0].starts_with(&format!("{}: ", name.to_lowercase())), "{lines:?}");
        assert!(!lines[0].contains("s3cret"), "{lines:?}");
    }
    let domain = ("EVENWIJS_RSVP_DOMAIN", "rsvp.example.nl");
    let alone = "go together";
    for way in [
        ("EVENWIJS_RSVP_IMAP_URL", "imaps://a:b@imap.example.nl"),
        ("EVENWIJS_RSVP_WEBHOOK_SECRET", "0123456789-0123456789-0123456789"),
        ("EVENWIJS_RSVP_LISTEN", "127.0.0.1:2424"),
    ] {
        assert!(read(&[way], None).unwrap().check_config().contains(alone), "{way:?}");
        assert!(!read(&[way, domain], None).unwrap().check_config().contains(alone), "{way:?}");
    }
    assert!(read(&[domain], None).unwrap().check_config().contains(alone));
}

#[test]
fn figures_stay_on_this_machine_unless_somebody_says_otherwise() {
    let with = |addr: &'static str, open: &'static str| {
        read(&[("EVENWIJS_METRICS_ADDR", addr), ("EVENWIJS_METRICS_OPEN", open)], None)
    };
    for addr in ["127.0.0.1:9464", "[::1]:9464"] {
        assert_eq!(with(addr, "false").unwrap().metrics_addr.unwrap().port(), 9464);
    }
    for addr in ["0.0.0.0:9464", "[::]:9464", "192.0.2.7:9464"] {
        assert!(errors(with(addr, "false"))[0].starts_with("metrics_addr: "), "{addr}");
        assert!(with(addr, "true").is_ok(), "{addr}");
    }
    assert!(read(&[], None).unwrap().metrics_addr.is_none());
}

#[test]
fn calendars_come_from_the_open_internet_unless_a_server_is_named_whole() {
    assert!(read(&[], None).unwrap().import_allow.is_empty());
    let with = |text: &'static str| {
        read(&PRODUCTION.into_iter().chain([("EVENWIJS_IMPORT_ALLOW", text)]).collect::<Vec<_>>(), None)
    };
    let report = with("https://ris.internal, http://10.1.2.3:8080").unwrap().check_config();
    assert!(report.contains("https://ris.internal, http://10.1.2.3:8080"), "{report}");
    assert!(report.contains("warning: import_allow: calendars of http://10.1.2.3:8080 cross the network"), "{report}");
    for wrong in ["10.0.0.0/8", "ris.internal", "*", "https://ris.internal/pad", "https://*"] {
        assert!(errors(with(wrong))[0].starts_with("import_allow: "), "{wrong}");
    }
}
