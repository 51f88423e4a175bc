import type { Frame, Page } from '@playwright/test';
import { expect, open, openSignedIn, requestNotes, setUp, test } from '../support/field-page';
import { FieldServer } from '../support/field-server';

// Frames, and documents with isolation policies.

test('F130 a frame of the same origin shares the refresh and the sign-out', async ({
  page,
  server,
}) => {
  await openSignedIn(page, server.url);
  const frame = await addFrame(page, `${server.url}/guarded`);
  server.expireAccessTokens();
  const outcomes = [page.mainFrame(), frame].map((each) => requestNotes(each));
  expect(await Promise.all(outcomes)).toEqual(['done', 'done']);
  expect(server.count('/api/refresh-token')).toBe(1);
  await page.evaluate(() => window.fieldApp.value(window.fieldApp.auth.logout()));
  await expect(frame.getByRole('heading')).toHaveText('Login');
});

for (const keep of ['local', 'session', 'memory', 'cookie'] as const) {
  test(`F131 works in a frame with an opaque origin (${keep})`, async ({
    page,
    context,
    server,
  }) => {
    const api = await new FieldServer().start();
    api.allowedOrigin = 'null';
    if (keep === 'cookie') api.on('/api/refresh-token', () => ({ body: api.grant('ada') }));
    server.pageHeaders = { 'access-control-allow-origin': '*' };
    await setUp(context, { keep, api: api.url, features: ['idle', 'schedule'] });
    await open(page, server.url);
    const frame = await addFrame(page, `${server.url}/guarded`, 'allow-scripts');
    await expect(frame.getByRole('heading')).toHaveText('Login');
    const outcomes = await frame.evaluate(async () => {
      const { auth, http, outcome, signIn } = window.fieldApp;
      return [
        self.origin,
        await signIn(),
        await outcome(http.get(`${window.fieldSetUp!.api}/api/notes`)),
        await outcome(auth.refresh()),
        await outcome(auth.logout()),
        auth.status(),
      ];
    });
    expect(outcomes).toEqual(['null', 'done', 'done', 'done', 'done', 'anonymous']);
    await api.stop();
  });
}

test('F132 works in an isolated document with strict policies', async ({
  page,
  context,
  server,
}) => {
  server.pageHeaders = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'document-isolation-policy': 'isolate-and-require-corp',
    'content-security-policy':
      "default-src 'self'; require-trusted-types-for 'script'; trusted-types angular",
  };
  await openSignedIn(page, server.url);
  const second = await context.newPage();
  await open(second, `${server.url}/guarded`);
  expect(await second.evaluate(() => crossOriginIsolated)).toBe(true);
  server.expireAccessTokens();
  const outcomes = [page, second].map((each) => requestNotes(each));
  expect(await Promise.all(outcomes)).toEqual(['done', 'done']);
  expect(server.count('/api/refresh-token')).toBe(1);
});

/** Adds a frame with the application to a page. */
async function addFrame(page: Page, src: string, sandbox?: string): Promise<Frame> {
  await page.evaluate(
    ([src, sandbox]) => {
      const frame = document.createElement('iframe');
      if (sandbox) frame.setAttribute('sandbox', sandbox);
      frame.src = src!;
      document.body.append(frame);
    },
    [src, sandbox],
  );
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame!.waitForFunction(() => window.fieldApp);
  return frame!;
}
