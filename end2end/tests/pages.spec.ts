import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { DEMO, type Role, runsNoJavaScript, signIn } from '../deeds';
import { DEEDS, pastNotes } from '../scenes';
import { crawl, isApi, PAGES as ROUTES } from '../site';

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
  '/{gemeente}/informatiebalans/verslagen/{report}/fracties.json': /^application\/json/,
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
    '/{gemeente}/agenda-antwoord/{token}',
    '/{gemeente}/dagmail/{token}/stoppen',
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
    '/{gemeente}/informatiebalans/kwartaalbericht',
    '/{gemeente}/informatiebalans/uittreksel',
    '/{gemeente}/informatiebalans/verslagen/{report}/inzage',
    '/{gemeente}/informatiebalans/verslagen/{report}/volledig.json',
    '/{gemeente}/informatiebalans/verslagen/{report}/volledig-verslag.json',
    '/{gemeente}/informatiebalans/besluiten',
    '/{gemeente}/raad/mensen/{id}/vastgelegd',
    '/{gemeente}/raad/mensen/{id}/vastgelegd/{inzage}',
    '/{gemeente}/informatiebalans/kwartalen/{kwartaal}/antwoord',
    '/{gemeente}/instellingen',
    '/{gemeente}/instellingen/meten',
    '/{gemeente}/agenda-antwoorden',
    '/{gemeente}/instellingen/agenda-antwoorden',
    '/{gemeente}/instellingen/bewaartermijnen',
    '/{gemeente}/instellingen/post',
    '/{gemeente}/instellingen/herinneringen',
    '/{gemeente}/herinneringen',
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
    '/{gemeente}/informatiebalans/verslagen/{report}/fracties.json',
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

const runsScripts = () => test.info().project.use.javaScriptEnabled !== false;

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
        const shown = [...document.querySelectorAll<HTMLElement>(doing)].filter((one) => one.checkVisibility() && !one.matches(':disabled, .visually-hidden[aria-hidden=true]'));
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
    bijeenkomsten: (await pastNotes(page))?.split('/')[3],
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
