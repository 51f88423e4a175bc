// The steps and expectations of a scenario in the bare application.
import { pass, type ApiProxy } from '../support/api-proxy';
import { expect } from './browser-test';
import type { Tab } from './drivers/driver';

export const SERVED = 'dist/demo-bare-app/browser';

/** Waits until this many copies of the application run in a page. */
export async function expectStarted(tab: Tab, copies = 1): Promise<void> {
  const started = () => tab.evaluate(() => window.bareApps?.length).catch(() => 0);
  await expect.poll(started).toBe(copies);
}

export function signInThere(tab: Tab): Promise<string> {
  return tab.evaluate(() => window.bareApp.signIn());
}

/** Sends a request that needs a token, and returns its status. */
export function ask(tab: Tab): Promise<number> {
  return tab.evaluate(() => window.bareApp.request('GET', '/api/current-user'));
}

/** Makes the API treat every token that it has seen so far as expired. */
export function expireTokens(apiProxy: ApiProxy): void {
  const seen = new Set(apiProxy.calls.map(({ headers }) => headers.authorization));
  seen.delete(undefined);
  apiProxy.decide(async (call) => {
    if (!seen.has(call.headers.authorization)) return pass(call);
    const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
    call.answer({ status: 401, headers, body: '' });
  });
}
