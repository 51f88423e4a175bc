import { expect, open, setUp, signIn, test } from '../support/field-page';
import { FieldServer } from '../support/field-server';

// A user endpoint whose answers any cache may keep for an hour.
for (const http of ['xhr', 'fetch'] as const) {
  for (const where of ['the own origin', 'another origin'] as const) {
    test(`F16 shows no previous user from the HTTP cache, over ${http}, from ${where}`, async ({
      context,
      page,
      server,
    }) => {
      const elsewhere = await new FieldServer().start();
      const api = where === 'the own origin' ? server : elsewhere;
      api.allowedOrigin = server.url;
      api.on('/api/current-user', (request) => ({
        headers: { 'cache-control': 'max-age=3600' },
        body: { username: api.userOf(request) },
      }));
      await setUp(context, {
        http,
        endpoints: ['refresh', 'logout', 'user'],
        ...(api === elsewhere && { api: api.url }),
      });
      await open(page, server.url);
      const shown: unknown[] = [];
      for (const user of ['ada', 'bob', 'ada']) {
        await signIn(page, user);
        shown.push(await page.evaluate(() => window.fieldApp.auth.user()));
        await page.evaluate(() => window.fieldApp.outcome(window.fieldApp.auth.logout()));
      }
      expect(shown).toEqual(['ada', 'bob', 'ada'].map((username) => ({ username })));
      await elsewhere.stop();
    });
  }
}
