import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';
import { startProcess, warningsOf } from './support/server-process.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const PRODUCTION = { NODE_ENV: 'production', JWT_SECRET };
const HTTPS = { TRUST_PROXY: 'loopback', PUBLIC_ORIGIN: 'https://demo.example' };

function warningsWith(env: Record<string, string>): string[] {
  return [...readConfig(env).warnings];
}

test('S-13 plain http in production causes a warning that says what to set', () => {
  for (const HOST of ['', '127.0.0.1', '0.0.0.0', '::', 'demo.example']) {
    const [warning, ...others] = warningsWith({ ...PRODUCTION, HOST });
    assert.match(warning ?? '', /^NODE_ENV is production, and .* plain http.* TRUST_PROXY/, HOST);
    assert.equal(others.length, 0);
  }
  const { TRUST_PROXY, PUBLIC_ORIGIN } = HTTPS;
  assert.equal(warningsWith({ ...PRODUCTION, PUBLIC_ORIGIN }).length, 1, 'no proxy is listed');
  const http = { ...PRODUCTION, TRUST_PROXY, PUBLIC_ORIGIN: 'http://demo.example' };
  assert.match(warningsWith(http).join(), /^PUBLIC_ORIGIN: "http:\/\/demo\.example" is plain http/);
  const origins = 'https://a.example,http://b.example,http://localhost:4200';
  const mixed = warningsWith({ ...PRODUCTION, ...HTTPS, ALLOWED_ORIGINS: origins });
  assert.match(mixed.join('\n'), /^ALLOWED_ORIGINS: "http:\/\/b\.example" is plain http.*$/);
});

test('S-13 a listed proxy, or a server outside production, causes no such warning', () => {
  const { TRUST_PROXY } = HTTPS;
  assert.deepEqual(warningsWith({ ...PRODUCTION, ...HTTPS }), []);
  assert.deepEqual(warningsWith({ ...PRODUCTION, TRUST_PROXY }), []);
  for (const NODE_ENV of ['', 'development', 'test']) {
    const ALLOWED_ORIGINS = 'http://b.example';
    assert.deepEqual(warningsWith({ NODE_ENV, ALLOWED_ORIGINS }), []);
  }
});

test('S-13 S-17 the log of such a server contains the warning at its start', async (t) => {
  const DATABASE_FILE = join(temporaryFolder(t), 'demo.sqlite');
  const server = await startProcess({ ...PRODUCTION, DATABASE_FILE, DEMO_USERS: 'off' });
  await server.end('SIGTERM');
  assert.match(warningsOf(server).join('\n'), /^NODE_ENV is production, and .* plain http/m);
});
