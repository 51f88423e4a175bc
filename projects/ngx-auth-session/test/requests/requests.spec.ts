import { HttpRequest } from '@angular/common/http';
import { failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAuth,
} from '../support/setup-auth';

describe('calls to the server', () => {
  let world: AuthWorld;

  for (const [header, name, value] of [
    [{ name: 'X-Access-Token', scheme: '' }, 'X-Access-Token', 'access-'],
    [{ scheme: 'Token' }, 'Authorization', 'Token access-'],
    [{ name: 'X-Auth' }, 'X-Auth', 'Bearer access-'],
  ] as const) {
    it(`A3 have the token as ${name}: ${value}...`, async () => {
      world = setupAuth({ config: { tokenHeader: header } });
      await world.signIn();
      world.get('/a');
      const { request: first } = await world.answer('/a', null, 401);
      await world.flushRefresh();
      const { request: replay } = await world.answer('/a', {});
      expect([first, replay].map(({ headers }) => headers.get(name))).toEqual([
        `${value}1`,
        `${value}2`,
      ]);
      expect(replay.headers.keys()).toEqual([name]);
    });
  }

  it('A3 are signed again for the replay by an async function', async () => {
    let proofs = 0;
    const signRequest = async (request: HttpRequest<unknown>, token: string) => {
      await Promise.resolve();
      return request.clone({ setHeaders: { Proof: `${++proofs} of ${token}` } });
    };
    world = setupAuth({ config: { signRequest } });
    await world.signIn();
    const outcome = world.get('/a');
    const { request: first } = await world.answer('/a', null, 401);
    await world.flushRefresh();
    const { request: replay } = await world.answer('/a', {});
    expect([first, replay].map(({ headers }) => headers.get('Proof'))).toEqual([
      '1 of access-1',
      '2 of access-2',
    ]);
    expect(outcome.completed).toBeTrue();
  });

  it('fail like a request if signing fails', async () => {
    world = setupAuth({ config: { signRequest: () => Promise.reject(new Error('no key')) } });
    await world.signIn();
    const outcome = world.get('/a');
    await settle();
    expect(failure(outcome)).toEqual({ status: 0, code: 'invalid-response' });
  });

  it('A3 contain the device id for login and refresh only', async () => {
    world = setupAuth({ config: { deviceId: () => Promise.resolve('device-7') } });
    watch(world.auth.login({ name: 'ada' }));
    const { request: login } = await world.answer(LOGIN, grant(1));
    expect(login.body).toEqual({ name: 'ada', deviceId: 'device-7' });
    watch(world.auth.refresh());
    const { request: refresh } = await world.flushRefresh();
    expect(refresh.body).toEqual({ refreshToken: 'refresh-1', deviceId: 'device-7' });
    watch(world.auth.logout());
    const { request: logout } = await world.answer(LOGOUT, null, 204);
    expect(logout.body).toEqual({ refreshToken: 'refresh-2' });
  });

  it('A3 fail like a refresh if the device id is not available', async () => {
    let named = true;
    const deviceId = (): Promise<string> =>
      named ? Promise.resolve('device-7') : Promise.reject(new Error('no device'));
    world = setupAuth({ config: { deviceId } });
    await world.signIn();
    named = false;
    const refreshed = watch(world.auth.refresh());
    await settle();
    expect(refreshed.error).toEqual(jasmine.objectContaining({ code: 'invalid-response' }));
    expect(world.auth.isAuthenticated()).toBeTrue();
  });

  it('A3 have the headers, the method and the cookies that the endpoint sets', async () => {
    const login = {
      url: `${LOGIN}?tenant=a`,
      method: 'PUT',
      headers: { 'X-Client': 'web' },
      withCredentials: true,
    };
    world = setupAuth({ config: { endpoints: { login } } });
    watch(world.auth.login({}));
    const { request } = await world.answer(login.url, grant(1));
    expect([request.method, request.headers.get('X-Client'), request.withCredentials]).toEqual([
      'PUT',
      'web',
      true,
    ]);
  });

  it('C-07 have no token for login, refresh and logout', async () => {
    world = setupAuth();
    await world.signIn();
    watch(world.auth.refresh());
    expect(authorization(await world.answer(REFRESH, grant(2)))).toBeNull();
    watch(world.auth.logout());
    expect(authorization(await world.answer(LOGOUT, null, 204))).toBeNull();
  });
});
