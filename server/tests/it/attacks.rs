//! What somebody unkind sends. Short forms run with every test; `EVENWIJS_PROVE=long` makes them long: every payload into
//! every field, and thirty times the noise.

mod bombs;
mod foreign;
mod forms;
mod guessing;
mod hostile;
mod leaks;
mod marks;
mod noise;
mod payloads;
mod readers;

/// Whether this run takes the long form.
fn proving() -> bool {
    std::env::var("EVENWIJS_PROVE").is_ok_and(|form| form == "long")
}
