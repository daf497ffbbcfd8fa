// The work of .ci/scan: seeds once; for each role a server of its own, a sign-in, wapiti, and sqlmap on what has parameters.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const [binary, out, seconds] = process.argv.slice(2);
const TOWN = 'winterbeek';
const ROLES = ['griffie', 'raadslid', 'commissielid', 'wethouder', 'burgemeester', 'ambtenaar', 'fractiesecretaris', 'beheerder'];
// Without those that call a host elsewhere (ssrf, xxe, log4shell) or look for other software.
const MODULES = 'sql,timesql,xss,permanentxss,exec,file,crlf,redirect,csp,http_headers,cookieflags,htaccess,methods,ldap,upload,backup';
// Whoever is signed out tests nothing.
const AWAY = ['afmelden', 'afmelding', 'demo/aanmelden', 'taal'];

const freePort = () =>
  new Promise((settle) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });

const run = (tool, words, log, most) => {
  const stream = openSync(log, 'w');
  spawnSync(tool, words, { stdio: ['ignore', stream, stream], timeout: most * 1000, cwd: out });
};

async function serve(data) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = openSync(`${data}.log`, 'w');
  const env = { PATH: process.env.PATH, EVENWIJS_ADDR: `127.0.0.1:${port}`, EVENWIJS_BASE_URL: url, EVENWIJS_DEMO: 'true', EVENWIJS_DATA_DIR: data };
  const server = spawn(binary, ['serve'], { env, stdio: ['ignore', log, log] });
  for (let tries = 0; tries < 300; tries += 1) {
    if (await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)) return { url, server };
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error(`${binary} does not serve; see ${data}.log`);
}

/** The cookies of somebody of this role. */
async function signIn(url, role) {
  const html = await fetch(`${url}/${TOWN}/aanmelden`).then((answer) => answer.text());
  const items = html.slice(html.indexOf('id="demo"')).split('class="list-item');
  const item = items.find((one) => new RegExp(`class="[^"]*meta[^"]*">${role}[,<]`).test(one.replaceAll('<!---->', '').replaceAll('<!>', '')));
  const person = item?.match(/name="persoon" value="([^"]+)"/)?.[1] ?? item?.match(/value="([0-9a-f-]{36})"/)?.[1];
  if (!person) throw new Error(`nobody to try as ${role}`);
  const answer = await fetch(`${url}/${TOWN}/demo/aanmelden`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: `persoon=${person}`,
  });
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

const seeded = join(out, 'seeded');
rmSync(seeded, { recursive: true, force: true });
mkdirSync(seeded, { recursive: true });
const said = spawnSync(binary, ['seed', '--demo'], { env: { PATH: process.env.PATH, EVENWIJS_DATA_DIR: seeded }, stdio: 'ignore' });
if (said.status !== 0) throw new Error('the demonstration could not be seeded');

const found = {};
for (const role of ROLES) {
  const data = join(out, `data-${role}`);
  rmSync(data, { recursive: true, force: true });
  cpSync(seeded, data, { recursive: true });
  const { url, server } = await serve(data);
  const cookie = await signIn(url, role);
  const report = join(out, `wapiti-${role}.json`);
  const began = Date.now();
  const words = ['-u', `${url}/${TOWN}`, '--scope', 'folder', '-C', cookie, '--drop-set-cookie', '-H', 'Sec-Fetch-Site: same-origin'];
  for (const away of AWAY) words.push('-x', `${url}/${TOWN}/${away}`, '-x', `${url}/${TOWN}/*/${away}*`);
  words.push('-m', MODULES, '-l', '2', '--max-scan-time', seconds, '--max-attack-time', String(Math.ceil(seconds / 4)), '--tasks', '4', '--flush-session', '--no-bugreport');
  words.push('--store-session', join(out, `session-${role}`), '-f', 'json', '-o', report);
  run('wapiti', words, join(out, `wapiti-${role}.log`), 300);
  const scanned = JSON.parse(readFileSync(report, 'utf8'));
  const kinds = Object.entries({ ...scanned.vulnerabilities, ...scanned.anomalies }).filter(([, all]) => all.length > 0);
  // Parameters of addresses, and forms, that sqlmap finds by itself.
  const log = join(out, `sqlmap-${role}.log`);
  const sql = ['-u', `${url}/${TOWN}`, '--crawl=2', '--forms', '--batch', '--smart', '--level=1', '--risk=1', '--technique=BEU', '--threads=2'];
  sql.push('--crawl-exclude=afmeld|demo|taal|/assets/', '--cookie', cookie, '--headers', 'Sec-Fetch-Site: same-origin', '--drop-set-cookie');
  sql.push('--output-dir', join(out, `sqlmap-${role}`), '--disable-coloring', '--flush-session');
  run('sqlmap', sql, log, Number(seconds) * 2);
  const told = readFileSync(log, 'utf8');
  found[role] = {
    seconds: Math.round((Date.now() - began) / 1000),
    pages: scanned.infos.crawled_pages_nbr,
    wapiti: Object.fromEntries(kinds.map(([kind, all]) => [kind, all.map(({ method, path, parameter, info }) => ({ method, path, parameter, info }))])),
    sqlmap: { tested: (told.match(/testing (if|URL)|skipping/g) ?? []).length, found: told.split('\n').filter((line) => /injectable|vulnerable/.test(line) && !/not (appear|seem)|not injectable/.test(line)) },
    errors: (readFileSync(`${data}.log`, 'utf8').match(/ERROR|panicked/g) ?? []).length,
  };
  server.kill('SIGTERM');
  console.log(role, JSON.stringify(found[role].wapiti).slice(0, 300), found[role].sqlmap, `${found[role].seconds} s, ${found[role].errors} errors in the log`);
}
writeFileSync(join(out, 'found.json'), JSON.stringify(found, undefined, 1));
