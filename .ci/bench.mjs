// From `evenwijs serve` to the first 200 of /readyz, on a freshly seeded demo municipality, five times.
// The reference is how long this machine takes to start and end the smallest program there is, measured in the same way.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const STARTS = 5;
const binary = resolve(process.argv[2]);

const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('EVENWIJS_')));
const folder = mkdtempSync(join(tmpdir(), 'evenwijs-bench-'));
const data = join(folder, 'data');

const exited = (child) => new Promise((settle) => child.once('exit', (code) => settle(code)));

const freePort = () =>
  new Promise((settle) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });

const status = (url) =>
  new Promise((settle) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      settle(response.statusCode);
    }).once('error', () => settle(0));
  });

async function reference() {
  const began = performance.now();
  await exited(spawn('true', { stdio: 'ignore' }));
  return performance.now() - began;
}

async function startToReady() {
  const port = await freePort();
  const settings = { EVENWIJS_ADDR: `127.0.0.1:${port}`, EVENWIJS_BASE_URL: `http://127.0.0.1:${port}`, EVENWIJS_DATA_DIR: data };
  const began = performance.now();
  const server = spawn(binary, ['serve'], { cwd: folder, env: { ...inherited, ...settings, EVENWIJS_MAIL_DIR: join(folder, 'mail') }, stdio: 'ignore' });
  const gone = exited(server);
  let took;
  while (took === undefined) {
    if ((await status(`http://127.0.0.1:${port}/readyz`)) === 200) took = performance.now() - began;
    else if (server.exitCode !== null || performance.now() - began > 60_000) break;
    else await new Promise((settle) => setTimeout(settle, 1));
  }
  server.kill('SIGTERM');
  await gone;
  if (took === undefined) throw new Error('evenwijs serve did not become ready');
  return took;
}

function tell(what, took) {
  const sorted = [...took].sort((a, b) => a - b);
  const ms = (value) => `${value.toFixed(1)} ms`;
  console.log(`${what.padEnd(36)} median ${ms(sorted[Math.floor(sorted.length / 2)])}, all ${took.map(ms).join(', ')}`);
}

try {
  execFileSync(binary, ['seed', '--demo'], { cwd: folder, env: { ...inherited, EVENWIJS_DATA_DIR: data }, stdio: 'ignore' });
  const [servers, references] = [[], []];
  // In turn, so that a busy moment of the machine falls on both.
  for (let turn = 0; turn < STARTS; turn += 1) {
    servers.push(await startToReady());
    references.push(await reference());
  }
  console.log(`\n${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}`);
  tell('evenwijs serve, start to ready', servers);
  tell('reference: start and end of `true`', references);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
