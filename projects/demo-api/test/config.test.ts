import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';

test('S-07 the defaults are those of the documentation', () => {
  const { tokens, maxSessions, host, port, allowedOrigins, trustProxy, jwtSecret } = readConfig({});
  assert.deepEqual(tokens, { accessSeconds: 900, refreshSeconds: 2_592_000, graceSeconds: 5 });
  assert.deepEqual(
    { maxSessions, host, port, allowedOrigins, trustProxy, jwtSecret },
    {
      maxSessions: 5,
      host: '127.0.0.1',
      port: 3000,
      allowedOrigins: [],
      trustProxy: undefined,
      jwtSecret: undefined,
    },
  );
});

test('S-07 every wrong setting is named, with what to set', () => {
  const wrong = {
    PORT: '70000',
    ACCESS_TOKEN_SECONDS: '15m',
    REFRESH_GRACE_SECONDS: '-1',
    MAX_SESSIONS: '0',
    LOG_LEVEL: 'loud',
  };
  assert.throws(
    () => readConfig(wrong),
    ({ message }: Error) => {
      const lines = message.split('\n');
      assert.equal(lines.length, Object.keys(wrong).length);
      for (const name of Object.keys(wrong)) {
        assert.ok(
          lines.some((line) => line.startsWith(`${name}: set it to `)),
          name,
        );
      }
      return true;
    },
  );
});

test('D8 an allowed origin is an origin, not a pattern or an address', () => {
  for (const origin of ['*', 'http://a.example/', 'http://a.example/x', 'a.example', 'null']) {
    assert.throws(
      () => readConfig({ ALLOWED_ORIGINS: origin }),
      /ALLOWED_ORIGINS: ".*" is no origin/,
    );
  }
  const { allowedOrigins } = readConfig({
    ALLOWED_ORIGINS: 'http://a.example, https://b.example:8443',
  });
  assert.deepEqual(allowedOrigins, ['http://a.example', 'https://b.example:8443']);
});

test('D17 a weak secret is refused outside production too, and a good one is taken', () => {
  const weak = [
    'short',
    'a'.repeat(64),
    'your-256-bit-secret-your-256-bit-secret',
    'changeme'.repeat(8),
  ];
  for (const JWT_SECRET of weak) {
    assert.throws(() => readConfig({ JWT_SECRET }), /Set JWT_SECRET to at least 32 random bytes/);
  }
  const JWT_SECRET = 'kq3VnJ8sTz6YbR1xWm5Lc9Fd2Gh7Pa4E';
  assert.equal(readConfig({ NODE_ENV: 'production', JWT_SECRET }).jwtSecret, JWT_SECRET);
});

test('STATIC_DIR without an application is refused with what to do', () => {
  assert.throws(
    () => readConfig({ STATIC_DIR: 'does/not/exist' }),
    /STATIC_DIR: .* Build the application/,
  );
});
