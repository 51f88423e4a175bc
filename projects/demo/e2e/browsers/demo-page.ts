// The steps and expectations of a scenario on the pages of the demo.
import type { ApiProcess } from '../support/api-process';
import type { ApiProxy, Held } from '../support/api-proxy';
import { expect } from './browser-test';
import type { Tab } from './drivers/driver';

/** Fills in the form on the login page and submits it. */
export async function submitLogin(
  tab: Tab,
  user: 'ada' | 'bob' = 'ada',
  password = `${user}-demo-password`,
): Promise<void> {
  await tab.type("//form//input[@autocomplete='username']", user);
  await tab.type("//form//input[@type='password']", password);
  await tab.click("//form//button[@type='submit']");
}

/** Opens the profile page, signs in, and waits until the page shows the user. */
export async function signIn(open: (path: string) => Promise<Tab>): Promise<Tab> {
  const tab = await open('/profile');
  await submitLogin(tab);
  await expectProfileOf(tab, 'ada');
  return tab;
}

/** Opens the profile page in more tabs of a signed-in user. */
export async function openMore(
  open: (path: string) => Promise<Tab>,
  count: number,
): Promise<Tab[]> {
  const tabs: Tab[] = [];
  while (tabs.length < count) {
    const tab = await open('/profile');
    await expectProfileOf(tab, 'ada');
    tabs.push(tab);
  }
  return tabs;
}

export async function expectPath(tab: Tab, path: string): Promise<void> {
  await expect.poll(() => pathOf(tab)).toBe(path);
}

/** Waits until the profile page of a user shows all its data. */
export async function expectProfileOf(tab: Tab, user: 'ada' | 'bob'): Promise<void> {
  await expectPath(tab, '/profile');
  await expect.poll(() => mainText(tab)).toMatch(new RegExp(`User name\\s+${user}\\b`));
  await expect.poll(() => mainText(tab)).not.toContain('Loading');
}

/** Clicks a button by the beginning of its text as soon as it is enabled, also in a background tab. */
export async function press(tab: Tab, name: string): Promise<void> {
  const pressed = () =>
    tab.evaluate((text) => {
      const buttons = [...document.querySelectorAll('button')];
      const button = buttons.find(({ textContent }) => textContent.trim().startsWith(text));
      if (!button || button.disabled) return false;
      button.click();
      return true;
    }, name);
  await expect.poll(pressed, { message: `button "${name}"` }).toBe(true);
}

/** How many requests the session panel sends at once. */
export const BURST = 20;

/** Sends a burst with a token that the API refuses. */
export async function burstWithExpiredToken(tab: Tab): Promise<void> {
  await press(tab, 'Expire the access token');
  await press(tab, 'Fire 20 requests');
}

/** Sends a burst with an expired token in each tab, and holds the refresh of the first. */
export async function holdRefreshOfFirst(
  [first, ...others]: readonly [Tab, ...Tab[]],
  api: ApiProcess,
  apiProxy: ApiProxy,
  where: Parameters<ApiProxy['hold']>[1],
): Promise<Held> {
  api.forgetEvents();
  const refresh = apiProxy.hold('/api/refresh-token', where);
  await burstWithExpiredToken(first);
  await refresh.here;
  for (const tab of others) await burstWithExpiredToken(tab);
  return refresh;
}

/** Returns how many requests of bursts got this status. */
export function burstAnswers({ calls }: ApiProxy, status: number): number {
  return calls.filter((call) => call.path === '/api/secret-random-number' && call.status === status)
    .length;
}

export function callsTo({ calls }: ApiProxy, path: string): number {
  return calls.filter((call) => call.path === path).length;
}

/** Returns the text below the heading, or nothing while one page replaces another. */
export function mainText(tab: Tab): Promise<string> {
  return tab.evaluate(() => document.querySelector('main')?.innerText ?? '').catch(() => '');
}

function pathOf(tab: Tab): Promise<string> {
  return tab.evaluate(() => location.pathname + location.search).catch(() => '');
}
