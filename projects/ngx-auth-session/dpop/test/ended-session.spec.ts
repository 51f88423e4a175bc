import { HttpInterceptorFn } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { defer, switchMap } from 'rxjs';
import { authInterceptor, EndpointOptions, withLocalStorage } from 'ngx-auth-session';
import { watch } from '../../test/support/outcome';
import { until } from '../../test/support/settle';
import {
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAnotherApp,
  setupAuth,
} from '../../test/support/setup-auth';
import { withDpop } from '../src/public-api';
import { deleteKeys } from './support/delete-keys';
import { keyOf } from './support/read-proof';

/** Ways in which a logout may name the session to end. */
const LOGOUTS: Readonly<Record<string, EndpointOptions<unknown>>> = {
  'in JSON': { url: LOGOUT },
  'nested in JSON': {
    url: LOGOUT,
    body: ({ refreshToken }) => ({ data: { token: refreshToken } }),
  },
  'in a form': {
    url: LOGOUT,
    encoding: 'form',
    body: ({ refreshToken }) => ({ token: refreshToken, token_type_hint: 'refresh_token' }),
  },
  'in a header': { url: LOGOUT, authorization: 'refresh', body: () => undefined },
};

describe('proof of the logout of a replaced session', () => {
  let world: AuthWorld;

  beforeEach(deleteKeys);
  afterAll(deleteKeys);

  for (const [place, logout] of Object.entries(LOGOUTS)) {
    const setup = {
      features: [withDpop(), withLocalStorage()],
      config: { endpoints: { login: LOGIN, refresh: REFRESH, logout } },
    };

    /** Signs in and returns the key of the session. Its refresh token contains characters that a form encodes. */
    const signIn = async (n: number, tab = world): Promise<string> => {
      const login = watch(tab.auth.login({ name: 'ada' }));
      const answer = grant(n, { refreshToken: `refresh+/${n}==` });
      const { request } = await tab.answer(LOGIN, answer);
      await until(() => login.completed, 'login');
      return keyOf(request);
    };
    const keyOfLogout = async (tab = world): Promise<string> =>
      keyOf((await tab.answer(LOGOUT, null, 204)).request);

    it(`F17 is signed with the key of that session if the logout names it ${place}`, async () => {
      world = setupAuth(setup);
      const first = await signIn(1);
      const second = await signIn(2);
      expect(await keyOfLogout()).toBe(first);
      const third = await signIn(3);
      expect(await keyOfLogout()).toBe(second);
      watch(world.auth.logout());
      expect(await keyOfLogout()).toBe(third);
    });

    it(`F17 is signed with that key after a reload if the logout names it ${place}`, async () => {
      world = setupAuth(setup);
      const first = await signIn(1);
      TestBed.resetTestingModule();
      world = setupAuth(setup);
      await signIn(2);
      expect(await keyOfLogout()).toBe(first);
    });

    it(`F17 is signed with the key of another tab's session if the logout names it ${place}`, async () => {
      world = setupAuth(setup);
      await signIn(1);
      const other = await setupAnotherApp(setup);
      const second = await signIn(2, other);
      await keyOfLogout(other);
      await signIn(3);
      expect(await keyOfLogout()).toBe(second);
    });

    it(`F17 is signed with that key after a rotation if the logout names it ${place}`, async () => {
      world = setupAuth(setup);
      const first = await signIn(1);
      await world.refused('/a');
      await world.flushRefresh(grant(2, { refreshToken: 'rotated+/==' }));
      await world.answer('/a', {});
      await signIn(3);
      expect(await keyOfLogout()).toBe(first);
    });

    it(`F17 is signed with that key if the logout is sent after the next login and names it ${place}`, async () => {
      let send: () => void;
      const held = new Promise<void>((resolve) => (send = resolve));
      const hold: HttpInterceptorFn = (request, next) =>
        request.url === LOGOUT
          ? defer(() => held).pipe(switchMap(() => next(request)))
          : next(request);
      world = setupAuth({ ...setup, interceptors: [hold, authInterceptor] });
      const first = await signIn(1);
      watch(world.auth.logout());
      await signIn(2);
      send!();
      expect(await keyOfLogout()).toBe(first);
    });
  }
});
