import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import type { Installation } from './installation';

/** The municipality of the demonstration. */
export const DEMO = 'winterbeek';

/** Who can be tried on the sign-in page of the demonstration, as the list there begins. */
export type Role =
  | 'griffie'
  | 'raadslid'
  | 'commissielid'
  | 'wethouder'
  | 'burgemeester'
  | 'ambtenaar'
  | 'fractiesecretaris'
  | 'beheerder';

/** Signs in as somebody of this role, whoever was signed in before, and gives their name. */
export async function signIn(page: Page, role: Role, municipality = DEMO): Promise<string> {
  await page.context().clearCookies();
  await page.goto(`/${municipality}/aanmelden`);
  const about = page.locator('.meta', { hasText: new RegExp(`^${role}(,|$)`) });
  const listed = page.locator('#demo .list-item').filter({ has: about }).first();
  const name = (await listed.locator('.item-title').innerText()).trim();
  await listed.getByRole('button').click();
  await expect(page).toHaveURL(new RegExp(`/${municipality}$`));
  return name;
}

/** Waits for the islands of the page, where it has any and JavaScript runs: a click before that is the form's. */
export async function awake(page: Page): Promise<void> {
  if (javaScript(page.context()) && (await page.locator('leptos-island').count()) > 0) {
    await expect(page.locator('html')).toHaveAttribute('data-islands', 'awake');
  }
}

const without = new WeakSet<BrowserContext>();

/** Says of a context that its pages run no JavaScript. */
export function runsNoJavaScript(context: BrowserContext): void {
  without.add(context);
}

const javaScript = (context: BrowserContext) => !without.has(context);

/** Opens a page that must be there, and waits until it can be used. */
export async function open(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  await awake(page);
}

/** Presses something that leads to another page. */
export async function press(page: Page, button: Locator): Promise<void> {
  const here = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await button.click();
  await here;
  await page.waitForLoadState();
  await awake(page);
}

/** A button of the page's content by its words. */
export const button = (page: Page, words: string | RegExp) =>
  page.locator('main').getByRole('button', { name: words }).first();

/** The path of the page, without what follows it. */
export const path = (page: Page) => new URL(page.url()).pathname;

/** A moment as the clocks of the Netherlands show it. */
export function localTime(moment: Date): { date: string; time: string } {
  const shown = moment.toLocaleString('sv-SE', { timeZone: 'Europe/Amsterdam' });
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** The date this many days from now. */
export const inDays = (days: number) => localTime(new Date(Date.now() + days * 86_400_000)).date;

/** What the form of a gathering is filled in with. */
export interface Plan {
  title: string;
  date: string;
  start?: string;
  end?: string;
  /** Kept as a draft, instead of looking at the invitation. */
  draft?: boolean;
}

/** The clerk plans a gathering; gives its path. The page is then the gathering, or the invitation as it would go. */
export async function plan(page: Page, { title, date, start, end, draft }: Plan, municipality = DEMO): Promise<string> {
  await open(page, `/${municipality}/bijeenkomsten/nieuw?soort=werkbezoek`);
  await page.locator('[name=titel]').fill(title);
  await page.locator('[name=datum]').fill(date);
  await page.locator('[name=begin]').fill(start ?? '19:30');
  await page.locator('[name=eind]').fill(end ?? '21:30');
  await page.locator('[name=plaats]').fill('Buurthuis De Brug');
  await press(page, button(page, draft ? 'Bewaar als concept' : 'Bekijk uitnodiging'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  return path(page).replace(/\/uitnodiging$/, '');
}

/** The clerk fills in a gathering that comes again every two weeks, and goes on to its dates. */
export async function planSeries(page: Page, title: string, times: number): Promise<void> {
  await signIn(page, 'griffie');
  await open(page, `/${DEMO}/bijeenkomsten/nieuw`);
  await page.locator('[name=titel]').fill(title);
  await page.locator('[name=datum]').fill(inDays(120));
  await page.locator('[name=begin]').fill('19:30');
  await page.locator('[name=eind]').fill('21:00');
  await page.locator('[name=plaats]').fill('Raadzaal');
  await page.locator('[name=herhalen]').selectOption('tweewekelijks');
  await page.locator('[name=keren]').fill(`${times}`);
  await press(page, button(page, 'Bekijk uitnodiging'));
}

/** The clerk sends the invitations that the page shows. */
export async function invite(page: Page): Promise<void> {
  await press(page, button(page, /^Verstuur \d+ uitnodigingen$/));
  await expect(page.locator('body')).toContainText('Uitnodigingen verstuurd');
}

/** The answer buttons of a page or of a part of it. */
export const answers = (where: Page | Locator) => where.locator('.answer-buttons').first();

/** Answers an invitation where its buttons stand, and sees that it was kept. */
export async function answer(page: Page, where: Page | Locator, words: 'Ik kom' | 'Misschien' | 'Ik kom niet'): Promise<void> {
  const chosen = answers(where).getByRole('button', { name: words, exact: true });
  await chosen.click();
}

/** The mails of an installation, as text; later ones first. */
export function mails(installation: Installation): string[] {
  return readdirSync(installation.mailDir)
    .filter((name) => name.endsWith('.eml'))
    // A name with a dot before it is a mail that is still being written.
    .filter((name) => !name.startsWith('.'))
    .sort()
    .reverse()
    .map((name) => plain(readFileSync(join(installation.mailDir, name), 'latin1')));
}

/** Undoes quoted-printable. */
function plain(raw: string): string {
  const bytes = raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The first link like this in the mail that contains all of these words; waits for the mail. The `before` oldest mails do not count. */
export async function linkInMail(installation: Installation, words: string[], link: RegExp, before = 0): Promise<string> {
  let found = '';
  await expect
    .poll(
      () => {
        const all = mails(installation);
        const mail = all.slice(0, all.length - before).find((text) => words.every((word) => text.includes(word)) && link.test(text));
        found = mail?.match(link)?.[0] ?? '';
        return found;
      },
      { message: `a mail with ${words.join(', ')}`, timeout: 60_000 },
    )
    .not.toBe('');
  return new URL(found, installation.url).pathname;
}

/** The newest mail with all of these words, as soon as there is one: mails leave one after another. */
export async function mailWith(installation: Installation, words: string[]): Promise<string> {
  const find = () => mails(installation).find((text) => words.every((word) => text.includes(word))) ?? '';
  await expect.poll(find, { message: `a mail with ${words.join(', ')}`, timeout: 60_000 }).not.toBe('');
  return find();
}

/** The six digits an app shows now for the secret in its address (RFC 6238). */
export function codeOf(otpauth: string): string {
  const letters = new URL(otpauth).searchParams.get('secret') ?? '';
  const bits = [...letters].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', secret).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/**
 * Answers an invitation as a calendar does, by a mail to its reply address. Nothing proves who sent it, unless it comes `from` an
 * address of which a mail server says that it is right.
 */
export async function answerByCalendar(installation: Installation, invitation: string, attendee: string, from?: string): Promise<void> {
  const found = (what: RegExp) => invitation.match(what)?.[1] ?? '';
  const [to, uid] = [found(/^Reply-To: (r-\S+)/m), found(/^UID:(\S+)/m)];
  const reply = [
    ...(from ? [`Authentication-Results: mx.evenwijs.example; dmarc=pass header.from=${from.split('@')[1]}`] : []),
    ...[`From: ${from ?? attendee}`, 'Subject: Accepted', 'MIME-Version: 1.0', 'Content-Type: text/calendar; method=REPLY', ''],
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:REPLY', 'BEGIN:VEVENT', `UID:${uid}`, 'SEQUENCE:0'],
    ...[`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${attendee}`, 'END:VEVENT', 'END:VCALENDAR', '.'],
  ];
  const words = ['LHLO test', `MAIL FROM:<${attendee}>`, `RCPT TO:<${to}>`, 'DATA', reply.join('\r\n'), 'QUIT'];
  const socket = connect(installation.mailPort, '127.0.0.1');
  let said = '';
  for await (const chunk of socket) {
    said += chunk;
    // The last line of an answer has a space behind its number.
    if (/^\d{3} .*\r\n$/m.test(said.slice(said.lastIndexOf('\n', said.length - 2) + 1))) {
      const word = words.shift();
      if (word) socket.write(`${word}\r\n`);
    }
  }
  expect(said, 'the listener takes the answer').toContain('250 2.0.0 taken');
}
