import { ONE_REFRESH, refreshesAt } from '../support/open-tabs';
import { readStoredKeys } from '../support/session-key';
import { expect, test } from './browser-test';
import {
  BURST,
  burstAnswers,
  burstWithExpiredToken,
  expectPath,
  expectProfileOf,
  openMore,
  press,
  signIn,
} from './demo-page';
import type { Tab } from './drivers/driver';

test.use({ pageChanges: { settings: { 'auth-binding': 'dpop' } } });

test('X1 Q1 a DPoP key is stored where no script can read it, and survives a reload in every tab', async ({
  open,
  api,
  apiProxy,
}) => {
  const tab = await signIn(open);
  const keys = await tab.evaluate(readStoredKeys);
  expect(keys).toMatchObject([{ extractable: false, exported: 'InvalidAccessError' }]);
  await tab.reload();
  await expectProfileOf(tab, 'ada');
  const [second] = (await openMore(open, 1)) as [Tab];
  expect(await second.evaluate(readStoredKeys)).toEqual(keys);

  api.forgetEvents();
  const before = burstAnswers(apiProxy, 200);
  await burstWithExpiredToken(second);
  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(before + BURST);
  await press(tab, 'Fire 20 requests');
  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(before + 2 * BURST);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
  for (const name of ['proof_refused', 'proof_replayed', 'binding_refused']) {
    expect(api.events(name), name).toBe(0);
  }

  await press(tab, 'Sign out');
  await expectPath(second, '/login?returnUrl=%2Fprofile');
  await expect.poll(() => second.evaluate(readStoredKeys)).toEqual([]);
});
