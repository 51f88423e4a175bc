// The application with a configurable environment in a page, and its server.
import { test as base, type BrowserContext, type Frame, type Page } from '@playwright/test';
import type { FieldSetUp } from '../field-app/field-set-up';
import type { FieldApp } from '../field-app/main';
import { FieldServer } from './field-server';

export { expect } from '@playwright/test';

declare global {
  interface Window {
    fieldSetUp?: FieldSetUp;
    fieldApp: FieldApp;
    startFieldApp(): Promise<FieldApp>;
  }
}

/** Playwright's `test` with a server of its own. Fails if a page throws an error. */
export const test = base.extend<{ server: FieldServer; errors: Error[] }>({
  server: async ({}, use) => {
    const server = await new FieldServer().start();
    await use(server);
    await server.stop();
  },
  errors: [
    async ({ context }, use) => {
      const errors: Error[] = [];
      context.on('weberror', (event) => errors.push(event.error()));
      await use(errors);
      base
        .expect(
          errors.map(({ message }) => message),
          'errors in the page',
        )
        .toEqual([]);
    },
    { auto: true },
  ],
});

/** Sets the environment of the library in every page of a context. */
export async function setUp(context: BrowserContext, chosen: FieldSetUp): Promise<void> {
  await context.addInitScript((value) => {
    window.fieldSetUp = value;
  }, chosen);
}

/** Opens a page and waits until the application has started. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => window.fieldApp);
}

/** Signs in, in the page. */
export async function signIn(page: Page, user = 'ada'): Promise<void> {
  base
    .expect(await page.evaluate((name) => window.fieldApp.signIn(name), user), 'login')
    .toBe('done');
}

/** Opens a page and signs in. */
export async function openSignedIn(page: Page, url: string): Promise<void> {
  await open(page, url);
  await signIn(page);
}

/** Sends a request that needs a token, and returns its outcome. */
export function requestNotes(page: Page | Frame): Promise<string> {
  return page.evaluate(() => window.fieldApp.outcome(window.fieldApp.http.get('/api/notes')));
}
