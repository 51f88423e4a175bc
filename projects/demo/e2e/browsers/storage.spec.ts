import { ONE_REFRESH, refreshesAt } from '../support/open-tabs';
import { expect, test } from './browser-test';
import {
  BURST,
  burstAnswers,
  burstWithExpiredToken,
  expectPath,
  expectProfileOf,
  signIn,
  submitLogin,
} from './demo-page';
import type { Tab } from './drivers/driver';

const KEY = 'auth.session';

test.describe('a browser that blocks all site data', () => {
  test.use({ profileOptions: { blockStorage: true } });

  test('S1 the application starts, and the session is kept in memory', async ({
    open,
    api,
    apiProxy,
  }) => {
    api.forgetEvents();
    const tab = await open('/profile');
    const found = await tab.evaluate(() => {
      try {
        return (window.localStorage as Storage | null) ? 'allowed' : 'null';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(['SecurityError', 'null']).toContain(found);
    await expectPath(tab, '/login?returnUrl=%2Fprofile');
    await submitLogin(tab);
    await expectProfileOf(tab, 'ada');
    await burstWithExpiredToken(tab);
    await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(1 + BURST);
    await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
    await expectStorageEvent(tab);
  });
});

test('S1 a full storage ends no session', async ({ open, apiProxy }) => {
  const tab = await open('/profile');
  await expectPath(tab, '/login?returnUrl=%2Fprofile');
  await tab.evaluate(() => {
    // Add ever smaller pieces until not one more character fits.
    for (let size = 2 ** 22, n = 0; size >= 1; n++) {
      try {
        localStorage.setItem(`filling ${n}`, 'x'.repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
  await submitLogin(tab);
  await expectProfileOf(tab, 'ada');
  await burstWithExpiredToken(tab);
  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(1 + BURST);
  await expectStorageEvent(tab);
});

test('S1 a storage that is cleared while a page is open ends no session', async ({
  open,
  apiProxy,
}) => {
  const tab = await signIn(open);
  await tab.evaluate(() => localStorage.clear());
  await burstWithExpiredToken(tab);
  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(1 + BURST);
  await expectProfileOf(tab, 'ada');
});

const CORRUPT = {
  'torn JSON': '{"id":1,"tokens":{"accessToken":"eyJ',
  'a value of another program': '"dark"',
  'half of a token pair': '{"id":1,"tokens":{"receivedAt":1}}',
  'a lone surrogate': '\ud800',
};

for (const [what, text] of Object.entries(CORRUPT)) {
  test(`S2 ${what} in storage is no session, and is removed`, async ({ open, apiProxy }) => {
    const tab = await open('/login');
    await tab.evaluate((key, value) => localStorage.setItem(key, value), KEY, text);
    await tab.goto(`${apiProxy.url}/profile`);
    await expectPath(tab, '/login?returnUrl=%2Fprofile');
    expect(await tab.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull();
    await submitLogin(tab);
    await expectProfileOf(tab, 'ada');
  });
}

/** Waits until the session panel reports that storage failed. */
async function expectStorageEvent(tab: Tab): Promise<void> {
  const reported = () => tab.evaluate(() => document.body.textContent.includes('Storage failed'));
  await expect.poll(reported, { message: 'the storage event' }).toBe(true);
}
