// The first visit of a council member's home, in Chromium with an empty cache, on a phone with a slow line and a slow processor:
// what goes over the wire, in how many requests, and when the largest thing on the page is painted.
//   node .ci/bench-visit.mjs BINARY REPORT

import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const { chromium } = createRequire(join(dirname(fileURLToPath(import.meta.url)), '../end2end/package.json'))('@playwright/test');

const [binary, report] = [resolve(process.argv[2]), resolve(process.argv[3])];
const VISITS = 5;
/** Slow 4G as Lighthouse has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back; and a processor four times slower. */
const LINE = { offline: false, latency: 150, downloadThroughput: (1.6 * 1000 * 1000) / 8, uploadThroughput: (750 * 1000) / 8 };
const SLOWER = 4;

const folder = mkdtempSync(join(tmpdir(), 'evenwijs-visit-'));
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('EVENWIJS_')));

const freePort = () =>
  new Promise((settle) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });

const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

let missed = false;
function judged(what, asked, found, met) {
  missed ||= !met;
  const line = { engine: 'SQLite', what, asked, found: met ? found : `${found}: not met` };
  console.log(`${what}: ${line.found} (asked: ${asked})`);
  appendFileSync(report, `${JSON.stringify(line)}\n`);
}

/** One visit by somebody who is signed in and has nothing in the cache. */
async function visit(browser, url, session, javaScriptEnabled) {
  const context = await browser.newContext({ storageState: session, javaScriptEnabled, viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', LINE);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  let [bytes, requests] = [0, 0];
  devtools.on('Network.requestWillBeSent', ({ request }) => (requests += request.url.startsWith('data:') ? 0 : 1));
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url, { waitUntil: 'networkidle' });
  // Islands load when the browser has nothing else to do.
  await page.waitForTimeout(3_000);
  let painted = 0;
  if (javaScriptEnabled) {
    painted = await page.evaluate(
      () =>
        new Promise((settle) => {
          new PerformanceObserver((list) => settle(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
          setTimeout(() => settle(Number.NaN), 5_000);
        }),
    );
  }
  await context.close();
  return { bytes, requests, painted };
}

const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const settings = { EVENWIJS_ADDR: `127.0.0.1:${port}`, EVENWIJS_BASE_URL: address, EVENWIJS_DATA_DIR: join(folder, 'data'), EVENWIJS_MAIL_DIR: join(folder, 'mail'), EVENWIJS_DEMO: 'true', EVENWIJS_LOG: 'error' };
const env = { ...clean, ...settings };
execFileSync(binary, ['seed', '--demo'], { cwd: folder, env, stdio: 'ignore' });
const server = spawn(binary, ['serve'], { cwd: folder, env, stdio: 'ignore' });
const gone = new Promise((settle) => server.once('exit', settle));
let browser;
try {
  for (let tries = 0; !(await fetch(`${address}/readyz`).then((answer) => answer.ok, () => false)); tries += 1) {
    if (server.exitCode !== null || tries > 600) throw new Error('evenwijs serve did not become ready');
    await new Promise((settle) => setTimeout(settle, 100));
  }
  browser = await chromium.launch({
    executablePath: process.env.EVENWIJS_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const door = await browser.newContext();
  const page = await door.newPage();
  await page.goto(`${address}/winterbeek/aanmelden`);
  await page.locator('li', { hasText: 'raadslid' }).first().locator('button').click();
  await page.waitForURL(`${address}/winterbeek`);
  const session = await door.storageState();
  await door.close();

  const url = `${address}/winterbeek`;
  const plain = await visit(browser, url, session, false);
  const visits = [];
  for (let number = 0; number < VISITS; number += 1) visits.push(await visit(browser, url, session, true));
  const whole = visits[0];
  const painted = middle(visits.map((each) => each.painted));
  const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  judged("First visit of a member's home, without islands", '60 kB, 8 requests', `${kB(plain.bytes)}, ${plain.requests} requests`, plain.bytes <= 60_000 && plain.requests <= 8);
  judged("First visit of a member's home, with islands", '150 kB, 8 requests', `${kB(whole.bytes)}, ${whole.requests} requests`, whole.bytes <= 150_000 && whole.requests <= 8);
  judged('Largest paint of it under slow 4G and a processor four times slower', '1.2 s', `${(painted / 1000).toFixed(2)} s, the middle of ${VISITS}`, painted <= 1_200);
} finally {
  await browser?.close();
  server.kill('SIGTERM');
  await gone;
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed ? 1 : 0;
