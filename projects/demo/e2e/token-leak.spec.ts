import type { Page } from '@playwright/test';
import type { BareApp } from './bare-app/main';
import { expect, pass, test as base } from './support/api-proxy';
import { startRecorder, type Recorder } from './support/recorder';
import { storedText } from './support/sign-in';

// Without a content security policy, only the library prevents a leak.
base.use({ served: 'dist/demo-bare-app/browser', bypassCSP: true });

const test = base.extend<{ elsewhere: Recorder }>({
  elsewhere: async ({}, use) => {
    const recorder = await startRecorder();
    await use(recorder);
    await recorder.stop();
  },
});

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  expect(await run(page, 'signIn')).toBe('done');
});

test('sends no token to another origin, however its URL is written (U1, U8, C-01, C-04)', async ({
  page,
  apiProxy,
  elsewhere,
}) => {
  const host = `127.0.0.1:${elsewhere.port}`;
  const ownPort = new URL(apiProxy.url).port;
  const addresses: Record<string, string> = {
    absolute: `http://${host}/`,
    'other-name': `http://localhost:${elsewhere.port}/`,
    'number-as-name': `http://2130706433:${elsewhere.port}/`,
    'no-scheme': `//${host}/`,
    backslashes: `\\\\${host}\\`,
    mixed: `/\\${host}/`,
    tab: `/\t/${host}/`,
    'line-break': `/\n\\${host}/`,
    'control-characters': `\u0000 //${host}/`,
    'own-host-as-user': `http://127.0.0.1:${ownPort}@${host}/`,
    'one-slash-too-many': `http:///${host}/`,
  };
  for (const [name, address] of Object.entries(addresses)) {
    for (const method of ['GET', 'POST']) await request(page, method, `${address}${name}`);
    expect(paths(elsewhere), name).toContain(`/${name}`);
  }
  // The same server by its other name, which is another origin for the browser.
  await request(page, 'GET', `http://localhost:${ownPort}/api/current-user`);
  const [last] = apiProxy.calls.slice(-1);
  expect(last?.headers.host).toBe(`localhost:${ownPort}`);
  expect(last?.headers.authorization).toBeUndefined();

  await expectNoToken(page, elsewhere);
  // The page does send the token to its own origin.
  expect(await request(page, 'GET', '/api/current-user')).toBe(200);
  expect(apiProxy.calls.at(-1)?.headers.authorization).toMatch(/^Bearer eyJ/);
});

test('sends no token to the target of a redirect (U1, C-01)', async ({
  page,
  apiProxy,
  elsewhere,
}) => {
  apiProxy.decide(async (call) => {
    const [, status] = /^\/api\/redirect\/(\d+)/.exec(call.path) ?? [];
    if (!status) return pass(call);
    const location = `http://127.0.0.1:${elsewhere.port}/redirected/${status}`;
    call.answer({ status: Number(status), headers: { location }, body: '' });
  });
  for (const status of [301, 302, 303, 307, 308]) {
    expect(await request(page, 'GET', `/api/redirect/${status}`), String(status)).toBe(200);
    await request(page, 'POST', `/api/redirect/${status}`);
    expect(paths(elsewhere)).toContain(`/redirected/${status}`);
  }
  // The first request had the token. The browser removes the header at the redirect, as Fetch requires.
  await expectNoToken(page, elsewhere);
});

test('sends no token and no password to the origin of an injected base (U5, C-01)', async ({
  page,
  apiProxy,
  elsewhere,
}) => {
  const before = await storedText(page);
  await page.evaluate((base) => {
    document.querySelector('base')!.href = base;
  }, `http://127.0.0.1:${elsewhere.port}/`);
  for (const url of ['api/jobs', '/api/jobs', './', '?x']) await request(page, 'GET', url);
  expect(paths(elsewhere)).toEqual(['/api/jobs', '/api/jobs', '/', '/?x']);

  const calls = apiProxy.calls.length;
  expect(await run(page, 'refresh')).toBe('configuration');
  expect(await storedText(page)).toBe(before);
  expect(await run(page, 'signIn')).toBe('configuration');
  await run(page, 'signOut');
  expect(paths(elsewhere)).toHaveLength(4);
  expect(apiProxy.calls).toHaveLength(calls);
  await expectNoToken(page, elsewhere, before);
});

function run(page: Page, command: 'signIn' | 'refresh' | 'signOut'): Promise<string> {
  return page.evaluate((name) => window.bareApp[name](), command);
}

function request(page: Page, ...args: Parameters<BareApp['request']>): Promise<number> {
  return page.evaluate(([method, url]) => window.bareApp.request(method, url), args);
}

function paths({ received }: Recorder): string[] {
  return received.map(({ path }) => path);
}

/** Expects no token anywhere in a request. */
async function expectNoToken(page: Page, { received }: Recorder, stored?: string): Promise<void> {
  const text = stored ?? (await storedText(page));
  const tokens = [...text.matchAll(/(?:access|refresh)Token\\":\\"([^\\"]+)/g)].map(
    ([, token]) => token!,
  );
  expect(tokens).toHaveLength(2);
  for (const { all } of received) {
    for (const secret of [...tokens, 'Bearer', 'ada-demo-password'])
      expect(all).not.toContain(secret);
    // A preflight must not announce one either.
    expect(all).not.toMatch(/access-control-request-headers\n.*authorization/i);
  }
}
