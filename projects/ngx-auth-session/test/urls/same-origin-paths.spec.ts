import { thrownBy } from '../support/thrown';
import { failure, watch } from '../support/outcome';
import {
  authorization,
  AuthWorld,
  bearer,
  grant,
  REFRESH,
  setupAuth,
  USER,
} from '../support/setup-auth';

describe('sameOriginPaths', () => {
  let world: AuthWorld;

  async function carries(url: string): Promise<boolean> {
    world.get(url);
    return authorization(await world.answer(url, {})) === bearer(1);
  }

  for (const [paths, expected] of [
    [
      ['/api'],
      {
        '/api/a': true,
        '/api': true,
        '/assets/a.json': false,
        '/assets/i18n/en.json': false,
        '/api-docs': false,
        '/api/../assets': false,
        '/': false,
        [`${location.origin}/assets/a.json`]: false,
        [`${location.origin}/api/a`]: true,
        'https://api.example.com/assets/a': true,
      },
    ],
    [['/api/', '/graphql'], { '/api/a': true, '/graphql': true, '/a': false }],
    [['/'], { '/a': true, '/api/a': true }],
    [[], { '/a': false, '/api/a': false, 'https://api.example.com/a': true }],
  ] as const) {
    for (const [url, carried] of Object.entries(expected)) {
      it(`F8 ${JSON.stringify(paths)} ${carried ? 'attaches the token' : 'attaches no token'} to ${url}`, async () => {
        const allowedOrigins = ['https://api.example.com'];
        world = setupAuth({ config: { sameOriginPaths: paths, allowedOrigins } });
        await world.signIn();
        expect(await carries(url)).toBe(carried);
      });
    }
  }

  it('F8 neither holds nor fails a request to any other path of the origin', async () => {
    world = setupAuth({ config: { sameOriginPaths: ['/api'] } });
    await world.signInExpired();
    world.get('/api/a');
    const icon = world.get('/assets/icon.svg');
    await world.answer('/assets/icon.svg', null, 401);
    expect(failure(icon)).toEqual({ status: 401 });
    await world.flushRefresh('', 401);
    expect(authorization(await world.answer('/api/a', {}))).toBeNull();
  });

  it('F8 attaches the token to the user endpoint wherever it is, and refreshes for it', async () => {
    const endpoints = { login: '/auth/login', refresh: REFRESH, user: USER };
    world = setupAuth({ config: { sameOriginPaths: ['/data'], endpoints } });
    const login = watch(world.auth.login({}));
    await world.answer('/auth/login', grant(1));
    expect(authorization(await world.answer(USER, null, 401))).toBe(bearer(1));
    await world.flushRefresh();
    expect(authorization(await world.answer(USER, { name: 'Ada' }))).toBe(bearer(2));
    expect(login.values).toEqual([{ name: 'Ada' }]);
  });

  for (const path of ['api', '//evil.com', '/a/../b', '/a b', 'https://a.example/api', 7]) {
    it(`F8 rejects ${JSON.stringify(path)}`, () => {
      const config = { sameOriginPaths: [path as string] };
      expect(thrownBy(() => setupAuth({ config })).message).toContain('sameOriginPaths');
    });
  }
});
