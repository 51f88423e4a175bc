import { setTimeout as pause } from 'node:timers/promises';
import { ask, expectStarted, SERVED, signInThere } from './bare-page';
import { expect, test } from './browser-test';

test.use({ served: SERVED });

const IDLE_SECONDS = 10;

for (const keep of ['local', 'tab', 'cookie']) {
  test(`F21 idle time counts while no page is open (${keep})`, async ({
    open,
    profile,
    apiProxy,
  }) => {
    const path = `/?keep=${keep}&idle=${IDLE_SECONDS}`;
    const tab = await open(path);
    await expectStarted(tab);
    expect(await signInThere(tab)).toBe('done');
    // Shorter than the limit, so the session continues.
    await tab.goto('about:blank');
    await tab.goto(apiProxy.url + path);
    await expectStarted(tab);
    expect(await ask(tab)).toBe(200);

    let later = tab;
    if (keep === 'tab') {
      // Closing the tab would delete its storage, so open another page in it instead.
      await tab.goto('about:blank');
      await pause(IDLE_SECONDS * 1000 + 500);
      await tab.goto(apiProxy.url + path);
    } else {
      later = await profile.openTab();
      await tab.close();
      await pause(IDLE_SECONDS * 1000 + 500);
      await later.goto(apiProxy.url + path);
    }
    await expectStarted(later);
    expect(await ask(later)).toBe(401);
    expect(await later.evaluate(() => window.bareApp.auth.status())).toBe('anonymous');
  });
}
