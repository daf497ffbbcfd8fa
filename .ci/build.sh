# shellcheck shell=bash
# Sourced: from sources to target/release/evenwijs, in three steps. Each is quick when nothing changed.

# keep BUILT PLACE: puts what cargo built where we look for it, wherever cargo built it, and leaves the same alone.
keep() {
  if [[ $1 -ef $2 ]] || cmp -s "$1" "$2"; then return; fi
  mkdir -p "$(dirname "$2")"
  cp "$1" "$2.new"
  mv -f "$2.new" "$2"
}

build_wasm() {
  cargo build --locked -p islands --lib --profile wasm-release --target "$wasm" --features hydrate --no-default-features
  keep "$CARGO_TARGET_DIR/$wasm/wasm-release/islands.wasm" "$root/target/site/islands.wasm"
}

build_site() {
  cargo build --locked -p bundle
  keep "$CARGO_TARGET_DIR/debug/bundle" "$root/target/site/bundle"
  node .ci/site.mjs "$root/target/site/islands.wasm" "$root/target/site/bundle"
}

build_binary() {
  cargo build --locked --release -p server --bin evenwijs
  keep "$CARGO_TARGET_DIR/release/evenwijs" "$binary"
}

step_site() {
  step "Compiling the islands to WebAssembly" build_wasm
  step "Making the site: style sheet, icons, islands, compressed twins" build_site
}

step_build() {
  step_site
  step "Building target/release/evenwijs, with the site inside" build_binary
}
