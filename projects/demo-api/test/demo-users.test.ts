import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';
import { send } from './support/send.ts';
import { failToStart, startProcess, warningsOf } from './support/server-process.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const ADA = { username: 'ada', password: 'ada-demo-password' };
/** The environment of an operator who does not know the setting. */
const UNSET = { DEMO_USERS: '' };
const PRODUCTION = { ...UNSET, NODE_ENV: 'production', JWT_SECRET };

test('S-07 published passwords exist only on a loopback address, or if they are requested', () => {
  for (const HOST of ['', '127.0.0.1', '127.8.8.8', 'localhost', '::1']) {
    const { demoUsers, warnings } = readConfig({ HOST });
    assert.deepEqual({ demoUsers, warnings }, { demoUsers: true, warnings: [] }, HOST);
  }
  const forOthers = [
    { NODE_ENV: 'production', JWT_SECRET },
    ...['0.0.0.0', '::', '192.168.0.7', 'demo.example', '127.demo.example'].map((HOST) => ({
      HOST,
    })),
    { TRUST_PROXY: 'loopback' },
    { PUBLIC_ORIGIN: 'https://demo.example' },
  ];
  for (const env of forOthers) {
    const name = JSON.stringify(env);
    assert.equal(readConfig(env).demoUsers, false, name);
    const { demoUsers, warnings } = readConfig({ ...env, DEMO_USERS: 'on' });
    assert.equal(demoUsers, true, name);
    assert.match(
      warnings.join('\n'),
      /^DEMO_USERS is on: anyone who reaches this server can sign in/,
    );
  }
  assert.equal(readConfig({ DEMO_USERS: 'off' }).demoUsers, false);
  assert.throws(() => readConfig({ DEMO_USERS: 'yes' }), /^ConfigError: DEMO_USERS: set it to on /);
});

test('S-07 in production a published password signs no user in, and the log says why', async (t) => {
  const server = await startProcess({ ...PRODUCTION, DATABASE_FILE: newFile(t) });
  t.after(() => server.end('SIGKILL'));
  assert.equal((await send(`${server.url}/api/login`, { body: ADA })).status, 401);
  await server.end('SIGTERM');
  assert.match(
    warningsOf(server).join('\n'),
    /^There are no users in DATABASE_FILE\. DEMO_USERS=on adds two/,
  );
});

test('S-07 a database with published passwords from an earlier start stops a production server from starting', async (t) => {
  const DATABASE_FILE = newFile(t);
  const earlier = await startProcess({ ...UNSET, DATABASE_FILE });
  t.after(() => earlier.end('SIGKILL'));
  assert.equal((await send(`${earlier.url}/api/login`, { body: ADA })).status, 200);
  await earlier.end('SIGTERM');
  assert.deepEqual(warningsOf(earlier), []);

  const { code, errors } = await failToStart({ ...PRODUCTION, DATABASE_FILE });
  assert.equal(code, 1);
  assert.match(
    errors,
    /^DATABASE_FILE: everyone knows the passwords of ada and bob in it\. Use another/,
  );
  assert.doesNotMatch(errors, /\n {4}at |demo-password/);

  const requested = await startProcess({ ...PRODUCTION, DATABASE_FILE, DEMO_USERS: 'on' });
  t.after(() => requested.end('SIGKILL'));
  assert.equal((await send(`${requested.url}/api/login`, { body: ADA })).status, 200);
});

function newFile(t: TestContext): string {
  return join(temporaryFolder(t), 'demo.sqlite');
}
