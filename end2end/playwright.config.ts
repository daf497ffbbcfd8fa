import { defineConfig } from '@playwright/test';
import { installed } from './installation';

/**
 * Two readers of the same site: one whose browser runs no JavaScript, one whose browser does. Most promises are tested for both;
 * `*.js.spec.ts` is for what an island adds, `*.nojs.spec.ts` for what only shows without.
 *
 * `make test` runs this against target/release/evenwijs. By hand: `npx playwright test --project nojs tests/smoke.spec.ts`.
 */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './setup',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['json', { outputFile: process.env.EVENWIJS_E2E_REPORT ?? 'test-results/report.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.EVENWIJS_CHROMIUM ?? '/usr/bin/chromium',
      // As root, and quiet on a machine without a network.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'nojs',
      testIgnore: /\.js\.spec\.ts$/,
      use: { javaScriptEnabled: false, baseURL: installed('nojs')?.url },
      metadata: installed('nojs'),
    },
    {
      name: 'js',
      testIgnore: /\.nojs\.spec\.ts$/,
      use: { javaScriptEnabled: true, baseURL: installed('js')?.url },
      metadata: installed('js'),
    },
  ],
});
