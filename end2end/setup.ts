import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announce, PROJECTS, seed, serve } from './installation';

/** Starts a freshly seeded installation for each project before the first test, and stops them after the last. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'evenwijs-end2end-'));
  const running: Array<{ project: string; log: string; stop: () => Promise<void> }> = [];
  const tearDown = async () => {
    await Promise.all(running.map(({ stop }) => stop()));
    const results = join(__dirname, 'test-results');
    mkdirSync(results, { recursive: true });
    for (const { project, log } of running) copyFileSync(log, join(results, `server-${project}.log`));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const seeded = join(folder, 'seeded');
    seed(seeded);
    for (const project of PROJECTS) {
      const { installation, stop } = await serve(join(folder, project), seeded);
      running.push({ project, log: installation.log, stop });
      announce(project, installation);
    }
  } catch (why) {
    await tearDown();
    throw why;
  }
  return tearDown;
}
