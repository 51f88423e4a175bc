import { test as base, expect, type Page } from '@playwright/test';
import { serveSite, type ServedSite } from './serve-site';

export { expect };

interface Worker {
  readonly site: ServedSite;
}

/** Tests on the built site. No page may reach anything but the static server, and none may log an error. */
export const test = base.extend<{ readonly isolated: undefined }, Worker>({
  site: [
    async ({}, use) => {
      const site = await serveSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],

  isolated: [
    async ({ context, site }, use) => {
      const { origin } = new URL(site.url);
      const problems: string[] = [];
      await context.route(
        (url) => url.origin !== origin,
        (route) => {
          problems.push(`asks ${route.request().url()}`);
          return route.abort();
        },
      );
      context.on('weberror', (error) => problems.push(error.error().message));
      context.on('console', (message) => {
        if (message.type() === 'error' && !/status of (401|403)/.test(message.text())) {
          problems.push(`${message.text()} (${message.location().url})`);
        }
      });
      await use(undefined);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

/** How far a page is wider than the window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
