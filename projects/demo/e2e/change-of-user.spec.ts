import type { Page } from '@playwright/test';
import { jwtDecode } from 'jwt-decode';
import { expect, test, type ApiCall } from './support/api-proxy';
import {
  expectInAll,
  fireAndFinish,
  holdRefreshOfFirst,
  openTabs,
  refreshesAt,
} from './support/open-tabs';
import { expectFilled, panelOf, signInTo, storedText, submitLogin } from './support/sign-in';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });
// Several pages at once are slow on a busy machine.
test.slow();

for (const where of ['before the API', 'before the page'] as const) {
  test(`keeps nothing of a user when another signs in while a refresh is held ${where} (L1, L2, X6, X7)`, async ({
    page,
    context,
    api,
    apiProxy,
  }) => {
    await signInTo(page, '/profile', 'ada');
    const [waiting, leaving] = (await openTabs(context, '/profile', 2)) as [Page, Page];
    const tabs = [page, waiting, leaving];
    api.forgetEvents();
    const refresh = await holdRefreshOfFirst([page, waiting], apiProxy, where);
    const ofAda = subjectsOf(apiProxy.calls);
    const callsOfAda = apiProxy.calls.length;

    await panelOf(leaving).signOut();
    await expectInAll([page, waiting], 'Waiting', 0);
    await expectInAll([page, waiting], 'Failed', 20);
    await expect(leaving).toHaveURL('/login');
    await submitLogin(leaving, 'bob');
    await expect(leaving).toHaveURL('/');
    // Start waiting before the page drops the answer.
    const landed = page.waitForResponse('/api/refresh-token');
    refresh.release();
    await landed;
    await leaving.goto('/profile');

    for (const tab of tabs) {
      await expect(tab).toHaveURL('/profile');
      await expect(tab.getByRole('region', { name: 'You' })).toContainText('bob');
      await expect(tab.getByRole('main')).not.toContainText('Ada');
      await expectFilled(tab);
    }
    const stored = await storedText(page);
    await fireAndFinish(tabs);
    expect(await storedText(page)).toBe(stored);

    const ofBob = subjectsOf(apiProxy.calls.slice(callsOfAda));
    expect([...ofAda, ...ofBob]).toHaveLength(2);
    expect(ofBob).not.toEqual(ofAda);
    // The refresh after the sign-out was refused, and did not count as reuse.
    const late = where === 'before the API';
    await expect
      .poll(() => refreshesAt(api))
      .toEqual({ rotated: late ? 0 : 1, grace: 0, refused: late ? 1 : 0, reused: 0 });
  });
}

/** Returns the subjects of the access tokens in these calls. */
function subjectsOf(calls: readonly Pick<ApiCall, 'headers'>[]): (string | undefined)[] {
  const tokens = calls.flatMap(({ headers }) => /eyJ.*/.exec(headers.authorization ?? '') ?? []);
  return [...new Set(tokens.map((token) => jwtDecode(token).sub))];
}
