import { refreshesAt } from '../support/open-tabs';
import { ask, expectStarted, expireTokens, SERVED, signInThere } from './bare-page';
import { expect, test } from './browser-test';
import type { Profile, Tab } from './drivers/driver';

// Answer no refresh token twice.
test.use({ served: SERVED, apiEnv: { REFRESH_GRACE_SECONDS: '0' } });

const TURNS = {
  'the copy refreshes first': (tab: Tab, copy: Tab) => [copy, tab],
  'the original refreshes first': (tab: Tab, copy: Tab) => [tab, copy],
};

for (const [what, inTurn] of Object.entries(TURNS)) {
  test(`F19 a tab and its copy send no rotated token and lose no session: ${what}`, async ({
    open,
    profile,
    api,
    apiProxy,
  }) => {
    const tab = await open('/?keep=tab');
    await expectStarted(tab);
    expect(await signInThere(tab)).toBe('done');
    expect(await ask(tab)).toBe(200);
    const copy = await copyOf(profile, tab);
    await expectStarted(copy);
    const copied = await copy.evaluate(() => window.bareApp.auth.isAuthenticated());
    // The copy may be signed in or not. If it is, its token must be valid.
    if (copied) expect(await ask(copy)).toBe(200);

    expireTokens(apiProxy);
    for (const each of inTurn(tab, copy)) {
      expect(await ask(each)).toBe(each === tab || copied ? 200 : 401);
    }
    for (const each of [copy, tab]) {
      await each.reload();
      await expectStarted(each);
      expect(await ask(each)).toBe(each === tab || copied ? 200 : 401);
    }
    expect(refreshesAt(api)).toMatchObject({ refused: 0, reused: 0 });
  });
}

/** Opens a tab from a page, so that its sessionStorage starts as a copy of the page's. */
async function copyOf(profile: Profile, tab: Tab): Promise<Tab> {
  await tab.evaluate(() => {
    const button = Object.assign(document.createElement('button'), { id: 'copy', type: 'button' });
    button.textContent = 'Copy';
    button.onclick = () => void window.open(location.href);
    document.body.append(button);
  });
  return profile.openedBy(() => tab.click("//button[@id='copy']"));
}
