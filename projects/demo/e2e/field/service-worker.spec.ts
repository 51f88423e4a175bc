import type { BrowserContext, Page } from '@playwright/test';
import { expect, open, setUp, signIn, test } from '../support/field-page';

// The service worker of Angular, with `dataGroups` that cache every GET below /api/.

test('F118 a refresh that fails behind the service worker ends no session', async ({
  page,
  context,
  server,
}) => {
  await openControlled(page, context, server.url);
  await signIn(page);
  server.expireAccessTokens();
  expect(await ask('/api/a')).toBe('done');
  expect(server.count('/api/refresh-token')).toBe(1);
  await context.setOffline(true);
  expect(await page.evaluate(() => window.fieldApp.outcome(window.fieldApp.auth.refresh()))).toBe(
    'network',
  );
  await context.setOffline(false);
  await expect
    .poll(() => page.evaluate(() => window.fieldApp.outcome(window.fieldApp.auth.refresh())))
    .toBe('done');
  expect(await page.evaluate(() => window.fieldApp.auth.status())).toBe('authenticated');

  function ask(url: string): Promise<string> {
    return page.evaluate((url) => window.fieldApp.outcome(window.fieldApp.http.get(url)), url);
  }
});

for (const http of ['xhr', 'fetch'] as const) {
  test(`F117 shows the user of this session instead of the one in the cache of the service worker (${http})`, async ({
    page,
    context,
    server,
  }) => {
    await openControlled(page, context, server.url, http);
    for (const username of ['ada', 'bob']) {
      await signIn(page, username);
      expect(await page.evaluate(() => window.fieldApp.auth.user())).toEqual({ username });
      await page.evaluate(() => window.fieldApp.value(window.fieldApp.auth.logout()));
    }
  });
}

/** Opens the application again once the service worker is active, as on a second visit. */
async function openControlled(
  page: Page,
  context: BrowserContext,
  url: string,
  http: 'xhr' | 'fetch' = 'fetch',
): Promise<void> {
  await setUp(context, { http, serviceWorker: true, endpoints: ['refresh', 'logout', 'user'] });
  await open(page, url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await open(page, url);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
}
