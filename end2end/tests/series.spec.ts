import { expect, test } from '@playwright/test';
import { answer, button, DEMO, mails, open, path, planSeries, press, runsNoJavaScript, signIn } from '../deeds';
import type { Installation } from '../installation';

const installation = () => test.info().project.metadata as Installation;

test.beforeEach(({ context }) => {
  if (test.info().project.use.javaScriptEnabled === false) runsNoJavaScript(context);
});

test('a series is planned, invited to and moved with one mail for each person', async ({ page }) => {
  test.setTimeout(120_000);
  const title = `Kennissessie in vier delen (${test.info().project.name})`;
  const about = () => mails(installation()).filter((mail) => mail.includes(title));
  await planSeries(page, title, 4);

  // Seen before anything is made, and one is left out.
  const days = page.locator('[name=dag]');
  await expect(days).toHaveCount(4);
  await days.nth(1).uncheck();
  await press(page, button(page, 'Bewaar en bekijk uitnodiging'));
  await press(page, button(page, /^Verstuur \d+ uitnodigingen$/));
  await expect(page.locator('main')).toContainText('1 van 3, elke twee weken');
  const first = path(page);
  const sent = Number((await page.locator('body').innerText()).match(/Uitnodigingen verstuurd: (\d+)/)?.[1]);
  expect(sent).toBeGreaterThan(5);
  const people = () => new Set(about().map((mail) => mail.match(/^To: .*$/m)?.[0])).size;
  await expect.poll(() => [about().length, people()], 'one mail for each person').toEqual([sent, sent]);

  // A change asks how far it goes, and says what it comes to.
  await open(page, `${first}/wijzigen`);
  await page.locator('[name=plaats]').fill('Dorpshuis De Schakel');
  await page.locator('[name=bereik][value=alle]').check();
  await press(page, page.locator('main form button[type=submit]').last());
  await expect(page.locator('main')).toContainText('Er is nog niets gewijzigd');
  await press(page, button(page, 'Wijzig'));
  await expect(page.locator('main')).toContainText('Dorpshuis De Schakel');
  const changed = () => about().filter((mail) => mail.includes('Er is iets veranderd aan 3 bijeenkomsten')).length;
  await expect.poll(changed, 'and one about the change').toBe(sent);
});

test('one answer goes for the other dates of a series as well, and all of it is undone', async ({ page }) => {
  test.setTimeout(120_000);
  const title = `Casuïstiektafel in drie delen (${test.info().project.name})`;
  await planSeries(page, title, 3);
  await press(page, button(page, 'Bewaar en bekijk uitnodiging'));
  await press(page, button(page, /^Verstuur \d+ uitnodigingen$/));
  const first = path(page);

  await signIn(page, 'raadslid');
  await open(page, `/${DEMO}/bijeenkomsten?soort=informele-sessie`);
  await expect(page.locator('.list-item').filter({ hasText: title }).first()).toContainText('datum 1 van 3');
  await open(page, first);
  const others = page.getByRole('button', { name: 'Ook niet op de andere 2 datums' });
  await expect(others).toHaveCount(0);
  await answer(page, page.locator('main'), 'Ik kom niet');
  await expect(others).toBeVisible();
  await press(page, others);
  await expect(page.locator('main')).toContainText('Afgemeld voor 2 datums.');
  await expect(others).toHaveCount(0);
  await press(page, button(page, 'Ongedaan maken'));
  await expect(page.locator('main')).toContainText('Uw antwoorden voor 2 datums zijn ingetrokken.');
  // Nothing of it is left open on anybody's home.
  await press(page, others);
  await expect(page.locator('main')).toContainText('Afgemeld voor 2 datums.');
});
