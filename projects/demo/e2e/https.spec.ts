import type { Page } from '@playwright/test';
import { startApiProxy, test as base } from './support/api-proxy';
import { expect, type ApiProcess } from './support/api-process';
import { selfSigned } from './support/certificate';
import { fireAndFinish } from './support/open-tabs';
import { setInPage } from './support/page-settings';
import { expectFilled, panelOf, signInTo } from './support/sign-in';

// As in production: a proxy terminates TLS, and the API trusts that proxy only.
base.use({ apiEnv: { TRUST_PROXY: '127.0.0.1' }, ignoreHTTPSErrors: true });

const test = base.extend({
  apiProxy: async ({ api }, use) => {
    const proxy = await startApiProxy(api.url, await selfSigned());
    await use(proxy);
    await proxy.stop();
  },
});

test.beforeEach(({ context }) => setInPage(context, 'auth-mode', 'cookie'));

test('the refresh cookie is bound to the host and to https, and exists from login to logout (S-13, K1, K6)', async ({
  page,
  context,
  api,
}) => {
  const answer = page.waitForResponse('/api/login');
  await signInTo(page, '/profile');
  const headers = (await answer).headers();
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  expect(await context.cookies()).toEqual([
    expect.objectContaining({
      name: '__Host-demo-refresh',
      domain: '127.0.0.1',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
    }),
  ]);
  expect(await page.evaluate(() => document.cookie)).toBe('');

  api.forgetEvents();
  await page.reload();
  await expectFilled(page);
  await panelOf(page).expireToken();
  await fireAndFinish([page]);
  await expect.poll(() => api.events('refresh_rotated')).toBe(2);
  expect(api.events('request_forged')).toBe(0);

  await panelOf(page).signOut();
  await expect(page).toHaveURL('/login');
  await expect.poll(() => context.cookies()).toEqual([]);
  await expect.poll(() => api.events('logout')).toBe(1);
});

test('a page over plain http gets nothing with the cookie (S-13, K4)', async ({
  page,
  context,
  api,
}) => {
  await signInTo(page, '/profile');
  const [before] = await context.cookies();
  const downgraded = await context.newPage();
  // The same host, and the same cookies for the browser, without the proxy in between.
  await downgraded.goto(`${api.url}/`);
  api.forgetEvents();
  expect(await postFrom(downgraded, '/api/refresh-token')).toEqual([403, 'refresh_refused']);
  expect(await postFrom(downgraded, '/api/logout')).toEqual([204, '']);
  await expect.poll(() => refusals(api)).toEqual(['no_token']);
  expect(await context.cookies()).toEqual([before]);

  await page.reload();
  await expect(page.getByRole('region', { name: 'You' })).toContainText('ada');
});

/** Sends what a page of the API's own origin would send in cookie mode, and returns the status and the error code. */
function postFrom(page: Page, path: string): Promise<[number, string]> {
  return page.evaluate(async (url) => {
    const headers = { 'x-auth-mode': 'cookie' };
    const answer = await fetch(url, { method: 'POST', headers, credentials: 'include' });
    const text = await answer.text();
    return [answer.status, text && (JSON.parse(text) as { error: string }).error];
  }, path);
}

function refusals({ log }: ApiProcess): unknown[] {
  return log.filter(({ event }) => event === 'refresh_refused').map(({ reason }) => reason);
}
