import { ONE_REFRESH, refreshesAt } from '../support/open-tabs';
import { expect, test } from './browser-test';
import {
  BURST,
  burstAnswers,
  callsTo,
  expectPath,
  expectProfileOf,
  holdRefreshOfFirst,
  openMore,
  press,
  signIn,
} from './demo-page';
import type { Tab } from './drivers/driver';

test.use({
  // Answer no refresh token twice.
  apiEnv: { REFRESH_GRACE_SECONDS: '0' },
  pageChanges: { settings: { 'auth-mode': 'cookie' } },
});

const COOKIE = { name: 'demo-refresh', path: '/', httpOnly: true };

test('K1 no script can read the refresh token, and one refresh restores the session after a reload', async ({
  open,
  api,
}) => {
  const tab = await signIn(open);
  expect(await tab.cookies()).toMatchObject([COOKIE]);
  const readable = await tab.evaluate(() =>
    JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
  );
  expect(readable).toContain('auth.session');
  expect(readable).not.toMatch(/eyJ|refreshToken|demo-refresh/);

  api.forgetEvents();
  await tab.reload();
  await expectProfileOf(tab, 'ada');
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

test('K2 a visitor who is not signed in causes no refresh at start', async ({ open, apiProxy }) => {
  await expectPath(await open('/profile'), '/login?returnUrl=%2Fprofile');
  expect(callsTo(apiProxy, '/api/refresh-token')).toBe(0);
});

test('K5 tabs refresh one after the other, and none sends a rotated token', async ({
  open,
  api,
  apiProxy,
}) => {
  const tabs = [await signIn(open), ...(await openMore(open, 2))] as const;
  const refresh = await holdRefreshOfFirst(tabs, api, apiProxy, 'before the page');
  refresh.release();

  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(tabs.length * (1 + BURST));
  await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, rotated: tabs.length });
});

test('K5 tabs that start at the same moment all restore the session', async ({ open, api }) => {
  const tabs = [await signIn(open), ...(await openMore(open, 2))];
  api.forgetEvents();
  await Promise.all(
    tabs.map((tab) => tab.evaluate(() => setTimeout(() => location.reload(), 100))),
  );
  await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, rotated: tabs.length });
  for (const tab of tabs) await expectProfileOf(tab, 'ada');
});

test('K6 a sign-out reaches every tab and removes the cookie', async ({ open, apiProxy }) => {
  const tab = await signIn(open);
  const [other] = (await openMore(open, 1)) as [Tab];
  await press(tab, 'Sign out');
  await expectPath(tab, '/login');
  await expectPath(other, '/login?returnUrl=%2Fprofile');
  await expect.poll(() => tab.cookies()).toEqual([]);
  const refreshes = callsTo(apiProxy, '/api/refresh-token');
  await other.goto(`${apiProxy.url}/profile`);
  await expectPath(other, '/login?returnUrl=%2Fprofile');
  expect(callsTo(apiProxy, '/api/refresh-token')).toBe(refreshes);
});
