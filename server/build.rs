//! Builds again when a file of the site appears or goes: what is embedded is a list made at build time.

fn main() {
    println!("cargo::rerun-if-changed=site");
}
