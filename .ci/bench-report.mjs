// A quarter's page of the balance (40 items, 31 people) on PostgreSQL with four years of 342 municipalities, beside the same
// page with one municipality; and whether the query of the ledger uses indexes, by the plan of the server itself.
//   node .ci/bench-report.mjs BINARY PSQL DATABASE-URL LOG

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MUNICIPALITIES = Number(process.env.EVENWIJS_BENCH_MUNICIPALITIES ?? 342);
const LOOKS = 25;
const MOST = 3;
const SECRET = 'meting-van-de-pagina';
/** The tables of the ledger: no plan may read one of them whole. */
const LEDGER = ['items', 'item_audience', 'exposures'];

const here = dirname(fileURLToPath(import.meta.url));
const [binary, psql, address, log] = [resolve(process.argv[2]), ...process.argv.slice(3)];
const folder = mkdtempSync(join(tmpdir(), 'evenwijs-bench-report-'));
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('EVENWIJS_')));
const database = (name) => address.replace(/\/[^/]*$/, `/${name}`);
const sql = (name, text, more = []) =>
  execFileSync(psql, ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...more, database(name)], { input: text, encoding: 'utf8', maxBuffer: 1 << 28 });

const freePort = () =>
  new Promise((settle) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });

/** The migrations say what the indexes are; they are made again when everything is there. */
function indexes() {
  const text = ['0001_house', '0002_measuring', '0007_indexes']
    .map((name) => readFileSync(join(here, `../migrations/src/sql/${name}.sql`), 'utf8').replace(/--.*$/gm, ''))
    .join('\n');
  return text.match(/CREATE (UNIQUE )?INDEX (exposures_|item_audience_)[^;]*;/g).join('\n');
}

function fill(name, last) {
  const text = readFileSync(join(here, 'bench-report.sql'), 'utf8').replace(':indexes', indexes());
  sql(name, text, ['-v', `last=${last}`, '-v', `secret=${SECRET}`]);
  sql(name, 'VACUUM (ANALYZE) items, item_audience, exposures, people, appointments, side_spells, factions');
}

async function serve(name) {
  const port = await freePort();
  const settings = {
    EVENWIJS_ADDR: `127.0.0.1:${port}`,
    EVENWIJS_BASE_URL: `http://127.0.0.1:${port}`,
    EVENWIJS_DATA_DIR: join(folder, name),
    EVENWIJS_MAIL_DIR: join(folder, 'mail'),
    EVENWIJS_DATABASE_URL: database(name),
    EVENWIJS_WORKER: 'false',
  };
  const child = spawn(binary, ['serve'], { cwd: folder, env: { ...clean, ...settings }, stdio: 'ignore' });
  const gone = new Promise((settle) => child.once('exit', settle));
  const one = { port, stop: () => (child.kill('SIGTERM'), gone) };
  for (let left = 600; left > 0; left -= 1) {
    if ((await ask(one, 'GET', '/readyz').catch(() => ({}))).status === 200) return one;
    if (child.exitCode !== null) break;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error(`evenwijs serve did not become ready on ${name}`);
}

const ask = ({ port }, method, path) =>
  new Promise((settle, refuse) => {
    const headers = { cookie: `__Host-evenwijs=${SECRET}`, origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
    if (method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded';
    const began = performance.now();
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => settle({ status: response.statusCode, text: Buffer.concat(parts).toString(), took: performance.now() - began }));
    })
      .once('error', refuse)
      .end();
  });

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** "2026-4" of so many quarters ago. */
function quarter(ago) {
  const now = new Date();
  const whole = now.getFullYear() * 4 + Math.floor(now.getMonth() / 3) - ago;
  return `${Math.floor(whole / 4)}-${(whole % 4) + 1}`;
}

/** Pages of a quarter, of both servers in turn, so that a busy moment of the machine falls on both. */
async function measure(servers, path, items) {
  const first = [];
  for (const server of servers) {
    const answer = await ask(server, 'GET', path);
    if (answer.status !== 200 || !answer.text.includes(`${items} onderwerpen`)) throw new Error(`${path}: ${answer.status}`);
    first.push(answer.took);
  }
  const again = servers.map(() => []);
  for (let look = 0; look < LOOKS; look += 1) {
    for (const [at, server] of servers.entries()) again[at].push((await ask(server, 'GET', path)).took);
  }
  return { first, again: again.map(median) };
}

/** The plans that the server made for the ledger while one page was looked at. */
async function plans(name, path) {
  sql(name, `ALTER DATABASE ${name} SET session_preload_libraries = 'auto_explain'; ALTER DATABASE ${name} SET auto_explain.log_min_duration = 0; ALTER DATABASE ${name} SET auto_explain.log_analyze = on;`);
  const before = readFileSync(log, 'utf8').length;
  const server = await serve(name);
  await ask(server, 'GET', path);
  await server.stop();
  return readFileSync(log, 'utf8')
    .slice(before)
    .split(/^(?=\d{4}-\d\d-\d\d )/m)
    .filter((entry) => entry.includes('plan:') && /released_at >= /.test(entry) && LEDGER.some((table) => entry.includes(` on ${table}`)));
}

const servers = [];
try {
  const began = performance.now();
  for (const [name, last] of [['one', 0], ['many', MUNICIPALITIES - 1]]) {
    sql('postgres', `CREATE DATABASE ${name}`);
    const env = { ...clean, EVENWIJS_DATABASE_URL: database(name), EVENWIJS_DATA_DIR: join(folder, name) };
    execFileSync(binary, ['migrate'], { cwd: folder, env, stdio: 'ignore' });
    fill(name, last);
  }
  const rows = sql('many', `SELECT (SELECT COUNT(*) FROM municipalities) || ' municipalities, ' || (SELECT COUNT(*) FROM items) || ' items, ' || (SELECT COUNT(*) FROM exposures) || ' entries, ' || pg_size_pretty(pg_database_size('many'))`).trim();
  console.log(`\nPostgreSQL with ${rows} (made in ${((performance.now() - began) / 1000).toFixed(0)} s); a page of 40 items and 31 people:\n`);
  for (const name of ['one', 'many']) servers.push(await serve(name));
  const page = (ago) => `/meting-0/informatiebalans?kwartaal=${quarter(ago)}`;
  for (const server of servers) {
    const closed = await ask(server, 'POST', `/meting-0/informatiebalans/kwartalen/${quarter(2)}/afsluiting`);
    if (closed.status !== 303) throw new Error(`closing: ${closed.status}`);
  }
  const cases = [
    ['the running quarter, from the ledger', page(0)],
    ['the quarter before, still open', page(1)],
    ['a closed quarter, with its frozen figures', page(2)],
  ];
  console.log('| page | one municipality | all of them | ratio (at most 3) | first look, computed: one, all |\n|---|---|---|---|---|');
  let slow = false;
  const ms = (took) => `${took.toFixed(1)} ms`;
  for (const [what, path] of cases) {
    const { first, again } = await measure(servers, path, 40);
    const ratio = again[1] / again[0];
    slow ||= ratio > MOST;
    console.log(`| ${what} | ${ms(again[0])} | ${ms(again[1])} | ${ratio.toFixed(2)} | ${first.map(ms).join(', ')} |`);
  }
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  const made = await plans('many', page(0));
  const whole = made.filter((plan) => LEDGER.some((table) => new RegExp(`Seq Scan on ${table}\\b`).test(plan)));
  const used = new Set(made.flatMap((plan) => [...plan.matchAll(/Index (?:Only )?Scan (?:Backward )?using (\w+)|Bitmap Index Scan on (\w+)/g)].map((found) => found[1] ?? found[2])));
  console.log(`\nQueries of the ledger: ${made.length}; indexes used: ${[...used].join(', ') || 'none'}; read whole: ${whole.length}`);
  if (made.length < 3 || used.size === 0 || whole.length > 0) {
    console.log(whole[0] ?? made[0] ?? 'no plan was found');
    throw new Error('the query of the ledger does not use an index');
  }
  if (slow) throw new Error(`a page takes more than ${MOST} times as long with all municipalities`);
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
}
