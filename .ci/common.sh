# shellcheck shell=bash
# Sourced by the other scripts of this folder: where things are, and how steps are told.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# As in the Makefile, for who calls a script by itself: the user's cache, or this folder where there is no home.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${HOME:+${XDG_CACHE_HOME:-$HOME/.cache}/evenwijs/target}}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
case $CARGO_TARGET_DIR in /*) ;; *) CARGO_TARGET_DIR=$root/$CARGO_TARGET_DIR ;; esac
cache=${HOME:+${XDG_CACHE_HOME:-$HOME/.cache}/evenwijs}
cache=${cache:-$root/target/cache}
binary=$root/target/release/evenwijs
logs=$root/target/logs
mkdir -p "$root/target/release" "$logs"

# Tools that speak to the log, not to a person.
export CARGO_TERM_COLOR=never CARGO_TERM_PROGRESS_WHEN=never NO_COLOR=1
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false npm_config_loglevel=error

say() { printf '%s\n' "$*"; }

# One clear line, and the end.
die() {
  printf 'Stopped: %s\n' "$*" >&2
  exit 1
}

# 75 -> 1 min 15 s
spell() {
  if (($1 < 60)); then printf '%d s' "$1"; else printf '%d min %d s' $(($1 / 60)) $(($1 % 60)); fi
}

# A sign of life during a long step: how long it has taken, and the last line it wrote.
beat() {
  local log=$1 began=$2 every=30 last
  if [[ ${CI:-} == true ]]; then every=60; fi
  while sleep "$every"; do
    last=$(tail -n 1 "$log" 2>/dev/null | tr -d '\r' | cut -c 1-90)
    say "      … $(spell $((SECONDS - began)))  ${last#"${last%%[![:space:]]*}"}"
  done
}

steps=0
at=0
heart=
# Wherever the script ends, the sign of life ends with it.
still() {
  if [[ -n $heart ]]; then
    kill "$heart" 2>/dev/null || true
    wait "$heart" 2>/dev/null || true
    heart=
  fi
}
trap still EXIT

# step TITLE COMMAND...: announces, runs with its output in a log, tells how long it took; on failure shows the end of the log.
# Never call it in a condition: bash would then run the command without stopping at its first failing line.
step() {
  local title=$1 began=$SECONDS code log
  shift
  at=$((at + 1))
  log=$logs/$(printf '%02d' "$at").log
  say "[$at/$steps] $title"
  : >"$log"
  beat "$log" "$began" &
  heart=$!
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1 </dev/null
  code=$?
  set -e
  still
  if ((code != 0)); then
    # A command that knew what was wrong said it in one line.
    if [[ $(tail -n 1 "$log") == Stopped:* ]]; then
      tail -n 1 "$log" >&2
      exit 1
    fi
    say "---- the end of target/logs/$(basename "$log"):"
    tail -n "${EVENWIJS_LOG_LINES:-60}" "$log"
    say "----"
    die "[$at/$steps] $title did not work (after $(spell $((SECONDS - began)))); what it said is above."
  fi
  say "      $(spell $((SECONDS - began)))"
}
