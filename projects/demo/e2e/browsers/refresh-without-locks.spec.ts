import { refreshesAt } from '../support/open-tabs';
import { pass, type ApiCall } from '../support/api-proxy';
import { expect, test } from './browser-test';
import {
  BURST,
  burstAnswers,
  burstWithExpiredToken,
  expectProfileOf,
  openMore,
  signIn,
} from './demo-page';

// Like a page without https, or a browser from before 2022.
test.use({
  pageChanges: {
    before: () => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }),
  },
});

test('X4 tabs refresh without Web Locks, and none is signed out', async ({
  open,
  api,
  apiProxy,
}) => {
  const tabs = [await signIn(open), ...(await openMore(open, 2))];
  expect(await tabs[0]!.evaluate(() => typeof navigator.locks)).toBe('undefined');
  for (const tab of tabs) await burstWithExpiredToken(tab);

  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(tabs.length * (1 + BURST));
  for (const tab of tabs) await expectProfileOf(tab, 'ada');
  await expect.poll(() => refreshesAt(api)).toMatchObject({ refused: 0, reused: 0 });
});

test('X5 the loser of a race adopts the tokens of the winner', async ({ open, apiProxy }) => {
  const loser = await signIn(open);
  const [winner] = await openMore(open, 1);
  const refreshes: ApiCall[] = [];
  apiProxy.decide(async (call) => {
    if (call.path !== '/api/refresh-token') return pass(call);
    refreshes.push(call);
    if (refreshes.length > 1) await pass(call);
  });
  await burstWithExpiredToken(loser);
  await expect.poll(() => refreshes.length).toBe(1);
  await burstWithExpiredToken(winner!);
  await expect.poll(() => burstAnswers(apiProxy, 200)).toBeGreaterThanOrEqual(2 + BURST);
  // Answer like a server without a grace period.
  refreshes[0]!.answer({
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: '{"error":"invalid_grant"}',
  });

  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(2 * (1 + BURST));
  expect(refreshes).toHaveLength(2);
  for (const tab of [loser, winner!]) {
    await expectProfileOf(tab, 'ada');
    await tab.reload();
    await expectProfileOf(tab, 'ada');
  }
});
