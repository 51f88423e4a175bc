import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundClient, type BoundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import type { Answer } from './support/send.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const ADA = { username: 'ada', password: 'ada-demo-password' };
const BOB = { username: 'bob', password: 'bob-demo-password' };
const LOGIN = '/api/login';
const REFRESH = '/api/refresh-token';

/** A session of Ada in a browser: its cookie, and the tokens that end with it. */
interface InBrowser {
  readonly cookie: string;
  readonly client?: BoundClient;
  readonly deviceId?: string;
}

/** Ways in which a browser signs in again and replaces its session. Each returns the answer of the login. */
const ENDED: Readonly<Record<string, (server: TestServer) => Promise<Answer>>> = {
  'the same user': async (server) => signIn(server, ADA, await signedIn(server)),
  'another user': async (server) => signIn(server, BOB, await signedIn(server)),
  'a browser that never saw the answer to its last refresh': async (server) => {
    const before = await signedIn(server);
    await refresh(server, before);
    server.pass(60);
    return signIn(server, BOB, before);
  },
  'another user on the same device': async (server) => {
    const before = await signedIn(server, { ...ADA, deviceId: 'a' });
    return signIn(server, { ...BOB, deviceId: 'a' }, before);
  },
  'the user, without the device id': async (server) =>
    signIn(server, ADA, await signedIn(server, { ...ADA, deviceId: 'a' })),
  'another user with the same key': async (server) => {
    const client = boundClient(server);
    return signIn(server, BOB, { ...(await signedIn(server, ADA, client)), client });
  },
  'the user with a new key': async (server) => {
    const before = await signedIn(server, ADA, boundClient(server));
    return signIn(server, ADA, { ...before, client: boundClient(server) });
  },
};

for (const [who, loginOver] of Object.entries(ENDED)) {
  onEveryStore(`K6 a login ends the session of its cookie: ${who}`, async (t, startServer) => {
    const server = await startServer(t);
    const other = await server.login('ada');
    const login = await loginOver(server);
    assert.equal(login.status, 200, login.text);
    const [before, revoked, ...more] = [
      server.events('login_succeeded')[1],
      ...server.events('session_revoked'),
    ];
    assert.deepEqual(more, []);
    const { sessionId, userId, reason } = revoked ?? {};
    assert.deepEqual([sessionId, userId], [before?.['sessionId'], before?.['userId']]);
    assert.equal(reason, 'replaced_by_login');
    assert.equal(await server.statusWith(other.accessToken), 200, 'other browsers stay signed in');
    assert.match(cookieIn(login), /^demo-refresh=[\w-]{43}$/);
  });
}

onEveryStore('K6 nothing of a replaced session works', async (t, startServer) => {
  const server = await startServer(t);
  const first = await signIn(server, ADA);
  const before = { cookie: cookieIn(first) };
  const next = { cookie: cookieIn(await refresh(server, before)) };
  const second = await signIn(server, BOB, next);
  assert.equal(await server.statusWith(first.json.accessToken), 401);
  for (const rotated of [next, before]) assert.equal((await refresh(server, rotated)).status, 403);
  assert.equal(server.events('refresh_reuse_detected').length, 0, 'and none is logged as theft');
  assert.equal((await refresh(server, { cookie: cookieIn(second) })).status, 200);
});

/** Calls that must not end the session of the cookie that they contain. */
const SPARED: Readonly<
  Record<string, (server: TestServer, before: InBrowser) => Promise<[Answer, number]>>
> = {
  'a login without the header': async (server, before) => [
    await signIn(server, ADA, before, { 'x-auth-mode': 'body' }),
    200,
  ],
  'a login from another origin': async (server, before) => [
    await signIn(server, ADA, before, { origin: 'https://evil.example' }),
    403,
  ],
  'a login from a sibling domain': async (server, before) => [
    await signIn(server, ADA, before, { 'sec-fetch-site': 'same-site' }),
    403,
  ],
  'a wrong password': async (server, before) => [
    await signIn(server, { ...ADA, password: 'wrong' }, before),
    401,
  ],
  'a proof for another request': async (server, before) => [
    await signIn(server, ADA, before, { dpop: boundClient(server).prove('GET', LOGIN) }),
    400,
  ],
  'an older cookie': async (server, before) => {
    const next = { ...before, cookie: cookieIn(await refresh(server, before)) };
    await refresh(server, next);
    return [await signIn(server, BOB, before), 200];
  },
};

for (const [what, call] of Object.entries(SPARED)) {
  onEveryStore(`K4 keeps the session of the cookie: ${what}`, async (t, startServer) => {
    const server = await startServer(t);
    const first = await signIn(server, ADA);
    const [answer, status] = await call(server, { cookie: cookieIn(first) });
    assert.equal(answer.status, status, answer.text);
    assert.equal(server.events('session_revoked').length, 0);
    assert.equal(await server.statusWith(first.json.accessToken), 200);
  });
}

/** Stolen cookies. Another user must not end their session by signing in with one. */
const STOLEN: Readonly<Record<string, (server: TestServer) => Promise<[InBrowser, InBrowser]>>> = {
  'bound to a key, used without one': async (server) => {
    const owner = { client: boundClient(server) };
    const { cookie } = await signedIn(server, ADA, owner.client);
    return [{ cookie, ...owner }, { cookie }];
  },
  'bound to a key, used with another': async (server) => {
    const owner = { client: boundClient(server) };
    const { cookie } = await signedIn(server, ADA, owner.client);
    return [
      { cookie, ...owner },
      { cookie, client: boundClient(server) },
    ];
  },
  'of a device, used without its id': async (server) => {
    const { cookie } = await signedIn(server, { ...ADA, deviceId: 'a' });
    return [{ cookie, deviceId: 'a' }, { cookie }];
  },
};

for (const [what, steal] of Object.entries(STOLEN)) {
  onEveryStore(`K4 S-09 keeps a session: ${what}`, async (t, startServer) => {
    const server = await startServer(t);
    const [owner, thief] = await steal(server);
    assert.equal((await signIn(server, BOB, thief)).status, 200);
    assert.equal(server.events('session_revoked').length, 0);
    assert.equal((await refresh(server, owner)).status, 200);
  });
}

for (const cookie of ['demo-refresh=', `demo-refresh=${'x'.repeat(43)}`, 'other=1']) {
  test(`K6 a login with a cookie of no session ends nothing: ${cookie}`, async (t) => {
    const server = await startServer(t);
    const other = await server.login();
    assert.equal((await signIn(server, ADA, { cookie })).status, 200);
    assert.equal(server.events('session_revoked').length, 0);
    assert.equal(await server.statusWith(other.accessToken), 200);
  });
}

onEveryStore(
  'D15 a login that replaces one of five sessions evicts no other',
  async (t, startServer) => {
    const server = await startServer(t);
    const others = [];
    for (let i = 0; i < 4; i++) others.push(await server.login());
    let browser: InBrowser = await signedIn(server);
    for (let i = 0; i < 3; i++) browser = { cookie: cookieIn(await signIn(server, ADA, browser)) };
    for (const { accessToken } of others) assert.equal(await server.statusWith(accessToken), 200);
    const reasons = server.events('session_revoked').map(({ reason }) => reason);
    assert.deepEqual(reasons, Array(3).fill('replaced_by_login'));
  },
);

onEveryStore(
  'S-08 a login gives its device the name that the replaced session frees',
  async (t, startServer) => {
    const server = await startServer(t);
    const first = await signIn(server, ADA, await signedIn(server));
    const { json } = await server.send('/api/sessions', { token: first.json.accessToken });
    assert.equal(json.length, 1);
    assert.doesNotMatch(json[0].deviceName, /\(2\)/);
  },
);

onEveryStore(
  'D9 simultaneous logins and refreshes with one cookie leave its session ended',
  async (t, startServer) => {
    const server = await startServer(t);
    const before = await signedIn(server);
    const calls = Array.from({ length: 10 }, (_, i) =>
      i % 2 ? refresh(server, before) : signIn(server, BOB, before),
    );
    const answers = await Promise.all(calls);
    const replaced = server
      .events('session_revoked')
      .filter(({ reason }) => reason === 'replaced_by_login');
    assert.equal(replaced.length, 1, 'ended once');
    for (const answer of answers.filter((_, i) => i % 2)) {
      assert.ok([200, 403].includes(answer.status));
      const again = { cookie: cookieIn(answer) };
      if (answer.status === 200) assert.equal((await refresh(server, again)).status, 403);
    }
  },
);

async function signedIn(server: TestServer, body: object = ADA, client?: BoundClient) {
  const answer = await signIn(server, body, { cookie: 'other=1', client });
  assert.equal(answer.status, 200, answer.text);
  return { cookie: cookieIn(answer) };
}

function signIn(
  server: TestServer,
  body: object,
  from?: InBrowser,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return post(server, LOGIN, body, from, headers);
}

function refresh(server: TestServer, from: InBrowser): Promise<Answer> {
  return post(server, REFRESH, { deviceId: from.deviceId }, from);
}

/** Calls like the demo's own page, unless the headers say otherwise. */
function post(
  server: TestServer,
  path: string,
  body: object,
  { cookie, client }: InBrowser = { cookie: 'other=1' },
  headers: Record<string, string> = {},
): Promise<Answer> {
  const pageHeaders = {
    'x-auth-mode': 'cookie',
    origin: server.url,
    'sec-fetch-site': 'same-origin',
  };
  const proof = client && { dpop: client.prove('POST', path) };
  return server.send(path, { body, headers: { ...pageHeaders, cookie, ...proof, ...headers } });
}

/** Returns the cookie as a browser would send it back. */
function cookieIn({ headers }: Answer): string {
  return headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
}
