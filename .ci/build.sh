# shellcheck shell=bash
# Sourced: from sources to target/release/evenwijs, in three steps. Each is quick when nothing changed.

build_wasm() {
  cargo build --locked -p islands --lib --profile wasm-release --target "$wasm" --features hydrate --no-default-features
}

build_site() {
  cargo build --locked -p bundle
  node .ci/site.mjs "$CARGO_TARGET_DIR/$wasm/wasm-release/islands.wasm" "$CARGO_TARGET_DIR/debug/bundle"
}

# Puts the binary where scripts look for it, wherever cargo built it.
build_binary() {
  cargo build --locked --release -p server --bin evenwijs
  local built=$CARGO_TARGET_DIR/release/evenwijs
  if [[ ! $built -ef $binary ]] && ! cmp -s "$built" "$binary"; then
    cp "$built" "$binary.new"
    mv -f "$binary.new" "$binary"
  fi
}

step_site() {
  step "Compiling the islands to WebAssembly" build_wasm
  step "Making the site: style sheet, icons, islands, compressed twins" build_site
}

step_build() {
  step_site
  step "Building target/release/evenwijs, with the site inside" build_binary
}
