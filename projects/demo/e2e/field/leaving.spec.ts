import type { Page } from '@playwright/test';
import {
  expect,
  open,
  openSignedIn,
  requestNotes,
  setUp,
  signIn,
  test,
} from '../support/field-page';

// A page that is closed, a browser that stops a page, an application that is destroyed.

test('F111 attaches the token to a request that is sent while the page is closing', async ({
  page,
  context,
  server,
}) => {
  await setUp(context, { http: 'fetch' });
  await openSignedIn(page, server.url);
  await sendWhenLeft(page);
  await page.goto('about:blank');
  await expect.poll(() => server.to('/api/beacon')[0]?.headers.authorization).toMatch(/^Bearer /);
});

test('F112 uses no refresh token while the page is closing', async ({ page, context, server }) => {
  await setUp(context, { http: 'fetch' });
  await open(page, server.url);
  server.lifetime = 0.01;
  await signIn(page);
  await page.waitForTimeout(20);
  await sendWhenLeft(page);
  await page.goto('about:blank');
  await page.waitForTimeout(300);
  expect(server.count('/api/refresh-token')).toBe(0);
});

for (const [next, http] of [
  ['a reload', 'xhr'],
  ['another page', 'fetch'],
] as const) {
  test(`F113 sends the logout call before ${next} (${http})`, async ({ page, context, server }) => {
    await setUp(context, { http });
    await openSignedIn(page, server.url);
    await Promise.all([
      page.waitForEvent('load'),
      page.evaluate((next) => {
        window.fieldApp.auth.logout();
        if (next === 'a reload') location.reload();
        else location.href = '/login';
      }, next),
    ]);
    await page.waitForFunction(() => window.fieldApp);
    expect(await page.evaluate(() => window.fieldApp.auth.status())).toBe('anonymous');
    expect(server.count('/api/logout')).toBe(1);
  });
}

test('F115 keeps the session if the user stops the browser during a refresh', async ({
  page,
  server,
}) => {
  await openSignedIn(page, server.url);
  server.expireAccessTokens();
  server.on('/api/refresh-token', () => null);
  const request = requestNotes(page);
  await expect.poll(() => server.count('/api/refresh-token')).toBe(1);
  await page.evaluate(() => window.stop());
  expect(await request).toBe('0 network');
  expect(await page.evaluate(() => window.fieldApp.auth.status())).toBe('authenticated');
});

for (const state of ['active', 'frozen'] as const) {
  test(`F116 a sign-out reaches a tab that is ${state} although the server clears the storage`, async ({
    page,
    context,
    server,
  }) => {
    const headers = { 'clear-site-data': '"storage", "cookies"' };
    server.on('/api/logout', () => ({ status: 204, headers }));
    await openSignedIn(page, server.url);
    const other = await context.newPage();
    await open(other, `${server.url}/guarded`);
    await expect(other.getByRole('heading')).toHaveText('Guarded');
    const devTools = await context.newCDPSession(other);
    await devTools.send('Page.setWebLifecycleState', { state });
    await page.evaluate(() => window.fieldApp.value(window.fieldApp.auth.logout()));
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await devTools.send('Page.setWebLifecycleState', { state: 'active' });
    await expect(other.getByRole('heading')).toHaveText('Login');
  });
}

test('F135 an application that starts again takes over the session of the previous one', async ({
  page,
  context,
  server,
}) => {
  await setUp(context, { features: ['idle', 'schedule'] });
  await openSignedIn(page, server.url);
  server.expireAccessTokens();
  server.on('/api/refresh-token', () => null);
  const waiting = requestNotes(page);
  await expect.poll(() => server.count('/api/refresh-token')).toBe(1);
  // The server has not rotated the token yet, so it answers the next application.
  server.on('/api/refresh-token', (request) => server.refresh(request));
  const status = await page.evaluate(async () => {
    window.fieldApp.app.destroy();
    document.body.append(document.createElement('field-root'));
    return (await window.startFieldApp()).auth.status();
  });
  expect(await waiting).toBe('0 destroyed');
  expect(status).toBe('authenticated');
  const got = await page.evaluate(() =>
    window.fieldApp.value(window.fieldApp.http.get('/api/notes')),
  );
  expect(got).toEqual({ user: 'ada' });
});

/** Makes the page send a request when it is closed. */
function sendWhenLeft(page: Page): Promise<void> {
  return page.evaluate(() => {
    addEventListener('pagehide', () => {
      const { http, value } = window.fieldApp;
      void value(http.post('/api/beacon', {}, { keepalive: true })).catch(() => null);
    });
  });
}
