import assert from 'node:assert/strict';
import { readConfig } from '../src/config/read-config.ts';
import { boundClient, type BoundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import type { Answer } from './support/send.ts';

const USER = '/api/current-user';
const SHARE = { dpop: { ...readConfig({}).dpop, proofsPerUser: 4 } };

onEveryStore(
  'a user with too many proofs is refused, and no other user is',
  async (t, startServer) => {
    const server = await startServer(t, SHARE);
    const [client, bob] = [boundClient(server), boundClient(server)];
    const { accessToken, refreshToken, user } = (await client.login()).json;
    const dpop = client.prove('GET', USER, accessToken);
    const headers = { authorization: `DPoP ${accessToken}`, dpop };
    assert.equal((await server.send(USER, { headers })).status, 200);
    for (let i = 0; i < 2; i++) assert.equal((await client.get(USER, accessToken)).status, 200);

    assertTooMany(await client.get(USER, accessToken));
    assertTooMany(await client.refresh(refreshToken));
    assertTooMany(await client.logout(refreshToken));
    assertTooMany(await boundClient(server).login(), 'another key does not help');
    assert.equal(
      (await server.send(USER, { headers })).status,
      401,
      'none was forgotten to make room',
    );
    assert.equal((await signInAsBob(bob)).status, 200);
    assert.equal(server.events('session_revoked').length, 0);

    const limited = server.events('proof_limited');
    assert.equal(limited.length, 4, 'each is logged');
    for (const { level, userId, reason, address } of limited) {
      assert.deepEqual([level, userId, reason, address], [40, user.id, 'user', '127.0.0.1']);
    }

    server.pass(61);
    assert.equal((await client.get(USER, accessToken)).status, 200, 'when they are too old');
    assert.equal((await client.refresh(refreshToken)).status, 200);
  },
);

onEveryStore('refused proofs take no room', async (t, startServer) => {
  const server = await startServer(t, SHARE);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const thief = boundClient(server);
  for (let i = 0; i < 6; i++) {
    assert.equal((await thief.get(USER, accessToken)).status, 401);
    assert.equal((await client.get(USER, accessToken, { claims: { htm: 'PUT' } })).status, 401);
  }
  for (let i = 0; i < 3; i++) assert.equal((await client.get(USER, accessToken)).status, 200);
});

onEveryStore(
  'a proof that one user has sent is refused for another user with the same key',
  async (t, startServer) => {
    const server = await startServer(t);
    const client = boundClient(server);
    const dpop = client.prove('POST', '/api/login');
    const login = (username: string) =>
      server.send('/api/login', {
        body: { username, password: `${username}-demo-password` },
        headers: { dpop },
      });
    assert.equal((await login('ada')).status, 200);
    assert.equal((await login('bob')).status, 400);
    assert.equal(server.events('proof_replayed').length, 1);
  },
);

function signInAsBob(client: BoundClient): Promise<Answer> {
  return client.login({}, {}, { username: 'bob', password: 'bob-demo-password' });
}

function assertTooMany({ status, headers, json }: Answer, what?: string): void {
  assert.equal(status, 429, what);
  assert.equal(headers['retry-after'], '1');
  assert.equal(json.error, 'too_many_requests');
}
