import { AuthError } from '../../src/public-api';
import { codeOf, watch } from '../support/outcome';
import { settle } from '../support/settle';
import { authorization, AuthWorld, bearer, grant, LOGIN, setupAuth } from '../support/setup-auth';
import { withBase } from '../support/base';

describe('plain http', () => {
  let world: AuthWorld;
  const api = 'http://intranet.example:8080';

  it('F26 allows passwords and tokens to a listed origin', async () => {
    const endpoints = { login: `${api}/login` };
    world = setupAuth({ config: { endpoints, allowInsecureHttpOrigins: [api] } });
    const login = watch(world.auth.login({}));
    await world.answer(`${api}/login`, grant(1));
    expect(login.error).toBeUndefined();
    world.get(`${api}/a`);
    expect(authorization(await world.answer(`${api}/a`, {}))).toBe(bearer(1));
  });

  it('F26 allows nothing to another port of that host', async () => {
    world = setupAuth({ config: { allowInsecureHttpOrigins: [api], allowedOrigins: [api] } });
    await world.signIn();
    world.get('http://intranet.example/a');
    expect(authorization(await world.answer('http://intranet.example/a', {}))).toBeNull();
  });

  it('F26 is the reason in the error when a call of the library is refused', async () => {
    await withBase('http://intranet.example/', async () => {
      world = setupAuth({ config: { endpoints: { login: 'api/login' } } });
      const login = watch(world.auth.login({}));
      await settle();
      expect(codeOf(login)).toBe('configuration');
      expect((login.error as AuthError).message).toContain('plain http: http://intranet.example');
      world.controller.expectNone(LOGIN);
    });
  });
});
