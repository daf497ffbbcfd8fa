import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { awake, button, DEMO, inDays, invite, open, plan, press, runsNoJavaScript, signIn } from '../deeds';

const VIEWS = ['lijst', 'dag', 'week', 'maand', 'jaar'] as const;

test.describe.configure({ timeout: 120_000 });

test.beforeEach(({ context }) => {
  if (!runsScripts()) runsNoJavaScript(context);
});

const runsScripts = () => test.info().project.use.javaScriptEnabled !== false;

const agenda = (query: string) => `/${DEMO}/agenda?${query}`;

/** Something to see, on a day to come; gives its day. */
async function planned(page: Page, title: string): Promise<string> {
  await signIn(page, 'griffie');
  const date = inDays(20);
  await plan(page, { title, date });
  await invite(page);
  return date;
}

/** The page as axe can look at it; without JavaScript in a second context in which the site's scripts arrive empty. */
async function withEyes(page: Page, address: string, look: (page: Page) => Promise<void>): Promise<void> {
  if (runsScripts()) {
    await open(page, address);
    return look(page);
  }
  const browser = page.context().browser();
  if (!browser) throw new Error('a context without a browser');
  const { baseURL, locale, timezoneId } = test.info().project.use;
  const storageState = await page.context().storageState();
  const context: BrowserContext = await browser.newContext({ javaScriptEnabled: true, baseURL, locale, timezoneId, storageState });
  await context.route(/\/assets\/[^?]*\.(js|wasm)/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  runsNoJavaScript(context);
  const eyes = await context.newPage();
  await open(eyes, address);
  await look(eyes);
  await context.close();
}

test('every view says of an entry what there is to know, at both widths', async ({ page }) => {
  const title = `Werkbezoek in alle weergaven (${test.info().project.name})`;
  const date = await planned(page, title);
  await signIn(page, 'raadslid');
  for (const view of VIEWS) {
    for (const width of [390, 1280]) {
      await test.step(`${view} at ${width}`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await withEyes(page, agenda(`weergave=${view}&datum=${date}`), async (eyes) => {
          await eyes.setViewportSize({ width, height: 900 });
          const { violations } = await new AxeBuilder({ page: eyes }).setLegacyMode(true).analyze();
          expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
          expect(await eyes.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
          if (view === 'jaar') {
            await expect(eyes.locator('.agenda-small table')).toHaveCount(12);
            return;
          }
          const day = new Date(`${date}T12:00:00Z`).toLocaleDateString('nl-NL', {
            weekday: 'long',
            day: 'numeric',
            month: 'long',
            year: 'numeric',
            timeZone: 'UTC',
          });
          const name = new RegExp(`^${day} ?, ?19\\.30–21\\.30 ?, ?${title.replace(/[()]/g, '\\$&')}.*wacht op uw antwoord.*plaatsen bezet$`);
          const link = eyes.locator('main table').getByRole('link', { name });
          await expect(link).toHaveCount(1);
          await expect(link.locator('.agenda-title')).toBeVisible();
        });
      });
    }
  }
});

test('one walks through the calendar by its links alone, and the address keeps everything', async ({ page }) => {
  await signIn(page, 'raadslid');
  await open(page, agenda('weergave=maand&datum=2026-12-15&soort=werkbezoek'));
  const heading = page.locator('.agenda-head h2');
  await expect(heading).toHaveText('december 2026');
  await press(page, page.getByRole('link', { name: 'Volgende maand' }).first());
  await expect(heading).toHaveText('januari 2027');
  await expect(page).toHaveTitle(/^Agenda, januari 2027 · /);
  await expect(page.getByRole('status').filter({ visible: true }).first()).toContainText('januari 2027');
  await expect(page).toHaveURL(/soort=werkbezoek/);
  await press(page, page.getByRole('navigation', { name: 'Weergave' }).getByRole('link', { name: 'Week', exact: true }));
  await expect(heading).toHaveText('Week 2, 11 januari 2027 t/m 17 januari 2027');
  await expect(page).toHaveURL(/soort=werkbezoek/);
  await press(page, page.getByRole('link', { name: 'Toon alles' }).first());
  await expect(page).not.toHaveURL(/soort=/);
  await page.goBack();
  await expect(page).toHaveURL(/soort=werkbezoek/);
});

test('a phone reads a month day by day', async ({ page }) => {
  const title = `Werkbezoek op de telefoon (${test.info().project.name})`;
  const date = await planned(page, title);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, agenda(`weergave=maand&datum=${date}`));
  const cell = page.getByRole('cell').filter({ hasText: title });
  await expect(cell).toBeVisible();
  const box = await cell.boundingBox();
  expect(box?.width).toBeGreaterThan(300);
  await expect(cell.locator('time')).toHaveText(new RegExp(`^\\s*(maan|dins|woens|donder|vrij|zater|zon)dag ${Number(date.slice(8))} `));
});

test('the griffie sets recess and it stands in every view', async ({ page }) => {
  await signIn(page, 'griffie');
  await open(page, `/${DEMO}/instellingen/agenda`);
  await page.locator('[name=naam]').fill('Voorjaarsreces');
  await page.locator('[name=van]').fill('2027-02-15');
  await page.locator('[name=tot]').fill('2027-02-28');
  await press(page, button(page, 'Zet reces in de agenda'));
  await page.locator('[name=regio]').selectOption('noord');
  await press(page, button(page, 'Bewaar regio'));
  await signIn(page, 'raadslid');
  for (const view of VIEWS) {
    await open(page, agenda(`weergave=${view}&datum=2027-02-22`));
    const where = page.locator(view === 'jaar' ? '.agenda-year' : '#vrij');
    await expect(where).toContainText('Voorjaarsreces');
    await expect(where).toContainText('Voorjaarsvakantie');
    await expect(page.locator('#vrij').getByRole('link', { name: 'Rijksoverheid' })).toBeVisible();
  }
});

test('the calendar fits on paper', async ({ page }) => {
  await signIn(page, 'griffie');
  await page.emulateMedia({ media: 'print' });
  for (const view of VIEWS) {
    await open(page, agenda(`weergave=${view}&datum=2027-02-22`));
    await expect(page.locator('.agenda-steps')).toBeHidden();
    await expect(page.locator('.agenda-head h2')).toBeVisible();
    // A4 upright less its margins, in points of the screen.
    await page.setViewportSize({ width: 672, height: 971 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(672);
  }
  await page.emulateMedia({ media: 'screen' });
  await awake(page);
});
