import { expect, openSignedIn, setUp, test } from '../support/field-page';
import { FieldServer } from '../support/field-server';

// Kinds of request URLs.
for (const http of ['xhr', 'fetch'] as const) {
  test.describe(http, () => {
    test.beforeEach(({ context }) => setUp(context, { http }));

    test('F101 passes on a JSONP request, which cannot have a header', async ({ page, server }) => {
      server.on('/api/jsonp', () => ({
        headers: { 'content-type': 'text/javascript' },
        body: 'ng_jsonp_callback_0({"n":1})',
      }));
      await openSignedIn(page, server.url);
      const got = await page.evaluate(
        (url) => window.fieldApp.value(window.fieldApp.http.jsonp(url, 'callback')),
        `${server.url}/api/jsonp`,
      );
      expect(got).toEqual({ n: 1 });
    });

    test('F104 does not keep the Authorization header when an answer redirects', async ({
      page,
      server,
    }) => {
      const other = await new FieldServer().start();
      other.allowedOrigin = server.url;
      other.on('/api/there', () => ({ body: {} }));
      const headers = { location: `${other.url}/api/there` };
      server.on('/api/moved', () => ({ status: 307, headers }));
      await openSignedIn(page, server.url);
      await page.evaluate(() => window.fieldApp.value(window.fieldApp.http.get('/api/moved')));
      expect(server.to('/api/moved')[0]?.headers.authorization).toBe('Bearer access-1');
      expect(other.to('/api/there').map((asked) => asked.headers.authorization)).toEqual([
        undefined,
      ]);
      await other.stop();
    });

    test('F114 reads data: and blob: URLs', async ({ page, server }) => {
      await openSignedIn(page, server.url);
      const got = await page.evaluate(() => {
        const { http, value } = window.fieldApp;
        const blob = URL.createObjectURL(new Blob(['{"n":2}']));
        return Promise.all([
          value(http.get('data:application/json,{"n":1}')),
          value(http.get(blob)),
        ]);
      });
      expect(got).toEqual([{ n: 1 }, { n: 2 }]);
    });
  });
}
