import { expect, test } from '@playwright/test';
import {
  answer,
  answers,
  awake,
  button,
  DEMO,
  inDays,
  invite,
  linkInMail,
  localTime,
  open,
  path,
  plan,
  press,
  runsNoJavaScript,
  signIn,
} from '../deeds';
import type { Installation } from '../installation';

test.describe.configure({ timeout: 300_000 });

test.beforeEach(({ context }) => {
  if (test.info().project.use.javaScriptEnabled === false) runsNoJavaScript(context);
});

const MINUTE = 60_000;

/** Begin and end of a gathering that begins in half a minute to one and a half, on one day; waits for midnight when that is near. */
async function soon(): Promise<{ date: string; start: string; end: string; begins: Date }> {
  const beginning = () => new Date(Math.ceil((Date.now() + MINUTE / 2) / MINUTE) * MINUTE);
  while (localTime(beginning()).time >= '23:58' || localTime(beginning()).time < '00:01') {
    await new Promise((settle) => setTimeout(settle, 5_000));
  }
  const begins = beginning();
  const { date, time } = localTime(begins);
  return { date, start: time, end: '23:59', begins };
}

test('the whole way: planned, invited, answered, attended, noted, asked, answered, updated, and seen who was told', async ({ page }) => {
  const installation = test.info().project.metadata as Installation;
  const title = `Werkbezoek langs de hele weg (${test.info().project.name})`;

  const { date, start, end, begins } = await soon();
  await signIn(page, 'griffie');
  const gathering = await plan(page, { title, date, start, end });
  await expect(page.locator('main')).toContainText('Er is nog niets verstuurd');
  await expect(page.locator('main')).toContainText('Zo ziet de mail eruit');
  await invite(page);

  await test.step('a member answers from home', async () => {
    await signIn(page, 'raadslid');
    const waiting = page.locator('#antwoorden .list-item, [aria-labelledby="antwoorden-heading"] .list-item').filter({ hasText: title });
    await expect(waiting).toHaveCount(1);
    await open(page, `/${DEMO}`);
    await answer(page, waiting, 'Misschien');
    if (test.info().project.use.javaScriptEnabled !== false) await expect(waiting).toContainText('U komt misschien');
    await open(page, gathering);
    await expect(answers(page).getByRole('button', { name: 'Misschien' })).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('and from the mail, without signing in', async () => {
    const member = await signIn(page, 'raadslid');
    const link = await linkInMail(installation, [member, title], new RegExp(`https?://[^\\s"<>]+/${DEMO}/antwoord/[\\w-]+`));
    await page.context().clearCookies();
    await open(page, link);
    await expect(page.getByRole('button', { name: 'Ik kom', exact: true })).toHaveAttribute('aria-pressed', 'false');
    await press(page, page.getByRole('button', { name: 'Ik kom', exact: true }));
    await expect(page.locator('main')).toContainText('U komt');
    await open(page, link);
    await expect(page.getByRole('button', { name: 'Ik kom', exact: true })).toHaveAttribute('aria-pressed', 'true');
  });

  const subject = `Vraag over de hele weg (${test.info().project.name})`;
  let question = '';
  await test.step('a member asks', async () => {
    await signIn(page, 'raadslid');
    await open(page, `/${DEMO}/vragen/nieuw`);
    await page.locator('[name=soort]').first().check();
    await page.locator('[name=titel]').fill(subject);
    await page.locator('[name=tekst]').fill('Wanneer is de fietsbrug klaar?');
    await press(page, button(page, 'Stel de vraag'));
    await expect(page.getByRole('heading', { level: 1 })).toContainText(subject);
    question = path(page);
  });

  await test.step('the clerk routes', async () => {
    const alderman = await signIn(page, 'wethouder');
    await signIn(page, 'griffie');
    await open(page, question);
    const choice = page.locator('[name=aan]');
    const label = await choice.locator('option').filter({ hasText: alderman }).first().innerText();
    await choice.selectOption({ label });
    await press(page, button(page, 'Zet de vraag door'));
    await expect(page.locator('body')).toContainText('Doorgezet naar');
  });

  await test.step('the alderman answers', async () => {
    await signIn(page, 'wethouder');
    await open(page, `${question}/antwoord/concept`);
    await page.locator('[name=antwoord]').fill('De fietsbrug is in mei klaar.');
    await press(page, button(page, 'Bekijk en verstuur'));
    await press(page, button(page, /^Verstuur aan \d+ mensen$/));
    await expect(page.locator('body')).toContainText('Antwoord verstuurd');
  });

  await test.step('the member reads it and says so', async () => {
    await signIn(page, 'raadslid');
    await open(page, question);
    await expect(page.locator('main')).toContainText('De fietsbrug is in mei klaar.');
    await press(page, button(page, 'Gelezen'));
    await open(page, question);
    await expect(page.locator('main')).toContainText('U hebt dit gelezen');
  });

  const news = `Update langs de hele weg (${test.info().project.name})`;
  await test.step('the alderman writes a quarterly update and publishes it', async () => {
    await signIn(page, 'wethouder');
    await open(page, `/${DEMO}/kwartaalupdates/nieuw`);
    await page.locator('[name=titel]').fill(news);
    await page.locator('[name=gebeurd]').fill('De school ging open.');
    await page.locator('[name=mislukt]').fill('De fietsbrug kwam niet af.');
    await page.locator('[name=vooruit]').fill('De aanbesteding begint opnieuw.');
    await press(page, button(page, 'Bekijk en publiceer'));
    await press(page, button(page, /^Publiceer voor \d+ mensen$/));
    await expect(page.locator('body')).toContainText('Gepubliceerd');
    await expect(page.getByRole('heading', { level: 1 })).toContainText(news);
  });

  await test.step('the clerk ticks who is there', async () => {
    await new Promise((settle) => setTimeout(settle, Math.max(0, begins.getTime() - Date.now() + 1_000)));
    await signIn(page, 'griffie');
    await open(page, `${gathering}/aanwezigheid`);
    const first = page.locator('.attendance button[name=stand][aria-pressed]:has(.attendance-name)').first();
    await expect(first).toHaveAttribute('aria-pressed', 'false');
    await first.click();
    await expect(first).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('.attendance-count')).toContainText(/^1 van/);
    await expect(async () => {
      await open(page, `${gathering}/aanwezigheid`);
      await expect(first).toHaveAttribute('aria-pressed', 'true', { timeout: 500 });
    }).toPass();
    await press(page, button(page, 'Presentie klaar'));
    await expect(page.locator('body')).toContainText('Klaar gemeld op');
  });

  await test.step('writes notes and publishes them', async () => {
    await open(page, `${gathering}/verslag/wijzigen`);
    const text = page.locator('[name=verslag]');
    await text.fill(`${await text.inputValue()}\n\nDe brug is bekeken **en** te smal.\n`);
    await press(page, button(page, 'Bekijk voorbeeld'));
    await expect(page.locator('#voorbeeld strong')).toHaveText('en');
    await press(page, button(page, 'Bewaar en ga naar publiceren'));
    await press(page, button(page, /^Publiceer aan \d+ mensen$/));
    await expect(page.locator('body')).toContainText('Verslag gepubliceerd');
  });

  await test.step('the member reads the notes and says so', async () => {
    await signIn(page, 'raadslid');
    await open(page, `${gathering}/verslag`);
    await expect(page.locator('main')).toContainText('te smal');
    await press(page, button(page, 'Gelezen'));
    await open(page, `${gathering}/verslag`);
    await expect(page.locator('main')).toContainText('U drukte op Gelezen');
  });

  await test.step('the clerk sees who was told', async () => {
    await signIn(page, 'griffie');
    await open(page, `/${DEMO}/informatiebalans?kwartaal=lopend`);
    for (const thing of [title, subject, news]) {
      const item = page.locator('main a[href*="/informatiebalans/onderdelen/"]').filter({ hasText: thing }).first();
      await expect(item, thing).toBeVisible();
      const address = (await item.getAttribute('href')) ?? '';
      await expect(async () => {
        await open(page, address);
        await expect(page.locator('main')).toContainText(/(Iedereen|De anderen) is het verteld/, { timeout: 500 });
      }).toPass({ timeout: 60_000 });
      await open(page, `/${DEMO}/informatiebalans?kwartaal=lopend`);
    }
  });
});

test('an answer can be taken back, and a cancellation is told to those invited', async ({ page }) => {
  const installation = test.info().project.metadata as Installation;
  const title = `Werkbezoek dat niet doorgaat (${test.info().project.name})`;
  await signIn(page, 'griffie');
  const gathering = await plan(page, { title, date: inDays(9) });
  await invite(page);

  const member = await signIn(page, 'raadslid');
  await open(page, gathering);
  const comes = answers(page).getByRole('button', { name: 'Ik kom', exact: true });
  await comes.click();
  await expect(comes).toHaveAttribute('aria-pressed', 'true');
  // A second press within a second is taken for a slip of the finger.
  await page.waitForTimeout(1_200);
  await comes.click();
  await expect(comes).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('body')).toContainText('Uw antwoord is ingetrokken');

  await signIn(page, 'griffie');
  await open(page, `${gathering}/annulering`);
  await page.locator('[name=reden]').fill('De locatie is dicht.');
  await press(page, button(page, /^Annuleer en mail \d+ mensen$/));
  await expect(page.locator('main')).toContainText('Deze bijeenkomst is geannuleerd');
  await linkInMail(installation, [member, 'gaat niet door', 'De locatie is dicht.'], /https?:\/\/[^\s"<>]+\/bijeenkomsten\/[\w-]+/);
});

test('what an alderman told one faction is shared with everybody by one press of the clerk', async ({ page }) => {
  const installation = test.info().project.metadata as Installation;
  const subject = `De aanbieder stopt met De Brug (${test.info().project.name})`;
  const text = 'De aanbieder van De Brug stopt na dit jaar.';
  await signIn(page, 'wethouder');
  await open(page, `/${DEMO}/gedeelde-informatie`);
  await press(page, page.locator('main').getByRole('link', { name: 'Leg vast wat u vertelde' }));
  await page.locator('[name=onderwerp]').fill(subject);
  await page.locator('[name=tekst]').fill(text);
  await press(page, button(page, 'Leg vast'));
  await expect(page.locator('main')).toContainText('Kies een fractie of een persoon');
  await expect(page.locator('[name=tekst]')).toHaveValue(text);
  await page.locator('[name=fractie]').nth(1).check();
  await press(page, button(page, 'Leg vast'));
  await expect(page.locator('main')).toContainText('De rest van de raad weet dit nog niet');
  const address = path(page);

  await test.step('the alderman has it on home until it is shared', async () => {
    await open(page, `/${DEMO}`);
    await expect(page.locator('#te-delen, [aria-labelledby="te-delen-heading"]').first()).toContainText(subject);
  });

  await test.step('a committee member of another faction may know of it, and no more', async () => {
    await signIn(page, 'commissielid');
    await open(page, address);
    await expect(page.locator('main')).toContainText('Nog niet met u gedeeld');
    await expect(page.locator('main')).not.toContainText(text);
  });

  await test.step('the clerk shares it, and then it is everybody\'s', async () => {
    await signIn(page, 'griffie');
    await open(page, address);
    await press(page, button(page, /^Deel met de andere \d+ mensen/));
    await expect(page.locator('body')).toContainText('Gedeeld met iedereen');
    const member = await signIn(page, 'commissielid');
    await open(page, address);
    await expect(page.locator('main')).toContainText(text);
    const link = await linkInMail(installation, [member, subject, text], /https?:\/\/[^\s"<>]+\/gedeelde-informatie\/[\w-]+/);
    expect(link).toBe(address);
  });
});

test('an answer pressed in the moment of leaving is kept', async ({ page }) => {
  const script = test.info().project.use.javaScriptEnabled !== false;
  await signIn(page, 'griffie');
  const here = await plan(page, { title: `Werkbezoek in het voorbijgaan (${test.info().project.name})`, date: inDays(16) });
  await invite(page);
  await signIn(page, 'raadslid');
  await open(page, here);
  // Several times, each the other answer: once could be luck.
  for (const words of ['Misschien', 'Ik kom niet', 'Misschien', 'Ik kom niet'] as const) {
    const chosen = answers(page).getByRole('button', { name: words, exact: true });
    if (script) {
      await awake(page);
      await chosen.click({ noWaitAfter: true });
      await page.goto(`/${DEMO}/raad`);
    } else {
      await press(page, chosen);
    }
    await expect(async () => {
      await page.goto(here);
      await expect(chosen).toHaveAttribute('aria-pressed', 'true', { timeout: 500 });
    }).toPass({ timeout: 10_000 });
  }
});
