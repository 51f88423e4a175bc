import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect } from './support/api-process';
import { problemsOf } from './support/page-problems';
import { testOfRendered } from './support/rendered-site';
import { signInTo, submitLogin } from './support/sign-in';
import { AS_THE_SERVER_LEFT_IT, SIGNS, watchForSignedOut } from './support/signed-out-signs';

// The server renders every route, may have a session, and uses all features: rendered-app/README.md.
const BUILD = 'demo-rendered-app';
const GREETING = 'greeting-00000000.json';
const GUARDED = ['/profile', '/admin', '/activated'];
const test = testOfRendered(BUILD);

for (const user of ['visitor', 'ada']) {
  test(`S3 C-23 leaves no timer and uses no browser API (${user})`, async () => {
    const cookie = user === 'visitor' ? '' : `token=${tokenOf(user)}`;
    const { touched, timers, pages } = await renderAlone(cookie, ['/', '/profile', '/nowhere']);
    expect(touched).toEqual([]);
    expect(timers).toEqual([]);
    expect(pages['/']).toContain(user === 'visitor' ? 'not known yet' : 'role-of-ada');
    expect(pages['/profile']).toContain('Profile</h1>');
  });
}

test('S4 does not redirect, and shows no login form instead of a guarded page', async ({
  request,
}) => {
  for (const path of GUARDED) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(200);
    expect(await answer.text(), path).not.toContain('<form');
  }
});

test('S4 S8 hydrates without an error and never shows a signed-in user as signed out', async ({
  page,
  api,
}) => {
  const problems = problemsOf(page, api.url);
  await signInTo(page, '/profile');
  const shown = await watchForSignedOut(page);
  for (const path of ['/', '/profile', '/admin']) {
    const stable = hydrated(page);
    await page.goto(path);
    await expect(page.getByRole('banner')).toContainText('Signed in as Ada');
    await expect(page).toHaveURL(path);
    // A refresh and a sign-out are scheduled. Once the application is stable, NG0506 can no longer be logged.
    await stable;
    expect(await shown(), path).toEqual([AS_THE_SERVER_LEFT_IT]);
  }
  expect(problems).toEqual([]);
});

test('S4 never shows a user as signed out on a page with a guard that activates', async ({
  page,
  api,
}) => {
  const problems = problemsOf(page, api.url);
  await signInTo(page, '/activated');
  const shown = await watchForSignedOut(page);
  await page.goto('/activated');
  await expect(page.getByRole('region', { name: 'You' })).toContainText('ada');
  for (const sign of SIGNS) expect(await shown()).not.toContain(sign);
  expect(problems).toEqual([]);
});

test('S4 G3 redirects a visitor to the login page and back', async ({ page, api }) => {
  const problems = problemsOf(page, api.url);
  for (const path of GUARDED) {
    await page.goto(`${path}?x=1`);
    await expect(page).toHaveURL(`/login?returnUrl=${encodeURIComponent(`${path}?x=1`)}`);
  }
  await submitLogin(page, 'ada');
  await expect(page).toHaveURL('/activated?x=1');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profile');
  expect(problems).toEqual([]);
});

test('S5 C-23 transfers only answers to requests without a token', async ({ request, api }) => {
  const token = tokenOf('ada');
  for (const path of ['/', '/profile']) {
    const html = await (await request.get(path, { headers: { cookie: `token=${token}` } })).text();
    expect(html, path).toContain('role-of-ada');
    expect(html, path).not.toContain(token);
    expect(html, path).toContain(`"u":"${GREETING}"`);
    expect(html, path).not.toContain('"u":"' + GREETING + '?by=');
  }
  expect(api.printed()).not.toContain(token);
});

test("S5 U5 loads the answer of a signed-in user in the browser, and transfers only a visitor's", async ({
  page,
}) => {
  const tokens: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith(GREETING)) tokens.push(request.headers()['authorization']);
  });
  await page.goto('/');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(tokens).toEqual([]);

  await signInTo(page, '/profile');
  await page.goto('/');
  await expect(page.getByRole('banner')).toContainText('Signed in as Ada');
  expect(tokens).toEqual([expect.stringMatching(/^Bearer eyJ/)]);
});

test('S6 keeps overlapping renderings apart, and the next one too', async ({ request }) => {
  const render = async (user: string) => {
    const headers = { cookie: `token=${tokenOf(user)}`, 'x-meet': '2' };
    return (await request.get('/', { headers })).text();
  };
  const [ada, bob] = await Promise.all([render('ada'), render('bob')]);
  expect(ada).toContain('role-of-ada');
  expect(ada).not.toContain('role-of-bob');
  expect(bob).toContain('role-of-bob');
  expect(bob).not.toContain('role-of-ada');
  expect(await (await request.get('/')).text()).toContain('not known yet');
});

/** Returns an unsigned token with a role that no other user has. */
function tokenOf(user: string): string {
  const claims = JSON.stringify({ sub: user, roles: [`role-of-${user}`] });
  return `header.${Buffer.from(claims).toString('base64url')}.signature`;
}

/** Resolves when the next page is hydrated, which Angular logs when the application is stable. */
async function hydrated(page: Page): Promise<void> {
  await page.waitForEvent('console', (message) => /hydrated \d+ comp/.test(message.text()));
}

async function renderAlone(cookie: string, paths: readonly string[]) {
  const script = resolve(import.meta.dirname, 'support/render-alone.ts');
  const server = resolve(`dist/${BUILD}/server/server.mjs`);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, server, cookie, ...paths],
    { timeout: 20_000 },
  );
  return JSON.parse(stdout) as {
    touched: string[];
    timers: number[];
    pages: Record<string, string | null>;
  };
}
