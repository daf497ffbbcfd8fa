//! What whoever runs an installation does on the command line: municipalities, people, tokens.

use std::path::Path;

use app::{
    AppState, accounts,
    audit::{
        self,
        compare::{Compared, Fault, compare, unsigned_since},
        export::LATE,
        verify::Break,
    },
    balance::retention,
    calendar,
    error::AppError,
    people::{self, export::harmless, seed, store},
    tenant::{self, Tenant},
};
use domain::values::{EmailAddress, PersonName};
use jiff::Timestamp;

use crate::StartError;

/// The municipality of a slug, or a line that says there is none.
pub async fn municipality(state: &AppState, slug: &str) -> Result<Tenant, StartError> {
    tenant::find(state.db.read(), slug)
        .await
        .map_err(|e| StartError::when("look up the municipality")(&e))?
        .ok_or_else(|| StartError(format!("er is geen gemeente {slug}")))
}

/// Makes an empty municipality, for a real council that is then imported. Answers its slug.
pub async fn found(state: &AppState, name: &str, office_email: &str, now: Timestamp) -> Result<String, StartError> {
    let email =
        EmailAddress::parse(office_email).map_err(|_| StartError(format!("{office_email} is geen e-mailadres")))?;
    let tenant = tenant::found(&state.db, name, email.as_str(), now).await.map_err(|e| match e {
        AppError::Conflict(_) => StartError(format!("{name} bestaat al; er is niets gewijzigd")),
        AppError::Invalid(_) => StartError(format!("van {name} is geen adres te maken; kies een andere naam")),
        other => StartError::when("make the municipality")(&other),
    })?;
    Ok(tenant.slug().to_owned())
}

/// Deletes readings that have had their time, or only says how many there are. Answers one line.
pub async fn retention(state: &AppState, slug: &str, dry_run: bool, now: Timestamp) -> Result<String, StartError> {
    let tenant = municipality(state, slug).await?;
    let run = match dry_run {
        true => retention::preview(state.db.read(), &tenant, now).await,
        false => retention::run(&state.db, &tenant, now).await,
    };
    let run = run.map_err(|e| StartError::when("delete readings")(&e))?;
    let before = domain::localtime::local(run.cutoff, tenant.zone()).date();
    Ok(match dry_run {
        true => format!("{} leesregels van voor {before} zouden verdwijnen; er is niets gewist", run.deleted),
        false => format!("{} leesregels van voor {before} zijn gewist", run.deleted),
    })
}

/// Makes a council with the seats of a real one from a file shaped like `councils.csv`.
pub async fn seed_composition(
    state: &AppState,
    file: &Path,
    municipality: &str,
    year: i16,
    now: Timestamp,
) -> Result<seed::SeedReport, StartError> {
    let text = std::fs::read_to_string(file).map_err(|e| StartError::when(&format!("read {}", file.display()))(&e))?;
    seed::composition(&state.db, &text, municipality, year, now).await.map_err(|e| StartError(e.to_string()))
}

/// Everybody who can sign in, as CSV: e-mail, role in Dutch, faction, side.
pub async fn user_list(state: &AppState, slug: &str, now: Timestamp) -> Result<String, StartError> {
    let tenant = municipality(state, slug).await?;
    let today = tenant.date(now);
    let failed = |cause: &dyn std::fmt::Display| StartError::when("list the people")(cause);
    let rows = store::user_rows(state.db.read(), &tenant, today).await.map_err(|e| failed(&e))?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["e-mail", "rol", "fractie", "kant"]).map_err(|e| failed(&e))?;
    for row in rows {
        let row = [row.email, row.role, row.faction, row.side].map(|cell| harmless(&cell));
        writer.write_record(row).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

/// A municipality and an address in it, as they were typed.
async fn addressed(state: &AppState, slug: &str, email: &str) -> Result<(Tenant, EmailAddress), StartError> {
    let tenant = municipality(state, slug).await?;
    let email = EmailAddress::parse(email).map_err(|_| StartError(format!("{email} is geen e-mailadres")))?;
    Ok((tenant, email))
}

/// What to say when making something for a person failed: nobody has this address, or the deed itself went wrong.
fn not_made(error: &AppError, deed: &str, tenant: &Tenant, email: &EmailAddress) -> StartError {
    match error {
        AppError::NotFound => StartError(format!("in {} is niemand met het adres {}", tenant.name(), email.as_str())),
        other => StartError::when(deed)(other),
    }
}

/// A fresh API token of a person, shown this once.
pub async fn user_token(state: &AppState, slug: &str, email: &str, now: Timestamp) -> Result<String, StartError> {
    let (tenant, email) = addressed(state, slug, email).await?;
    accounts::commands::make_token_for(&state.db, &tenant, &email, "opdrachtregel", now)
        .await
        .map_err(|e| not_made(&e, "make the token", &tenant, &email))
}

/// A calendar address of a person: makes a subscription and answers its URL.
pub async fn user_feed(state: &AppState, slug: &str, email: &str, now: Timestamp) -> Result<String, StartError> {
    let (tenant, email) = addressed(state, slug, email).await?;
    let token = calendar::commands::make_for(&state.db, &tenant, &email, "opdrachtregel", now)
        .await
        .map_err(|e| not_made(&e, "make the calendar address", &tenant, &email))?;
    Ok(format!("{}{}", state.settings.base_url, tenant.path(&calendar::feeds::path(&token))))
}

/// Takes away the second factor of a person; answers a line.
pub async fn reset_second_factor(
    state: &AppState,
    slug: &str,
    email: &str,
    now: Timestamp,
) -> Result<String, StartError> {
    let (tenant, email) = addressed(state, slug, email).await?;
    match accounts::second::commands::reset_for(&state.db, &tenant, &email, now).await {
        Ok(()) => Ok(format!("de tweede stap van {} is weg; bij het inloggen stelt men een nieuwe in", email.as_str())),
        Err(AppError::Conflict(_)) => Err(StartError(format!("{} heeft geen tweede stap", email.as_str()))),
        Err(e) => Err(not_made(&e, "take away the second factor", &tenant, &email)),
    }
}

/// What [`audit_verify`] found.
#[derive(Debug)]
pub struct AuditReport {
    /// A line per municipality.
    pub text: String,
    /// Whether every log is whole.
    pub whole: bool,
}

/// One municipality, or all.
async fn municipalities(state: &AppState, slug: Option<&str>) -> Result<Vec<Tenant>, StartError> {
    match slug {
        Some(slug) => Ok(vec![municipality(state, slug).await?]),
        None => tenant::all(state.db.read()).await.map_err(|e| StartError::when("list the municipalities")(&e)),
    }
}

/// Where the log of one municipality, or of all, ends now: a signed line each.
pub async fn audit_head(state: &AppState, slug: Option<&str>, now: Timestamp) -> Result<String, StartError> {
    let mut text = String::new();
    for tenant in municipalities(state, slug).await? {
        let head =
            state.heads.head(&state.db, &tenant, now).await.map_err(|e| StartError::when("sign the head")(&e))?;
        let line = head.map(|head| head.line()).transpose().map_err(|e| StartError::when("write the head")(&e))?;
        text.extend(line.map(|line| line + "\n"));
    }
    Ok(text)
}

/// Walks along the log of one municipality, or of all, and holds what was signed before against it: the lines of this
/// file, or of the one of the settings.
pub async fn audit_verify(
    state: &AppState,
    slug: Option<&str>,
    file: Option<&Path>,
) -> Result<AuditReport, StartError> {
    let tenants = municipalities(state, slug).await?;
    let mut report = AuditReport { text: String::new(), whole: true };
    for tenant in &tenants {
        let walk = audit::verify::walk(state.db.read(), tenant)
            .await
            .map_err(|e| StartError::when("read the audit log")(&e))?;
        let found = match &walk.broken {
            None if walk.head.is_empty() => "leeg".to_owned(),
            None => format!("{} regels in orde, laatste zegel {}", walk.whole, walk.head),
            Some(Break::Changed { number, row }) => format!("regel {number} ({row}) is gewijzigd"),
            Some(Break::RowGone { number, row }) => format!("regel {number} ({row}) is weg"),
            Some(Break::SealGone { number }) => format!("het zegel van regel {number} is weg"),
            Some(Break::Slipped { row }) => format!("een regel zonder zegel ({row})"),
        };
        let older = match walk.unsealed {
            0 => String::new(),
            n => format!("; {n} regels zijn van voor de zegels"),
        };
        report.whole &= walk.broken.is_none();
        report.text.push_str(&format!("{}: {found}{older}\n", tenant.slug()));
    }
    let heads = heads_found(state, (&tenants, slug.is_none()), file).await?;
    report.whole &= heads.whole;
    report.text.push_str(&heads.text);
    Ok(report)
}

/// What the file of signed heads says of these logs.
async fn heads_found(
    state: &AppState,
    (tenants, all): (&[Tenant], bool),
    file: Option<&Path>,
) -> Result<AuditReport, StartError> {
    let path = file.unwrap_or(state.heads.path());
    let shown = path.display();
    let (mut text, mut whole) = (String::new(), true);
    let read = match std::fs::File::open(path) {
        Ok(open) => {
            let lines = std::io::BufReader::new(open);
            let found = compare(state.db.read(), state.heads.signer(), (tenants, all), lines).await;
            Some(found.map_err(|e| StartError::when(&format!("compare {shown} with the audit log"))(&e))?)
        }
        Err(error) => {
            let last = audit::export::last_written(&state.db, tenants).await;
            let last = last.map_err(|e| StartError::when("read what was signed")(&e))?;
            let gone = file.is_none() && error.kind() == std::io::ErrorKind::NotFound;
            match &last {
                None if gone => text.push_str("er is nog niets ondertekend\n"),
                Some(day) if gone => text.push_str(&format!("{shown} is weg; er is op {day} in geschreven\n")),
                _ => text.push_str(&format!("{shown} is niet te lezen: {error}\n")),
            }
            whole = gone && last.is_none();
            None
        }
    };
    let nothing = Compared::default();
    let found = read.as_ref().unwrap_or(&nothing);
    for tenant in tenants {
        let signed_to = found.signed_to.get(tenant.slug()).copied().unwrap_or_default();
        let since = unsigned_since(state.db.read(), tenant, signed_to).await;
        let since = since.map_err(|e| StartError::when("read the audit log")(&e))?;
        if let Some(since) = since.filter(|since| *since < state.clock.now() - LATE) {
            whole = false;
            text.push_str(&format!("{}: na regel {signed_to} is sinds {since} niets ondertekend\n", tenant.slug()));
        }
    }
    for fault in &found.faults {
        text.push_str(&said_of(fault, path));
        text.push('\n');
    }
    if let Some(found) = &read {
        let newest = found.newest.as_ref().map_or_else(String::new, |at| format!(", de laatste van {at}"));
        text.push_str(&format!("{shown}: handtekeningen in orde: {}{newest}\n", found.held));
    }
    Ok(AuditReport { text, whole: whole && found.faults.is_empty() })
}

/// What is wrong with a line of the file at `path`.
fn said_of(fault: &Fault, path: &Path) -> String {
    let shown = path.display();
    match fault {
        Fault::Torn { line } => format!("{shown}: regel {line} is afgebroken"),
        Fault::Unreadable { line } => format!("{shown}: regel {line} is onleesbaar"),
        Fault::Forged { line, head } => format!(
            "{}: de handtekening bij regel {} klopt niet ({shown}, regel {line})",
            head.municipality, head.number
        ),
        Fault::CutOff { head } => {
            format!("{}: regel {} was er op {} en is nu weg", head.municipality, head.number, head.at)
        }
        Fault::Rewritten { head } => {
            format!("{}: regel {} is anders dan op {}", head.municipality, head.number, head.at)
        }
        Fault::Nobody { head } => {
            format!("{}: deze gemeente is weg; op {} had zij {} regels", head.municipality, head.at, head.number)
        }
    }
}

/// The first administrator; answers the address at which they choose a password within the hour.
pub async fn first_administrator(
    state: &AppState,
    slug: &str,
    name: &str,
    email: &str,
    now: Timestamp,
) -> Result<String, StartError> {
    let (tenant, email) = addressed(state, slug, email).await?;
    let name = PersonName::parse(name).map_err(|_| StartError(format!("{name} is geen naam")))?;
    accounts::commands::first_administrator(&state.db, &tenant, &name, &email, &state.settings.base_url, now)
        .await
        .map_err(|e| match e {
            AppError::Conflict(_) => {
                StartError(format!("{} heeft al een beheerder; nodig anderen uit op de site", tenant.name()))
            }
            other => StartError::when("make the administrator")(&other),
        })
}

/// Imports the composition of a council; answers what changed, or would.
pub async fn import(
    state: &AppState,
    slug: &str,
    file: &Path,
    dry_run: bool,
    now: Timestamp,
) -> Result<people::import::ImportReport, StartError> {
    let tenant = municipality(state, slug).await?;
    let bytes = std::fs::read(file).map_err(|e| StartError::when(&format!("read {}", file.display()))(&e))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    people::import::run(&state.db, &tenant, &bytes, &name, dry_run, now).await.map_err(|e| StartError(e.to_string()))
}

/// Adds a past quarter and a coming one of everything.
pub async fn fill(state: &AppState, slug: &str, now: Timestamp) -> Result<(), StartError> {
    app::demo::history::fill(state, slug, now).await.map_err(|e| StartError::when("make the past quarter")(&e))
}
