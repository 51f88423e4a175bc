import {
  appUrl,
  attack,
  BLOCKED,
  SENT_IN_A_SESSION,
  sentToApi,
  setXsrfCookie,
  submitForm,
} from '../support/cookie-origins';
import { TWO_ORIGINS_ENV, twoOrigins, type TwoOrigins } from '../support/two-origins';
import { expectStarted, SERVED, signInThere } from './bare-page';
import { expect, test as base } from './browser-test';
import type { Tab } from './drivers/driver';

base.use({
  served: SERVED,
  apiEnv: TWO_ORIGINS_ENV,
  // WebKit treats two names below `localhost` as two sites, and blocks the API's cookies by default. It doesn't with
  // names of the public suffix list, such as app.example.com and api.example.com.
  profileOptions: { allowForeignCookies: true },
});

const test = base.extend<{ site: TwoOrigins; tab: Tab }>({
  ...twoOrigins,
  /** A page of the application with Ada signed in. */
  tab: async ({ profile, site }, use) => {
    const tab = await profile.openTab();
    await tab.goto(appUrl(site));
    await expectStarted(tab);
    await tab.evaluate(setXsrfCookie);
    expect(await signInThere(tab)).toBe('done');
    await use(tab);
  },
});

test('K3 only the three calls of the session have the cookie and its header', async ({
  tab,
  site,
}) => {
  const ask = () =>
    tab.evaluate((url) => window.bareApp.request('GET', url), `${site.apiOrigin}/api/current-user`);
  expect(await ask()).toBe(200);
  await tab.reload();
  await expectStarted(tab);
  expect(await ask()).toBe(200);
  expect(await tab.evaluate(() => window.bareApp.signOut())).toBe('done');
  expect(sentToApi(site)).toEqual(SENT_IN_A_SESSION);
});

test('K4 a sibling and a foreign site get nothing with the cookie, and sign no user out', async ({
  tab,
  profile,
  api,
  site,
}) => {
  api.forgetEvents();
  for (const name of ['evil.site.localhost', 'evil.localhost']) {
    for (const path of ['/api/refresh-token', '/api/logout']) {
      const evil = await profile.openTab();
      await evil.goto(`${site.at(name)}/`);
      const url = site.apiOrigin + path;
      expect(await evil.evaluate(attack, url), name).toEqual(BLOCKED);
      expect(await formAnswer(evil, url), name).toMatch(/^\{"error":"/);
      await evil.close();
    }
  }
  await expect.poll(() => api.events('request_forged')).toBeGreaterThan(0);
  expect(api.events('refresh_rotated') + api.events('logout')).toBe(0);
  await tab.reload();
  await expectStarted(tab);
  expect(await tab.evaluate(() => window.bareApp.refresh())).toBe('done');
});

/** Submits a form from another page and returns the text of the page that it opens. */
async function formAnswer(tab: Tab, url: string): Promise<string> {
  await tab.evaluate(submitForm, url);
  const arrived = () => tab.evaluate((target) => location.href === target, url).catch(() => false);
  await expect.poll(arrived).toBe(true);
  return tab.evaluate(() => document.body.innerText);
}
