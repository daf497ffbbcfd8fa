import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { DEMO } from './deeds';

/** The table of routes itself: nothing that is in it can be forgotten here. */
const TABLE = readFileSync(join(__dirname, '../app/src/routes.rs'), 'utf8');

const ofMethod = (method: string) =>
  [...TABLE.matchAll(new RegExp(`\\.${method}\\(\\s*"([^"]+)"`, 'g'))].map(([, route]) => route);

/** Every address that can be opened. */
export const PAGES = ofMethod('get');

/** Every address that a form can be sent to. */
export const FORMS = ofMethod('post');

/** The API speaks JSON, and a mail gateway posts mail; nobody looks at them. */
export const isApi = (route: string) => route.startsWith('/api/') || route.startsWith('/haken/');

/** The route that an address belongs to: a written part goes before a parameter. */
export function routeOf(address: string, routes = PAGES): string | undefined {
  const parts = address.split('/');
  const fits = routes.filter((route) => {
    const wanted = route.split('/');
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith('{') || part === parts[at]);
  });
  const parameters = (route: string) => route.split('{').length;
  return fits.sort((a, b) => parameters(a) - parameters(b))[0];
}

/** What a crawl may be told. */
interface Crawl {
  /** Sees each page. */
  look?: (address: string, html: string) => void;
  /** Files are fetched too, and must be there. */
  files?: boolean;
  /** The crawl is over once there is an address of this route. */
  until?: string;
  /** Another municipality than the one of the demonstration. */
  municipality?: string;
}

/** Follows links from home, and gives for every route up to `most` addresses that this reader can open. */
export async function crawl(
  page: Page,
  most: number,
  { look, files = true, until, municipality = DEMO }: Crawl = {},
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const queue = [`/${municipality}`];
  const seen = new Set(queue);
  for (let address = queue.shift(); address; address = queue.shift()) {
    const route = routeOf(address.split('?')[0]);
    const known = route ? (found.get(route) ?? []) : [];
    if (!route || known.length >= most || (!files && /\.\w+$/.test(route))) continue;
    const answer = await page.request.get(address);
    expect(answer.status(), `${address}, linked from a page of ${municipality}`).toBe(200);
    found.set(route, [...known, address]);
    if (route === until) return found;
    if (!answer.headers()['content-type']?.startsWith('text/html') || route.startsWith('/demo')) continue;
    const html = await answer.text();
    look?.(address, html);
    for (const [, link] of html.matchAll(/href="(\/[^"#]*)/g)) {
      const next = link.replaceAll('&amp;', '&');
      if (!next.startsWith('/assets') && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return found;
}

/** The first address of a route that links lead this reader to; nothing when none does. */
export async function find(page: Page, route: string): Promise<string | undefined> {
  return (await crawl(page, 12, { files: false, until: route })).get(route)?.[0];
}
