// Looks around as somebody who is signed in: every page that links lead to, every form; then asks for what should not be there, and
// for what is there in ways nobody should.

import { request } from 'node:http';
import { readFileSync } from 'node:fs';

/** Pages of one pattern are alike; this many of each are looked at. */
const ALIKE = 3;
const MOST_PAGES = 500;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
// A form that ends the session, or takes somebody's access away, would end the walk.
const AWAY = /afmeld|uitzetting|\/demo\/|\/mijn\/wachtwoord/;

/** What leaks elsewhere: repositories, settings, backups, consoles, the files of other software. */
const LEAKS = `.git/config .git/HEAD .git/index .gitignore .svn/entries .hg/requires .DS_Store .env .env.local .env.production .env.bak
  .htaccess .htpasswd .npmrc .ssh/id_rsa .aws/credentials .bash_history .well-known/openid-configuration .vscode/settings.json
  backup backup.zip backup.tar.gz backup.sql kopie.zip dump.sql db.sqlite evenwijs.sqlite3 evenwijs.sqlite3-wal data/evenwijs.sqlite3
  data/keys/vault.key keys/vault.key vault.key evenwijs.toml config.json config.yml config.php web.config Dockerfile docker-compose.yml
  Cargo.toml Cargo.lock Makefile package.json README.md PROVE.md SECURITY.md target/ node_modules/ src/main.rs data/ data/mail data/documenten
  documenten documenten/ onderweg admin admin/ administrator beheer wp-login.php wp-admin/ phpmyadmin/ phpinfo.php index.php server-status
  server-info actuator actuator/env actuator/health actuator/heapdump manager/html console h2-console graphql graphiql swagger swagger-ui/
  swagger.json openapi.json api api/ api/v1 api/v2 api/v1/users metrics debug debug/pprof/ debug/vars trace status info env heapdump
  jolokia telescope _profiler _debugbar elmah.axd trace.axd cgi-bin/ cgi-bin/test.cgi test tmp log logs error.log access.log
  crossdomain.xml clientaccesspolicy.xml sitemap.xml humans.txt main.css.map assets/ assets/../evenwijs.toml pkg/ static/ uploads/ files/
  ..%2f..%2fetc%2fpasswd %2e%2e/%2e%2e/etc/passwd ....//....//etc/passwd ..;/admin ..%5c..%5cetc%5cpasswd %00 %ff%fe assets/%2e%2e%2fevenwijs.toml
  assets/..%2f..%2fkeys%2fvault.key demo demo/ demo/post/..%2f..%2fkeys%2fvault.key demo/post/%2e%2e%2fevenwijs.sqlite3`
  .split(/\s+/);
const METHODS = ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'SEARCH', 'PURGE', 'REPORT'];
/** Words of what lies below, which no reader should see. */
const INSIDES = /SQLITE_|sqlx|sea_orm|SeaORM|panicked|RUST_BACKTRACE|\/registry\/src\/|src\/[a-z_/]+\.rs|SELECT .* FROM |syntax error|PRIVATE KEY|root:x:0:0|\[core\]|thread '/;

/** Method and pattern of every route of the site. */
export const ROUTES = [...readFileSync('app/src/routes.rs', 'utf8').matchAll(/^\s*\.(get|post|put)\("([^"]+)"/gm)].map(
  ([, method, route]) => [method.toUpperCase(), route],
);

/** One request as it is written, without a client that corrects paths or methods. */
function ask(url, path, { method = 'GET', cookie = '', headers = {}, body } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((settle, fail) => {
    const sent = request({ hostname, port, path, method, headers: { cookie, origin: url, ...headers }, timeout: 20_000 }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => settle({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(pieces).toString('utf8') }));
      answer.on('error', fail);
    });
    sent.on('error', fail);
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path} was not answered`)));
    sent.end(body);
  });
}

const unescape = (text) => text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attribute = (tag, name) => {
  const found = tag.match(new RegExp(`\\s${name}(?:="([^"]*)"|(?=[\\s>/]))`));
  return found ? unescape(found[1] ?? '') : undefined;
};
const pattern = (path) => path.replace(ID, '{}').replace(/=[^&]*/g, '=').replace(/\/[A-Za-z0-9_-]{30,}/g, '/{}').replace(/\d+/g, '0');

/** The fields of a form as a browser would send them, each filled in. */
function filled(html) {
  const fields = new URLSearchParams();
  const add = (name, value) => name && fields.append(name, value);
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const [kind, value] = [attribute(tag, 'type') ?? 'text', attribute(tag, 'value') ?? ''];
    if (['checkbox', 'radio'].includes(kind) ? attribute(tag, 'checked') !== undefined : !['submit', 'file'].includes(kind)) {
      add(attribute(tag, 'name'), value || { date: '2027-03-01', time: '19:30', email: 'a@b.example', number: '3' }[kind] || (kind === 'hidden' ? '' : 'woord'));
    }
  }
  for (const [, tag, text] of html.matchAll(/(<textarea\b[^>]*>)([^]*?)<\/textarea>/g)) add(attribute(tag, 'name'), unescape(text).trim() || 'woord');
  for (const [, tag, options] of html.matchAll(/(<select\b[^>]*>)([^]*?)<\/select>/g)) {
    const [first] = options.match(/<option\b[^>]*\sselected[^>]*>/) ?? options.match(/<option\b[^>]*>/) ?? [''];
    add(attribute(tag, 'name'), attribute(first, 'value') ?? '');
  }
  for (const [tag] of html.matchAll(/<button\b[^>]*>/g)) if (attribute(tag, 'name')) add(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  return fields;
}

/** The pages (addresses) of who holds the cookie, and the requests with something to fill in, one of each pattern. */
export async function crawl(url, town, cookie) {
  const [pages, targets, seen, alike] = [[], new Map(), new Set(), new Map()];
  const queue = [`/${town}`];
  const target = (method, path, fields) => {
    const names = [...new Set(fields.keys())].sort().join(',');
    const key = `${method} ${pattern(path.split('?')[0])} ${names}`;
    if (AWAY.test(path) || targets.has(key)) return;
    targets.set(key, method === 'GET' ? { method, path: `${path.split('?')[0]}?${fields}` } : { method, path, body: `${fields}` });
  };
  while (queue.length > 0 && pages.length < MOST_PAGES) {
    const path = queue.shift();
    const like = pattern(path);
    if (seen.has(path) || AWAY.test(path) || (alike.get(like) ?? 0) >= ALIKE) continue;
    seen.add(path);
    alike.set(like, (alike.get(like) ?? 0) + 1);
    const answer = await ask(url, path, { cookie });
    if (answer.status !== 200) continue;
    pages.push(url + path);
    if (path.includes('?')) target('GET', path, new URL(url + path).searchParams);
    if (!answer.headers['content-type']?.startsWith('text/html')) continue;
    for (const [, href] of answer.text.matchAll(/<a\b[^>]*\shref="([^"#]*)/g)) {
      const to = new URL(unescape(href), url + path);
      if (to.origin === url && to.pathname.startsWith(`/${town}`)) queue.push(to.pathname + to.search);
    }
    for (const [, head, inside] of answer.text.matchAll(/(<form\b[^>]*>)([^]*?)<\/form>/g)) {
      const to = new URL(attribute(head, 'action') ?? path, url + path);
      if (attribute(head, 'enctype')) continue;
      target((attribute(head, 'method') ?? 'get').toUpperCase(), to.pathname + to.search, filled(inside));
    }
  }
  // What is counted tightly comes last: sqlmap slows down for good when it is told to wait.
  const counted = ({ path }) => Number(/aanmelden|vergeten|tweede-stap|bevestiging|testmail|verversing/.test(path));
  const all = [...targets.values()].filter(({ path, body }) => path.includes('?') || body);
  return { pages, targets: all.sort((a, b) => counted(a) - counted(b)) };
}

/** Every path that leaks elsewhere, without and with the cookie, and every address with every method. */
export async function walk(url, town, cookie, pages) {
  const found = [];
  const tell = (kind, what) => found.push({ tool: 'walk', kind, what });
  const look = (how, answer) => {
    if (answer.status >= 500) tell(`status ${answer.status}`, how);
    const inside = answer.text.match(INSIDES);
    if (inside) tell('insides shown', `${how}: ${inside[0].slice(0, 80)}`);
    for (const name of ['content-security-policy', 'x-content-type-options', 'strict-transport-security', 'x-frame-options']) {
      if (!answer.headers[name]) tell('header missing', `${how}: ${name}`);
    }
  };
  for (const who of ['', cookie]) {
    for (const leak of LEAKS) {
      for (const path of [`/${leak}`, `/${town}/${leak}`]) {
        const answer = await ask(url, path, { cookie: who });
        look(`GET ${path}`, answer);
        if (answer.status === 200) tell('path answers', `GET ${path}${who ? ', signed in' : ''}`);
      }
    }
  }
  const real = new Map(pages.map((page) => [pattern(new URL(page).pathname), new URL(page).pathname]));
  const taken = new Map();
  for (const [method, route] of ROUTES) taken.set(route, [...(taken.get(route) ?? []), method]);
  const nobody = '01890000-0000-7000-8000-000000000000';
  for (const [route, own] of taken) {
    if (AWAY.test(route)) continue;
    const made = route.replace('{gemeente}', town).replace(/\{[a-z]+\}/g, nobody);
    const path = real.get(pattern(made)) ?? made;
    // As it is meant to be asked, but with nothing in it: a refusal in words, never an error.
    for (const method of own) {
      const body = method === 'GET' ? undefined : '';
      const headers = { 'sec-fetch-site': 'same-origin', ...(body === '' && { 'content-type': 'application/x-www-form-urlencoded' }) };
      look(`${method} ${made}`, await ask(url, made, { method, cookie, headers, body }));
    }
    for (const method of METHODS.filter((one) => !own.includes(one))) {
      const answer = await ask(url, path, { method, cookie, headers: { 'x-http-method-override': 'DELETE', 'sec-fetch-site': 'same-origin' } });
      look(`${method} ${path}`, answer);
      const fine = answer.status >= 300 || (method === 'HEAD' && own.includes('GET'));
      if (!fine) tell('method answers', `${method} ${path}: ${answer.status}`);
      if (answer.text.includes(cookie)) tell('request told back', `${method} ${path}`);
    }
  }
  return found;
}
