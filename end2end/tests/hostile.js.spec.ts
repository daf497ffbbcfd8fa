import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { awake, inDays, type Role, signIn } from '../deeds';
import { type Installation, run } from '../installation';
import { crawl, FORMS, isApi, PAGES, routeOf } from '../site';

/** A municipality of its own; its parties have hostile names already. */
const TOWN = 'vreemdam';
const COUNCIL = join(__dirname, '../fixtures/hostile.csv');

/** The texts of the tests over HTTP. Whatever one of them makes is called "vreemd", and so is what it runs. */
const LISTED: Record<string, string[]> = JSON.parse(readFileSync(join(__dirname, '../fixtures/hostile.json'), 'utf8'));

/** Those that a line takes; the others are refused, which takes no browser to see. */
const TEXTS = Object.values(LISTED).flat().filter((text) => !/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(text));

/** By the dozen. */
const DOZENS = Array.from({ length: Math.ceil(TEXTS.length / 12) }, (_, n) => TEXTS.slice(n * 12, n * 12 + 12));

/** Who types, and where as often as there are dozens. */
const WRITERS: [Role, string[]][] = [
  ['griffie', ['/bijeenkomsten/nieuw?soort=werkbezoek', '/raad/fracties/nieuw', '/raad/mensen/nieuw', '/instellingen/agenda']],
  ['raadslid', ['/vragen/nieuw']],
  ['wethouder', ['/gedeelde-informatie/nieuw', '/kwartaalupdates/nieuw']],
  ['beheerder', []],
];

/** Fills in a form of the page, the text fields each with another text, and gives how many there were. */
const fillIn = (page: Page, at: number, dozen: string[], number: number) =>
  page.evaluate(
    ({ at, dozen, number, date }) => {
      const form = document.querySelectorAll<HTMLFormElement>('main form[method=post]')[at];
      const fields = [...form.querySelectorAll<HTMLInputElement>('input, textarea, select')];
      // A password would be another, and a file is not typed.
      if (fields.some((field) => field.type === 'password' || field.type === 'file')) return 0;
      form.noValidate = true;
      const usual: Record<string, string> = {
        email: `vreemd${number}@vreemdam.example`,
        url: `https://voorbeeld.example/?a='vreemd'&b=%22%3E%3Cvreemd%3E`,
        tel: '0612345678',
        number: '12',
        date,
        time: '19:30',
        'datetime-local': `${date}T19:30`,
      };
      let typed = 0;
      for (const field of fields) {
        if (field.localName === 'textarea') field.value = dozen.join('\n\n');
        else if (field.type === 'text' || field.type === 'search') field.value = `${dozen[(typed + number) % dozen.length]} ${number}`;
        else if (field.value === '' && field.type in usual) field.value = field.name === 'eind' ? '21:30' : usual[field.type];
        else if (field.localName === 'select' && field.value === '') {
          const options = [...(field as unknown as HTMLSelectElement).options];
          field.value = options.find((option) => option.value)?.value ?? '';
        } else if (field.type === 'radio' || field.type === 'checkbox') {
          const same = fields.filter((other) => other.name === field.name);
          if (same.length > 1 && !same.some((other) => other.checked)) field.checked = true;
        }
        if (field.localName === 'textarea' || field.type === 'text' || field.type === 'search') typed += 1;
      }
      return typed;
    },
    { at, dozen, number, date: inDays(9) },
  );

/** Everything on the page that only a text can have made. */
const foreignIn = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const one of document.querySelectorAll('*')) {
      const names = [one.localName, ...one.getAttributeNames()];
      const runs = ['href', 'src', 'action', 'formaction'].some((name) => /^\s*(javascript|data|vbscript):/i.test(one.getAttribute(name) ?? ''));
      const odd = one.matches('iframe, object, embed, base, math, style, meta[http-equiv], script:not([src^="/assets/"])');
      if (runs || odd || names.some((name) => name.includes('vreemd') || name.startsWith('on'))) found.push(one.outerHTML.slice(0, 160));
    }
    return found;
  });

/** Notes whatever runs, asks elsewhere or is held back by the browser. */
async function watch(page: Page, wrong: string[]): Promise<void> {
  const note = (what: string) => wrong.push(`${page.url()}: ${what}`);
  await page.exposeFunction('vreemd', () => note('a script ran'));
  page.on('dialog', (dialog) => {
    note(`dialog ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('pageerror', (error) => note(`exception: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself says that an answer was a refusal; that is no fault of the text.
    if (message.type() === 'error' && !/status of 4(03|09|22)/.test(message.text())) note(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { host } = new URL(request.url());
    if (host !== new URL(test.info().project.use.baseURL ?? '').host) note(`asks ${request.url()}`);
  });
}

async function look(page: Page, wrong: string[]): Promise<void> {
  await awake(page);
  for (const foreign of await foreignIn(page)) wrong.push(`${page.url()}: ${foreign}`);
}

/** Types a dozen in every form of a page that has fields for it, and looks at what comes of it. */
async function type(page: Page, address: string, number: number, wrong: string[], sent: Set<string>): Promise<void> {
  await page.goto(address);
  const actions = await page
    .locator('main form[method=post]')
    .evaluateAll((forms) => forms.map((form) => new URL((form as HTMLFormElement).action).pathname));
  for (const [at, action] of actions.entries()) {
    const route = routeOf(action, FORMS) ?? action;
    if (sent.has(route)) continue;
    if (at > 0) await page.goto(address);
    if ((await page.locator('main form[method=post]').count()) <= at) return;
    if ((await fillIn(page, at, DOZENS[number % DOZENS.length], number)) === 0) continue;
    sent.add(route);
    const here = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
    await page
      .locator('main form[method=post]')
      .nth(at)
      .evaluate((form) => (form as HTMLFormElement).requestSubmit(form.querySelector<HTMLElement>('button:not([type=button], [formaction])')));
    await here;
    await page.waitForLoadState();
    await look(page, wrong);
  }
}

test.describe.configure({ timeout: 480_000 });

test('hostile texts are texts on every page', async ({ page, context }) => {
  const { dataDir } = test.info().project.metadata as Installation;
  run(dataDir, 'seed', '--composition', COUNCIL, '--municipality', 'Vreemdam', '--year', '2018', '--history');
  const wrong: string[] = [];
  await watch(page, wrong);
  const sent = new Set<string>();
  let number = 0;
  for (const [role, often] of WRITERS) {
    await signIn(page, role, TOWN);
    for (const address of often) {
      for (const _ of DOZENS) await type(page, `/${TOWN}${address}`, (number += 1), wrong, new Set());
    }
    const pages: string[] = [];
    const known = new Set<string>();
    await crawl(page, 1, {
      files: false,
      municipality: TOWN,
      look: (address, html) => {
        const routes = [...html.matchAll(/<form[^>]*method="post"[^>]*action="(\/[^"#?]*)/g)].map(([, action]) => routeOf(action, FORMS) ?? '');
        if (/<textarea|type="text"/.test(html) && routes.some((route) => !known.has(route) && !sent.has(route))) pages.push(address);
        for (const route of routes) known.add(route);
      },
    });
    for (const address of pages) await test.step(`${role} types in ${address}`, () => type(page, address, (number += 1), wrong, sent));
  }
  const others = await Promise.all([context.newPage(), context.newPage()]);
  await Promise.all(others.map((other) => watch(other, wrong)));
  const opened = new Map<string, number>();
  for (const [role] of WRITERS) {
    await signIn(page, role, TOWN);
    const addresses: string[] = [];
    // The clerk opens a page of a kind for every dozen; the others what they see otherwise or alone.
    const most = role === 'griffie' ? DOZENS.length : 1;
    for (const [route, found] of await crawl(page, most, { files: false, municipality: TOWN })) {
      if (isApi(route) || route.startsWith('/demo')) continue;
      const left = found.slice(0, most);
      opened.set(route, (opened.get(route) ?? 0) + left.length);
      addresses.push(...left);
    }
    const readers = [page, ...others].map(async (reader) => {
      for (let address = addresses.shift(); address; address = addresses.shift()) {
        await reader.goto(address);
        await look(reader, wrong);
      }
    });
    await Promise.all(readers);
  }
  expect(wrong).toEqual([]);
  expect(sent.size).toBeGreaterThan(25);
  expect(opened.size).toBeGreaterThan(PAGES.filter((route) => !isApi(route) && !/\.\w+$/.test(route)).length / 2);
});
