import { expect, type Page, test } from '@playwright/test';
import { answerByCalendar, button, DEMO, inDays, invite, linkInMail, mails, mailWith, open, path, plan, press, type Role, signIn } from './deeds';
import { type Installation, run } from './installation';
import { find } from './site';

const installation = () => test.info().project.metadata as Installation;

/** Routes and where they are now. */
export type Made = Map<string, string>;

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

/** The addresses of everybody with this role, in the order of the command line. */
function addresses(role: string): string[] {
  const lines = run(installation().dataDir, 'user', 'list', '--municipality', DEMO).split('\n');
  return lines.map((line) => line.split(',')).flatMap(([address, held]) => (held === role ? [address] : []));
}

/** The newest notes there are, by the list of what took place: other tests fill the lists of what is to come. */
export async function pastNotes(page: Page): Promise<string | undefined> {
  const html = (address: string) => page.request.get(address).then((answer) => answer.text());
  const list = await html(`/${DEMO}/bijeenkomsten?stand=voorbij`);
  const addresses = new Set([...list.matchAll(/href="(\/[^"/]+\/bijeenkomsten\/[0-9a-f-]{36})"/g)].map(([, address]) => address));
  for (const address of addresses) {
    if ((await html(address)).includes(`href="${address}/verslag"`)) return `${address}/verslag`;
  }
  return undefined;
}

/** The clerk writes on in the first notes that there are, and publishes them or keeps them as a draft; gives their path. */
async function writeOn(page: Page, words: string, publish: boolean): Promise<string> {
  const notes = await pastNotes(page);
  if (!notes) throw new Error('the past quarter has no notes');
  await open(page, `${notes}/wijzigen`);
  const text = page.locator('[name=verslag]');
  await text.fill(`${await text.inputValue()}\n\n${words}\n`);
  await press(page, button(page, publish ? 'Bewaar en ga naar publiceren' : 'Bewaar concept'));
  if (publish) await press(page, button(page, /^Publiceer aan/));
  return notes;
}

/**
 * Makes the pages that no link of the demonstration leads to; gives where they are. Ends signed in as the reader. Tests that run
 * side by side say each by another `turn` whose mail they take: a newer link to an account ends the one before it.
 */
export const DEEDS: Partial<Record<Role | 'nobody', (page: Page, turn?: number) => Promise<Made>>> = {
  nobody: async (page, turn = 0) => {
    const [own, alderman] = [addresses('raadslid').at(-1 - turn), addresses('wethouder').at(-1 - turn)];
    if (!own || !alderman) throw new Error('the demonstration has too few people');
    await signIn(page, 'griffie');
    // Two tests ask for this; each finds its own mail.
    const title = `Werkbezoek voor een antwoord uit de mail (${mails(installation()).length})`;
    await gatheringWithPaper(page, title);
    await page.context().clearCookies();
    const before = mails(installation()).length;
    for (const asker of [own, alderman]) {
      await open(page, `/${DEMO}/wachtwoord-vergeten`);
      await page.locator('[name=email]').fill(asker);
      await press(page, page.locator('main form button[type=submit]'));
    }
    const link = (room: string) => new RegExp(`https?://[^\\s"<>]+/${DEMO}/${room}/[\\w-]+`);
    const account = await linkInMail(installation(), [own], link('account'), before);
    const answer = await linkInMail(installation(), [`<${own}>`, title], link('antwoord'));
    const invitation = await mailWith(installation(), [`<${own}>`, title]);
    await answerByCalendar(installation(), invitation, own);
    const asked = await linkInMail(installation(), [own, title], link('agenda-antwoord'));
    const exit = await linkInMail(installation(), ['Geen nieuws meer per mail'], link('dagmail'));
    // Between a password and a second factor: nobody is signed in yet.
    await open(page, await linkInMail(installation(), [alderman], link('account'), before));
    await page.locator('[name=wachtwoord]').fill('vier kippen op stok');
    await press(page, page.locator('main form button[type=submit]'));
    expect(path(page)).toBe(`/${DEMO}/aanmelden/instellen`);
    await open(page, '/demo/post');
    const mail = await page.locator('a[href^="/demo/post/"]').first().getAttribute('href');
    return new Map([
      ['/{gemeente}/account/{token}', account],
      ['/{gemeente}/antwoord/{token}', answer],
      ['/{gemeente}/agenda-antwoord/{token}', asked],
      ['/{gemeente}/dagmail/{token}/stoppen', `${exit}/stoppen`.replace(/(\/stoppen)+$/, '/stoppen')],
      ['/demo/post/{file}', mail ?? ''],
    ]);
  },
  griffie: async (page) => {
    await signIn(page, 'griffie');
    const gathering = await gatheringWithPaper(page, 'Werkbezoek voor alle paginas');
    const notes = await writeOn(page, 'Nog een aanvulling.', false);
    const record = await find(page, '/{gemeente}/raad/mensen/{id}/vastgelegd');
    if (!record) throw new Error('no member of the council has a record');
    await open(page, record);
    await page.locator('[name=reden]').fill('Vroeg zelf waarom een verslag niet aankwam.');
    await press(page, page.locator('main form button[type=submit]'));
    const looked = path(page);
    const taken = async (file: string) => {
      const form = (await find(page, '/{gemeente}/informatiebalans/verslagen/{report}/inzage'))?.split('?')[0];
      await open(page, `${form}?bestand=${file}`);
      await page.locator('[name=reden]').fill('Onderzoek van de rekenkamer.');
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main form button[type=submit]').click()]);
      const { pathname, search } = new URL(download.url());
      return pathname + search;
    };
    const files = [await taken('volledig'), await taken('volledig-verslag')];
    await open(page, `/${DEMO}/instellingen/agenda/andere`);
    const upload = page.locator('form:has([name=bestand])');
    await upload.locator('[name=naam]').fill('de raadsagenda');
    await upload.locator('[name=bestand]').setInputFiles({
      name: 'agenda.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"meetings":[{"description":"Raadsvergadering","date":"14-01-2027","time":"20:00"},{"date":"31-02-2027"}]}'),
    });
    await press(page, button(page, 'Bekijk wat erin staat'));
    return new Map([
      ['/{gemeente}/instellingen/agenda/andere/{id}', path(page)],
      ['/{gemeente}/informatiebalans/verslagen/{report}/volledig.json', files[0]],
      ['/{gemeente}/informatiebalans/verslagen/{report}/volledig-verslag.json', files[1]],
      ['/{gemeente}/raad/mensen/{id}/vastgelegd', record],
      ['/{gemeente}/raad/mensen/{id}/vastgelegd/{inzage}', looked],
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
    const draft = await find(page, '/{gemeente}/vragen/{id}/antwoord/concept');
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
    const person = await find(page, '/{gemeente}/raad/mensen/{id}');
    return new Map([
      ['/{gemeente}/raad/import/{id}', path(page)],
      ['/{gemeente}/raad/mensen/{id}/anonimisering', `${person}/anonimisering`],
    ]);
  },
};
