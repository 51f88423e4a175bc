import { ONE_REFRESH, refreshesAt, wakeUp } from '../support/open-tabs';
import { expect, test } from './browser-test';
import { BURST, burstAnswers, expectProfileOf, openMore, press, signIn } from './demo-page';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });

/** Longer than the lifetime of an access token. */
const SLEEP_MS = 3_600_000;

/** Lets a page sleep: no timer runs, and the clock is later afterwards. */
function makeClockThatJumps(): void {
  const now = Date.now.bind(Date);
  let jumped = 0;
  Date.now = () => now() + jumped;
  addEventListener('sleep', ({ detail }: CustomEventInit<number>) => (jumped += detail ?? 0));
}

for (const mode of ['on-demand', 'scheduled']) {
  test.describe(`refresh ${mode}`, () => {
    test.use({
      pageChanges: { settings: { 'auth-renewal': mode }, before: makeClockThatJumps },
    });

    test(`T4 tabs that wake up refresh once for focus, online and visibility together (${mode})`, async ({
      open,
      api,
      apiProxy,
    }) => {
      const tabs = [await signIn(open), ...(await openMore(open, 1))];
      api.forgetEvents();
      await Promise.all(
        tabs.map((tab) =>
          tab.evaluate(
            (detail) => void dispatchEvent(new CustomEvent('sleep', { detail })),
            SLEEP_MS,
          ),
        ),
      );
      await Promise.all(tabs.map((tab) => tab.evaluate(wakeUp)));
      // No request was sent yet.
      if (mode === 'scheduled') await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
      await Promise.all(tabs.map((tab) => press(tab, 'Fire 20 requests')));

      await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(tabs.length * (1 + BURST));
      expect(burstAnswers(apiProxy, 401)).toBe(0);
      await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
      for (const tab of tabs) await expectProfileOf(tab, 'ada');
    });
  });
}
