import { expect, type ElementHandle, type Locator, type Page } from '@playwright/test';
import { awake } from './deeds';
import { FORMS, routeOf } from './site';

/** Walks with the Tab key to something, as often as it takes and never past the end of a long page. */
export async function tabTo(page: Page, wanted: Locator | ElementHandle<Element>): Promise<void> {
  for (let steps = 0; steps < 400; steps += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key never came to ${wanted}`);
}

/** Where the forms of a page send to, by its HTML. */
export function formsIn(html: string): string[] {
  const posts = [...html.matchAll(/<form[^>]*method="post"[^>]*>/g)].map(([tag]) => tag);
  const buttons = [...html.matchAll(/<button[^>]*formaction="[^>]*>/g)].map(([tag]) => tag);
  const actions = [...posts, ...buttons].map((tag) => tag.match(/action="(\/[^"#?]*)/)?.[1]);
  return actions.map((action) => action && routeOf(action, FORMS)).filter((route) => !!route) as string[];
}

/** A button that sends a form, and where it sends it. */
interface Sender {
  route: string;
  button: ElementHandle<Element>;
}

/** Every button of the page that sends a form to somewhere of the table of routes. */
async function senders(page: Page): Promise<Sender[]> {
  const found: Sender[] = [];
  // What is unseen for all is the twin of a button further on, there for Enter in a field.
  for (const button of await page.locator('form[method=post] button:not([type=button], [aria-hidden=true])').elementHandles()) {
    const action = await button.evaluate((one) => {
      const { form, formAction } = one as HTMLButtonElement;
      return new URL((one.hasAttribute('formaction') ? formAction : form?.action) || location.href).pathname;
    });
    const route = routeOf(action, FORMS);
    if (route) found.push({ route, button });
  }
  return found;
}

/** Opens by keyboard what is folded around something. */
async function unfold(page: Page, button: ElementHandle<Element>): Promise<void> {
  for (;;) {
    const fold = await button.evaluateHandle((one) => one.closest('details:not([open])')?.querySelector('summary') ?? null);
    const summary = fold.asElement();
    if (!summary) return;
    await tabTo(page, summary as ElementHandle<Element>);
    await page.keyboard.press('Enter');
    await expect.poll(() => summary.evaluate((one) => (one as Element).closest('details')?.open)).toBe(true);
  }
}

/** Sends forms by keys alone and stops each on its way out, so that the page and what is kept stay as they are. */
export class Keys {
  private caught: string[] = [];

  /** `sent` is where a form was sent to before, and grows. */
  constructor(
    private readonly page: Page,
    readonly sent: Set<string>,
  ) {}

  /** From now on nothing that this page sends arrives. */
  async hold(): Promise<void> {
    await this.page.route('**/*', (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      this.caught.push(new URL(route.request().url()).pathname);
      // Nothing changed and no other page: the browser stays where it is.
      return route.fulfill({ status: 204 });
    });
  }

  /** What is sent arrives again. */
  async release(): Promise<void> {
    await this.page.unroute('**/*');
  }

  /** On the page as it stands: sends each form that none was sent to before. */
  async sendAll(): Promise<void> {
    await awake(this.page);
    await this.hold();
    for (const { route, button } of await senders(this.page)) {
      if (this.sent.has(route)) continue;
      // What must be filled in is tried elsewhere; here it must not keep the form from going.
      await button.evaluate((one) => (one as HTMLButtonElement).form?.setAttribute('novalidate', ''));
      await unfold(this.page, button);
      await tabTo(this.page, button);
      this.caught = [];
      await this.page.keyboard.press('Enter');
      await expect.poll(() => this.caught.length, `Enter on the button to ${route}, on ${this.page.url()}`).toBeGreaterThan(0);
      const [first] = this.caught;
      const reached = routeOf(first, FORMS);
      // An island sends to the function of its own that does the same.
      expect(reached === route || first.startsWith('/_fn/'), `${first} for ${route}`).toBe(true);
      this.sent.add(route);
      if (reached) this.sent.add(reached);
    }
    await this.release();
  }
}
