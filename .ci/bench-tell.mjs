// Puts the figures of a run into .ci/BENCH.md, between its two marks: node .ci/bench-tell.mjs REPORT short|whole

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [report, form] = process.argv.slice(2);
const file = join(dirname(fileURLToPath(import.meta.url)), 'BENCH.md');
const rows = readFileSync(report, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const cell = (text) => text.replaceAll('|', '\\|');
const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim();
const changed = git('status', '--porcelain', '--untracked-files=no') ? ' with changes' : '';
const table = [
  `${new Date().toISOString().slice(0, 10)}, commit ${git('rev-parse', '--short', 'HEAD')}${changed}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, release binary, SQLite; ${form === 'short' ? 'short form' : 'whole form'}.`,
  '',
  '| what | asked | found |',
  '|---|---|---|',
  ...rows.map(({ what, asked, found }) => `| ${cell(what)} | ${cell(asked)} | ${cell(found)} |`),
].join('\n');
const text = readFileSync(file, 'utf8');
const told = text.replace(/(<!-- load -->\n)[\s\S]*?(\n<!-- end of load -->)/, (_, before, after) => `${before}${table}${after}`);
if (!told.includes(table)) throw new Error('.ci/BENCH.md has lost its marks');
writeFileSync(file, told);
