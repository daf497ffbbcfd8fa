//! Turns a compiled crate into the two files a browser loads: `islands.js` and `islands_bg.wasm`, or another name.
//!
//! It does what the `wasm-bindgen` command does, always in the version that the crate itself was compiled with.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

/// The stem of both files where no other is given; the loader and the server know them by it.
const NAME: &str = "islands";

/// Why there is nothing to load.
#[derive(Debug)]
enum Refusal {
    /// Not two or three arguments were given.
    Usage,
    /// wasm-bindgen refused the file; its own words, causes included.
    Bindgen(PathBuf, String),
    /// The crate imports JavaScript files of its own. They would be loaded by names that change at serving time.
    Snippets(Vec<String>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage => write!(f, "usage: bundle INPUT.wasm FOLDER [NAME]"),
            Self::Bindgen(input, why) => write!(f, "cannot bundle {}: {why}", input.display()),
            Self::Snippets(names) => write!(
                f,
                "these crates bring JavaScript files of their own, which the site cannot serve: {}",
                names.join(", ")
            ),
        }
    }
}

/// Writes `NAME.js` and `NAME_bg.wasm` into `folder`, which must exist.
fn bundle(input: &Path, folder: &Path, name: &str) -> Result<(), Refusal> {
    let refused = |why: String| Refusal::Bindgen(input.to_path_buf(), why);
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(input)
        .out_name(name)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The loader always says where the wasm is, since its name carries a hash.
        .omit_default_module_path(true)
        .web(true)
        .and_then(Bindgen::generate_output)
        .map_err(|why| refused(format!("{why:#}")))?;
    let with_snippets = output.snippets().iter().filter(|(_, files)| !files.is_empty());
    let mut snippets: Vec<String> =
        with_snippets.map(|(name, _)| name).chain(output.local_modules().keys()).cloned().collect();
    if !snippets.is_empty() {
        snippets.sort();
        return Err(Refusal::Snippets(snippets));
    }
    output.emit(folder).map_err(|why| refused(format!("{why:#}")))
}

fn run(arguments: &[String]) -> Result<(), Refusal> {
    match arguments {
        [input, folder] => bundle(Path::new(input), Path::new(folder), NAME),
        [input, folder, name] => bundle(Path::new(input), Path::new(folder), name),
        _ => Err(Refusal::Usage),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("{refusal}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(arguments: &[&str]) -> Vec<String> {
        arguments.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn one_argument_is_too_few() {
        assert!(matches!(run(&words(&["a.wasm"])), Err(Refusal::Usage)));
    }

    #[test]
    fn a_missing_file_is_named() {
        let refused = run(&words(&["no-such-file.wasm", "."])).map_err(|refusal| refusal.to_string());
        assert!(matches!(&refused, Err(why) if why.contains("no-such-file.wasm")), "{refused:?}");
    }
}
