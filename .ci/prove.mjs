// The table of PROVE.md from the lines that the tests wrote: node .ci/prove.mjs REPORT CODE
// CODE is what the run ended with; anything but 0 is said on top.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

const [report, code = '0', form = 'long form, release binary'] = process.argv.slice(2);
const rows = new Map();
for (const line of readFileSync(report, 'utf8').split('\n').filter(Boolean)) {
  const { engine, what, asked, found } = JSON.parse(line);
  const row = rows.get(what) ?? { what, asked, SQLite: '', PostgreSQL: '' };
  row[engine] = found;
  rows.set(what, row);
}
const number = (what) => Number(/\d+/.exec(what)?.[0] ?? 0);
const sorted = [...rows.values()].sort((a, b) => number(a.what) - number(b.what) || a.what.localeCompare(b.what));
const cell = (text) => text.replaceAll('|', '\\|');
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const memory = Math.round(totalmem() / 2 ** 30);

console.log(`# What was proved

Made by \`make prove\`: the program itself, on a real SQLite file and a real PostgreSQL, while somebody is unkind. \`make test\` does the same
in a shorter form. What T1 and the others are: T1 kills, T2 the order of writing, T3 a full disk, T4 and T7 mail, T5 hang-ups, T6 the database
away, T8 backup, T9 migrations, T10 rolling restart, T15 races, T18 tools of attack; Mail: through a real Postfix and Dovecot, on SQLite. An empty cell:
does not apply to that engine, or the test did not come so far.

${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${cpus().length} cores, ${memory} GB; ${form}.
${code === '0' ? '' : '\n**Not everything held: see the log of the run.**\n'}
| what | asked | SQLite | PostgreSQL |
|---|---|---|---|`);
for (const { what, asked, SQLite, PostgreSQL } of sorted) {
  console.log(`| ${cell(what)} | ${cell(asked)} | ${cell(SQLite)} | ${cell(PostgreSQL)} |`);
}
