import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';

test('S-07 the defaults match the documentation', () => {
  const { tokens, maxSessions, host, port, allowedOrigins, ...rest } = readConfig({});
  const { trustedProxies, jwtSecret, redisUrl, requestTimeoutSeconds, arrivalTimeoutSeconds } =
    rest;
  assert.deepEqual(tokens, { accessSeconds: 900, refreshSeconds: 2_592_000, graceSeconds: 5 });
  assert.deepEqual(
    {
      maxSessions,
      host,
      port,
      allowedOrigins,
      trustedProxies,
      jwtSecret,
      redisUrl,
      requestTimeoutSeconds,
      arrivalTimeoutSeconds,
    },
    {
      maxSessions: 5,
      host: '127.0.0.1',
      port: 3000,
      allowedOrigins: [],
      trustedProxies: [],
      jwtSecret: undefined,
      redisUrl: undefined,
      requestTimeoutSeconds: 10,
      arrivalTimeoutSeconds: 30,
    },
  );
});

test('S-07 every wrong setting is named in an error that says what to set', () => {
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

test('D14 failed logins cause a pause of seconds for a demo on this machine, and of minutes for any other server', () => {
  const strict = { perAccount: 10, perAddress: 50, windowSeconds: 900 };
  const gentle = { ...strict, windowSeconds: 30 };
  for (const HOST of ['', '127.0.0.1', 'localhost', '::1']) {
    assert.deepEqual(readConfig({ HOST }).loginLimit, gentle, HOST);
    assert.deepEqual(readConfig({ HOST, DEMO_USERS: 'off' }).loginLimit, strict, HOST);
  }
  const forOthers = [
    { NODE_ENV: 'production', JWT_SECRET },
    { HOST: '0.0.0.0' },
    { HOST: '192.168.0.7' },
    { TRUST_PROXY: 'loopback' },
    { PUBLIC_ORIGIN: 'https://demo.example' },
  ];
  for (const env of forOthers) {
    for (const DEMO_USERS of ['on', 'off', '']) {
      const name = JSON.stringify({ ...env, DEMO_USERS });
      assert.deepEqual(readConfig({ ...env, DEMO_USERS }).loginLimit, strict, name);
    }
  }
  const given = { LOGIN_LIMIT_WINDOW_SECONDS: '7' };
  assert.equal(readConfig(given).loginLimit.windowSeconds, 7);
  assert.equal(readConfig({ ...given, HOST: '0.0.0.0' }).loginLimit.windowSeconds, 7);
});

test('the defaults for proofs match the documentation, and a public origin must be an origin', () => {
  const defaults = { windowSeconds: 60, nonceSeconds: 0, proofsPerUser: 10_000 };
  assert.deepEqual(readConfig({}).dpop, { ...defaults, publicOrigin: undefined });
  const given = {
    DPOP_WINDOW_SECONDS: '10',
    DPOP_NONCE_SECONDS: '300',
    DPOP_PROOFS_PER_USER: '500',
    PUBLIC_ORIGIN: 'https://demo.example',
  };
  assert.deepEqual(readConfig(given).dpop, {
    windowSeconds: 10,
    nonceSeconds: 300,
    proofsPerUser: 500,
    publicOrigin: 'https://demo.example',
  });
  for (const PUBLIC_ORIGIN of ['demo.example', 'https://demo.example/', 'https://demo.example/x']) {
    assert.throws(
      () => readConfig({ PUBLIC_ORIGIN }),
      /^ConfigError: PUBLIC_ORIGIN: .*is no origin/,
    );
  }
});

test('D8 an allowed origin must be an origin, not a pattern or a URL', () => {
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

test('D17 a weak secret is refused outside production too, and a strong one is accepted', () => {
  const weak = [
    'short',
    'a'.repeat(64),
    'your-256-bit-secret-your-256-bit-secret',
    'changeme'.repeat(8),
    'supersecretsupersecretsupersecret987',
    'Correct-Passw0rd-Battery-Staple-98',
    'qwertyuiopasdfghjklzxcvbnm975310',
    'abcdefghijklmnopqrstuvwxyz975310',
    '01234567890123456789012345678901ghijk',
  ];
  for (const JWT_SECRET of weak) {
    assert.throws(() => readConfig({ JWT_SECRET }), /Set JWT_SECRET to at least 32 random bytes/);
  }
  assert.equal(readConfig({ NODE_ENV: 'production', JWT_SECRET }).jwtSecret, JWT_SECRET);
});

test('S-13 D17 an unknown NODE_ENV is refused instead of treated as development', () => {
  for (const NODE_ENV of ['prod', 'Production', 'production ', 'staging']) {
    const wrong = /^ConfigError: NODE_ENV: set it to development, test or production\.$/;
    assert.throws(() => readConfig({ NODE_ENV, JWT_SECRET }), wrong, NODE_ENV);
  }
  for (const NODE_ENV of ['', 'development', 'test']) {
    assert.equal(readConfig({ NODE_ENV }).alwaysSecureCookies, false, NODE_ENV);
  }
});

test('S-17 no log level makes the framework log a request that it cannot parse', () => {
  assert.throws(() => readConfig({ LOG_LEVEL: 'trace' }), /^ConfigError: LOG_LEVEL: set it to /);
  assert.equal(readConfig({ LOG_LEVEL: 'debug' }).logLevel, 'debug');
});

test('S-13 cookies are always Secure in production, even if the server does not see https', () => {
  assert.equal(readConfig({ NODE_ENV: 'production', JWT_SECRET }).alwaysSecureCookies, true);
  assert.equal(readConfig({ NODE_ENV: 'development' }).alwaysSecureCookies, false);
});

test('S-07 D17 with a shared Redis, the secret is required, because all processes need the same', () => {
  const REDIS_URL = 'redis://127.0.0.1:6379';
  assert.throws(() => readConfig({ REDIS_URL }), /JWT_SECRET is missing, .* Set JWT_SECRET to/);
  assert.equal(readConfig({ REDIS_URL, JWT_SECRET }).redisUrl, REDIS_URL);
});

test('S-07 a wrong REDIS_URL is named without the password that it may contain', () => {
  const wrong = ['127.0.0.1:6379', 'http://hunter2@a', 'redis://', 'redis://u:hunter2@[/'];
  for (const REDIS_URL of wrong) {
    assert.throws(
      () => readConfig({ REDIS_URL, JWT_SECRET }),
      ({ message }: Error) => message.startsWith('REDIS_URL: ') && !message.includes('hunter2'),
      REDIS_URL,
    );
  }
});

test('S-10 a proxy must be an address or a limited range, not a number of hops', () => {
  const tooWide = 'true false 1 2 * 0.0.0.0/0 0.0.0.0/1 10.0.0.0/7 ::/0 2000::/3 ::ffff:0:0/96';
  const mistaken =
    'proxy.example 127.1 10.0.0.0/33 10.0.0.0/255.0.0.0 ::/129 fe80::1%eth0 toString';
  for (const wrong of `${tooWide} ${mistaken}`.split(' ')) {
    assert.throws(
      () => readConfig({ TRUST_PROXY: `127.0.0.1, ${wrong}` }),
      ({ message }: Error) => message.startsWith(`TRUST_PROXY: "${wrong}" is no proxy. Write `),
      wrong,
    );
  }
  const right = ['loopback', 'uniquelocal', '10.0.0.7', '10.0.0.0/8', '::1', 'fd00::/8'];
  assert.deepEqual(readConfig({ TRUST_PROXY: right.join(', ') }).trustedProxies, right);
});

test('STATIC_DIR without an application is refused with an error that says what to do', () => {
  assert.throws(
    () => readConfig({ STATIC_DIR: 'does/not/exist' }),
    /STATIC_DIR: .* Build the application/,
  );
});

test('RENDERER without its file or without STATIC_DIR is refused', () => {
  const file = import.meta.filename;
  for (const given of [{ RENDERER: file }, { STATIC_DIR: '.', RENDERER: 'does/not/exist.mjs' }]) {
    assert.throws(() => readConfig(given), /RENDERER: .* Build the application/);
  }
  assert.equal(readConfig({ STATIC_DIR: '.', RENDERER: file }).renderer, file);
});
