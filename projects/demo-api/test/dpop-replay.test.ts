import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { memoryReplayCache } from '../src/dpop/replay-cache.ts';
import { boundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';
import { proofKey } from './support/proof-key.ts';
import { durableRedis } from './support/redis-server.ts';
import { send } from './support/send.ts';
import { startProcess } from './support/server-process.ts';
import { redisEntries } from './support/stored.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const USER = '/api/current-user';
const ADA = { username: 'ada', password: 'ada-demo-password' };

onEveryStore('accepts a proof once, on any instance', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const dpop = client.prove('GET', USER, accessToken);
  const headers = { authorization: `DPoP ${accessToken}`, dpop };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => server.send(USER, { headers })),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  const refused = answers.find(({ status }) => status === 401);
  assert.equal(refused?.json.error, 'invalid_dpop_proof');
  assert.equal(server.events('proof_replayed').length, 9);
  assert.ok(server.events('proof_replayed').every(({ level }) => level === 40));
  assert.equal((await client.get(USER, accessToken)).status, 200, 'another one is accepted');
});

onEveryStore('a recorded login or refresh cannot be repeated', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const login = { body: ADA, headers: { dpop: client.prove('POST', '/api/login') } };
  const { json } = await server.send('/api/login', login);
  const again = await server.send('/api/login', login);
  assert.equal(again.status, 400);
  assert.equal(again.json.error, 'invalid_dpop_proof');
  assert.equal(server.events('login_succeeded').length, 1);

  const { refreshToken } = json;
  const dpop = client.prove('POST', '/api/refresh-token');
  const refresh = { body: { refreshToken }, headers: { dpop } };
  assert.equal((await server.send('/api/refresh-token', refresh)).status, 200);
  const inGrace = await server.send('/api/refresh-token', refresh);
  assert.equal(inGrace.status, 400);
  server.pass(6);
  assert.equal((await server.send('/api/refresh-token', refresh)).status, 400);
  assert.equal(server.events('session_revoked').length, 0);
});

onEveryStore('one client cannot block the proof ids of another', async (t, startServer) => {
  const server = await startServer(t);
  const [client, other] = [boundClient(server), boundClient(server)];
  const claims = { jti: 'one' };
  const first = (await client.signIn()).accessToken;
  const second = (await other.signIn()).accessToken;
  assert.equal((await client.get(USER, first, { claims })).status, 200);
  assert.equal((await other.get(USER, second, { claims })).status, 200);
  assert.equal((await other.get('/api/job-list', second, { claims })).status, 401);
});

onEveryStore('a proof that was refused for another reason stays unused', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const dpop = client.prove('POST', '/api/login');
  const wrong = { ...ADA, password: 'wrong' };
  assert.equal((await server.send('/api/login', { body: wrong, headers: { dpop } })).status, 401);
  assert.equal((await server.send('/api/login', { body: ADA, headers: { dpop } })).status, 200);
});

onEveryStore('a proof is remembered until it is too old, not longer', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const iat = server.now() / 1000 + 60;
  const dpop = client.prove('GET', USER, accessToken, { claims: { iat } });
  const headers = { authorization: `DPoP ${accessToken}`, dpop };
  const status = async () => (await server.send(USER, { headers })).status;
  assert.equal(await status(), 200);
  server.pass(120);
  assert.equal(await status(), 401);
  assert.equal(
    server.events('proof_replayed').length,
    1,
    'still valid, so it had to be remembered',
  );
  server.pass(1);
  assert.equal(await status(), 401);
  assert.equal(server.events('proof_replayed').length, 1);
  if (server.redisUrl === undefined) return;
  const proofs = (await redisEntries(server.redisUrl)).filter(({ key }) => key.includes(':proof:'));
  assert.equal(proofs.length, 2);
  for (const { lifeMs } of proofs) assert.ok(lifeMs > 0 && lifeMs <= 120_001, String(lifeMs));
});

test('the memory of one process forgets old proofs, and refuses those that it cannot remember', async () => {
  let now = 0;
  const cache = memoryReplayCache(() => now, 2, 3);
  for (const proof of ['a', 'b', 'c'])
    assert.equal(await cache.add(`user ${proof}`, proof, 10), true);
  await assert.rejects(cache.add('user d', 'd', 20), { statusCode: 503, whose: 'process' });
  assert.equal(await cache.add('user a', 'a', 10), false, 'none was forgotten to make room');
  now = 11;
  assert.equal(await cache.add('user d', 'd', 20), true);
  assert.equal(await cache.add('user d', 'a', 20), true);
  await assert.rejects(cache.add('user d', 'b', 20), { statusCode: 429, whose: 'user' });
});

test('D11 two processes on one Redis know each other’s proofs', async (t) => {
  const redis = await durableRedis(t);
  const folder = temporaryFolder(t);
  const processes = await Promise.all(
    ['a', 'b'].map((name) =>
      startProcess({
        DATABASE_FILE: join(folder, name),
        REDIS_URL: redis.url,
        JWT_SECRET,
        DPOP_NONCE_SECONDS: '60',
        PUBLIC_ORIGIN: 'https://demo.example',
      }),
    ),
  );
  t.after(() => Promise.all(processes.map((one) => one.end('SIGKILL'))));
  const [a, b] = processes.map(({ url }) => url);
  const key = proofKey();
  const prove = (method: string, path: string, nonce?: unknown, accessToken?: string) => {
    const url = `https://demo.example${path}`;
    return key.prove({ url, method, accessToken, now: Date.now() }, { claims: { nonce } });
  };

  const challenge = await send(`${a}/api/login`, {
    body: ADA,
    headers: { dpop: prove('POST', '/api/login') },
  });
  assert.equal(challenge.json.error, 'use_dpop_nonce');
  const nonce = challenge.headers['dpop-nonce'];
  const login = { body: ADA, headers: { dpop: prove('POST', '/api/login', nonce) } };
  const { status, json } = await send(`${b}/api/login`, login);
  assert.equal(status, 200, 'a nonce of the other process');
  assert.equal((await send(`${a}/api/login`, login)).status, 400);

  const dpop = prove('GET', USER, nonce, json.accessToken);
  const headers = { authorization: `DPoP ${json.accessToken}`, dpop };
  assert.equal((await send(a + USER, { headers })).status, 200);
  assert.equal((await send(b + USER, { headers })).status, 401);
});
