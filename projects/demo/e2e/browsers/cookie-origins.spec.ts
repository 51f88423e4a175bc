import { startTwoOrigins, TWO_ORIGINS_ENV, type TwoOrigins } from '../support/two-origins';
import { expectStarted, SERVED, signInThere } from './bare-page';
import { expect, test as base } from './browser-test';
import type { Profile, Tab } from './drivers/driver';

base.use({
  served: SERVED,
  apiEnv: TWO_ORIGINS_ENV,
  // WebKit treats two names below `localhost` as two sites, and blocks the API's cookies by default. It doesn't with
  // names of the public suffix list, such as app.example.com and api.example.com.
  profileOptions: { allowForeignCookies: true },
});

const test = base.extend<{ site: TwoOrigins; tab: Tab }>({
  site: async ({ api }, use) => {
    const site = await startTwoOrigins(api);
    await use(site);
    await site.stop();
  },
  /** A page of the application with Ada signed in. */
  tab: async ({ profile, site }, use) => {
    const tab = await profile.openTab();
    await tab.goto(`${site.appOrigin}/?keep=cookie&api=${site.apiOrigin}`);
    await expectStarted(tab);
    await tab.evaluate(() => {
      document.cookie = 'XSRF-TOKEN=xsrf-1; path=/; secure';
    });
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

  const seen = site.calls
    .filter(({ headers }) => headers['access-control-request-method'] === undefined)
    .map(({ path, headers }) => [
      path,
      /^__Host-demo-refresh=[\w-]{43}$/.test(headers.cookie ?? ''),
      headers['x-auth-mode'],
      headers['x-xsrf-token'],
      headers.authorization?.slice(0, 10),
    ]);
  const none = undefined;
  expect(seen).toEqual([
    ['/api/login', false, 'cookie', 'xsrf-1', none],
    ['/api/current-user', false, none, none, 'Bearer eyJ'],
    ['/api/refresh-token', true, 'cookie', 'xsrf-1', none],
    ['/api/current-user', false, none, none, 'Bearer eyJ'],
    ['/api/logout', true, 'cookie', 'xsrf-1', none],
  ]);
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
      const evil = await openEvil(profile, site.at(name));
      const url = site.apiOrigin + path;
      expect(await evil.evaluate(attack, url), name).toEqual({
        plain: 'TypeError',
        'with the header': 'TypeError',
      });
      expect(await submitForm(evil, url), name).toMatch(/^\{"error":"/);
      await evil.close();
    }
  }
  await expect.poll(() => api.events('request_forged')).toBeGreaterThan(0);
  expect(api.events('refresh_rotated') + api.events('logout')).toBe(0);
  await tab.reload();
  await expectStarted(tab);
  expect(await tab.evaluate(() => window.bareApp.refresh())).toBe('done');
});

async function openEvil(profile: Profile, origin: string): Promise<Tab> {
  const evil = await profile.openTab();
  await evil.goto(`${origin}/`);
  return evil;
}

/** Sends what a script of another page can send, and returns the outcomes. Runs in the page. */
async function attack(url: string): Promise<Record<string, string>> {
  const post = { method: 'POST', credentials: 'include' } as const;
  const outcome = (init: RequestInit) =>
    fetch(url, init).then(
      ({ type }) => type as string,
      (error: Error) => error.name,
    );
  return {
    plain: await outcome({ ...post, mode: 'no-cors' }),
    'with the header': await outcome({ ...post, headers: { 'x-auth-mode': 'cookie' } }),
  };
}

/** Submits a form from another page and returns the text of the page that it opens. */
async function submitForm(tab: Tab, action: string): Promise<string> {
  await tab.evaluate((url) => {
    const form = Object.assign(document.createElement('form'), { method: 'POST', action: url });
    form.enctype = 'text/plain';
    document.body.append(form);
    form.submit();
  }, action);
  const arrived = () => tab.evaluate((url) => location.href === url, action).catch(() => false);
  await expect.poll(arrived).toBe(true);
  return tab.evaluate(() => document.body.innerText);
}
