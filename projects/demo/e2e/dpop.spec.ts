import type { Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { fireAndFinish, ONE_REFRESH, openTabs, refreshesAt } from './support/open-tabs';
import { setInPage } from './support/page-settings';
import { storedKeys } from './support/session-key';
import { expectFilled, panelOf, signInTo } from './support/sign-in';
import { stealTokens, tryInBrowser, tryTokens } from './support/stolen-tokens';

// Several pages at once are slow on a busy machine.
test.slow();

test.beforeEach(async ({ context }) => {
  await setInPage(context, 'auth-binding', 'dpop');
});

test('signs in, keeps the session across a reload and refreshes once for twenty requests (Q1)', async ({
  page,
  api,
}) => {
  await signInTo(page, '/profile');
  await page.reload();
  await expectFilled(page);

  api.forgetEvents();
  await panelOf(page).expireToken();
  await fireAndFinish([page]);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
  expect(proofsRefusedAt(api)).toBe(0);
});

test('two tabs have one key, which no script can read (X1)', async ({ page, context, api }) => {
  await signInTo(page, '/profile');
  const [second] = (await openTabs(context, '/profile', 1)) as [Page];
  const [keys, same] = await Promise.all([page, second].map(storedKeys));
  expect(keys).toHaveLength(1);
  expect(keys).toEqual(same);
  expect(keys![0]).toMatchObject({ extractable: false, exported: 'InvalidAccessError' });

  api.forgetEvents();
  for (const tab of [page, second]) await panelOf(tab).expireToken();
  await fireAndFinish([page, second]);
  await expect.poll(() => refreshesAt(api)).toMatchObject({ refused: 0, reused: 0 });
  expect(await storedKeys(second)).toEqual(keys);
  expect(proofsRefusedAt(api)).toBe(0);
});

for (const nonces of ['', '60']) {
  test(`a stolen token pair is useless outside of this browser (${nonces ? 'with' : 'no'} nonces)`, async ({
    page,
    api,
    browser,
  }) => {
    await api.restart({ DPOP_NONCE_SECONDS: nonces });
    await signInTo(page, '/profile');
    const stolen = { ...(await stealTokens(page)), url: api.url };
    expect(stolen.accessToken).toMatch(/^eyJ/);
    expect(stolen.refreshToken).toMatch(/^[\w-]{43}$/);

    api.forgetEvents();
    const thief = await browser.newContext();
    const everything = [...(await tryTokens(stolen)), ...(await tryInBrowser(thief, stolen))];
    await thief.close();
    const refused = [
      ['as Bearer', 401, 'unauthorized'],
      ['as Bearer, own key', 401, 'unauthorized'],
      ['as DPoP', 401, 'invalid_dpop_proof'],
      ['as DPoP, own key', 401, 'unauthorized'],
      ['refresh', 403, 'refresh_refused'],
      ['refresh, own key', 403, 'refresh_refused'],
    ];
    expect(everything).toEqual([...refused, ...refused]);
    await expect
      .poll(() => api.events('binding_refused'))
      .toBeGreaterThanOrEqual(everything.length);

    // The user is not affected: the same tokens and the refresh still work.
    api.forgetEvents();
    await fireAndFinish([page]);
    await panelOf(page).expireToken();
    await fireAndFinish([page]);
    await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
    // The refresh token is rotated now. Using it does not end the session either.
    await tryTokens(stolen);
    await page.reload();
    await expectFilled(page);
    await api.restart({ DPOP_NONCE_SECONDS: '' });
  });
}

test('sends each request once more with the nonce that the server requires', async ({
  page,
  api,
}) => {
  await api.restart({ DPOP_NONCE_SECONDS: '60' });
  api.forgetEvents();
  await signInTo(page, '/profile');
  await page.reload();
  await expectFilled(page);
  await panelOf(page).expireToken();
  await fireAndFinish([page]);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
  expect(proofsRefusedAt(api)).toBe(0);
  await panelOf(page).signOut();
  await expect(page).toHaveURL('/login');
  await expect.poll(() => api.events('logout')).toBe(1);
  await api.restart({ DPOP_NONCE_SECONDS: '' });
});

test('removes the key and ends the session at the server on sign-out (L1)', async ({
  page,
  context,
  api,
}) => {
  await signInTo(page, '/profile');
  const [second] = (await openTabs(context, '/profile', 1)) as [Page];
  const [before] = await storedKeys(page);
  api.forgetEvents();
  await panelOf(page).signOut();
  await expect(page).toHaveURL('/login');
  await expect(second).toHaveURL('/login?returnUrl=%2Fprofile');
  await expect.poll(() => storedKeys(page)).toEqual([]);
  await expect.poll(() => api.events('logout')).toBe(1);

  await signInTo(second, '/profile');
  const [after] = await storedKeys(second);
  expect(after!.publicKey).not.toBe(before!.publicKey);
});

function proofsRefusedAt(api: { events(name: string): number }): number {
  const names = ['proof_refused', 'proof_replayed', 'binding_refused'];
  return names.reduce((sum, name) => sum + api.events(name), 0);
}
