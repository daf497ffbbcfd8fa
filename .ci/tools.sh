# shellcheck shell=bash
# Sourced: finds the tools, installs what is missing, and settles on one Rust toolchain for everything in a run.
#
# EVENWIJS_TOOLCHAIN=auto (the default) takes the cargo of the PATH when it can build for the browser, and otherwise, on a closed
# network where rustup cannot fetch that target, Debian 12's own newer Rust. `path` and `debian` force one of them.

wasm=wasm32-unknown-unknown
rust_least=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
node_kept=$cache/node/node_modules
readers_kept=$cache/readers
debian_tools=$cache/debian-rust

# --- Debian packages ---

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "this needs an administrator: $*"
  fi
}

apt_is_fresh=
# The list of what there is, fetched at most once in a run.
apt_update() {
  command -v apt-get >/dev/null || die "not on this machine, and without apt-get to install it with: $*. Install it, then run make again."
  if [[ -z $apt_is_fresh ]]; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update || die "apt-get update did not work; the packages $* are missing."
    apt_is_fresh=yes
  fi
}

# Installs the named packages.
apt_install() {
  apt_update "$@"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" ||
    die "apt-get could not install $*."
}

# --- Node ---

# Major version of the node of the PATH, 0 without one.
node_major() { node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p' | grep . || echo 0; }

# A node of our own comes before one that is too old.
use_node() {
  if [[ -d $node_kept/.bin ]]; then PATH=$node_kept/.bin:$PATH; fi
}

# need_node MAJOR: node and npm, at least of this major version.
need_node() {
  local least=$1 kind
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then apt_install nodejs npm; fi
  if (($(node_major) < least)); then
    case $(uname -m) in
      x86_64) kind=linux-x64 ;;
      aarch64) kind=linux-arm64 ;;
      *) die "Node $least or newer is needed; this machine has $(node --version)." ;;
    esac
    # The registry carries node itself too; the newer one stays in our cache folder.
    mkdir -p "$cache/node"
    (cd "$cache/node" && npm install --no-save --ignore-scripts "node-$kind@22")
    mkdir -p "$node_kept/.bin"
    ln -sf "../node-$kind/bin/node" "$node_kept/.bin/node"
    use_node
    (($(node_major) >= least)) || die "Node $least or newer is needed; this machine has $(node --version)."
  fi
}

# need_npm FOLDER: its packages as in its lock file; nothing is done while that file is unchanged.
need_npm() {
  local folder=$1 stamp
  stamp=$folder/node_modules/.evenwijs-$(sha256sum "$folder/package-lock.json" | cut -c 1-16)
  [[ -e $stamp ]] && return
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts) ||
    die "npm could not fetch the packages of $folder/package-lock.json."
  touch "$stamp"
}

# --- Python: the calendar programs of others ---

readers_python=$readers_kept/bin/python

# A python that can make an environment: that of the PATH when it is new enough.
python_for_readers() {
  local python
  for python in "$(command -v python3)" /usr/bin/python3; do
    if [[ -x $python ]] && "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$python"
      return
    fi
  done
  return 1
}

# need_readers: an environment of our own with the packages of end2end/readers/requirements.txt, made again when that file changes.
need_readers() {
  local wanted=end2end/readers/requirements.txt python stamp
  stamp=$readers_kept/.evenwijs-$(sha256sum "$wanted" | cut -c 1-16)
  if [[ ! -e $stamp ]]; then
    python_for_readers >/dev/null || apt_install python3 python3-venv
    python=$(python_for_readers) || die "Python 3.11 or newer with venv is needed."
    rm -rf "$readers_kept"
    "$python" -m venv "$readers_kept"
    "$readers_python" -m pip install --quiet --disable-pip-version-check --only-binary=:all: --requirement "$wanted" ||
      die "pip could not fetch the packages of $wanted."
    touch "$stamp"
  fi
  # The C library itself; called from Python, so that no compiler is needed.
  "$readers_python" -c 'import ctypes; ctypes.CDLL("libical.so.3")' 2>/dev/null || apt_install libical3
}

# --- Python: tools of attack ---

scan_kept=$cache/scan

# need_scan_tools: an environment of our own with the packages of .ci/scan-requirements.txt, made again when that file changes.
need_scan_tools() {
  local wanted=.ci/scan-requirements.txt python stamp
  stamp=$scan_kept/.evenwijs-$(sha256sum "$wanted" | cut -c 1-16)
  [[ -e $stamp ]] && return
  python_for_readers >/dev/null || apt_install python3 python3-venv
  python=$(python_for_readers) || die "Python 3.11 or newer with venv is needed."
  rm -rf "$scan_kept"
  "$python" -m venv "$scan_kept"
  "$scan_kept/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted" ||
    die "pip could not fetch the packages of $wanted."
  touch "$stamp"
}

# --- mail servers ---

has_mail_servers() { [[ -x /usr/sbin/postfix && -x /usr/sbin/dovecot && -x /usr/lib/dovecot/imap && -x /usr/lib/dovecot/lmtp ]]; }

# need_mail_servers: Postfix and Dovecot, for a run of our own. A mail server that the machine has is never replaced, and what we
# install does not stay on as a service.
need_mail_servers() {
  has_mail_servers && return
  local wanted=(postfix dovecot-core dovecot-imapd dovecot-lmtpd) replaced
  apt_update "${wanted[@]}"
  replaced=$(apt-get -s install --no-install-recommends "${wanted[@]}" 2>/dev/null | sed -n 's/^Remv \([^ ]*\).*/\1/p' | paste -sd ' ')
  [[ -z $replaced ]] || die "Postfix is needed, and would replace this machine's $replaced. Install Postfix yourself, or run this on another machine."
  # Without an answer it asks what kind of mail server this machine is to be.
  echo 'postfix postfix/main_mailer_type select No configuration' | as_root debconf-set-selections 2>/dev/null || true
  apt_install "${wanted[@]}"
  if [[ -d /run/systemd/system ]]; then as_root systemctl disable --now postfix dovecot || true; fi
  has_mail_servers || die "Postfix and Dovecot were installed, but are not where Debian puts them."
}

# --- the virus scanner ---

# need_scanner: clamd, for runs of our own with a handful of signatures; what we install does not stay on as a service, and
# fetches no signatures.
need_scanner() {
  [[ -x /usr/sbin/clamd ]] && return
  apt_install clamav-daemon
  if [[ -d /run/systemd/system ]]; then as_root systemctl disable --now clamav-daemon clamav-daemon.socket clamav-freshclam || true; fi
  [[ -x /usr/sbin/clamd ]] || die "clamav-daemon was installed, but clamd is not where Debian puts it."
}

# --- Rust ---

# is_least VERSION LEAST
is_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$2" ]]; }

rust_version() { "$1" --version 2>/dev/null | sed -n 's/^rustc \([0-9.]*\).*/\1/p'; }

# Can this rustc build the site and the server?
can_build() {
  local rustc=$1 version libraries
  version=$(rust_version "$rustc")
  if [[ -z $version ]] || ! is_least "$version" "$rust_least"; then return 1; fi
  libraries=$("$rustc" --print target-libdir --target "$wasm" 2>/dev/null) || return 1
  compgen -G "$libraries/libstd-*.rlib" >/dev/null
}

# The standard library for the browser in Debian's toolchain is our own making, and of one compiler only.
debian_is_ready() {
  local libraries
  can_build /usr/bin/rustc || return 1
  libraries=$(/usr/bin/rustc --print target-libdir --target "$wasm")
  [[ $(cat "$libraries/made-by" 2>/dev/null) == "$(/usr/bin/rustc --version)" ]]
}

path_is_ready() { type -P cargo >/dev/null && can_build rustc; }

debian_can_be_had() {
  [[ -x /usr/bin/cargo && -d /usr/lib/rustlib/src ]] && return
  command -v apt-cache >/dev/null && apt-cache show rustc-web >/dev/null 2>&1
}

# need_rust: leaves at least one toolchain ready.
need_rust() {
  local wish=${EVENWIJS_TOOLCHAIN:-auto}
  case $wish in auto | path | debian) ;; *) die "EVENWIJS_TOOLCHAIN is auto, path or debian, not $wish." ;; esac
  if [[ $wish != debian ]]; then
    path_is_ready && return
    # What an earlier run settled on; no second try on a network that is closed.
    if [[ $wish == auto ]] && debian_is_ready; then return; fi
    if command -v rustup >/dev/null && timeout 300 rustup target add "$wasm"; then
      path_is_ready && return
    fi
    [[ $wish == auto ]] || die "the cargo of the PATH cannot build for $wasm with Rust $rust_least or newer."
  fi
  debian_is_ready && return
  if ! debian_can_be_had && command -v apt-get >/dev/null; then
    as_root apt-get -q update && apt_is_fresh=yes
  fi
  debian_can_be_had ||
    die "Rust $rust_least or newer with the target $wasm is needed: install Rust with rustup, then 'rustup target add $wasm'."
  [[ -x /usr/bin/rustc && -x /usr/bin/cargo && -d /usr/lib/rustlib/src ]] || apt_install rustc-web cargo-web rust-web-src rust-web-llvm lld-22
  need_browser_std
}

# Builds the standard library for the browser from Debian's sources, once for each version of the compiler.
need_browser_std() (
  libraries=$(/usr/bin/rustc --print target-libdir --target "$wasm")
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  mkdir "$scratch/src"
  printf '[package]\nname = "empty"\nedition = "2021"\n' >"$scratch/Cargo.toml"
  touch "$scratch/src/lib.rs"
  cd "$scratch" || exit 1
  env -u RUSTFLAGS -u CARGO_BUILD_TARGET CARGO_TARGET_DIR="$scratch/target" RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1 \
    /usr/bin/cargo build --release --target "$wasm" -Z build-std=std,panic_abort,proc_macro ||
    die "the standard library for $wasm could not be built from Debian's sources."
  rm -f "target/$wasm/release/deps/libempty"*
  as_root mkdir -p "$libraries"
  as_root rm -f "$libraries"/lib*.rlib "$libraries/made-by"
  as_root cp "target/$wasm/release/deps/"lib*.rlib "$libraries/"
  /usr/bin/rustc --version | as_root tee "$libraries/made-by" >/dev/null
)

# use_rust: from here on every cargo is the same one.
use_rust() {
  local wish=${EVENWIJS_TOOLCHAIN:-auto} tool
  if [[ $wish != debian ]] && path_is_ready; then return; fi
  debian_is_ready || die "no Rust here can build for the browser."
  # The rustc of the PATH may be rustup's; a folder with just these names comes before it.
  mkdir -p "$debian_tools"
  for tool in cargo rustc rustdoc cargo-clippy clippy-driver; do
    if [[ -x /usr/bin/$tool ]]; then ln -sf "/usr/bin/$tool" "$debian_tools/$tool"; fi
  done
  export PATH=$debian_tools:$PATH RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc
}

# Cargo names the compiled crates of this workspace alike for every clone, and looks only at the age of the sources to tell
# whether they are its own. So where clones share a folder, the newcomer has its own crates compiled again, and they take turns.
cargo() (
  mkdir -p "$CARGO_TARGET_DIR"
  if command -v flock >/dev/null; then
    exec {turn}>"$CARGO_TARGET_DIR/.evenwijs-turn"
    if ! flock -n "$turn"; then
      echo "Waiting for another run of make to be done with $CARGO_TARGET_DIR"
      flock "$turn"
    fi
  else
    exec {turn}>/dev/null
  fi
  if [[ $(cat "$CARGO_TARGET_DIR/.evenwijs-clone" 2>/dev/null) != "$root" ]]; then
    crates=$(find . \( -name target -o -name node_modules \) -prune -o -name Cargo.toml -exec sed -n 's/^name = "\(.*\)"/\1/p' {} + | paste -sd '|')
    find "$CARGO_TARGET_DIR" -maxdepth 4 -type d -path '*/.fingerprint/*' -regextype posix-extended \
      -regex ".*/($crates)-[0-9a-f]{16}" -prune -exec rm -rf {} +
    echo "$root" >"$CARGO_TARGET_DIR/.evenwijs-clone"
  fi
  command cargo "$@" {turn}>&-
)

# Formatter and linter of the toolchain in use.
need_lints() {
  if [[ ${RUSTC:-} == /usr/bin/rustc ]]; then
    [[ -x /usr/bin/cargo-clippy ]] || apt_install rust-web-clippy
  elif ! cargo clippy --version >/dev/null 2>&1; then
    rustup component add clippy || die "clippy is missing: rustup component add clippy."
  fi
  if ! rustfmt --version >/dev/null 2>&1; then
    rustup component add rustfmt || die "rustfmt is missing: rustup component add rustfmt."
  fi
}

# --- what a run needs ---

need_for_build() {
  command -v cc >/dev/null || apt_install gcc libc6-dev
  need_node 18
  need_npm style
  need_rust
}

postgres_bin() { compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 | xargs -r dirname; }

need_for_bench() {
  need_for_build
  need_readers
  [[ -n $(postgres_bin) ]] || command -v initdb >/dev/null || apt_install postgresql
}

need_for_test() {
  need_for_build
  use_rust
  need_lints
  need_node 20
  need_npm end2end
  need_readers
  need_mail_servers
  need_scanner
  [[ -n $(postgres_bin) ]] || command -v initdb >/dev/null || apt_install postgresql
  command -v strace >/dev/null || apt_install strace
  if [[ ! -x ${EVENWIJS_CHROMIUM:-/usr/bin/chromium} ]]; then apt_install chromium fonts-dejavu-core; fi
}

use_node
