//! `evenwijs`: one program that serves, works, imports and looks after itself.

use std::{io::Write, path::PathBuf, process::ExitCode, time::Duration};

use app::clock::Clock;
use clap::{Parser, Subcommand};
use server::{
    Installation, StartError,
    config::Config,
    inbound,
    jobs::Worker,
    mailbox, operator,
    recompute::{self, Form, Whose},
    smtp::Mailer,
};

/// Plans the informal dialogue between council and college, and shows who was told what, when.
#[derive(Parser)]
#[command(name = "evenwijs", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site; the worker runs along unless EVENWIJS_WORKER is false.
    Serve,
    /// Only send mail and do the timed work; for a second machine.
    Worker,
    /// Bring the tables up to date.
    Migrate,
    /// Make an empty municipality, for a council that is then imported.
    Municipality {
        /// As people say it: Winterbeek.
        #[arg(long)]
        name: String,
        /// Address of the griffie; answers to mail go there.
        #[arg(long)]
        office_email: String,
    },
    /// Make a council of invented people: the demo municipality, or one with the seats of a real council.
    Seed {
        /// The invented municipality Winterbeek, with a past quarter full of everything.
        #[arg(long, conflicts_with_all = ["composition", "municipality", "year"])]
        demo: bool,
        /// A file shaped like councils.csv.
        #[arg(long, requires_all = ["municipality", "year"])]
        composition: Option<PathBuf>,
        /// Name of the municipality in that file.
        #[arg(long)]
        municipality: Option<String>,
        /// Year of the elections in that file.
        #[arg(long)]
        year: Option<i16>,
        /// Add a past quarter and a coming one of everything.
        #[arg(long)]
        history: bool,
    },
    /// Import the composition of a council from CSV or XLSX; nothing is half-imported.
    Import {
        /// Slug of the municipality.
        #[arg(long)]
        municipality: String,
        /// Only say what would change.
        #[arg(long)]
        dry_run: bool,
        /// The file.
        file: PathBuf,
    },
    /// Delete what was recorded of reading and has had its time; the worker does this by itself every hour.
    Retention {
        /// Slug of the municipality.
        #[arg(long)]
        municipality: String,
        /// Only say what would go.
        #[arg(long)]
        dry_run: bool,
    },
    /// People who sign in: list them, make a token, make the first administrator.
    #[command(subcommand)]
    User(User),
    /// The log of what people did.
    #[command(subcommand)]
    Audit(Audit),
    /// Save tables, documents and keys into one file; encrypted when EVENWIJS_BACKUP_RECIPIENT is set.
    Backup {
        /// The file to make; it must not exist yet.
        target: PathBuf,
    },
    /// Bring a saved file back into an empty place.
    Restore {
        /// The file made by `backup`.
        source: PathBuf,
        /// File with the secret key of `age`, for an encrypted one.
        #[arg(long)]
        key: Option<PathBuf>,
    },
    /// The balance of information: recompute a report from its extract.
    #[command(subcommand)]
    Balance(Balance),
    /// Say every setting and where it came from.
    CheckConfig,
}

#[derive(Subcommand)]
enum Balance {
    /// Print the report of an extract as JSON. Needs no database and no settings.
    Report {
        /// The extract, JSON of the form evenwijs-balans/1.
        extract: PathBuf,
        /// Print sentences and a small table instead.
        #[arg(long)]
        text: bool,
        /// This faction against the rest.
        #[arg(long, value_name = "ID", conflicts_with = "all_factions")]
        faction: Option<String>,
        /// Every faction against the rest, corrected for so many comparisons.
        #[arg(long)]
        all_factions: bool,
    },
}

#[derive(Subcommand)]
enum User {
    /// Print everybody who can sign in as CSV: e-mail, role, faction, side.
    List {
        /// Slug of the municipality.
        #[arg(long)]
        municipality: String,
    },
    /// Print a fresh API token of a person.
    Token {
        /// Slug of the municipality.
        #[arg(long)]
        municipality: String,
        /// Address of the person.
        #[arg(long)]
        email: String,
    },
    /// Print the URL of a fresh calendar feed of a person.
    Feed {
        /// Slug of the municipality.
        #[arg(long)]
        municipality: String,
        /// Address of the person.
        #[arg(long)]
        email: String,
    },
    /// Take away the second factor of who lost it; at the next sign-in they set up a new one.
    ResetSecondFactor {
        /// Slug of the municipality.
        #[arg(long)]
        municipality: String,
        /// Address of the person.
        #[arg(long)]
        email: String,
    },
    /// Make the first administrator and print the address at which they choose a password within the hour.
    Administrator {
        /// Slug of the municipality.
        #[arg(long)]
        municipality: String,
        /// Their name.
        #[arg(long)]
        name: String,
        /// Their address.
        #[arg(long)]
        email: String,
    },
}

#[derive(Subcommand)]
enum Audit {
    /// Check that every row is as it was written, and none is gone: also none that was there when the worker last signed
    /// where the log ended. Ends with 2 when a row was touched.
    Verify {
        /// Slug of the municipality; all of them when absent.
        #[arg(long)]
        municipality: Option<String>,
        /// File of signed lines; the one of EVENWIJS_AUDIT_HEADS when absent.
        #[arg(long, value_name = "FILE")]
        heads: Option<PathBuf>,
    },
    /// Print where the log ends now, signed: a line per municipality, as the worker keeps each day.
    Head {
        /// Slug of the municipality; all of them when absent.
        #[arg(long)]
        municipality: Option<String>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Command::Balance(command) = arguments.command {
        return match balance(command) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error),
        };
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    let ended = runtime.block_on(run(arguments.command));
    // What still waits for a disk that hangs is not waited for.
    runtime.shutdown_timeout(Duration::from_secs(5));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn fail(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("evenwijs: {error}");
    ExitCode::from(2)
}

fn balance(command: Balance) -> Result<(), StartError> {
    let Balance::Report { extract, text, faction, all_factions } = command;
    let whose = match faction {
        Some(faction) => Whose::Faction(faction),
        None if all_factions => Whose::Factions,
        None => Whose::Groups,
    };
    let report = recompute::report(&extract, &whose, if text { Form::Text } else { Form::Json })?;
    writeln!(std::io::stdout().lock(), "{report}").map_err(|e| StartError::when("print the report")(&e))
}

async fn run(command: Command) -> Result<(), StartError> {
    let config = Config::load().map_err(|errors| StartError(errors.to_string()))?;
    // A line that cannot be written, on a full disk say, is lost. Told of on the same full disk, it would end the request.
    tracing_subscriber::fmt()
        .with_env_filter(config.log_filter())
        .with_writer(std::io::stderr)
        .log_internal_errors(false)
        .init();
    match command {
        Command::Serve => serve(&config).await,
        Command::Worker => work(&config).await,
        Command::Migrate => {
            server::migrate(&server::connect(&config).await?).await?;
            println!("de tabellen zijn bij");
            Ok(())
        }
        Command::Municipality { name, office_email } => {
            let state = server::build(&config, Clock::System).await?.state;
            let slug = operator::found(&state, &name, &office_email, state.clock.now()).await?;
            println!("{name} is gemaakt: {}/{slug}", config.base());
            Ok(())
        }
        Command::Seed { demo, composition, municipality, year, history } => {
            let state = server::build(&config, Clock::System).await?.state;
            let now = state.clock.now();
            let report = match (demo, composition, municipality, year) {
                (true, ..) => {
                    app::people::seed::demo_council(&state.db, now).await.map_err(|e| StartError(e.to_string()))?
                }
                (false, Some(file), Some(name), Some(year)) => {
                    operator::seed_composition(&state, &file, &name, year, now).await?
                }
                _ => return Err(StartError("kies --demo, of --composition met --municipality en --year".to_owned())),
            };
            println!("{report}");
            if demo || history {
                println!("een kwartaal vol wordt gemaakt; dit duurt even");
                operator::fill(&state, &report.slug, now).await?;
            }
            Ok(())
        }
        Command::Import { municipality, dry_run, file } => {
            let state = server::build(&config, Clock::System).await?.state;
            println!("{}", operator::import(&state, &municipality, &file, dry_run, state.clock.now()).await?);
            Ok(())
        }
        Command::Retention { municipality, dry_run } => {
            let state = server::build(&config, Clock::System).await?.state;
            println!("{}", operator::retention(&state, &municipality, dry_run, state.clock.now()).await?);
            Ok(())
        }
        Command::User(command) => {
            let state = server::build(&config, Clock::System).await?.state;
            let now = state.clock.now();
            match command {
                User::List { municipality } => print!("{}", operator::user_list(&state, &municipality, now).await?),
                User::Token { municipality, email } => {
                    println!("{}", operator::user_token(&state, &municipality, &email, now).await?);
                }
                User::Feed { municipality, email } => {
                    println!("{}", operator::user_feed(&state, &municipality, &email, now).await?);
                }
                User::ResetSecondFactor { municipality, email } => {
                    println!("{}", operator::reset_second_factor(&state, &municipality, &email, now).await?);
                }
                User::Administrator { municipality, name, email } => {
                    let url = operator::first_administrator(&state, &municipality, &name, &email, now).await?;
                    println!("{name} kiest binnen een uur een wachtwoord op {url}");
                }
            }
            Ok(())
        }
        Command::Audit(Audit::Head { municipality }) => {
            let state = server::build(&config, Clock::System).await?.state;
            print!("{}", operator::audit_head(&state, municipality.as_deref(), state.clock.now()).await?);
            Ok(())
        }
        Command::Audit(Audit::Verify { municipality, heads }) => {
            let state = server::build(&config, Clock::System).await?.state;
            let report = operator::audit_verify(&state, municipality.as_deref(), heads.as_deref()).await?;
            print!("{}", report.text);
            if report.whole { Ok(()) } else { Err(StartError("het logboek is aangeraakt".to_owned())) }
        }
        Command::Backup { target } => {
            let db = server::connect(&config).await?;
            let done = server::backup::backup(&config, &db, &target).await?;
            println!("{} onderdelen, {} bytes, in {}", done.entries, done.bytes, target.display());
            Ok(())
        }
        Command::Restore { source, key } => {
            let restored = server::backup::restore(&config, &source, key.as_deref(), Clock::System.now()).await?;
            println!("{} onderdelen, {} bytes, teruggezet", restored.done.entries, restored.done.bytes);
            match restored.signed {
                Ok(0) => {}
                Ok(_) => println!("het einde van elk logboek is ondertekend in {}", config.audit_heads.display()),
                Err(error) => eprintln!("alles is terug, maar het logboek is nog niet ondertekend: {error}"),
            }
            Ok(())
        }
        Command::Balance(command) => balance(command),
        Command::CheckConfig => {
            print!("{}", config.check_config());
            Ok(())
        }
    }
}

async fn serve(config: &Config) -> Result<(), StartError> {
    let installation = server::build(config, Clock::System).await?;
    let listener = Installation::bind(config.addr).await?;
    let worker = match config.worker {
        true => Some(tokio::spawn(worker(config, &installation)?.run(stop_signal()))),
        false => None,
    };
    let reader = match config.worker {
        true => fetch(config, &installation)?,
        false => None,
    };
    let mail = match config.rsvp_listen {
        Some(addr) => {
            let listener = Installation::bind(addr).await?;
            let (state, limits) = (installation.state.clone(), inbound::Limits::default());
            Some(tokio::spawn(inbound::serve(listener, state, limits, stop_signal())))
        }
        None => None,
    };
    let watched = watch(config, &installation).await?;
    println!("evenwijs luistert op {}", config.base());
    installation.serve(listener, stop_signal()).await;
    if let Some(mail) = mail {
        mail.await.map_err(|e| StartError::when("end taking mail")(&e))?;
    }
    if let Some(worker) = worker {
        worker.await.map_err(|e| StartError::when("end the worker")(&e))?;
    }
    if let Some(reader) = reader {
        reader.await.map_err(|e| StartError::when("end reading the mailbox")(&e))?;
    }
    if let Some(watched) = watched {
        watched.await.map_err(|e| StartError::when("end the figures")(&e))?;
    }
    Ok(())
}

/// Shows figures where the settings ask for them.
async fn watch(
    config: &Config,
    installation: &Installation,
) -> Result<Option<tokio::task::JoinHandle<()>>, StartError> {
    let Some(addr) = config.metrics_addr else { return Ok(None) };
    let (listener, watched) = (Installation::bind(addr).await?, installation.clone());
    Ok(Some(tokio::spawn(async move { watched.serve_metrics(listener, stop_signal()).await })))
}

async fn work(config: &Config) -> Result<(), StartError> {
    let installation = server::build(config, Clock::System).await?;
    // Beside `serve` with the same settings the address is taken: mail goes out all the same.
    let watched = match watch(config, &installation).await {
        Ok(watched) => watched,
        Err(error) => {
            tracing::warn!(%error, "the worker shows no figures of its own");
            None
        }
    };
    let reader = fetch(config, &installation)?;
    worker(config, &installation)?.run(stop_signal()).await;
    if let Some(reader) = reader {
        reader.await.map_err(|e| StartError::when("end reading the mailbox")(&e))?;
    }
    if let Some(watched) = watched {
        watched.await.map_err(|e| StartError::when("end the figures")(&e))?;
    }
    Ok(())
}

/// Reads the mailbox where the settings name one.
fn fetch(config: &Config, installation: &Installation) -> Result<Option<tokio::task::JoinHandle<()>>, StartError> {
    let reader = mailbox::Reader::new(config, installation.state.clone()).map_err(StartError)?;
    Ok(reader.map(|reader| tokio::spawn(reader.run(stop_signal()))))
}

fn worker(config: &Config, installation: &Installation) -> Result<Worker, StartError> {
    let mailer = Mailer::new(config).map_err(StartError)?;
    let worker = Worker::new(installation.state.clone(), mailer, config.mail_from.clone());
    Ok(worker.watched_by(installation.metrics.clone()))
}

/// Resolves when the program is asked to stop: Ctrl-C or SIGTERM.
async fn stop_signal() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::error!(%error, "SIGTERM cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
