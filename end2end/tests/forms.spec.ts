import { expect, type Page, test } from '@playwright/test';
import { answer, answerByCalendar, button, codeOf, DEMO, inDays, invite, linkInMail, localTime, mails, mailWith, open, path, plan, planSeries, press, runsNoJavaScript, signIn } from '../deeds';
import type { Installation } from '../installation';
import { formsIn, Keys } from '../keys';
import { DEEDS } from '../scenes';
import { crawl, FORMS, isApi } from '../site';

const installation = () => test.info().project.metadata as Installation;
const runsScripts = () => test.info().project.use.javaScriptEnabled !== false;

test.beforeEach(({ context, page }) => {
  page.setDefaultTimeout(20_000);
  if (!runsScripts()) runsNoJavaScript(context);
});

/** Sends, by keys, every form on the pages that this reader can come to, and on those that `made` names. */
async function everywhere(page: Page, keys: Keys, made: Iterable<string>): Promise<void> {
  for (const address of made) await onPage(page, keys, address);
  const where: string[] = [];
  const known = new Set(keys.sent);
  const look = (address: string, html: string) => {
    const fresh = formsIn(html).filter((route) => !known.has(route));
    if (fresh.length > 0) where.push(address);
    for (const route of fresh) known.add(route);
  };
  await crawl(page, 3, { files: false, look });
  for (const address of where) await onPage(page, keys, address);
}

/** The same on one page; pages without a form that is new are left quickly. */
async function onPage(page: Page, keys: Keys, address: string): Promise<void> {
  const html = await page.request.get(address).then((answer) => answer.text());
  if (formsIn(html).every((route) => keys.sent.has(route))) return;
  await test.step(address, async () => {
    await open(page, address);
    await keys.sendAll();
  });
}

/** A new official, who may be switched off and on without anybody missing them. */
interface Newcomer {
  page: string;
  name: string;
  mail: string;
}

async function newcomer(page: Page): Promise<Newcomer> {
  const name = `Toets van der Toetsen ${test.info().project.name}`;
  const mail = `toets.${test.info().project.name}@winterbeek.example`;
  await open(page, `/${DEMO}/raad/mensen/nieuw`);
  await page.locator('[name=naam]').fill(name);
  await page.locator('[name=rol]').selectOption({ label: 'ambtenaar' });
  await page.locator('[name=email]').fill(mail);
  await press(page, button(page, 'Voeg toe'));
  return { page: path(page), name, mail };
}

const PASSWORD = 'vijf ganzen in de sloot';

/** Presses the button of the form that holds this field. */
const send = (page: Page, field: string) => press(page, page.locator(`main form:has([name=${field}]) button[type=submit]`).last());

/** Signs in with the password; where a code is asked comes next. */
async function withThePassword(page: Page, { mail }: Newcomer): Promise<void> {
  await page.context().clearCookies({ name: '__Host-evenwijs' });
  await open(page, `/${DEMO}/aanmelden`);
  await page.locator('[name=email]').fill(mail);
  await page.locator('[name=wachtwoord]').fill(PASSWORD);
  await send(page, 'wachtwoord');
}

/** Somebody who chose a password may change it, and sees where else they are signed in. */
async function withPassword(page: Page, keys: Keys, invited: Newcomer): Promise<void> {
  await page.context().clearCookies();
  const link = new RegExp(`https?://[^\\s"<>]+/${DEMO}/account/[\\w-]+`);
  await open(page, await linkInMail(installation(), [invited.name], link));
  await keys.sendAll();
  for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD);
  await send(page, 'wachtwoord');
  await open(page, `/${DEMO}/mijn`);
  expect(path(page), 'signed in with the new password').toBe(`/${DEMO}/mijn`);
  await keys.sendAll();
}

/** A second factor: set up, asked for on a new device, and asked again where a password is too little. */
async function withSecondFactor(page: Page, keys: Keys, person: Newcomer): Promise<void> {
  await open(page, `/${DEMO}/mijn/tweede-stap`);
  await page.locator('[name=code]').fill(codeOf((await page.locator('a[href^="otpauth:"]').getAttribute('href')) ?? ''));
  await send(page, 'code');
  const [first] = await page.locator('main ol code').allInnerTexts();
  await open(page, `/${DEMO}/mijn/tweede-stap`);
  await keys.sendAll();
  await withThePassword(page, person);
  expect(path(page)).toBe(`/${DEMO}/aanmelden/code`);
  await keys.sendAll();
  await page.locator('[name=code]').fill(first);
  await page.locator('[name=onthoud]').check();
  await send(page, 'code');
  // This browser is known now: the password is enough to come in.
  await withThePassword(page, person);
  expect(path(page)).toBe(`/${DEMO}`);
}

/** What only shows after something was done: done as the clerk, and each form that then shows sent by keys. */
async function clerksAfterwards(page: Page, keys: Keys): Promise<void> {
  const after = () => keys.sendAll();
  const person = await newcomer(page);
  await open(page, `/${DEMO}/instellingen/accounts/uitnodigen`);
  await after();
  await press(page, page.locator('main form button').last());
  await withPassword(page, keys, person);
  await withSecondFactor(page, keys, person);
  await signIn(page, 'griffie');
  const id = person.page.split('/').at(-1) ?? '';
  const account = (deed: string) => page.locator(`form[action$="/accounts/${id}/${deed}"] button`).first();
  await open(page, `/${DEMO}/instellingen/accounts?zoek=${encodeURIComponent(person.mail)}`);
  await after();
  await press(page, account('uitzetting'));
  await after();
  await press(page, account('inschakeling'));

  await open(page, person.page);
  await press(page, page.locator('main a[href$="/einde"]').first());
  await page.locator('[name=datum]').fill(inDays(30));
  await press(page, page.locator('main form button').last());
  await after();

  // Somebody who was added by mistake can be forgotten.
  await open(page, person.page);
  await press(page, page.locator('main a[href*="/raad/functies/"][href$="/wijzigen"]').first());
  await press(page, page.locator('form[action$="/verwijdering"] button'));
  await open(page, `${person.page}/anonimisering`);
  await after();

  await open(page, `/${DEMO}/agenda-antwoorden`);
  await after();

  await open(page, `/${DEMO}/instellingen/agenda`);
  await page.locator('[name=naam]').fill('Voorjaarsreces');
  await page.locator('[name=van]').fill(inDays(200));
  await page.locator('[name=tot]').fill(inDays(207));
  await press(page, button(page, 'Zet reces in de agenda'));
  await after();

  await open(page, `/${DEMO}/herinneringen`);
  await press(page, page.locator('form[action$="/overslaan"] button').first());
  await after();

  await open(page, `/${DEMO}/informatiebalans/uittreksel`);
  await page.locator('[name=wie]').selectOption({ index: 1 });
  await page.locator('[name=datum]').fill(inDays(-1));
  await page.locator('[name=besluit]').fill('Besluit van de raad, 2026/14');
  await press(page, button(page, 'Geef toegang'));
  await after();
}

/** The clerk's list of who is there, once the gathering has begun. */
async function attendance(page: Page, keys: Keys, gathering: string): Promise<void> {
  await open(page, `${gathering}/aanwezigheid`);
  await keys.sendAll();
  await page.locator('[name=naam]').fill('Toos van de Dorpsraad');
  await press(page, page.locator('form[action$="/gasten"] button'));
  await keys.sendAll();
}

/** A paper that was taken away can be put back in the same moment. */
async function takeAway(page: Page, keys: Keys, papers: string): Promise<void> {
  await open(page, papers);
  await press(page, page.locator('form[action*="/documenten/"][action$="/verwijdering"] button').first());
  await keys.sendAll();
  await press(page, page.locator('form[action$="/herstel"] button').first());
}

/** A faction that was made by mistake can be taken away. */
async function mistake(page: Page, keys: Keys): Promise<void> {
  const factions = async () => {
    const html = await page.request.get(`/${DEMO}/raad`).then((answer) => answer.text());
    return new Set([...html.matchAll(/href="([^"]*\/raad\/fracties\/[^"]*\/wijzigen)"/g)].map(([, address]) => address));
  };
  const before = await factions();
  await open(page, `/${DEMO}/raad/fracties/nieuw`);
  await page.locator('[name=naam]').fill(`Vergissing ${test.info().project.name}`);
  await press(page, page.locator('main form button[type=submit]').last());
  const [made] = [...(await factions())].filter((address) => !before.has(address));
  await open(page, made);
  await keys.sendAll();
  await press(page, page.locator('form[action$="/verwijdering"] button'));
  expect((await factions()).has(made)).toBe(false);
}

/** Somebody whose invitation was taken back can be invited again. */
async function takeBack(page: Page, keys: Keys, gathering: string): Promise<void> {
  await open(page, `${gathering}/antwoorden`);
  await page.locator('details:has(form[action$="/intrekking"]) > summary').first().click();
  await press(page, page.locator('form[action*="/uitnodigingen/"][action$="/intrekking"] button').first());
  await keys.sendAll();
}

/** Whoever holds an invitation and is not meant any more is named, with a button. */
async function narrow(page: Page, keys: Keys, gathering: string): Promise<void> {
  await open(page, `${gathering}/wijzigen`);
  await page.locator('[name=wie][value=raad]').check();
  await page.locator('[name=wie-reden]').fill('Dit gaat over het werk van de raad zelf.');
  await press(page, page.locator('main form button[type=submit]').last());
  await expect(page.locator('main')).toContainText('niet bij de genodigden');
  await keys.sendAll();
}

/** An address that the griffie remembered as a member's own can be taken away by that member. */
async function remembered(page: Page, keys: Keys): Promise<void> {
  await signIn(page, 'raadslid');
  const account = await page.request.get(`/${DEMO}/mijn`).then((answer) => answer.text());
  const own = account.match(/[\w.+-]+@[\w.-]+\.\w+/)?.[0] ?? '';
  await signIn(page, 'griffie');
  const title = `Werkbezoek met een ander adres (${test.info().project.name})`;
  await plan(page, { title, date: inDays(14) });
  await invite(page);
  await linkInMail(installation(), [`<${own}>`, title], new RegExp(`https?://[^\\s"<>]+/${DEMO}/antwoord/[\\w-]+`));
  const invitation = await mailWith(installation(), [`<${own}>`, title]);
  await answerByCalendar(installation(), invitation, own, `thuis.${test.info().project.name}@elders.example`);
  await open(page, `/${DEMO}/agenda-antwoorden`);
  await press(page, page.locator('main li', { hasText: title }).locator('form:has([name=onthoud]) button').first());
  await signIn(page, 'raadslid');
  await onPage(page, keys, `/${DEMO}/mijn`);
}

/** A calendar of another system that was looked at and is kept. */
async function keep(page: Page, keys: Keys, looked: string): Promise<void> {
  await open(page, looked);
  await press(page, page.locator(`form[action="${looked}"] button`));
  await open(page, `/${DEMO}/instellingen/agenda/andere`);
  await keys.sendAll();
}

/** What a member sees of their own only after they have asked for it. */
async function membersOwn(page: Page, keys: Keys): Promise<void> {
  await open(page, `/${DEMO}/mijn`);
  await page.locator('details:has(form[action$="/mijn/tokens"]) > summary').click();
  await page.locator('form[action$="/mijn/tokens"] [name=naam]').fill('Eigen programma');
  await press(page, page.locator('form[action$="/mijn/tokens"] button'));
  await open(page, `/${DEMO}/mijn`);
  await keys.sendAll();
  await open(page, `/${DEMO}/mijn/agenda`);
  await keys.sendAll();
  await open(page, `/${DEMO}/mijn/vastgelegd`);
  await press(page, page.locator('form[action$="/mijn/bezwaar"]:not(:has([name=wissen])) button'));
  await open(page, `/${DEMO}/mijn/vastgelegd`);
  await keys.sendAll();
  await press(page, page.locator('form[action$="/mijn/bezwaar/intrekking"] button'));
}

/** The alderman sets a moment for an update, and can take it back. */
async function schedule(page: Page, keys: Keys, update: string): Promise<void> {
  await open(page, `${update}/publicatie`);
  await page.locator('[name=datum]').fill(inDays(3));
  await page.locator('[name=tijd]').fill('09:00');
  await press(page, page.locator('form[action$="/planning"] button'));
  await keys.sendAll();
}

/** The same answer for the other dates of a series, by the link in the mail and on the page of one. */
async function others(page: Page, keys: Keys): Promise<void> {
  const title = 'Kennissessies om overal te antwoorden';
  await planSeries(page, title, 2);
  await press(page, button(page, 'Bewaar en bekijk uitnodiging'));
  await invite(page);
  const first = path(page);
  const mailed = new RegExp(`https?://[^\\s"<>]+/${DEMO}/antwoord/[\\w-]+`);
  await open(page, await linkInMail(installation(), [title], mailed));
  await press(page, button(page, 'Misschien'));
  await keys.sendAll();
  await signIn(page, 'raadslid');
  // The buttons of the answer itself first: pressed again they take back what is offered.
  await onPage(page, keys, first);
  await open(page, first);
  await answer(page, page.locator('main'), 'Misschien');
  await expect(page.locator('.answer-rest')).toBeVisible();
  await keys.sendAll();
}

/** Where a form was sent to by keys, in any of the tests below: they run in order, in one worker. */
const sent = new Set<string>();

/** Keys that remember what the tests before sent. */
const keysOf = (page: Page) => new Keys(page, sent);

test.describe.configure({ timeout: 300_000 });

test('whoever is not signed in sends every form by keyboard alone', async ({ page }) => {
  const made = await DEEDS.nobody?.(page, 1);
  const known = [`/${DEMO}/aanmelden`, `/${DEMO}/wachtwoord-vergeten`, `/${DEMO}/aanmelden/instellen`];
  for (const address of [...known, ...(made?.values() ?? [])]) await onPage(page, keysOf(page), address);
});

test('a member sends every form by keyboard alone', async ({ page }) => {
  const made = await DEEDS.raadslid?.(page);
  // What is new is new until a page of it was opened.
  await onPage(page, keysOf(page), `/${DEMO}`);
  await membersOwn(page, keysOf(page));
  await everywhere(page, keysOf(page), made?.values() ?? []);
  await remembered(page, keysOf(page));
});

test('an alderman sends every form by keyboard alone', async ({ page }) => {
  const made = await DEEDS.wethouder?.(page);
  await everywhere(page, keysOf(page), made?.values() ?? []);
  const release = made?.get('/{gemeente}/kwartaalupdates/{id}/publicatie') ?? '';
  await schedule(page, keysOf(page), release.replace(/\/publicatie$/, ''));
});

test('an administrator sends every form by keyboard alone', async ({ page }) => {
  const made = await DEEDS.beheerder?.(page);
  for (const address of made?.values() ?? []) await onPage(page, keysOf(page), address);
});

test('a clerk sends every form by keyboard alone', async ({ page }) => {
  const made = await DEEDS.griffie?.(page);
  await everywhere(page, keysOf(page), made?.values() ?? []);
  const invitation = made?.get('/{gemeente}/bijeenkomsten/{id}/uitnodiging') ?? '';
  await takeBack(page, keysOf(page), invitation.replace(/\/uitnodiging$/, ''));
  await narrow(page, keysOf(page), invitation.replace(/\/uitnodiging$/, ''));
  await takeAway(page, keysOf(page), made?.get('/{gemeente}/bijeenkomsten/{id}/documenten') ?? '');
  await keep(page, keysOf(page), made?.get('/{gemeente}/instellingen/agenda/andere/{id}') ?? '');
  await mistake(page, keysOf(page));
});

test('forms that show only after something was done are sent by keyboard alone', async ({ page }) => {
  const begins = new Date(Math.ceil((Date.now() + 20_000) / 60_000) * 60_000);
  const { date, time } = localTime(begins);
  await signIn(page, 'griffie');
  const gathering = await plan(page, { title: 'Werkbezoek dat nu begint', date, start: time, end: '23:59' });
  await invite(page);
  const mailed = new RegExp(`https?://[^\\s"<>]+/${DEMO}/antwoord/[\\w-]+`);
  await onPage(page, keysOf(page), await linkInMail(installation(), ['Werkbezoek dat nu begint'], mailed));
  await clerksAfterwards(page, keysOf(page));
  await others(page, keysOf(page));
  await signIn(page, 'griffie');
  await new Promise((settle) => setTimeout(settle, Math.max(0, begins.getTime() - Date.now() + 1_000)));
  await attendance(page, keysOf(page), gathering);
});

/**
 * A quarter of an hour after the last proof a page asks for a new one; a calendar from the open internet is read again from there;
 * a quarter with anything in it is closed before anybody can press.
 */
const ELSEWHERE = [
  '/{gemeente}/mijn/bevestiging',
  '/{gemeente}/instellingen/agenda/andere/{id}/verversing',
  '/{gemeente}/informatiebalans/kwartalen/{kwartaal}/afsluiting',
];

test('no form was left out', () => {
  // What an island sends, only a browser that runs it sends.
  const asked = FORMS.filter((route) => !isApi(route) && (runsScripts() || !route.startsWith('/_fn/')));
  expect(asked.filter((route) => !sent.has(route))).toEqual(ELSEWHERE);
});
