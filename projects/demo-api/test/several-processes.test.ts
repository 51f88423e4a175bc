import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { oneAddress } from './support/one-address.ts';
import { presentAtOnce, SOCKETS } from './support/raw-requests.ts';
import { durableRedis } from './support/redis-server.ts';
import { send, type Answer } from './support/send.ts';
import { startProcess, type ServerProcess } from './support/server-process.ts';
import { sessionClient, signIn } from './support/session-client.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';

test('D11 D9 twenty sockets with one token, spread over two processes, get one successor', async (t) => {
  const { processes, url } = await startPair(t);
  let { refreshToken } = await signIn({ url });
  for (let round = 0; round < 5; round++) {
    const answers = await presentAtOnce({ url }, refreshToken);
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    const successors = new Set(answers.map(({ json }) => json.refreshToken as string));
    assert.equal(successors.size, 1);
    [refreshToken = ''] = successors;
  }
  // The log is complete once the processes have exited.
  await Promise.all(processes.map((one) => one.end('SIGTERM')));
  const took = processes.map(({ output }) => eventsOf(output, /^refresh_(rotated|grace)$/));
  assert.deepEqual(took, [(SOCKETS * 5) / 2, (SOCKETS * 5) / 2], 'each answered a share');
  const rotated = processes.map(({ output }) => eventsOf(output, /^refresh_rotated$/));
  assert.equal(rotated[0]! + rotated[1]!, 5);
});

test('D11 D5 D6 a session that one process ends is refused by the other', async (t) => {
  const [a, b] = (await startPair(t)).processes;

  const first = await signIn(a);
  const second = await refresh(b, first.refreshToken);
  assert.equal(second.status, 200);
  assert.equal((await refresh(a, second.json.refreshToken)).status, 200);
  assert.equal((await refresh(b, first.refreshToken)).status, 403, 'older than the predecessor');
  assert.equal((await refresh(a, second.json.refreshToken)).status, 403);
  assert.equal(await statusAt(a, second.json.accessToken), 401);

  const again = await signIn(a);
  assert.equal(await statusAt(b, again.accessToken), 200);
  await send(`${b.url}/api/logout`, { body: { refreshToken: again.refreshToken } });
  assert.equal(await statusAt(a, again.accessToken), 401);
  assert.equal((await refresh(a, again.refreshToken)).status, 403);

  await b.end('SIGTERM');
  assert.equal(eventsOf(b.output, /^refresh_reuse_detected$/), 1);
});

test('D11 D14 D15 failed logins and sessions are counted together', async (t) => {
  const { processes, url } = await startPair(t, { LOGIN_LIMIT_PER_ACCOUNT: '3' });
  const statuses = [];
  for (let i = 0; i < 4; i++) {
    const body = { username: 'bob', password: 'wrong' };
    statuses.push((await send(`${url}/api/login`, { body })).status);
  }
  assert.deepEqual(statuses, [401, 401, 401, 429]);

  const logins = [];
  for (let i = 0; i < 6; i++) logins.push(await signIn({ url }));
  const alive = await Promise.all(
    logins.map(({ accessToken }) => statusAt(processes[0], accessToken)),
  );
  assert.deepEqual(alive, [401, 401, 401, 401, 401, 200]);
});

test('D11 D10 a client stays signed in while one process after the other is killed', async (t) => {
  const { processes, url, restart } = await startPair(t);
  const client = sessionClient(await signIn({ url }));
  for (const index of [0, 1, 0]) {
    await processes[index]!.end('SIGKILL');
    const other = processes[1 - index]!;
    for (let i = 0; i < 3; i++) assert.ok(await client.refresh(other.url));
    const restarted = await restart(index);
    assert.ok(await client.refresh(restarted.url));
    assert.equal(await statusAt(other, client.tokens().accessToken), 200);
  }
});

type Pair = [ServerProcess, ServerProcess];

/** Starts two machines: each has its own database, and they share a Redis and the secret. */
async function startPair(t: TestContext, given: Record<string, string> = {}) {
  const redis = await durableRedis(t);
  const folder = temporaryFolder(t);
  const launch = async (index: number) => {
    const DATABASE_FILE = join(folder, `${index}.sqlite`);
    const process = await startProcess({
      DATABASE_FILE,
      REDIS_URL: redis.url,
      JWT_SECRET,
      ...given,
    });
    t.after(() => process.end('SIGKILL'));
    return process;
  };
  const processes: Pair = await Promise.all([launch(0), launch(1)]);
  const address = await oneAddress(() => processes.map(({ url }) => url));
  t.after(() => address.close());
  const restart = async (index: number) => (processes[index] = await launch(index));
  return { processes, url: address.url, restart };
}

function refresh({ url }: ServerProcess, refreshToken: string): Promise<Answer> {
  return send(`${url}/api/refresh-token`, { body: { refreshToken } });
}

async function statusAt({ url }: ServerProcess, token: string): Promise<number> {
  return (await send(`${url}/api/current-user`, { token })).status;
}

function eventsOf(output: readonly string[], name: RegExp): number {
  const lines = output.map((line) => JSON.parse(line) as { event?: string });
  return lines.filter(({ event }) => event !== undefined && name.test(event)).length;
}
