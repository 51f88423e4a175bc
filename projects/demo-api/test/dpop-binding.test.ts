import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import type { Answer } from './support/send.ts';
import { startServer } from './support/test-server.ts';

const USER = '/api/current-user';
const INVALID_TOKEN = 'DPoP error="invalid_token", algs="ES256"';
const INVALID_PROOF = 'DPoP error="invalid_dpop_proof", algs="ES256"';

onEveryStore('a login with a proof binds both tokens to its key', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const login = await client.login();
  assert.equal(login.status, 200);
  assert.equal(login.json.tokenType, 'DPoP');
  assert.deepEqual(claimsOf(login)['cnf'], { jkt: client.key.thumbprint });
  const { accessToken, refreshToken } = login.json;
  const user = await client.get(USER, accessToken);
  assert.equal(user.json.username, 'ada');
  const refreshed = await client.refresh(refreshToken);
  assert.equal(refreshed.json.tokenType, 'DPoP');
  assert.deepEqual(claimsOf(refreshed)['cnf'], { jkt: client.key.thumbprint });
  assert.equal((await client.get(USER, refreshed.json.accessToken)).status, 200);
  assert.equal((await server.login()).tokenType, undefined, 'a login without one binds nothing');
});

onEveryStore('a bound access token requires its key', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const thief = boundClient(server);
  const { accessToken } = await client.signIn();

  const bearer = await server.send(USER, { token: accessToken });
  assert.equal(bearer.status, 401);
  assert.equal(bearer.headers['www-authenticate'], INVALID_TOKEN);
  const dpop = client.prove('GET', USER, accessToken);
  const both = await server.send(USER, { token: accessToken, headers: { dpop } });
  assert.equal(both.status, 401, 'not as a bearer token, even with a proof');

  const stolen = await thief.get(USER, accessToken);
  assert.equal(stolen.status, 401);
  assert.equal(stolen.headers['www-authenticate'], INVALID_TOKEN);
  const headers = { authorization: `DPoP ${accessToken}` };
  const bare = await server.send(USER, { headers });
  assert.equal(bare.status, 401);
  assert.equal(bare.headers['www-authenticate'], INVALID_PROOF);

  const events = server.events('binding_refused');
  const reasons = events.map(({ reason }) => reason);
  assert.deepEqual(reasons, ['as_bearer', 'as_bearer', 'another_key', 'no_proof']);
  assert.ok(events.every(({ level }) => level === 40));
  assert.equal((await client.get(USER, accessToken)).status, 200, 'the user is not affected');
});

test('S-20 a caller with a key gets the error for a missing role in its own scheme', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const bob = { username: 'bob', password: 'bob-demo-password' };
  const { json } = await client.login({}, {}, bob);
  const refused = await client.get('/api/users', json.accessToken);
  assert.equal(refused.status, 403);
  const challenge = 'DPoP error="insufficient_scope", algs="ES256"';
  assert.equal(refused.headers['www-authenticate'], challenge);
});

onEveryStore('an unbound access token is a bearer token only', async (t, startServer) => {
  const server = await startServer(t);
  const { accessToken } = await server.login();
  const answer = await boundClient(server).get(USER, accessToken);
  assert.equal(answer.status, 401);
  assert.equal(answer.headers['www-authenticate'], INVALID_TOKEN);
  assert.equal(await server.statusWith(accessToken), 200);
});

onEveryStore(
  'S-09 a refresh without the key is refused, and has no other effect',
  async (t, startServer) => {
    const server = await startServer(t);
    const client = boundClient(server);
    const thief = boundClient(server);
    const { refreshToken, accessToken } = await client.signIn();
    const tries = () => Promise.all([server.refresh(refreshToken), thief.refresh(refreshToken)]);

    const before = await tries();
    const refreshed = await client.refresh(refreshToken);
    assert.equal(refreshed.status, 200);
    assert.equal((await client.get(USER, accessToken)).status, 200);
    const inGrace = await tries();
    server.pass(6);
    const rotated = await tries();
    const answers = [...before, ...inGrace, ...rotated];
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [403]);
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);

    const reasons = server.events('refresh_refused').map(({ reason }) => reason);
    assert.equal(reasons.filter((reason) => reason === 'no_proof').length, 3);
    assert.equal(reasons.filter((reason) => reason === 'another_key').length, 3);
    assert.equal(server.events('binding_refused').length, 6);
    assert.equal(server.events('refresh_rotated').length, 1);
    assert.equal(server.events('session_revoked').length, 0);
    assert.equal(server.events('refresh_reuse_detected').length, 0);
    assert.equal(
      (await client.refresh(refreshed.json.refreshToken)).status,
      200,
      'the user is not affected',
    );
  },
);

onEveryStore(
  'D5 with the key, a rotated token is answered in the grace period, and ends the session after it',
  async (t, startServer) => {
    const server = await startServer(t);
    const client = boundClient(server);
    const { refreshToken } = await client.signIn();
    const first = await client.refresh(refreshToken);
    const again = await client.refresh(refreshToken);
    assert.equal(again.json.refreshToken, first.json.refreshToken);
    assert.deepEqual(claimsOf(again)['cnf'], { jkt: client.key.thumbprint });
    server.pass(6);
    assert.equal((await client.refresh(refreshToken)).status, 403);
    assert.equal((await client.refresh(first.json.refreshToken)).status, 403);
    assert.equal(server.events('refresh_reuse_detected').length, 1);
  },
);

onEveryStore(
  'D9 twenty simultaneous refreshes with the key get one successor',
  async (t, startServer) => {
    const server = await startServer(t);
    const client = boundClient(server);
    const { refreshToken } = await client.signIn();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.refresh(refreshToken)),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(new Set(answers.map(({ json }) => json.refreshToken)).size, 1);
    assert.equal(server.events('refresh_rotated').length, 1);
  },
);

onEveryStore(
  'a session that started without a key stays unbound, even if a refresh contains a proof',
  async (t, startServer) => {
    const server = await startServer(t);
    const client = boundClient(server);
    const { accessToken, refreshToken } = await server.login();
    const refreshed = await client.refresh(refreshToken);
    assert.equal(refreshed.status, 200);
    assert.equal(refreshed.json.tokenType, undefined);
    assert.equal(claimsOf(refreshed)['cnf'], undefined);
    assert.equal(await server.statusWith(refreshed.json.accessToken), 200);
    assert.equal(await server.statusWith(accessToken), 200, 'the previous token still works');
    const inGrace = await client.refresh(refreshToken);
    assert.equal(inGrace.json.refreshToken, refreshed.json.refreshToken);
    assert.equal(claimsOf(inGrace)['cnf'], undefined);
    assert.equal(
      (await server.refresh(refreshed.json.refreshToken)).status,
      200,
      'no key is required',
    );
  },
);

onEveryStore(
  'S-03 D6 a thief cannot bind an unbound session to his key with a proof',
  async (t, startServer) => {
    const server = await startServer(t);
    const thief = boundClient(server);
    const first = await server.login();
    const stolen = await thief.refresh(first.refreshToken);
    server.pass(6);
    assert.equal((await server.refresh(first.refreshToken)).status, 403);
    assert.equal(
      server.events('refresh_reuse_detected').length,
      1,
      'the next refresh of the user exposes him',
    );
    assert.equal((await thief.refresh(stolen.json.refreshToken)).status, 403);
    assert.equal(await server.statusWith(stolen.json.accessToken), 401);

    const second = await server.login();
    const again = await thief.refresh(second.refreshToken);
    const { refreshToken } = second;
    assert.equal((await server.send('/api/logout', { body: { refreshToken } })).status, 204);
    assert.equal((await thief.refresh(again.json.refreshToken)).status, 403, 'signed out as well');
  },
);

onEveryStore('D6 only its key ends a bound session', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken, refreshToken } = await client.signIn();
  const bare = await server.send('/api/logout', { body: { refreshToken } });
  const stranger = await boundClient(server).logout(refreshToken);
  assert.deepEqual([bare.status, stranger.status], [204, 204]);
  assert.equal((await client.get(USER, accessToken)).status, 200);
  const reasons = server.events('binding_refused').map(({ reason }) => reason);
  assert.deepEqual(reasons, ['no_proof', 'another_key']);

  assert.equal((await client.logout(refreshToken, { claims: { iat: 0 } })).status, 400);
  assert.equal((await client.get(USER, accessToken)).status, 200);
  assert.equal((await client.logout(refreshToken)).status, 204);
  assert.equal((await client.get(USER, accessToken)).status, 401);
  assert.equal((await client.refresh(refreshToken)).status, 403);
});

test('every route with an access token accepts a bound one, with a proof for it', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const paths = ['current-user', 'job-list', 'secret-random-number', 'users', 'sessions'];
  for (const path of paths.map((name) => `/api/${name}`)) {
    assert.equal((await client.get(path, accessToken)).status, 200, path);
    assert.equal(await statusAsBearer(path), 401, path);
  }
  const [{ id }] = (await client.get('/api/sessions', accessToken)).json;
  const path = `/api/sessions/${id}`;
  const authorization = `DPoP ${accessToken}`;
  const remove = (dpop: string) =>
    server.send(path, { method: 'DELETE', headers: { authorization, dpop } });
  assert.equal((await remove(client.prove('GET', path, accessToken))).status, 401);
  assert.equal((await remove(client.prove('DELETE', path, accessToken))).status, 204);

  async function statusAsBearer(path: string) {
    return (await server.send(path, { token: accessToken })).status;
  }
});

test('D8 a page of another origin may send proofs and read the nonce', async (t) => {
  const origin = 'http://localhost:4200';
  const server = await startServer(t, { allowedOrigins: [origin] });
  const { headers } = await server.send(USER, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization,dpop',
    },
  });
  assert.match(String(headers['access-control-allow-headers']), /\bdpop\b/);
  const answer = await server.send(USER, { headers: { origin } });
  assert.match(String(answer.headers['access-control-expose-headers']), /\bdpop-nonce\b/);
  assert.match(String(answer.headers['access-control-expose-headers']), /\bwww-authenticate\b/);
});

function claimsOf({ json }: Answer): Record<string, unknown> {
  const [, body = ''] = (json.accessToken as string).split('.');
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
}
