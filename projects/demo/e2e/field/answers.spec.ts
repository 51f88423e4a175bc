import { expect, open, openSignedIn, setUp, signIn, test } from '../support/field-page';

// Answers of servers, gateways and caches.
for (const http of ['xhr', 'fetch'] as const) {
  test.describe(http, () => {
    test.beforeEach(({ context }) => setUp(context, { http }));

    test('F102 refreshes for a Blob, an ArrayBuffer and a text, and keeps the body of an error', async ({
      page,
      server,
    }) => {
      await openSignedIn(page, server.url);
      server.expireAccessTokens();
      server.on('/api/forbidden', () => ({ status: 403, body: { why: 'role' } }));
      const bodies = await page.evaluate(async () => {
        const { http, value } = window.fieldApp;
        const blob = await value(http.get('/api/a', { responseType: 'blob' }));
        const buffer = await value(http.get('/api/b', { responseType: 'arraybuffer' }));
        const text = await value(http.get('/api/c', { responseType: 'text' }));
        const refusal = await value(http.get('/api/forbidden', { responseType: 'blob' })).catch(
          ({ error }: { error: Blob }) => error,
        );
        return [
          await blob!.text(),
          new TextDecoder().decode(buffer!),
          text,
          await (refusal as Blob).text(),
        ];
      });
      const ADA = '{"user":"ada"}';
      expect(bodies).toEqual([ADA, ADA, ADA, '{"why":"role"}']);
      expect(server.count('/api/refresh-token')).toBe(1);
    });

    test('F103 treats 204, 205 and 304 as answers without a body, and as no token', async ({
      page,
      server,
    }) => {
      await open(page, server.url);
      for (const status of [204, 205, 304]) {
        await signIn(page);
        for (const path of ['empty', 'refresh-token', 'logout']) {
          server.on(`/api/${path}`, () => ({ status }));
        }
        const outcomes = await page.evaluate(async () => {
          const { http, auth, outcome } = window.fieldApp;
          return {
            request: await outcome(http.get('/api/empty')),
            refresh: await outcome(auth.refresh()),
            afterRefresh: auth.status(),
            logout: await outcome(auth.logout()),
            afterLogout: auth.status(),
          };
        });
        // `HttpClient` reports 304 as an error if the browser exposes it.
        const isSuccess = status < 300;
        expect(outcomes, `${status}`).toEqual({
          request: isSuccess ? 'done' : '304',
          refresh: isSuccess ? 'invalid-response' : 'server',
          afterRefresh: 'authenticated',
          logout: isSuccess ? 'done' : 'server',
          afterLogout: 'anonymous',
        });
      }
    });

    test('F105 keeps the user, who can sign out, if the token is too long for the server', async ({
      page,
      server,
    }) => {
      const accessToken = 'x'.repeat(20_000);
      server.on('/api/login', () => ({ body: { accessToken, refreshToken: 'r', expiresIn: 900 } }));
      await openSignedIn(page, server.url);
      const outcomes = await page.evaluate(async () => {
        const { http, auth, outcome } = window.fieldApp;
        const request = await outcome(http.get('/api/notes'));
        return [request, auth.status(), await outcome(auth.logout()), auth.status()];
      });
      expect(outcomes).toEqual(['431', 'authenticated', 'done', 'anonymous']);
    });

    test('F108 keeps the session if an HTML page is the answer of the refresh endpoint', async ({
      page,
      server,
    }) => {
      await openSignedIn(page, server.url);
      const body = '<!doctype html><title>Sign in to this network</title>';
      server.on('/api/refresh-token', () => ({ headers: { 'content-type': 'text/html' }, body }));
      server.expireAccessTokens();
      const outcomes = await page.evaluate(async () => {
        const { http, auth, outcome } = window.fieldApp;
        return [await outcome(http.get('/api/notes')), auth.status()];
      });
      expect(outcomes).toEqual(['0 invalid-response', 'authenticated']);
    });

    test('F119 replays after a 401 that a cache may store', async ({ page, server }) => {
      await openSignedIn(page, server.url);
      server.expireAccessTokens();
      server.on('/api/kept', (request) => ({
        ...server.resource(request),
        headers: { 'cache-control': 'private, max-age=60' },
      }));
      const got = await page.evaluate(() =>
        window.fieldApp.value(window.fieldApp.http.get('/api/kept')),
      );
      expect(got).toEqual({ user: 'ada' });
      expect(server.count('/api/kept')).toBe(2);
    });
  });
}
