import { expect, type Page, test } from '@playwright/test';
import { awake, DEMO, open, signIn } from '../deeds';

const MONTH = `/${DEMO}/agenda?weergave=maand&datum=2027-02-15`;

/** Presses a key that leads to another page. */
async function goes(page: Page, key: string): Promise<void> {
  const here = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await page.keyboard.press(key);
  await here;
  await page.waitForLoadState();
  await awake(page);
}

const heading = (page: Page) => page.locator('.agenda-head h2');

test('the keys of the calendar lead where its links lead', async ({ page }) => {
  await signIn(page, 'griffie');
  await open(page, MONTH);
  for (const [key, shown] of [
    ['n', 'maart 2027'],
    ['j', 'april 2027'],
    ['p', 'maart 2027'],
    ['K', 'februari 2027'],
    ['w', 'Week 7, 15 februari 2027 t/m 21 februari 2027'],
    ['d', 'maandag 15 februari 2027'],
    ['y', '2027'],
    ['l', '15 februari 2027 t/m 11 april 2027'],
    ['3', 'februari 2027'],
  ]) {
    await goes(page, key);
    await expect(heading(page)).toHaveText(shown);
  }
  await goes(page, 't');
  await expect(page).not.toHaveURL(/datum=/);
  await goes(page, 'c');
  await expect(page).toHaveURL(/\/bijeenkomsten\/nieuw$/);
});

test('keys are letters while one types, and belong to the browser with Ctrl', async ({ page }) => {
  await signIn(page, 'raadslid');
  await open(page, `${MONTH}&mijn=true`);
  const topic = page.locator('[name=onderwerp]');
  await topic.fill('');
  await topic.pressSequentially('nieuwe dpwt');
  await expect(topic).toHaveValue('nieuwe dpwt');
  await page.locator('[name=soort]').focus();
  await page.keyboard.press('t');
  await page.locator('h1').click();
  await page.keyboard.press('Control+n');
  await page.keyboard.press('Alt+w');
  await page.waitForTimeout(300);
  await expect(heading(page)).toHaveText('februari 2027');
});

test('the keys can be switched off, and stay off', async ({ page }) => {
  await signIn(page, 'raadslid');
  await open(page, MONTH);
  await page.keyboard.press('h');
  const on = page.getByRole('checkbox', { name: 'Gebruik sneltoetsen' });
  await expect(on).toBeChecked();
  await on.uncheck();
  await page.reload();
  await awake(page);
  await page.keyboard.press('n');
  await page.keyboard.press('?');
  await page.waitForTimeout(300);
  await expect(heading(page)).toHaveText('februari 2027');
  await expect(on).toBeHidden();
  await page.getByText('Sneltoetsen', { exact: true }).click();
  await on.check();
  await page.locator('h1').click();
  await goes(page, 'n');
  await expect(heading(page)).toHaveText('maart 2027');
});

test('what the page shows is said when it has loaded', async ({ page }) => {
  await signIn(page, 'raadslid');
  await open(page, MONTH);
  await goes(page, 'n');
  await expect(page.locator('.shortcuts [role=status]')).toContainText('maart 2027');
});

test.describe('on a telephone', () => {
  test.use({ isMobile: true, hasTouch: true, viewport: { width: 390, height: 844 } });

  test('nothing is seen of keys until one is used', async ({ page }) => {
    await signIn(page, 'raadslid');
    await open(page, MONTH);
    await awake(page);
    const keys = page.locator('.shortcuts > details');
    const width = async () => (await keys.boundingBox())?.width ?? 0;
    expect(await width()).toBeLessThan(2);
    await keys.locator('summary').focus();
    expect(await width()).toBeGreaterThan(100);
  });
});
