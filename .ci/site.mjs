// Lays the site folder that the release binary carries: style sheet, icons, islands, the recount of the balance, and a
// compressed twin of each.
//
//   node .ci/site.mjs ISLANDS.wasm DESK.wasm RECOUNT.wasm BUNDLE      (BUNDLE: the compiled tool crate app/islands/bundle)
//
// Nothing is made again while what it is made from is unchanged, and no file is touched whose content stays the same:
// the server is only compiled again when the site differs.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = resolve(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '..');
const site = join(root, 'server/site');
const style = join(root, 'style');
const work = join(root, 'target/site');
const memory = join(work, 'made.json');
const [islands, desk, recount, bundle] = process.argv.slice(2).map((path) => resolve(path));

/** Files that shrink; pictures and fonts are compressed already. */
const SHRINKING = new Set(['.css', '.html', '.ico', '.js', '.json', '.map', '.svg', '.txt', '.wasm', '.webmanifest', '.xml']);

/**
 * The features that rustc's output uses and that every browser of the last years knows. Never `--all-features`:
 * that writes compact imports, which Chromium refuses, and the page only looks dead.
 */
const WASM_FEATURES = [
  '--enable-bulk-memory',
  '--enable-nontrapping-float-to-int',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-reference-types',
  '--enable-multivalue',
];

const digest = (...parts) => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
};

/** Every file below a folder, sorted, so that the same folder always gives the same digest. */
const below = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? below(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();

const read = (path, otherwise) => (existsSync(path) ? readFileSync(path) : otherwise);

/** One clear line, and the end. */
function stop(why) {
  console.log(`Stopped: ${why}`);
  process.exit(1);
}

/** Runs a program to its end; what it says goes to the log. */
function run(program, ...words) {
  try {
    execFileSync(program, words, { stdio: 'inherit' });
  } catch {
    stop(`${relative(root, program)} did not work; what it said is in target/logs.`);
  }
}

function put(path, content) {
  if (existsSync(path) && readFileSync(path).equals(content)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

mkdirSync(work, { recursive: true });
const tools = digest(readFileSync(join(style, 'package-lock.json')), readFileSync(new URL(import.meta.url)));
const before = JSON.parse(read(memory, '{}').toString());
const made = {};

/** Runs `make`, which gives {name: content}, unless its inputs are those of last time and its files are still in the work folder. */
function once(what, inputs, make) {
  const key = digest(tools, ...inputs);
  const files = before[what]?.key === key ? before[what].files : undefined;
  if (files?.every((name) => existsSync(join(work, name)))) {
    made[what] = before[what];
    return;
  }
  const results = make();
  for (const [name, content] of Object.entries(results)) put(join(work, name), content);
  made[what] = { key, files: Object.keys(results) };
  console.log(`made ${Object.entries(results).map(([name, content]) => `${name} (${content.length} bytes)`).join(', ')}`);
}

// The style sheet: one file, minified, written for current browsers as it is.
const sheets = below(style).filter((path) => path.endsWith('.css') && !relative(style, path).startsWith('node_modules'));
once('style', sheets.flatMap((path) => [relative(style, path), readFileSync(path)]), () => {
  const { bundle: combine } = createRequire(join(style, 'package.json'))('lightningcss');
  try {
    const { code, warnings } = combine({ filename: join(style, 'main.css'), minify: true });
    if (warnings.length > 0) throw new Error(warnings.map((warning) => warning.message).join('; '));
    return { 'main.css': Buffer.from(code) };
  } catch (why) {
    const place = why.fileName ? ` (${relative(root, why.fileName)}, line ${why.loc?.line})` : '';
    stop(`the style sheet: ${why.message}${place}`);
  }
});

// The islands, and the recount by itself: what wasm-bindgen makes of the compiled crate, and that made small.
for (const [name, wasm] of Object.entries({ islands, desk, recount })) {
  once(name, [readFileSync(wasm), readFileSync(bundle)], () => {
    const folder = mkdtempSync(join(work, `${name}-`));
    try {
      run(bundle, wasm, folder, name);
      const [whole, small] = [join(folder, `${name}_bg.wasm`), join(folder, 'small.wasm')];
      run(process.execPath, join(style, 'node_modules/binaryen/bin/wasm-opt'), '-Oz', ...WASM_FEATURES, whole, '-o', small);
      return { [`${name}.js`]: readFileSync(join(folder, `${name}.js`)), [`${name}_bg.wasm`]: readFileSync(small) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

// Everything that is served, by its name in the site folder.
const compiled = ['main.css', 'islands.js', 'islands_bg.wasm', 'desk.js', 'desk_bg.wasm', 'recount.js', 'recount_bg.wasm'];
const served = new Map(compiled.map((name) => [name, readFileSync(join(work, name))]));
for (const name of ['boot.js', 'recount-boot.js']) served.set(name, readFileSync(join(root, 'app/islands', name)));
const assets = join(style, 'assets');
if (existsSync(assets)) {
  for (const path of below(assets)) {
    const name = relative(assets, path);
    if (served.has(name)) stop(`style/assets/${name} has the name of a file that the build makes.`);
    if (!name.split('/').some((part) => part.startsWith('.') && part !== '.well-known')) served.set(name, readFileSync(path));
  }
}

for (const [name, content] of [...served]) {
  if (!SHRINKING.has(extname(name))) continue;
  once(`twins of ${name}`, [content], () => ({
    [`${name}.br`]: brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    [`${name}.gz`]: gzipSync(content, { level: 9 }),
  }));
  for (const twin of made[`twins of ${name}`].files) served.set(twin, readFileSync(join(work, twin)));
}

for (const [name, content] of served) put(join(site, name), content);
for (const path of below(site)) {
  const name = relative(site, path);
  if (name !== '.gitkeep' && !served.has(name)) rmSync(path);
}
writeFileSync(memory, JSON.stringify(made, null, 1));

const size = (name) => (existsSync(join(site, name)) ? `${(statSync(join(site, name)).size / 1000).toFixed(1)} kB` : 'missing');
for (const name of [...compiled, 'boot.js', 'recount-boot.js']) {
  console.log(`${name}: ${size(name)}, brotli ${size(`${name}.br`)}`);
}
