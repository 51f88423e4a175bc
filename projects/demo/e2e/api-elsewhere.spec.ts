import type { Page } from '@playwright/test';
import { expect, test as base } from './support/api-process';
import {
  appUrl,
  attack,
  BLOCKED,
  SENT_IN_A_SESSION,
  sentToApi,
  setXsrfCookie,
  submitForm,
} from './support/cookie-origins';
import { TWO_ORIGINS_ENV, twoOrigins, type TwoOrigins } from './support/two-origins';

base.use({
  served: 'dist/demo-bare-app/browser',
  apiEnv: TWO_ORIGINS_ENV,
  ignoreHTTPSErrors: true,
});

const test = base.extend<{ site: TwoOrigins }>(twoOrigins);

test.beforeEach(async ({ page, site }) => {
  await page.goto(appUrl(site));
  await page.evaluate(setXsrfCookie);
  expect(await page.evaluate(() => window.bareApp.signIn())).toBe('done');
});

test('only the three calls of the session have the cookie, its header and the XSRF token (S9, K3, C-22)', async ({
  page,
  context,
  site,
}) => {
  const resource = `${site.apiOrigin}/api/current-user`;
  const ask = () => page.evaluate((url) => window.bareApp.request('GET', url), resource);
  expect(await ask()).toBe(200);
  await page.reload();
  expect(await ask()).toBe(200);
  expect(await page.evaluate(() => window.bareApp.signOut())).toBe('done');
  expect(sentToApi(site)).toEqual(SENT_IN_A_SESSION);
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['XSRF-TOKEN']);
});

test('a sibling and a foreign site get nothing with the cookie, and sign no user out (K4, S-12, S-13)', async ({
  page,
  context,
  api,
  site,
}) => {
  api.forgetEvents();
  const before = site.calls.length;
  for (const name of ['evil.site.localhost', 'evil.localhost']) {
    const evil = await context.newPage();
    await evil.goto(`${site.at(name)}/`);
    for (const path of ['/api/refresh-token', '/api/logout']) {
      const url = site.apiOrigin + path;
      expect(await evil.evaluate(attack, url), name).toEqual(BLOCKED);
      expect(await formAnswer(evil, url), name).toMatch(/^\{"error":"/);
      await evil.goto(`${site.at(name)}/`);
    }
  }
  const calls = site.calls.slice(before);
  expect(calls.filter(({ headers }) => headers['x-auth-mode'])).toEqual([]);
  // The browser sends the cookie for the sibling. It is the API that refuses the request.
  const withCookie = calls.filter(({ headers }) => headers.cookie);
  const sibling = site.at('evil.site.localhost');
  expect(withCookie.map(({ path, headers }) => [path, headers.origin])).toEqual([
    ['/api/refresh-token', sibling],
    // A form on a page that sends no referrer.
    ['/api/refresh-token', 'null'],
    ['/api/logout', sibling],
    ['/api/logout', 'null'],
  ]);
  await expect.poll(() => api.events('request_forged')).toBe(2);
  expect(api.events('refresh_rotated') + api.events('logout')).toBe(0);

  await page.reload();
  expect(await page.evaluate(() => window.bareApp.refresh())).toBe('done');
});

/** Submits a form from another page and returns the text of the page that it opens. */
async function formAnswer(page: Page, url: string): Promise<string> {
  await page.evaluate(submitForm, url);
  await page.waitForURL(url);
  return page.locator('body').innerText();
}
