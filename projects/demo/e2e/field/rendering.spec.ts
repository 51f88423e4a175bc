import { expect, open, openSignedIn, setUp, signIn, test } from '../support/field-page';

// Parts of a page that load late, and data that follow the session.

test('F127 a deferred part of a guarded page causes no refresh of its own', async ({
  page,
  server,
}) => {
  await openSignedIn(page, server.url);
  server.expireAccessTokens();
  await page.evaluate(() => {
    const { http, router, value } = window.fieldApp;
    void value(http.get('/api/notes'));
    return router.navigateByUrl('/deferred');
  });
  await expect(page.getByRole('paragraph')).toHaveText('Part of ada');
  expect(server.count('/api/refresh-token')).toBe(1);
});

test('F128 a part that a click hydrates sends the token, after one refresh', async ({
  page,
  context,
  server,
}) => {
  await setUp(context, { http: 'fetch', hydration: true });
  await openSignedIn(page, server.url);
  server.expireAccessTokens();
  server.renders = true;
  await open(page, `${server.url}/deferred`);
  await expect(page.getByRole('paragraph')).toHaveText('Part');
  // The server has sent the request without a token, and the browser has sent none.
  expect(server.to('/api/part').map(({ headers }) => headers.authorization)).toEqual([undefined]);
  await page.getByRole('button', { name: 'Again' }).click();
  await expect(page.getByRole('paragraph')).toHaveText('Part of ada');
  expect(server.count('/api/refresh-token')).toBe(1);
});

test('F129 a resource with the user in its URL follows a sign-out and a change of user', async ({
  page,
  context,
  server,
}) => {
  await setUp(context, { endpoints: ['refresh', 'logout', 'user'] });
  await open(page, `${server.url}/own-notes`);
  const notes = page.getByRole('paragraph');
  await expect(notes).toHaveText('idle');
  await signIn(page, 'ada');
  await expect(notes).toHaveText('ada');
  await signIn(page, 'bob');
  await expect(notes).toHaveText('bob');
  await page.evaluate(() => window.fieldApp.value(window.fieldApp.auth.logout()));
  await expect(notes).toHaveText('idle');
});

test('F136 a listener may send commands and requests', async ({ page, context, server }) => {
  await setUp(context, { endpoints: ['refresh', 'logout', 'user'] });
  await open(page, server.url);
  const results = await page.evaluate(async () => {
    const { auth, http, outcome, signIn } = window.fieldApp;
    const outcomes: Promise<string>[] = [];
    const until = async (count: number): Promise<void> => {
      while (outcomes.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
      await Promise.all(outcomes);
    };
    auth.events$.subscribe(({ type }) => {
      if (type === 'signed-in') {
        outcomes.push(
          outcome(auth.refresh()),
          outcome(auth.accessToken()),
          outcome(auth.currentUser({ reload: true })),
          outcome(http.get('/api/notes')),
        );
      }
      if (type === 'signed-out') outcomes.push(outcome(auth.logout()));
    });
    auth.user$.subscribe((user) => user && outcomes.push(outcome(auth.accessToken())));
    auth.isAuthenticated$.subscribe((is) => is && outcomes.push(outcome(auth.refresh())));
    outcomes.push(signIn());
    await until(7);
    outcomes.push(outcome(auth.logout()));
    await until(9);
    return Promise.all(outcomes);
  });
  expect(new Set(results)).toEqual(new Set(['done']));
  expect(server.count('/api/logout')).toBe(1);
});
