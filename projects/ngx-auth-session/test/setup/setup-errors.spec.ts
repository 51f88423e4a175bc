import {
  AuthFeature,
  provideAuth,
  withBackend,
  withDebugLog,
  withIdleTimeout,
  withLocalStorage,
  withRefreshCookie,
  withScheduledRefresh,
  withSessionStorage,
  withStorage,
} from '../../src/public-api';
import { authConfig, setupAuth, STYLES } from '../support/setup-auth';
import { thrownBy } from '../support/thrown';

const memory = () => ({
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
});
class Backend {
  login(): never {
    throw new Error('Not called');
  }
}

describe('contradictory features', () => {
  const contradictions: Record<string, readonly [AuthFeature, AuthFeature]> = {
    'withLocalStorage withSessionStorage': [withLocalStorage(), withSessionStorage()],
    'withStorage withRefreshCookie': [withStorage(memory), withRefreshCookie()],
    'withBackend withBackend': [withBackend(Backend), withBackend(Backend)],
    'withScheduledRefresh withScheduledRefresh': [withScheduledRefresh(), withScheduledRefresh()],
    'withDebugLog withDebugLog': [withDebugLog(), withDebugLog()],
    'withIdleTimeout withIdleTimeout': [
      withIdleTimeout({ minutes: 1 }),
      withIdleTimeout({ minutes: 2 }),
    ],
  };
  for (const [names, features] of Object.entries(contradictions)) {
    it(`A1 throw an error that names both: ${names}`, () => {
      const { code, message } = thrownBy(() => provideAuth(authConfig(), ...features));
      const [one, other] = names.split(' ');
      expect(code).toBe('configuration');
      expect(message).toContain(`${one}() and ${other}()`);
    });
  }

  it('A1 do not contradict each other if they do different things', () => {
    const features = [
      withLocalStorage(),
      withBackend(Backend),
      withScheduledRefresh(),
      withIdleTimeout({ minutes: 1 }),
      withDebugLog(),
    ];
    expect(() => provideAuth(authConfig(), ...features)).not.toThrow();
  });
});

describe('a mistake in the configuration', () => {
  const login = '/login';
  /** The option, the value as the message shows it, and a configuration with that mistake. */
  const mistakes: readonly (readonly [string, string, object])[] = [
    ['endpoints', '', { endpoints: undefined }],
    ['endpoints.login', '', { endpoints: {} }],
    ['endpoints.login', '""', { endpoints: { login: '' } }],
    ['endpoints.login', '7', { endpoints: { login: { url: 7 } } }],
    ['endpoints.refresh', '"//b.example/r"', { endpoints: { login, refresh: '//b.example/r' } }],
    [
      'endpoints.logout',
      '"http://b.example"',
      { endpoints: { login, logout: 'http://b.example' } },
    ],
    ['endpoints.user', '"ftp://b.example"', { endpoints: { login, user: 'ftp://b.example' } }],
    [
      'endpoints.login.encoding',
      '"xml"',
      { endpoints: { login: { url: login, encoding: 'xml' } } },
    ],
    [
      'endpoints.login.authorization',
      '"both"',
      { endpoints: { login: { url: login, authorization: 'both' } } },
    ],
    ['loginUrl', '"https://b.example"', { loginUrl: 'https://b.example' }],
    ['homeUrl', '"home"', { homeUrl: 'home' }],
    ['forbiddenUrl', '"//b.example"', { forbiddenUrl: '//b.example' }],
    ['refreshMarginSeconds', '-1', { refreshMarginSeconds: -1 }],
    ['refreshCooldownMs', '"1"', { refreshCooldownMs: '1' }],
    ['refreshTimeoutMs', '0', { refreshTimeoutMs: 0 }],
    ['loginTimeoutMs', '0', { loginTimeoutMs: 0 }],
    ['lockTimeoutMs', 'null', { lockTimeoutMs: Infinity }],
    ['tokenHeader.name', '"X Token"', { tokenHeader: { name: 'X Token' } }],
    ['storageKeys.session', '""', { storageKeys: { session: '' } }],
    ...['http://a.example/b', 'https://a.example', 'a.example', '*'].map(
      (entry) =>
        ['allowInsecureHttpOrigins', `"${entry}"`, { allowInsecureHttpOrigins: [entry] }] as const,
    ),
    ['storageKeys.accessToken', '"t"', { storageKeys: { accessToken: 't', refreshToken: 't' } }],
    ...['', '*', 'https://*.example.com', 'null', 'api.example.com', 'http://api.example.com'].map(
      (entry) => ['allowedOrigins', `"${entry}"`, { allowedOrigins: [entry] }] as const,
    ),
  ];
  for (const [option, value, mistake] of mistakes) {
    it(`A2 C-02 is reported with its option and value: ${option} ${value || 'missing'}`, () => {
      const config = authConfig(mistake);
      const { code, message } = thrownBy(() => setupAuth({ config }));
      expect(code).toBe('configuration');
      expect(message).toMatch(`^${option.replaceAll('.', '\\.')}\\b`);
      expect(message).toContain(value);
    });
  }

  for (const style of STYLES) {
    it(`A1 is reported with ${style} too`, () => {
      const config = authConfig({ refreshTimeoutMs: 0 });
      expect(thrownBy(() => setupAuth({ style, config })).message).toContain('refreshTimeoutMs');
    });
  }

  for (const minutes of [0, -1, NaN, Infinity]) {
    it(`is reported by withIdleTimeout for ${minutes} minutes`, () => {
      const { code, message } = thrownBy(() => withIdleTimeout({ minutes }));
      expect(code).toBe('configuration');
      expect(message).toMatch(`minutes .*${minutes}$`);
    });
  }
});
