# Everything from a fresh clone on a fresh machine: `make run` serves a demo municipality, `make test` checks it all.
# The work is done by the scripts in .ci; each says what it does and how long it took.

# Compiled crates live in the user's cache, so that a second clone need not compile them again. Without a home: ./target.
ifdef HOME
  CARGO_TARGET_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/evenwijs/target
endif
ifdef CARGO_TARGET_DIR
  export CARGO_TARGET_DIR
endif

.DEFAULT_GOAL := help
.PHONY: help run test prove scan bench bench-balance build site check fmt

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 15

run: ## build, seed a demo municipality the first time, and serve it on 127.0.0.1:3000
	@bash .ci/start

test: ## every check: formatting, lints, tests on SQLite and PostgreSQL, and in the browser
	@bash .ci/test

prove: ## the long form of what must hold while somebody is unkind; figures to PROVE.md
	@bash .ci/prove

scan: ## tools of attack on target/release/evenwijs: wapiti, sqlmap, a walk over paths and methods; about a minute
	@bash .ci/scan target/release/evenwijs short

bench: ## figures of the release binary
	@bash .ci/bench

bench-balance: ## is the balance silent, loud and fast where it should be: simulations
	@bash .ci/bench-balance

build: ## target/release/evenwijs, with the site inside
	@bash .ci/build

site: ## only the site folder: style sheet, icons, islands
	@bash .ci/build site

check: ## formatting and lints only
	@bash .ci/check

fmt: ## format the Rust code
	@cargo fmt --all
