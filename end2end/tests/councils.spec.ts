import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answer, answers, inDays, invite, open, plan, press, runsNoJavaScript, signIn } from '../deeds';
import { type Installation, run } from '../installation';

/** Real councils by seats and coalition, from public sources that stand in the file; their people are invented. */
const COUNCILS = join(__dirname, '../fixtures/councils.csv');

const COUNCIL = [
  { name: 'Winterswijk', slug: 'winterswijk', year: 2018, seats: 21, factions: 6, known: true },
  { name: 'Ommen', slug: 'ommen', year: 2018, seats: 17, factions: 7, known: false },
  { name: 'Den Helder', slug: 'den-helder', year: 2014, seats: 31, factions: 13, known: false },
  { name: 'Goeree-Overflakkee', slug: 'goeree-overflakkee', year: 2012, seats: 29, factions: 8, known: true },
];

test.describe.configure({ timeout: 120_000 });

test.beforeEach(({ context }) => {
  if (test.info().project.use.javaScriptEnabled === false) runsNoJavaScript(context);
});

for (const { name, slug, year, seats, factions, known } of COUNCIL) {
  test(`${name} ${year}: planned, invited, answered, and seen who was told`, async ({ page }) => {
    const { dataDir } = test.info().project.metadata as Installation;
    const said = run(dataDir, 'seed', '--composition', COUNCILS, '--municipality', name, '--year', String(year));
    expect(said).toContain(`${seats} van ${seats} zetels bezet, ${factions} fracties`);

    await signIn(page, 'griffie', slug);
    await open(page, `/${slug}/raad`);
    const council = page.locator('main');
    await expect(council).toContainText(`${seats} van ${seats} zetels bezet`);
    const edits = await page.locator('main a[href*="/raad/fracties/"][href$="/wijzigen"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(new Set(edits).size).toBe(factions);
    if (known) {
      await expect(council).not.toContainText('Er is geen coalitie vastgelegd');
    } else {
      await expect(council).toContainText('Er is geen coalitie vastgelegd');
      const sides = (await (await page.request.get(`/${slug}/raad/samenstelling.csv`)).text()).split('\n');
      expect(sides.filter((line) => /;(ja|nee);/.test(line))).toEqual([]);
      await page.context().clearCookies();
      await open(page, `/${slug}/aanmelden`);
      await expect(page.locator('#demo')).toContainText(/raadslid, .* \(onbekend\)/);
      await signIn(page, 'griffie', slug);
    }

    const title = `Werkbezoek in ${name}`;
    const gathering = await plan(page, { title, date: inDays(10) }, slug);
    await invite(page);

    await signIn(page, 'raadslid', slug);
    const waiting = page.locator('main .list-item').filter({ has: page.locator('.answer-buttons') }).filter({ hasText: title });
    await expect(waiting).toHaveCount(1);
    await open(page, gathering);
    await answer(page, page, 'Ik kom');
    await expect(answers(page).getByRole('button', { name: 'Ik kom', exact: true })).toHaveAttribute('aria-pressed', 'true');

    await signIn(page, 'griffie', slug);
    await open(page, `${gathering}/antwoorden`);
    await expect(page.locator('main')).toContainText('komt');
    await open(page, `/${slug}/informatiebalans?kwartaal=lopend`);
    const item = page.locator('main a[href*="/informatiebalans/onderdelen/"]').filter({ hasText: title }).first();
    const address = (await item.getAttribute('href')) ?? '';
    await expect(async () => {
      await open(page, address);
      await expect(page.locator('main')).toContainText('Iedereen is het verteld', { timeout: 500 });
    }).toPass({ timeout: 60_000 });
    if (known) {
      await expect(page.locator('main')).toContainText(/oppositie/i);
    } else {
      await expect(page.locator('main')).toContainText(/onbekend/i);
    }
  });
}

test('a council with fewer people than seats has vacant seats and says so', async ({ page }) => {
  const { dataDir } = test.info().project.metadata as Installation;
  // Invented: the parties have eight seats together, the council nine.
  const fewer = join(__dirname, '../fixtures/vacant.csv');
  const said = run(dataDir, 'seed', '--composition', fewer, '--municipality', 'Leegveld', '--year', '2018');
  expect(said).toContain('8 van 9 zetels bezet');
  await signIn(page, 'griffie', 'leegveld');
  await open(page, '/leegveld/raad');
  await expect(page.locator('main')).toContainText('8 van 9 zetels bezet');
  await expect(page.locator('main')).toContainText('Er is 1 zetel leeg');
  await press(page, page.locator('main a[href$="/raad/zittingsperiode"]').first());
  await expect(page.locator('main')).toContainText('9 zetels');
});
