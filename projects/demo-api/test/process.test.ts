import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { durableRedis } from './support/redis-server.ts';
import { openAndWrite, postRequest, readAnswer } from './support/raw-requests.ts';
import { failToStart, startProcess } from './support/server-process.ts';
import { signIn } from './support/session-client.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';

test('D17 refuses to start in production without a strong secret, and says what to set', async (t) => {
  const folder = temporaryFolder(t);
  const secrets = { missing: undefined, short: 'x7Kq' };
  await Promise.all(
    Object.entries(secrets).map(async ([name, secret]) => {
      const { code, errors } = await failToStart({
        NODE_ENV: 'production',
        DATABASE_FILE: join(folder, `${name}.sqlite`),
        ...(secret !== undefined && { JWT_SECRET: secret }),
      });
      assert.equal(code, 1, name);
      assert.match(errors, /^JWT_SECRET .*Set JWT_SECRET to at least 32 random bytes/, name);
      assert.doesNotMatch(errors, /\n {4}at /, 'a sentence, not a stack');
      if (secret !== undefined) assert.ok(!errors.includes(secret), name);
    }),
  );
});

test('S-17 one line says where the server listens, and every line is JSON', async (t) => {
  const DATABASE_FILE = join(temporaryFolder(t), 'new', 'demo.sqlite');
  const server = await startProcess({ DATABASE_FILE, NODE_ENV: 'production', JWT_SECRET });
  t.after(() => server.end('SIGKILL'));
  await signIn(server);
  // Its log is complete when it has exited.
  await server.end('SIGTERM');
  const lines = server.output.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    lines.filter(({ level }) => level === 30).map(({ msg, event }) => event ?? msg),
    [`listening at ${server.url}`, 'login_succeeded'],
  );
  const [users, http, ...others] = lines.filter(({ level }) => level !== 30);
  assert.match(String(users?.['msg']), /^DEMO_USERS is on: /);
  assert.match(String(http?.['msg']), /^NODE_ENV is production, and .* plain http/);
  assert.equal(others.length, 0);
});

for (const store of ['SQLite', 'Redis']) {
  test(`S-14 SIGTERM lets started requests end, accepts no new ones and closes idle connections (${store})`, async (t) => {
    const env: Record<string, string> = { JWT_SECRET };
    env['DATABASE_FILE'] = join(temporaryFolder(t), 'demo.sqlite');
    if (store === 'Redis') env['REDIS_URL'] = (await durableRedis(t)).url;
    const server = await startProcess(env);
    t.after(() => server.end('SIGKILL'));
    const body = JSON.stringify({ username: 'ada', password: 'ada-demo-password' });
    const request = postRequest(server.url, '/api/login', body);
    // The answer to another request proves that this one has arrived: the server reads connections in order.
    const begun = await openAndWrite(server.url, request.slice(0, -1));
    const half = await openAndWrite(server.url, 'GET /api/health HTTP/1.1\r\nHost: a\r\n');
    const idle = await openAndWrite(server.url, 'GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(idle, 'data');

    const ended = server.end('SIGTERM');
    while (await accepts(server.url));
    // The request is routed only now, and still gets no answer of the framework, which has no security headers.
    half.write('\r\n');
    assert.deepEqual(await readAnswer(half), { status: 200, json: { status: 'ok' } });
    begun.write(request.slice(-1));
    const { status, json } = await readAnswer(begun);
    assert.equal(status, 200);
    assert.equal(json.user.username, 'ada');
    assert.equal(await ended, 0);
    idle.destroy();
  });
}

async function accepts(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
