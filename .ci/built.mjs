// Where cargo put what it built: reads `cargo build --message-format=json…` and prints the path of the named program or wasm file.
// Asking is surer than guessing: settings of the machine may send cargo's output elsewhere.
//
//   cargo build --message-format=json-render-diagnostics … >FILE && node .ci/built.mjs NAME <FILE

import { readFileSync } from 'node:fs';

const name = process.argv[2];
const paths = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line))
  .filter((message) => message.reason === 'compiler-artifact' && message.target.name === name)
  .flatMap((message) => [message.executable, ...message.filenames.filter((path) => path.endsWith('.wasm'))])
  .filter(Boolean);

if (paths.length === 0) {
  console.error(`Stopped: cargo built no ${name}.`);
  process.exit(1);
}
console.log(paths.at(-1));
