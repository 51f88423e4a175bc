import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { send } from './support/send.ts';
import { failToStart, startProcess, type ServerProcess } from './support/server-process.ts';

const ROUNDS = 5;
const CLIENTS = 3;

test('D10 kill -9 in the middle of refreshes signs nobody out and brings nobody back', async (t) => {
  const env = {
    DATABASE_FILE: join(temporaryFolder(t), 'demo.sqlite'),
    // A restart on a busy machine takes longer than the five seconds.
    REFRESH_GRACE_SECONDS: '60',
  };
  let server = await startProcess(env);
  t.after(() => server.end('SIGKILL'));
  const revoked = await signIn(server);
  await send(`${server.url}/api/logout`, { body: { refreshToken: revoked.refreshToken } });
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async () => client(await signIn(server))),
  );

  let refreshes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const running = clients.map(async (one) => {
      while (await one.refresh(server.url)) refreshes++;
    });
    await new Promise((done) => setTimeout(done, 40 + 37 * round));
    await server.end('SIGKILL');
    await Promise.all(running);

    server = await startProcess(env);
    for (const one of clients) {
      const { accessToken: token } = one.tokens();
      assert.equal((await send(`${server.url}/api/current-user`, { token })).status, 200);
      assert.ok(await one.refresh(server.url), `round ${round}: still signed in`);
    }
    const { status } = await send(`${server.url}/api/refresh-token`, {
      body: { refreshToken: revoked.refreshToken },
    });
    assert.equal(status, 403, `round ${round}: still signed out`);
  }
  assert.ok(refreshes > ROUNDS * CLIENTS, `only ${refreshes} refreshes`);
  assert.equal(await server.end('SIGTERM'), 0, 'an orderly end');
});

test('D17 refuses to start in production without a good secret, and says what to set', async (t) => {
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
  const JWT_SECRET = 'kq3VnJ8sTz6YbR1xWm5Lc9Fd2Gh7Pa4E';
  const server = await startProcess({ DATABASE_FILE, NODE_ENV: 'production', JWT_SECRET });
  t.after(() => server.end('SIGKILL'));
  await signIn(server);
  const lines = server.output.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    lines.map(({ msg, event }) => event ?? msg),
    [`listening at ${server.url}`, 'login_succeeded'],
  );
});

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

async function signIn({ url }: ServerProcess): Promise<Tokens> {
  const body = { username: 'ada', password: 'ada-demo-password' };
  const { status, json } = await send(`${url}/api/login`, { body });
  assert.equal(status, 200);
  return json as Tokens;
}

/** Knows only what it was answered: an answer that got lost leaves it with the token before. */
function client(first: Tokens) {
  let tokens = first;
  return {
    tokens: () => tokens,
    /** False when the server could not be reached. */
    refresh: async (url: string): Promise<boolean> => {
      const { refreshToken } = tokens;
      const answer = await send(`${url}/api/refresh-token`, { body: { refreshToken } }).catch(
        () => undefined,
      );
      // An answer cut off in the middle is a lost one.
      if (!answer?.json) return false;
      assert.equal(answer.status, 200);
      tokens = answer.json as Tokens;
      return true;
    },
  };
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-api-process-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
