// The integration tests of the workspace, as arguments of `cargo test`, but those named: "--test it --test reference".
//
//   cargo metadata --no-deps --format-version 1 | node .ci/test-names.mjs BUT...

import { readFileSync } from 'node:fs';

const but = process.argv.slice(2);
const targets = JSON.parse(readFileSync(0, 'utf8')).packages.flatMap((one) => one.targets);
const names = targets.filter(({ kind }) => kind.includes('test')).map(({ name }) => name);
for (const name of but) {
  if (!names.includes(name)) {
    console.error(`Stopped: there is no integration test called ${name}.`);
    process.exit(1);
  }
}
console.log(names.filter((name) => !but.includes(name)).map((name) => `--test ${name}`).join(' '));
