import { ONE_REFRESH, refreshesAt } from '../support/open-tabs';
import { expectStarted, expireTokens, SERVED } from './bare-page';
import { expect, test } from './browser-test';
import type { Tab } from './drivers/driver';

test.use({
  served: SERVED,
  // Answer no refresh token twice.
  apiEnv: { REFRESH_GRACE_SECONDS: '0' },
  // A module with another URL is another module, with its own copy of the library.
  pageChanges: {
    change: (page) =>
      page.replace(
        /<script src="main[^>]*><\/script>/,
        (main) => main + main.replace('.js', '.js?2'),
      ),
  },
});

/** In cookie mode no copy can read a token to share, so each copy refreshes, one after the other. */
const REFRESHES = { local: 1, tab: 1, cookie: 2 };

for (const [keep, rotated] of Object.entries(REFRESHES)) {
  test(`F20 two copies of the library in one document have one session (${keep})`, async ({
    open,
    api,
    apiProxy,
  }) => {
    const tab = await open(`/?keep=${keep}`);
    await expectStarted(tab, 2);
    const statuses = () =>
      tab.evaluate(() => window.bareApps!.map(({ auth }) => auth.status()).join());
    const users = () =>
      tab.evaluate(() => window.bareApps!.map(({ auth }) => auth.claims()?.sub ?? null));

    expect(await tab.evaluate(() => window.bareApps![0]!.signIn('ada'))).toBe('done');
    await expect.poll(statuses).toBe('authenticated,authenticated');
    expect(await askInBoth(tab)).toEqual([200, 200]);
    const [ada] = await users();
    expect(await users()).toEqual([ada, ada]);

    api.forgetEvents();
    expireTokens(apiProxy);
    expect(await askInBoth(tab)).toEqual([200, 200]);
    await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, rotated });

    expect(await tab.evaluate(() => window.bareApps![1]!.signIn('bob'))).toBe('done');
    await expect.poll(users).not.toContain(ada);
    expect(await askInBoth(tab)).toEqual([200, 200]);
    const [bob] = await users();
    expect(await users()).toEqual([bob, bob]);

    await tab.evaluate(() => window.bareApps![0]!.signOut());
    await expect.poll(statuses).toBe('anonymous,anonymous');
  });
}

/** Sends a request of each copy at the same moment. */
function askInBoth(tab: Tab): Promise<number[]> {
  return tab.evaluate(() =>
    Promise.all(window.bareApps!.map(({ request }) => request('GET', '/api/current-user'))),
  );
}
