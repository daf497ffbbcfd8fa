import { expect, type Page, test } from '@playwright/test';
import { DEMO, inDays, open, signIn } from '../deeds';

/** The quarter this many before the one that runs, as in an address. */
function quarter(before: number): string {
  const [year, month] = inDays(0).split('-').map(Number);
  const at = year * 4 + Math.floor((month - 1) / 3) - before;
  return `${Math.floor(at / 4)}-${(at % 4) + 1}`;
}

/** The newest quarter that is closed, as a member sees it. */
async function closed(page: Page): Promise<void> {
  await signIn(page, 'raadslid');
  for (const before of [1, 2]) {
    await open(page, `/${DEMO}/informatiebalans?kwartaal=${quarter(before)}`);
    if ((await page.locator('[data-recount]').count()) > 0) return;
  }
  throw new Error('no quarter of the demonstration is closed');
}

test('a member computes a closed quarter again in the browser, of the sides and of every faction, and finds it equal', async ({ page }) => {
  await closed(page);
  const place = page.locator('[data-recount]');
  await place.getByRole('button').click();
  await expect(place.getByRole('status')).toContainText('Gelijk', { timeout: 60_000 });
  const answers = await place.evaluate((one) =>
    Promise.all(['report', 'factions'].map((file) => fetch((one as HTMLElement).dataset[file] ?? '').then((answer) => answer.json()))),
  );
  const figures = (value: unknown): number =>
    value !== null && typeof value === 'object' ? Object.entries(value).reduce((sum, [key, inside]) => sum + (key === 'sentences' ? 0 : figures(inside)), 0) : 1;
  // Each figure of both reports was compared, and there are many.
  const compared = Number((await place.getByRole('status').innerText()).match(/\d[\d.]*/)?.[0].replace('.', ''));
  expect(compared).toBe(answers.map(figures).reduce((a, b) => a + b));
  expect(compared).toBeGreaterThan(50);
});

test('a figure that was changed on its way is found and named', async ({ page }) => {
  await closed(page);
  await page.route('**/verslag.json', async (route) => {
    const answer = await route.fetch();
    const report = await answer.json();
    report.telling.p = 0.123456;
    await route.fulfill({ response: answer, json: report });
  });
  const place = page.locator('[data-recount]');
  await place.getByRole('button').click();
  await expect(place.getByRole('status')).toContainText('Niet gelijk', { timeout: 60_000 });
  await expect(place.locator('table')).toContainText('0.123456');
});

test('the picture says its values where one points and where one goes with the keys', async ({ page }) => {
  await closed(page);
  const picture = page.locator('.step-curve').first();
  const said = picture.locator('.moments-said p');
  const slider = picture.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(said).toContainText('Na 0 uur');
  await page.keyboard.press('ArrowRight');
  await expect(said).toContainText('Na 1 uur');
  await expect(slider).toHaveAttribute('aria-valuetext', await said.innerText());
  await page.keyboard.press('End');
  // At the end of the axis the line stands where the table says it ends: everybody heard.
  await expect(said).toContainText('coalitie 100 van 100');
  const box = await picture.locator('svg').first().boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2);
  await expect(said).toContainText('Na 0 uur');
});
