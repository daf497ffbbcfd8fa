import { expect, type Locator, type Page, test } from '@playwright/test';
import { answers, awake, button, DEMO, inDays, open, runsNoJavaScript, signIn } from '../deeds';
import { tabTo } from '../keys';

test.describe.configure({ timeout: 120_000 });

test.beforeEach(({ context }) => {
  if (test.info().project.use.javaScriptEnabled === false) runsNoJavaScript(context);
});

/** Something with the focus can be seen to have it. */
async function seesFocus(wanted: Locator): Promise<void> {
  await expect(wanted).toBeFocused();
  const shown = await wanted.evaluate((one) => {
    const drawn = (style: CSSStyleDeclaration) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return drawn(getComputedStyle(one)) || drawn(getComputedStyle(one, '::after')) || getComputedStyle(one).boxShadow !== 'none';
  });
  expect(shown, `${wanted} shows its focus`).toBe(true);
}

/** Presses Enter on what has the focus and waits for the page that follows. */
async function enter(page: Page): Promise<void> {
  const here = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await page.keyboard.press('Enter');
  await here;
  await page.waitForLoadState();
  await awake(page);
}

/** Types a date into a date field. It has parts for day and month, in the order of the language of the browser itself. */
async function typeDate(page: Page, field: Locator, date: string): Promise<void> {
  await tabTo(page, field);
  const [year, month, day] = date.split('-');
  for (const typed of [`${day}${month}${year}`, `${month}${day}${year}`]) {
    for (let part = 0; part < 3; part += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(typed);
    if ((await field.inputValue()) === date) return;
  }
  await expect(field).toHaveValue(date);
}

test('the first Tab finds the way past the menu', async ({ page }) => {
  await signIn(page, 'raadslid');
  await open(page, `/${DEMO}/bijeenkomsten`);
  await page.keyboard.press('Tab');
  const skip = page.locator('a.skip-link');
  await seesFocus(skip);
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('#inhoud')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('one signs in by keyboard alone', async ({ page }) => {
  await open(page, `/${DEMO}/aanmelden`);
  const clerk = page.locator('#demo .list-item').first().getByRole('button');
  await tabTo(page, clerk);
  await seesFocus(clerk);
  await enter(page);
  await expect(page).toHaveURL(new RegExp(`/${DEMO}$`));
  const menu = page.getByRole('link', { name: 'Agenda', exact: true }).first();
  await tabTo(page, menu);
  await seesFocus(menu);
  await enter(page);
  await expect(page).toHaveURL(new RegExp(`/${DEMO}/agenda$`));
});

test('a wrong password is said where the keyboard goes next', async ({ page }) => {
  await open(page, `/${DEMO}/aanmelden`);
  await tabTo(page, page.locator('[name=email]'));
  await page.keyboard.type('niemand@winterbeek.example');
  await page.keyboard.press('Tab');
  await expect(page.locator('[name=wachtwoord]')).toBeFocused();
  await page.keyboard.type('een wachtwoord dat niet klopt');
  await enter(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.locator('[name=email]')).toHaveValue('niemand@winterbeek.example');
});

test('an invitation is answered and a gathering planned by keyboard alone', async ({ page }) => {
  const title = `Werkbezoek met het toetsenbord (${test.info().project.name})`;
  await test.step('planned', async () => {
    await signIn(page, 'griffie');
    await open(page, `/${DEMO}/bijeenkomsten`);
    await tabTo(page, page.locator('main').getByRole('link', { name: 'Plan een bijeenkomst' }).first());
    await enter(page);
    const field = page.locator('[name=titel]');
    await tabTo(page, field);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(title);
    await typeDate(page, page.locator('[name=datum]'), inDays(15));
    const look = button(page, 'Bekijk uitnodiging');
    await tabTo(page, look);
    await seesFocus(look);
    await enter(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
    await tabTo(page, button(page, /^Verstuur \d+ uitnodigingen$/));
    await enter(page);
    await expect(page.locator('body')).toContainText('Uitnodigingen verstuurd');
  });

  await test.step('answered', async () => {
    await signIn(page, 'raadslid');
    await open(page, `/${DEMO}/bijeenkomsten`);
    const link = page.locator('main').getByRole('link', { name: title }).first();
    await tabTo(page, link);
    await seesFocus(link);
    await enter(page);
    const comes = answers(page).getByRole('button', { name: 'Ik kom', exact: true });
    await tabTo(page, comes);
    await seesFocus(comes);
    await page.keyboard.press('Space');
    await expect(comes).toHaveAttribute('aria-pressed', 'true');
    // Pressed is what was asked; saved is what is kept.
    await expect(page.locator('body')).toContainText('Opgeslagen');
    await page.reload();
    await expect(comes).toHaveAttribute('aria-pressed', 'true');
  });
});

test('another kind keeps what was typed, and Enter in a field keeps a draft', async ({ page }) => {
  const title = `Koffie met de wijk ${test.info().project.name}`;
  await signIn(page, 'griffie');
  await open(page, `/${DEMO}/bijeenkomsten/nieuw`);
  await page.locator('[name=titel]').fill(title);
  await page.locator('[name=datum]').fill(inDays(40));
  await tabTo(page, button(page, 'Werkbezoek'));
  await enter(page);
  await expect(button(page, 'Werkbezoek')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('[name=titel]')).toHaveValue(title);
  await expect(page.locator('[name=datum]')).toHaveValue(inDays(40));
  await page.locator('[name=titel]').focus();
  await enter(page);
  await expect(page.locator('body')).toContainText('Concept bewaard');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
});
