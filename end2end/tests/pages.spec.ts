import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { button, DEMO, inDays, invite, linkInMail, open, path, plan, press, type Role, runsNoJavaScript, signIn } from '../deeds';
import type { Installation } from '../installation';

/** Every page of the site, read from the table of routes itself: a page that nobody visits here fails the run. */
const ROUTES = [
  ...readFileSync(join(__dirname, '../../app/src/routes.rs'), 'utf8').matchAll(/\.get\(\s*"([^"]+)"/g),
].map(([, route]) => route);

/** What is fetched and not looked at: files, by the type they say they have. */
const FILES: Record<string, RegExp> = {
  '/{gemeente}/mijn/gegevens.json': /^application\/json/,
  '/{gemeente}/mijn/vastgelegd.json': /^application\/json/,
  '/{gemeente}/mijn/vastgelegd.csv': /^text\/csv/,
  '/{gemeente}/informatiebalans/tabellen.csv': /^text\/csv/,
  '/{gemeente}/informatiebalans/tabellen.ods': /^application\/vnd\.oasis/,
  '/{gemeente}/informatiebalans/brief.pdf': /^application\/pdf/,
  '/{gemeente}/informatiebalans/verslagen/{report}/verteld.json': /^application\/json/,
  '/{gemeente}/informatiebalans/verslagen/{report}/verslag.json': /^application\/json/,
  '/{gemeente}/informatiebalans/verslagen/{report}/volledig.json': /^application\/json/,
  '/{gemeente}/informatiebalans/verslagen/{report}/volledig-verslag.json': /^application\/json/,
  '/{gemeente}/raad/samenstelling.csv': /^text\/csv/,
  '/{gemeente}/instellingen/accounts/toegang.csv': /^text\/csv/,
  '/{gemeente}/raad/import/sjabloon.csv': /^text\/csv/,
  '/{gemeente}/bijeenkomsten/{id}/agenda.ics': /^text\/calendar/,
  '/{gemeente}/agenda.ics': /^text\/calendar/,
  '/{gemeente}/agenda/{feed}': /^text\/calendar/,
  '/{gemeente}/documenten/{doc}': /^(text|application)\//,
};

/** The API answers JSON; it is fetched as the clerk, below. */
const isApi = (route: string) => route.startsWith('/api/');

/** Who opens what. Where the addresses are not written here, they are found by following links as that reader, or by a deed below. */
const VISITS: Record<Role | 'nobody', string[]> = {
  nobody: [
    '/',
    '/{gemeente}/privacy',
    '/{gemeente}/toegankelijkheid',
    '/{gemeente}/contact',
    '/{gemeente}/agenda.ics',
    '/demo/post',
    '/demo/post/{file}',
    '/{gemeente}/aanmelden',
    '/{gemeente}/aanmelden/code',
    '/{gemeente}/aanmelden/instellen',
    '/{gemeente}/wachtwoord-vergeten',
    '/{gemeente}/account/{token}',
    '/{gemeente}/antwoord/{token}',
  ],
  griffie: [
    '/{gemeente}/bijeenkomsten',
    '/{gemeente}/bijeenkomsten/nieuw',
    '/{gemeente}/bijeenkomsten/{id}',
    '/{gemeente}/bijeenkomsten/{id}/agenda.ics',
    '/{gemeente}/bijeenkomsten/{id}/wijzigen',
    '/{gemeente}/bijeenkomsten/{id}/annulering',
    '/{gemeente}/bijeenkomsten/{id}/uitnodiging',
    '/{gemeente}/bijeenkomsten/{id}/herinnering',
    '/{gemeente}/bijeenkomsten/{id}/antwoorden',
    '/{gemeente}/bijeenkomsten/{id}/deelnemerslijst',
    '/{gemeente}/bijeenkomsten/{id}/aanwezigheid',
    '/{gemeente}/bijeenkomsten/{id}/presentielijst',
    '/{gemeente}/bijeenkomsten/{id}/documenten',
    '/{gemeente}/documenten/{doc}',
    '/{gemeente}/bijeenkomsten/{id}/verslag/wijzigen',
    '/{gemeente}/bijeenkomsten/{id}/verslag/publicatie',
    '/{gemeente}/informatiebalans',
    '/{gemeente}/informatiebalans/onderdelen/{item}',
    '/{gemeente}/informatiebalans/bijeenkomsten/{id}',
    '/{gemeente}/informatiebalans/uittreksel',
    '/{gemeente}/informatiebalans/verslagen/{report}/volledig.json',
    '/{gemeente}/informatiebalans/verslagen/{report}/volledig-verslag.json',
    '/{gemeente}/informatiebalans/besluiten',
    '/{gemeente}/raad/mensen/{id}/vastgelegd',
    '/{gemeente}/raad/mensen/{id}/vastgelegd/{inzage}',
    '/{gemeente}/informatiebalans/kwartalen/{kwartaal}/antwoord',
    '/{gemeente}/instellingen',
    '/{gemeente}/instellingen/meten',
    '/{gemeente}/instellingen/bewaartermijnen',
    '/{gemeente}/instellingen/post',
    '/{gemeente}/instellingen/agenda',
    '/{gemeente}/instellingen/agenda/andere',
    '/{gemeente}/instellingen/agenda/andere/{id}',
    '/{gemeente}/instellingen/accounts',
    '/{gemeente}/instellingen/accounts/uitnodigen',
  ],
  raadslid: [
    '/{gemeente}',
    '/{gemeente}/mijn',
    '/{gemeente}/mijn/tweede-stap',
    '/{gemeente}/mijn/agenda',
    '/{gemeente}/agenda',
    '/{gemeente}/agenda/{feed}',
    '/{gemeente}/mijn/gegevens',
    '/{gemeente}/mijn/gegevens.json',
    '/{gemeente}/mijn/vastgelegd',
    '/{gemeente}/mijn/vastgelegd.json',
    '/{gemeente}/mijn/vastgelegd.csv',
    '/{gemeente}/bijeenkomsten/{id}/verslag',
    '/{gemeente}/bijeenkomsten/{id}/verslag/versies/{n}',
    '/{gemeente}/vragen',
    '/{gemeente}/vragen/nieuw',
    '/{gemeente}/vragen/{id}',
    '/{gemeente}/kwartaalupdates',
    '/{gemeente}/kwartaalupdates/{id}',
    '/{gemeente}/gedeelde-informatie',
    '/{gemeente}/gedeelde-informatie/{id}',
    '/{gemeente}/informatiebalans/uitleg',
    '/{gemeente}/informatiebalans/brief.pdf',
    '/{gemeente}/informatiebalans/tabellen.csv',
    '/{gemeente}/informatiebalans/tabellen.ods',
    '/{gemeente}/informatiebalans/verslagen/{report}/verteld.json',
    '/{gemeente}/informatiebalans/verslagen/{report}/verslag.json',
  ],
  wethouder: [
    '/{gemeente}/vragen/{id}/antwoord/concept',
    '/{gemeente}/vragen/{id}/antwoord',
    '/{gemeente}/gedeelde-informatie/nieuw',
    '/{gemeente}/kwartaalupdates/nieuw',
    '/{gemeente}/kwartaalupdates/{id}/wijzigen',
    '/{gemeente}/kwartaalupdates/{id}/publicatie',
  ],
  beheerder: [
    '/{gemeente}/raad',
    '/{gemeente}/raad/samenstelling.csv',
    '/{gemeente}/instellingen/accounts/toegang.csv',
    '/{gemeente}/raad/mensen/nieuw',
    '/{gemeente}/raad/mensen/{id}',
    '/{gemeente}/raad/mensen/{id}/wijzigen',
    '/{gemeente}/raad/mensen/{id}/anonimisering',
    '/{gemeente}/raad/mensen/{id}/functie',
    '/{gemeente}/raad/functies/{id}/einde',
    '/{gemeente}/raad/functies/{id}/wijzigen',
    '/{gemeente}/raad/verplaatsen',
    '/{gemeente}/raad/afsplitsing',
    '/{gemeente}/raad/fracties/nieuw',
    '/{gemeente}/raad/fracties/{id}/wijzigen',
    '/{gemeente}/raad/coalitie',
    '/{gemeente}/raad/vervanging',
    '/{gemeente}/raad/zittingsperiode',
    '/{gemeente}/raad/zittingsperiode/{id}/wijzigen',
    '/{gemeente}/raad/import',
    '/{gemeente}/raad/import/sjabloon.csv',
    '/{gemeente}/raad/import/{id}',
  ],
  commissielid: [],
  burgemeester: [],
  ambtenaar: [],
  fractiesecretaris: [],
};

/** Homes differ by role, so each role looks at more than its own share. */
const HOMES: Role[] = ['griffie', 'wethouder', 'beheerder', 'commissielid', 'burgemeester', 'ambtenaar', 'fractiesecretaris'];

const installation = () => test.info().project.metadata as Installation;

const runsScripts = () => test.info().project.use.javaScriptEnabled !== false;

/** The route that an address belongs to: a written part goes before a parameter. */
function routeOf(address: string): string | undefined {
  const parts = address.split('/');
  const fits = ROUTES.filter((route) => {
    const wanted = route.split('/');
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith('{') || part === parts[at]);
  });
  const parameters = (route: string) => route.split('{').length;
  return fits.sort((a, b) => parameters(a) - parameters(b))[0];
}

/** Follows links from home, and gives for every route up to `most` addresses that this reader can open. */
async function crawl(page: Page, most: number): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const queue = [`/${DEMO}`];
  const seen = new Set(queue);
  for (let address = queue.shift(); address; address = queue.shift()) {
    const route = routeOf(address.split('?')[0]);
    const known = route ? (found.get(route) ?? []) : [];
    if (!route || known.length >= most) continue;
    const answer = await page.request.get(address);
    expect(answer.status(), `${address}, linked from a page of ${DEMO}`).toBe(200);
    found.set(route, [...known, address]);
    if (!answer.headers()['content-type']?.startsWith('text/html') || route.startsWith('/demo')) continue;
    for (const [, link] of (await answer.text()).matchAll(/href="(\/[^"#]*)/g)) {
      const next = link.replaceAll('&amp;', '&');
      if (!next.startsWith('/assets') && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return found;
}

/**
 * The context that is looked at. axe runs as a script of the page, so a browser without JavaScript cannot run it: there the same
 * HTML is opened in a second context, with JavaScript, whose scripts of the site arrive empty. Nothing of the site then runs.
 */
async function eyes(page: Page): Promise<{ page: Page; close: () => Promise<void> }> {
  if (runsScripts()) return { page, close: async () => {} };
  const browser = page.context().browser();
  if (!browser) throw new Error('a context without a browser');
  const { use } = test.info().project;
  const context: BrowserContext = await browser.newContext({
    javaScriptEnabled: true,
    baseURL: use.baseURL,
    locale: use.locale,
    timezoneId: use.timezoneId,
    storageState: await page.context().storageState(),
  });
  await context.route(/\/assets\/[^?]*\.(js|wasm)/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  runsNoJavaScript(context);
  return { page: await context.newPage(), close: () => context.close() };
}

/** Everything that is wrong with one page, in words. */
async function wrongWith(page: Page, address: string): Promise<string[]> {
  const wrong: string[] = [];
  const note = (what: string) => wrong.push(`${address}: ${what}`);
  const console = (message: { type(): string; text(): string }) => message.type() === 'error' && note(`console: ${message.text()}`);
  const thrown = (error: Error) => note(`exception: ${error.message}`);
  page.on('console', console);
  page.on('pageerror', thrown);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 390) {
      const answer = await page.goto(address);
      if (answer?.status() !== 200) note(`answered ${answer?.status()}`);
      if (runsScripts() && (await page.locator('leptos-island').count()) > 0) {
        await expect(page.locator('html'), address).toHaveAttribute('data-islands', 'awake');
      }
      const headings = await page.locator('h1').count();
      if (headings !== 1) note(`${headings} headings of the first level`);
      if (!(await page.title()).trim()) note('no title');
      const beyond = await page.evaluate(() => {
        const edge = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= edge) return '';
        const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > edge + 1);
        return `${document.documentElement.scrollWidth} wide by ${wide.slice(0, 4).map((one) => `${one.localName}.${one.className}`)}`;
      });
      if (beyond) note(`wider than a phone: ${beyond}`);
      const passed = await page.evaluate(() => {
        const doing = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [onclick], [role=button], [role=link]';
        const shown = [...document.querySelectorAll<HTMLElement>(doing)].filter((one) => one.checkVisibility() && !one.matches(':disabled'));
        return shown.filter((one) => one.tabIndex !== 0).map((one) => one.outerHTML.slice(0, 120));
      });
      if (passed.length > 0) note(`the Tab key does not come, in order, to ${passed}`);
    }
    // One document without frames: the legacy mode of the builder only means that no second page is opened to gather the results.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    for (const { id, help, nodes } of violations) {
      note(`axe at ${width}: ${id} (${help}) ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160))}`);
    }
  }
  page.off('console', console);
  page.off('pageerror', thrown);
  return wrong;
}

/** Looks at the pages of one reader; what `made` knows goes before what links lead to. */
async function visit(page: Page, role: Role | 'nobody', made: Map<string, string>): Promise<void> {
  const routes = VISITS[role].filter((route) => ROUTES.includes(route));
  const found = role === 'nobody' ? new Map<string, string[]>() : await crawl(page, 6);
  const { page: eye, close } = await eyes(page);
  const wrong: string[] = [];
  const addresses = routes.map((route) => {
    const written = route.replace('{gemeente}', DEMO);
    const address = made.get(route) ?? (written.includes('{') ? found.get(route)?.[0] : written);
    return [route, address] as const;
  });
  if (HOMES.includes(role as Role)) addresses.push(['/{gemeente}', `/${DEMO}`]);
  for (const [route, address] of addresses) {
    await test.step(`${role}: ${route}`, async () => {
      if (!address) {
        wrong.push(`${route}: no page of ${role} leads there`);
      } else if (FILES[route]) {
        const answer = await page.request.get(address);
        const type = answer.headers()['content-type'] ?? '';
        if (answer.status() !== 200 || !FILES[route].test(type)) wrong.push(`${address}: ${answer.status()} ${type}`);
      } else {
        wrong.push(...(await wrongWith(eye, address)));
      }
    });
  }
  await close();
  expect(wrong.join('\n')).toBe('');
}

/** Routes and where they are now. */
type Made = Map<string, string>;

/** The clerk invites to a gathering and adds a paper to it; gives its title and path. */
async function gatheringWithPaper(page: Page, title: string): Promise<string> {
  const gathering = await plan(page, { title, date: inDays(12) });
  await invite(page);
  await open(page, `${gathering}/documenten`);
  await page.locator('[name=bestand]').setInputFiles({
    name: 'toelichting.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Een toelichting bij het werkbezoek.\n'),
  });
  await press(page, page.locator('form:has([name=bestand]) button[type=submit]'));
  return gathering;
}

/** The clerk writes on in the first notes that there are, and publishes them or keeps them as a draft; gives their path. */
async function writeOn(page: Page, words: string, publish: boolean): Promise<string> {
  const notes = (await crawl(page, 12)).get('/{gemeente}/bijeenkomsten/{id}/verslag')?.[0];
  if (!notes) throw new Error('the past quarter has no notes');
  await open(page, `${notes}/wijzigen`);
  const text = page.locator('[name=verslag]');
  await text.fill(`${await text.inputValue()}\n\n${words}\n`);
  await press(page, button(page, publish ? 'Bewaar en ga naar publiceren' : 'Bewaar concept'));
  if (publish) await press(page, button(page, /^Publiceer aan/));
  return notes;
}

/** Makes the pages that no link of the demonstration leads to; gives where they are. Ends signed in as the reader. */
const DEEDS: Partial<Record<Role | 'nobody', (page: Page) => Promise<Made>>> = {
  nobody: async (page) => {
    const address = () =>
      page.request
        .get(`/${DEMO}/mijn`)
        .then((answer) => answer.text())
        .then((text) => text.match(/[\w.+-]+@[\w.-]+\.\w+/)?.[0] ?? '');
    const member = await signIn(page, 'raadslid');
    const own = await address();
    await signIn(page, 'burgemeester');
    const mayor = await address();
    await signIn(page, 'griffie');
    const title = 'Werkbezoek voor een antwoord uit de mail';
    await gatheringWithPaper(page, title);
    await page.context().clearCookies();
    for (const asker of [own, mayor]) {
      await open(page, `/${DEMO}/wachtwoord-vergeten`);
      await page.locator('[name=email]').fill(asker);
      await press(page, page.locator('main form button[type=submit]'));
    }
    const link = (room: string) => new RegExp(`https?://[^\\s"<>]+/${DEMO}/${room}/[\\w-]+`);
    const account = await linkInMail(installation(), [own], link('account'));
    const answer = await linkInMail(installation(), [member, title], link('antwoord'));
    // Between a password and a second factor: nobody is signed in yet.
    await open(page, await linkInMail(installation(), [mayor], link('account')));
    await page.locator('[name=wachtwoord]').fill('vier kippen op stok');
    await press(page, page.locator('main form button[type=submit]'));
    expect(path(page)).toBe(`/${DEMO}/aanmelden/instellen`);
    await open(page, '/demo/post');
    const mail = await page.locator('a[href^="/demo/post/"]').first().getAttribute('href');
    return new Map([
      ['/{gemeente}/account/{token}', account],
      ['/{gemeente}/antwoord/{token}', answer],
      ['/demo/post/{file}', mail ?? ''],
    ]);
  },
  griffie: async (page) => {
    await signIn(page, 'griffie');
    const gathering = await gatheringWithPaper(page, 'Werkbezoek voor alle paginas');
    const notes = await writeOn(page, 'Nog een aanvulling.', false);
    const record = (await crawl(page, 12)).get('/{gemeente}/raad/mensen/{id}/vastgelegd')?.[0];
    if (!record) throw new Error('no member of the council has a record');
    await open(page, record);
    await page.locator('[name=reden]').fill('Vroeg zelf waarom een verslag niet aankwam.');
    await press(page, page.locator('main form button[type=submit]'));
    const look = path(page);
    await open(page, `/${DEMO}/instellingen/agenda/andere`);
    await page.locator('[name=naam]').fill('de raadsagenda');
    await page.locator('[name=bestand]').setInputFiles({
      name: 'agenda.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"meetings":[{"description":"Raadsvergadering","date":"14-01-2027","time":"20:00"},{"date":"31-02-2027"}]}'),
    });
    await press(page, button(page, 'Bekijk wat erin staat'));
    return new Map([
      ['/{gemeente}/instellingen/agenda/andere/{id}', path(page)],
      ['/{gemeente}/raad/mensen/{id}/vastgelegd', record],
      ['/{gemeente}/raad/mensen/{id}/vastgelegd/{inzage}', look],
      ['/{gemeente}/bijeenkomsten/{id}/uitnodiging', `${gathering}/uitnodiging`],
      ['/{gemeente}/bijeenkomsten/{id}/documenten', `${gathering}/documenten`],
      ['/{gemeente}/bijeenkomsten/{id}/verslag/publicatie', `${notes}/publicatie`],
      ['/{gemeente}/bijeenkomsten/{id}/aanwezigheid', notes.replace(/verslag$/, 'aanwezigheid')],
    ]);
  },
  raadslid: async (page) => {
    await signIn(page, 'griffie');
    const notes = await writeOn(page, 'Later aangevuld.', true);
    await signIn(page, 'raadslid');
    await open(page, `/${DEMO}/mijn/agenda`);
    await press(page, button(page, 'Maak het adres'));
    const feed = new URL(await page.locator('.token').innerText()).pathname;
    return new Map([
      ['/{gemeente}/bijeenkomsten/{id}/verslag/versies/{n}', `${notes}/versies/1`],
      ['/{gemeente}/agenda/{feed}', feed],
    ]);
  },
  wethouder: async (page) => {
    await signIn(page, 'wethouder');
    const draft = (await crawl(page, 6)).get('/{gemeente}/vragen/{id}/antwoord/concept')?.[0];
    if (!draft) throw new Error('no question waits for this alderman');
    await open(page, draft);
    await page.locator('[name=antwoord]').fill('De weg is in het voorjaar klaar.');
    await press(page, button(page, 'Bewaar concept'));
    await open(page, `/${DEMO}/kwartaalupdates/nieuw`);
    await page.locator('[name=titel]').fill('Update voor alle paginas');
    await page.locator('[name=gebeurd]').fill('De school is open.');
    await page.locator('[name=mislukt]').fill('De fietsbrug kwam niet af.');
    await page.locator('[name=vooruit]').fill('De aanbesteding begint opnieuw.');
    await press(page, button(page, 'Bekijk en publiceer'));
    const update = path(page).replace(/\/(publicatie|wijzigen)$/, '');
    return new Map([
      ['/{gemeente}/vragen/{id}/antwoord', draft.replace(/\/concept$/, '')],
      ['/{gemeente}/kwartaalupdates/{id}/wijzigen', `${update}/wijzigen`],
      ['/{gemeente}/kwartaalupdates/{id}/publicatie', `${update}/publicatie`],
    ]);
  },
  beheerder: async (page) => {
    await signIn(page, 'beheerder');
    await open(page, `/${DEMO}/raad/import`);
    await page.locator('[name=bestand]').setInputFiles({
      name: 'raad.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('naam;e-mail;fractie;rol\nJanneke Proefman;janneke.proefman@winterbeek.example;D66;raadslid\n'),
    });
    await press(page, page.locator('form:has([name=bestand]) button[type=submit]'));
    const person = (await crawl(page, 1)).get('/{gemeente}/raad/mensen/{id}')?.[0];
    return new Map([
      ['/{gemeente}/raad/import/{id}', path(page)],
      ['/{gemeente}/raad/mensen/{id}/anonimisering', `${person}/anonimisering`],
    ]);
  },
};

test.describe.configure({ timeout: 240_000 });

test.beforeEach(({ context }) => {
  if (!runsScripts()) runsNoJavaScript(context);
});

test('every page has a visit', () => {
  const visited = Object.values(VISITS).flat();
  expect(ROUTES.length).toBeGreaterThan(60);
  expect(ROUTES.filter((route) => !isApi(route) && !visited.includes(route))).toEqual([]);
  expect(visited.filter((route) => !ROUTES.includes(route))).toEqual([]);
});

for (const role of Object.keys(VISITS) as (Role | 'nobody')[]) {
  test(`the pages of ${role} are in order`, async ({ page }) => {
    const deeds = DEEDS[role];
    const made = deeds ? await deeds(page) : new Map();
    if (!deeds && role !== 'nobody') await signIn(page, role);
    await visit(page, role, made);
  });
}

test('every address that the API can be read at answers with JSON', async ({ page }) => {
  await signIn(page, 'griffie');
  const found = await crawl(page, 12);
  const first = (route: string) => found.get(route)?.[0]?.split('/') ?? [];
  const ids: Record<string, string | undefined> = {
    bijeenkomsten: first('/{gemeente}/bijeenkomsten/{id}/verslag')[3],
    vragen: first('/{gemeente}/vragen/{id}')[3],
    kwartaalupdates: first('/{gemeente}/kwartaalupdates/{id}')[3],
  };
  const wrong: string[] = [];
  for (const route of ROUTES.filter(isApi)) {
    const address = route.replace('{gemeente}', DEMO).replace(/\/(\w+)\/\{id\}/, (_, room) => `/${room}/${ids[room]}`);
    const answer = await page.request.get(address);
    const type = answer.headers()['content-type'] ?? '';
    if (answer.status() !== 200 || !/^application\/([\w.]+\+)?json/.test(type)) wrong.push(`${address}: ${answer.status()} ${type}`);
  }
  expect(wrong).toEqual([]);
});
