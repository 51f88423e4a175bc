import { Observable } from 'rxjs';
import { AuthService, AuthStorage, withRefreshCookie, withStorage } from '../../src/public-api';
import { codeOf, watch } from '../support/outcome';
import { settle, until, wait } from '../support/settle';
import {
  ADA,
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  respond,
  setupAuth,
  USER,
} from '../support/setup-auth';

const BOUND_MS = 30;
const endpoints = { login: LOGIN, refresh: REFRESH, logout: LOGOUT };
const config = {
  endpoints,
  refreshTimeoutMs: BOUND_MS,
  loginTimeoutMs: BOUND_MS,
  lockTimeoutMs: BOUND_MS,
};

/** Every command that waits for the server, with the URL that it calls. */
const commands: Record<string, [url: string, run: (auth: AuthService) => Observable<unknown>]> = {
  'login()': [LOGIN, (auth) => auth.login({ name: 'ada' })],
  'logout()': [LOGOUT, (auth) => auth.logout()],
  'refresh()': [REFRESH, (auth) => auth.refresh()],
  'currentUser()': [USER, (auth) => auth.currentUser({ reload: true })],
};

describe('a server that never answers', () => {
  let world: AuthWorld;

  for (const [name, [url, run]] of Object.entries(commands)) {
    it(`Q14 fails ${name} in time`, async () => {
      world = setupAuth({ config: { ...config, endpoints: { ...endpoints, user: USER } } });
      await world.signIn();
      const command = watch(run(world.auth));
      await world.sent(url);
      await until(() => command.error !== undefined, name);
      expect(codeOf(command)).toBe('timeout');
    });
  }

  it('Q14 S7 completes setTokens() with a storage that never answers', async () => {
    const never = new Promise<never>(() => undefined);
    const storage: AuthStorage = {
      shared: false,
      getItem: () => never,
      setItem: () => never,
      removeItem: () => never,
    };
    jasmine.clock().install().mockDate();
    try {
      world = setupAuth({ config, features: [withStorage(() => storage)] });
      const command = watch(world.auth.setTokens({ accessToken: 'access-1' }));
      for (let second = 0; second < 5; second++) {
        jasmine.clock().tick(1_000);
        await settle();
      }
      expect(command.completed).toBeTrue();
      expect(world.auth.isAuthenticated()).toBeTrue();
    } finally {
      jasmine.clock().uninstall();
    }
  });

  it('Q14 F17 revokes the tokens of a login that is answered too late', async () => {
    world = setupAuth({ config });
    const login = watch(world.auth.login({ name: 'ada' }));
    const late = await world.sent(LOGIN);
    await until(() => login.error !== undefined, 'the bound');
    await world.signIn(grant(2, { user: ADA }));
    respond(late, grant(1));
    const { request } = await world.answer(LOGOUT, null, 204);
    expect(request.body).toEqual({ refreshToken: 'refresh-1' });
    expect(world.auth.isAuthenticated()).toBeTrue();
    expect(world.told).toEqual(['signed-in']);
  });

  it('Q14 F17 cancels a login with a cookie, signs out what it may have started, and then sends the next login', async () => {
    world = setupAuth({ config, features: [withRefreshCookie()] });
    const login = watch(world.auth.login({ name: 'ada' }));
    const unanswered = await world.sent(LOGIN);
    await until(() => login.error !== undefined, 'the bound');
    expect(codeOf(login)).toBe('timeout');
    expect(unanswered.cancelled).toBeTrue();
    watch(world.auth.login({ name: 'ada' }));
    await wait(0);
    world.controller.expectNone(LOGIN);
    await world.answer(LOGOUT, null, 204);
    await world.answer(LOGIN, grant(2, { user: ADA }));
    expect(world.auth.isAuthenticated()).toBeTrue();
  });
});
