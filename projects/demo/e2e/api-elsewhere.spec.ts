import type { Page } from '@playwright/test';
import { expect, test as base } from './support/api-process';
import { startTwoOrigins, TWO_ORIGINS_ENV, type TwoOrigins } from './support/two-origins';

base.use({
  served: 'dist/demo-bare-app/browser',
  apiEnv: TWO_ORIGINS_ENV,
  ignoreHTTPSErrors: true,
});

const test = base.extend<{ site: TwoOrigins }>({
  site: async ({ api }, use) => {
    const site = await startTwoOrigins(api);
    await use(site);
    await site.stop();
  },
});

test.beforeEach(async ({ page, site }) => {
  await page.goto(`${site.appOrigin}/?keep=cookie&api=${site.apiOrigin}`);
  await page.evaluate(() => {
    document.cookie = 'XSRF-TOKEN=xsrf-1; path=/; secure';
  });
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

  const seen = site.calls
    .filter(({ headers }) => headers['access-control-request-method'] === undefined)
    .map(({ path, headers }) => [
      path,
      /^__Host-demo-refresh=[\w-]{43}$/.test(headers.cookie ?? ''),
      headers['x-auth-mode'],
      headers['x-xsrf-token'],
      headers.authorization?.slice(0, 10),
    ]);
  const none = undefined;
  expect(seen).toEqual([
    ['/api/login', false, 'cookie', 'xsrf-1', none],
    ['/api/current-user', false, none, none, 'Bearer eyJ'],
    ['/api/refresh-token', true, 'cookie', 'xsrf-1', none],
    ['/api/current-user', false, none, none, 'Bearer eyJ'],
    ['/api/logout', true, 'cookie', 'xsrf-1', none],
  ]);
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['XSRF-TOKEN']);
});

test('a sibling and a foreign site get nothing with the cookie, and sign no user out (K4, S-12, S-13)', async ({
  page,
  context,
  api,
  site,
}) => {
  api.forgetEvents();
  const calls = site.calls.length;
  for (const name of ['evil.site.localhost', 'evil.localhost']) {
    const evil = await context.newPage();
    await evil.goto(`${site.at(name)}/`);
    for (const path of ['/api/refresh-token', '/api/logout']) {
      expect(await tryAll(evil, site.apiOrigin + path), name).toEqual({
        // The request is sent, but the page may not read the answer, not even an opaque one.
        plain: 'TypeError',
        'with the header': 'TypeError',
      });
      expect(await submitForm(evil, site.apiOrigin + path), name).toMatch(/^\{"error":"/);
      await evil.goto(`${site.at(name)}/`);
    }
  }
  const reached = site.calls.slice(calls).filter(({ headers }) => headers['x-auth-mode']);
  expect(reached).toEqual([]);
  // The browser sends the cookie for the sibling. It is the API that refuses the request.
  const withCookie = site.calls.slice(calls).filter(({ headers }) => headers.cookie);
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

/** Sends what a script of another page can send, and returns the outcomes. */
function tryAll(page: Page, url: string): Promise<Record<string, string>> {
  return page.evaluate(async (target) => {
    const post = { method: 'POST', credentials: 'include' } as const;
    const headers = { 'x-auth-mode': 'cookie' };
    const outcome = (init: RequestInit) =>
      fetch(target, init).then(
        ({ type }) => type as string,
        (error: Error) => error.name,
      );
    return {
      plain: await outcome({ ...post, mode: 'no-cors' }),
      'with the header': await outcome({ ...post, headers }),
    };
  }, url);
}

/** Submits a form from another page and returns the text of the page that it opens. */
async function submitForm(page: Page, action: string): Promise<string> {
  await page.evaluate((url) => {
    const form = Object.assign(document.createElement('form'), { method: 'POST', action: url });
    form.enctype = 'text/plain';
    document.body.append(form);
    form.submit();
  }, action);
  await page.waitForURL(action);
  return page.locator('body').innerText();
}
