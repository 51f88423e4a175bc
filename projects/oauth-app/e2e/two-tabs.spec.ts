import { openDocuments, openSecondTab, signIn } from './support/documents-page.ts';
import { expect, test } from './support/three-origins.ts';

// Several pages at once are slow on a busy machine.
test.slow();

/** Long enough to open a page, short enough to wait for. */
const SHORT_LIFE_SECONDS = 3;

/** Long enough for a replay to arrive, also on a busy machine. */
const LIFE_SECONDS = 10;

test('refreshes once for two tabs whose access token has expired (X1, X2)', async ({
  page,
  server,
  api,
}) => {
  server.accessTokenSeconds = SHORT_LIFE_SECONDS;
  await signIn(page);
  const second = await openSecondTab(page);
  const before = server.refreshes();
  server.accessTokenSeconds = 600;
  await expect.poll(() => api.isActive(server.latest().access_token)).toBe(false);

  await openDocuments(page, second);
  expect(server.refreshes() - before).toBe(1);
  expect(server.trouble).toEqual([]);
});

for (const dpop of [false, true]) {
  test.describe(dpop ? 'tokens bound to a key' : 'tokens for the bearer', () => {
    test.use({ dpop });

    // Requests with bound tokens are replayed with new proofs.
    test('refreshes once for two tabs whose access token is refused, and replays every request (Q1, X1)', async ({
      page,
      server,
    }) => {
      await signIn(page);
      const second = await openSecondTab(page);
      for (const refreshes of [1, 2, 3]) {
        await server.withdrawAccessToken();
        await openDocuments(page, second);
        expect(server.refreshes()).toBe(refreshes);
      }
      expect(server.trouble).toEqual([]);
    });
  });
}

test('uses no refresh token twice while two tabs send requests and tokens keep expiring (X1, T2)', async ({
  page,
  server,
}) => {
  server.accessTokenSeconds = LIFE_SECONDS;
  await signIn(page);
  const second = await openSecondTab(page);
  const before = server.refreshes();
  const start = Date.now();
  while (server.refreshes() - before < 3) await openDocuments(page, second);

  // A token is refreshed after half of its lifetime, and no sooner.
  const halves = (Date.now() - start) / (LIFE_SECONDS * 500);
  expect(server.refreshes() - before).toBeLessThanOrEqual(halves + 1);
  expect(server.trouble).toEqual([]);
});
