import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

/** A running Evenwijs of the tests' own. A spec finds its own by `test.info().project.metadata as Installation`. */
export interface Installation {
  /** Where it serves, without a slash at the end. */
  url: string;
  /** Its data folder; `run` below works on it too. */
  dataDir: string;
  /** Where its outgoing mail lands, a file for each message. */
  mailDir: string;
  /** Where it takes mail in. */
  mailPort: number;
  /** What it says, on both streams. */
  log: string;
}

/** The binary under test: the one that `make build` puts there. */
export const binary = resolve(process.env.EVENWIJS_BINARY ?? join(__dirname, '../target/release/evenwijs'));

/** The projects of playwright.config.ts: each reader has an installation to themself, so that neither sees what the other did. */
export const PROJECTS = ['nojs', 'js'] as const;
export type Project = (typeof PROJECTS)[number];

const variable = (project: Project) => `EVENWIJS_E2E_${project.toUpperCase()}`;

/** The installation of a project; nothing before the set-up has run. */
export function installed(project: Project): Installation | undefined {
  const said = process.env[variable(project)];
  return said ? JSON.parse(said) : undefined;
}

/** Makes an installation known to the workers, which inherit this environment. */
export function announce(project: Project, installation: Installation): void {
  process.env[variable(project)] = JSON.stringify(installation);
}

/** Settings of whoever runs the tests must not reach the binary under test. */
function settings(own: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('EVENWIJS_'));
  return { ...Object.fromEntries(inherited), ...own };
}

/** Runs a command of the binary on a data folder and gives what it printed. */
export function run(dataDir: string, ...words: string[]): string {
  return execFileSync(binary, words, { env: settings({ EVENWIJS_DATA_DIR: dataDir }), encoding: 'utf8', cwd: join(dataDir, '..') });
}

/** Seeds the demo municipality into a new folder. */
export function seed(dataDir: string): void {
  if (!existsSync(binary)) throw new Error(`${binary} is not there: run make build first`);
  run(dataDir, 'seed', '--demo');
}

const freePort = () =>
  new Promise<number>((settle, refuse) => {
    const probe = createServer();
    probe.once('error', refuse);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? settle(address.port) : refuse(new Error('no port'))));
    });
  });

const pause = (milliseconds: number) => new Promise((settle) => setTimeout(settle, milliseconds));

const answers = (url: string) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

/** Serves a copy of a seeded data folder from `folder`; gives the installation and the way to stop it. */
export async function serve(folder: string, seeded: string): Promise<{ installation: Installation; stop: () => Promise<void> }> {
  const [port, mailPort] = [await freePort(), await freePort()];
  const installation: Installation = {
    url: `http://127.0.0.1:${port}`,
    dataDir: join(folder, 'data'),
    mailDir: join(folder, 'mail'),
    mailPort,
    log: join(folder, 'server.log'),
  };
  mkdirSync(installation.mailDir, { recursive: true });
  cpSync(seeded, installation.dataDir, { recursive: true });
  const log = openSync(installation.log, 'w');
  const server = spawn(binary, ['serve'], {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: settings({
      EVENWIJS_ADDR: `127.0.0.1:${port}`,
      EVENWIJS_BASE_URL: installation.url,
      EVENWIJS_DEMO: 'true',
      EVENWIJS_DATA_DIR: installation.dataDir,
      EVENWIJS_MAIL_DIR: installation.mailDir,
      EVENWIJS_RSVP_LISTEN: `127.0.0.1:${mailPort}`,
      EVENWIJS_RSVP_DOMAIN: 'rsvp.evenwijs.example',
      EVENWIJS_RSVP_AUTHSERV_ID: 'mx.evenwijs.example',
    }),
  });
  closeSync(log);
  const gone = new Promise<void>((settle) => {
    server.once('exit', () => settle());
    server.once('error', () => settle());
  });
  const stop = () => end(server, gone);
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null || server.signalCode !== null) break;
    if (await answers(`${installation.url}/readyz`)) return { installation, stop };
    await pause(100);
  }
  await stop();
  throw new Error(`evenwijs serve did not become ready; it said:\n${readFileSync(installation.log, 'utf8').slice(-4000)}`);
}

/** A polite stop, and a firm one when that takes longer than the server's own thirty seconds of draining. */
async function end(server: ChildProcess, gone: Promise<void>): Promise<void> {
  server.kill('SIGTERM');
  const firm = setTimeout(() => server.kill('SIGKILL'), 35_000);
  await gone;
  clearTimeout(firm);
}
