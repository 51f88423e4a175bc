import { expect, open, openSignedIn, setUp, signIn, test } from '../support/field-page';

// Browsers that report or refuse something by mistake, and storage records of other versions.

test('F120 calls the server although the browser reports that it is offline', async ({
  page,
  context,
  server,
}) => {
  await context.addInitScript(() =>
    Object.defineProperty(navigator, 'onLine', { get: () => false }),
  );
  await setUp(context, { features: ['schedule'] });
  await open(page, server.url);
  server.lifetime = 0.01;
  await signIn(page);
  server.lifetime = 900;
  const got = await page.evaluate(() =>
    window.fieldApp.value(window.fieldApp.http.get('/api/notes')),
  );
  expect(got).toEqual({ user: 'ada' });
});

test('F139 refreshes although the browser refuses locks', async ({ page, context, server }) => {
  await context.addInitScript(() => {
    navigator.locks.request = () =>
      Promise.reject(new DOMException('Not for this page', 'SecurityError'));
  });
  await openSignedIn(page, server.url);
  server.expireAccessTokens();
  const got = await page.evaluate(() =>
    window.fieldApp.value(window.fieldApp.http.get('/api/notes')),
  );
  expect(got).toEqual({ user: 'ada' });
});

test('F138 reads the record of a newer version and of an older one', async ({ page, server }) => {
  await openSignedIn(page, server.url);
  const record = await page.evaluate(() => localStorage.getItem('auth.session')!);
  const { id, tokens, user } = JSON.parse(record) as Record<string, object>;
  const { accessToken, refreshToken, receivedAt } = tokens as Record<string, unknown>;
  const records = {
    newer: { v: 2, id, user, tokens: { ...tokens, scope: ['all'] }, step: { of: 'two' } },
    older: { id, tokens: { accessToken, refreshToken, receivedAt } },
    strange: { session: { token: 'of another library' } },
  };
  const statuses = [];
  for (const other of Object.values(records)) {
    await page.evaluate(
      (text) => localStorage.setItem('auth.session', text),
      JSON.stringify(other),
    );
    await open(page, server.url);
    statuses.push(await page.evaluate(() => window.fieldApp.auth.status()));
  }
  expect(statuses).toEqual(['authenticated', 'authenticated', 'anonymous']);
});
