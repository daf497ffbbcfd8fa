# shellcheck shell=bash
# Sourced: from sources to target/release/evenwijs, in three steps. Each is quick when nothing changed.

# build NAME PLACE ARGUMENT...: has cargo build it, and puts it at PLACE; there the same is left alone.
build() {
  local name=$1 place=$2 built
  shift 2
  cargo build --locked --message-format=json-render-diagnostics "$@" >"$logs/built.json"
  built=$(node .ci/built.mjs "$name" <"$logs/built.json")
  if [[ $built -ef $place ]] || cmp -s "$built" "$place"; then return; fi
  mkdir -p "$(dirname "$place")"
  cp "$built" "$place.new"
  mv -f "$place.new" "$place"
}

build_wasm() {
  build islands "$root/target/site/islands.wasm" -p islands -p desk --lib --profile wasm-release --target "$wasm" --features islands/hydrate,desk/hydrate
  build desk "$root/target/site/desk.wasm" -p islands -p desk --lib --profile wasm-release --target "$wasm" --features islands/hydrate,desk/hydrate
  build recount "$root/target/site/recount.wasm" -p recount --lib --profile wasm-release --target "$wasm"
}

build_site() {
  build bundle "$root/target/site/bundle" -p bundle
  node .ci/site.mjs "$root/target/site/islands.wasm" "$root/target/site/desk.wasm" "$root/target/site/recount.wasm" "$root/target/site/bundle"
}

build_binary() { build evenwijs "$binary" -p server --bin evenwijs --release; }

step_site() {
  step "Compiling the islands to WebAssembly" build_wasm
  step "Making the site: style sheet, icons, islands, compressed twins" build_site
}

step_build() {
  step_site
  step "Building target/release/evenwijs, with the site inside" build_binary
}
