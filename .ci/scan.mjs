// The work of .ci/scan: seeds once; for each role a server of its own and a sign-in; then a walk over paths that leak elsewhere and
// over every address with every method, wapiti, and sqlmap on every form and every address with parameters.
//   node .ci/scan.mjs BINARY FOLDER short|long [PROVED]

import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { ROUTES, crawl, walk } from './scan-walk.mjs';

const [binary, out, form, proved] = [resolve(process.argv[2]), resolve(process.argv[3]), process.argv[4], process.argv[5]];
const TOWN = 'winterbeek';
const EVERY_ROLE = ['griffie', 'raadslid', 'commissielid', 'wethouder', 'burgemeester', 'ambtenaar', 'fractiesecretaris', 'beheerder'];
// Without those that call a host elsewhere (ssrf, xxe, log4shell) or look for the software of others.
const MODULES = 'sql,xss,permanentxss,exec,file,crlf,redirect,csp,http_headers,cookieflags,htaccess,methods,ldap,upload,backup';
const long = form === 'long';
const roles = process.env.SCAN_ROLES?.split(',') ?? (long ? EVERY_ROLE : ['griffie', 'raadslid']);
/** Seconds: for wapiti to look around, for each of its modules, and for sqlmap in all: where it is quick, and where it tries all. */
const most = long ? { crawl: 12, module: 4, sqlmap: 30, whole: 240 } : { crawl: 4, module: 2, sqlmap: 12 };
const modules = long ? MODULES : 'sql,xss,permanentxss,crlf,redirect';
// Whoever is signed out tests nothing.
const AWAY = ['*afmeld*', '*demo/aanmelden*', '*/uitzetting*', '*/assets/*'];

const freePort = () =>
  new Promise((settle) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });

/** Runs a tool until it is done, or so many seconds; then it is stopped with that signal. */
const run = (tool, words, log, seconds, killSignal) => {
  const stream = openSync(log, 'w');
  const child = spawn(tool, words, { stdio: ['ignore', stream, stream], timeout: seconds * 1000, killSignal, cwd: out });
  return new Promise((settle, fail) => child.on('error', fail).on('close', settle));
};

async function serve(data) {
  const [port, figures] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(`${data}.log`, 'w');
  const env = {
    PATH: process.env.PATH,
    EVENWIJS_ADDR: `127.0.0.1:${port}`,
    EVENWIJS_BASE_URL: url,
    EVENWIJS_METRICS_ADDR: `127.0.0.1:${figures}`,
    EVENWIJS_DEMO: 'true',
    EVENWIJS_DATA_DIR: data,
  };
  const server = spawn(binary, ['serve'], { env, stdio: ['ignore', log, log] });
  for (let tries = 0; tries < 300; tries += 1) {
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return { url, server, figures: `http://127.0.0.1:${figures}/metrics` };
    await new Promise((settle) => setTimeout(settle, 100));
  }
  server.kill('SIGKILL');
  throw new Error(`${binary} does not serve; see ${data}.log`);
}

/** The cookie of somebody of this role. */
async function signIn(url, role) {
  const html = await fetch(`${url}/${TOWN}/aanmelden`).then((answer) => answer.text());
  const items = html.slice(html.indexOf('id="demo"')).split('class="list-item');
  const plain = (text) => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const item = items.find((one) => new RegExp(`[ ,]${role}\\b`, 'i').test(plain(one)) && /value="[0-9a-f-]{36}"/.test(one));
  const person = item?.match(/value="([0-9a-f-]{36})"/)?.[1];
  if (!person) throw new Error(`nobody to try as ${role}`);
  const answer = await fetch(`${url}/${TOWN}/demo/aanmelden`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: `persoon=${person}`,
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const cookie = cookies.find((one) => one.includes('sessie') || one.includes('session')) ?? cookies[0];
  const home = await fetch(`${url}/${TOWN}`, { headers: { cookie }, redirect: 'manual' });
  if (home.status !== 200) throw new Error(`signed in as ${role}, home answers ${home.status}`);
  return cookie;
}

/** Answers counted by the server itself, by method, route and status. */
async function counted(figures) {
  const text = await fetch(figures).then((answer) => answer.text());
  return [...text.matchAll(/^evenwijs_request_seconds_count\{method="([^"]*)",route="([^"]*)",status="(\d+)"\} (\d+)/gm)].map(
    ([, method, route, status, count]) => ({ method, route, status: Number(status), count: Number(count) }),
  );
}
const all = (rows) => rows.reduce((sum, { count }) => sum + count, 0);

async function wapiti(url, role, cookie, pages) {
  const report = join(out, `wapiti-${role}.json`);
  const session = join(out, `session-${role}`);
  const words = ['-u', `${url}/${TOWN}`, '--scope', 'folder', '-C', cookie, '--drop-set-cookie', '-H', 'Sec-Fetch-Site: same-origin'];
  for (const page of pages) words.push('-s', page);
  for (const away of AWAY) words.push('-x', `${url}/${away}`);
  words.push('-m', modules, '-d', '2', '-l', '2', '--max-scan-time', `${most.crawl}`, '--max-attack-time', `${most.module}`);
  words.push('--tasks', '4', '-t', '10', '--flush-session', '--no-bugreport', '--dns-endpoint', 'localhost', '--store-session', session, '-f', 'json', '-o', report);
  // Asked to stop, wapiti still writes what it found; sqlmap only goes on with the next parameter.
  // On a busy machine it trips over its own database now and then; a second time it does not.
  for (let tries = 0; tries < 2 && (tries === 0 || !existsSync(report)); tries += 1) {
    for (const old of [report, session]) rmSync(old, { recursive: true, force: true });
    await run('wapiti', words, join(out, `wapiti-${role}.log`), most.crawl + (most.module + 5) * modules.split(',').length + 60, 'SIGINT');
  }
  if (!existsSync(report)) throw new Error(`wapiti wrote no report; see ${out}/wapiti-${role}.log`);
  const { vulnerabilities, anomalies, infos } = JSON.parse(readFileSync(report, 'utf8'));
  const found = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, ones]) =>
    ones.map(({ method, path, parameter, info }) => ({ tool: 'wapiti', kind, what: `${method} ${path} ${parameter ?? ''}: ${info}` })),
  );
  return { found, pages: infos.crawled_pages_nbr };
}

async function sqlmap(url, role, cookie, targets) {
  const line = '='.repeat(54);
  const requests = targets.map(({ method, path, body }) => {
    const head = [`${method} ${path} HTTP/1.1`, `Host: ${new URL(url).host}`, `Cookie: ${cookie}`, 'Sec-Fetch-Site: same-origin'];
    if (body) head.push('Content-Type: application/x-www-form-urlencoded', `Content-Length: ${Buffer.byteLength(body)}`);
    return `${line}\n${head.join('\n')}\n\n${body ?? ''}\n${line}\n`;
  });
  const [list, log] = [join(out, `requests-${role}.txt`), join(out, `sqlmap-${role}.log`)];
  writeFileSync(list, requests.join('\n'));
  const words = ['-l', list, '--batch', '--level=1', '--risk=1', '--technique=BEU', '--threads=4', '--drop-set-cookie', '--disable-coloring'];
  // Without the rarer databases.
  words.push('--dbms=SQLite', '--skip=Cookie,User-Agent,Referer,Host', '--output-dir', join(out, `sqlmap-${role}`), '--flush-session', '--timeout=10', '--retries=1');
  // Tried to the end as the one role with most forms. Of the others only what behaves oddly: a quote that breaks a statement is
  // an answer in the 500s, and those are counted by the server itself.
  const whole = long && role === 'griffie';
  words.push(...(whole ? [] : ['--smart']));
  await run('sqlmap', words, log, whole ? most.whole : most.sqlmap, 'SIGKILL');
  const said = readFileSync(log, 'utf8').split('\n');
  const parameters = said.filter((line) => /^\[.*\] \[INFO\] testing if (GET|POST|URI) parameter|heuristic \(basic\) test shows that/.test(line)).length;
  // What it suspects it tries again, and takes back where the page was another one each time.
  const suspected = [];
  for (const line of said) {
    const parameter = line.match(/parameter '([^']*)'/)?.[1];
    if (/appears to be '.*' injectable|might be injectable|is vulnerable|identified the following injection/.test(line)) {
      suspected.push({ tool: 'sqlmap', kind: 'SQL', parameter, what: line.replace(/^\[[^\]]*\] \[[A-Z]+\] /, '') });
    } else if (/does not seem to be injectable/.test(line) && suspected.at(-1)?.parameter === parameter) {
      suspected.pop();
    }
  }
  const found = suspected;
  return { found, parameters };
}

const seeded = join(out, 'seeded');
rmSync(seeded, { recursive: true, force: true });
mkdirSync(seeded, { recursive: true });
const seed = spawnSync(binary, ['seed', '--demo'], { env: { PATH: process.env.PATH, EVENWIJS_DATA_DIR: seeded }, stdio: 'ignore' });
if (seed.status !== 0) throw new Error('the demonstration could not be seeded');

const results = [];
for (const role of roles) {
  const data = join(out, `data-${role}`);
  rmSync(data, { recursive: true, force: true });
  cpSync(seeded, data, { recursive: true });
  const began = Date.now();
  const { url, server, figures } = await serve(data);
  try {
    const cookie = await signIn(url, role);
    const clock = (what) => process.env.SCAN_CLOCK && console.log(`  ${what} after ${Math.round((Date.now() - began) / 1000)} s`);
    clock('signed in');
    const { pages, targets } = await crawl(url, TOWN, cookie);
    clock('crawled');
    const walked = await walk(url, TOWN, cookie, pages);
    clock('walked');
    const before = all(await counted(figures));
    const attacked = await wapiti(url, role, cookie, pages);
    clock('wapiti');
    const between = all(await counted(figures));
    // What was written in the meantime may have ended the session; a tool that is not signed in tests nothing.
    const injected = await sqlmap(url, role, await signIn(url, role), targets);
    const answers = await counted(figures);
    const broken = answers.filter(({ status }) => status >= 500);
    const log = readFileSync(`${data}.log`, 'utf8');
    const found = [
      ...walked,
      ...attacked.found,
      ...injected.found,
      ...broken.map(({ method, route, status, count }) => ({ tool: 'server', kind: `status ${status}`, what: `${method} ${route}, ${count} times` })),
      ...(log.match(/.*(?: ERROR |panicked).*/g) ?? []).map((line) => ({ tool: 'server', kind: 'error in the log', what: line.slice(0, 300) })),
    ];
    const came = new Set(answers.map(({ method, route }) => `${method} ${route}`));
    const routes = ROUTES.map((one) => one.join(' ')).filter((one) => came.has(one));
    results.push({
      role,
      seconds: Math.round((Date.now() - began) / 1000),
      requests: { walk: before, wapiti: between - before, sqlmap: all(answers) - between },
      pages: pages.length,
      forms: targets.length,
      parameters: injected.parameters,
      routes,
      found,
    });
  } finally {
    server.kill('SIGTERM');
  }
  const { requests, routes, found, seconds } = results.at(-1);
  console.log(
    `${role}: ${requests.walk} + ${requests.wapiti} + ${requests.sqlmap} requests by walk, wapiti, sqlmap on ${routes.length} of ${ROUTES.length} routes in ${seconds} s; ` +
      `${found.length} findings`,
  );
  for (const { tool, kind, what } of found.slice(0, 40)) console.log(`  ${tool}, ${kind}: ${what}`);
}
writeFileSync(join(out, 'found.json'), JSON.stringify(results, undefined, 1));
const sum = (pick) => results.reduce((total, one) => total + pick(one), 0);
const findings = sum((one) => one.found.length);
const routes = new Set(results.flatMap((one) => one.routes)).size;
const requests = sum(({ requests }) => requests.walk + requests.wapiti + requests.sqlmap);
const told = `${findings} in ${requests} requests as ${roles.length} roles on ${routes} of ${ROUTES.length} routes`;
console.log(told);
if (proved) {
  const line = { engine: 'SQLite', what: 'T18 wapiti, sqlmap and a walk over paths and methods: findings', asked: '0', found: told };
  appendFileSync(proved, `${JSON.stringify(line)}\n`);
}
if (findings > 0) process.exit(1);
