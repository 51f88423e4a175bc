import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  AuthService,
  withLocalStorage,
  withScheduledRefresh,
  withSessionStorage,
} from '../../src/public-api';
import { codeOf, failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthSetup,
  AuthWorld,
  bearer,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  respond,
  setupAnotherApp,
  setupAuth,
} from '../support/setup-auth';

describe('logout', () => {
  let world: AuthWorld;

  async function start(setup: AuthSetup = {}): Promise<void> {
    world = setupAuth(setup);
    await world.signIn();
  }

  it('L1 overtakes a refresh in flight: nothing is stored, waiting requests fail, the late token pair is revoked', async () => {
    await start({ features: [withSessionStorage()] });
    const waiting = await world.refused('/a');
    const refresh = await world.sent(REFRESH);
    watch(world.auth.logout());
    await settle();
    expect(failure(waiting)).toEqual({ status: 0, code: 'superseded' });
    await world.answer(LOGOUT, null, 204);
    respond(refresh, grant(2));
    const { request } = await world.answer(LOGOUT, null, 204);
    expect(request.body).toEqual({ refreshToken: 'refresh-2' });
    expect(sessionStorage.getItem('auth.session')).toContain('"tokens":null');
    expect(world.auth.status()).toBe('anonymous');
    world.get('/b');
    expect(authorization(await world.answer('/b', {}))).toBeNull();
  });

  for (const lands of ['with tokens', 'with a refusal', 'with no network'] as const) {
    it(`L2 leaves the next session alone when the refresh of the previous one is answered ${lands}`, async () => {
      await start({ config: { endpoints: { login: LOGIN, refresh: REFRESH } } });
      await world.refused('/a');
      const refresh = await world.sent(REFRESH);
      watch(world.auth.logout());
      await world.signIn(grant(9, { user: { name: 'Grace' } }));
      if (lands === 'with tokens') respond(refresh, grant(2));
      else respond(refresh, '', lands === 'with a refusal' ? 401 : 0);
      await settle();
      expect(world.auth.user()).toEqual({ name: 'Grace' });
      expect(world.told).toEqual(['signed-in', 'signed-out', 'signed-in']);
      world.get('/b');
      expect(authorization(await world.answer('/b', {}))).toBe(bearer(9));
    });
  }

  for (const [status, code] of [
    [0, 'network'],
    [401, 'server'],
    [500, 'server'],
  ] as const) {
    it(`L3 C-17 signs out here and fails when the server answers ${status}`, async () => {
      await start();
      const logout = watch(world.auth.logout());
      await world.answer(LOGOUT, '', status);
      expect(codeOf(logout)).toBe(code);
      expect(world.auth.status()).toBe('anonymous');
    });
  }

  it('L4 signs out with an expired token without a refresh', async () => {
    world = setupAuth();
    await world.signInExpired();
    watch(world.auth.logout());
    const { request } = await world.answer(LOGOUT, '', 401);
    expect(request.body).toEqual({ refreshToken: 'refresh-1' });
    expect(request.headers.has('Authorization')).toBeFalse();
    world.controller.expectNone(REFRESH);
  });

  it('F18 refreshes an expired token before it calls an endpoint that needs a valid access token', async () => {
    const logout = { url: LOGOUT, authorization: 'access', body: () => undefined } as const;
    world = setupAuth({
      config: { endpoints: { login: LOGIN, refresh: REFRESH, logout } },
      features: [withLocalStorage()],
    });
    await world.signInExpired();
    const outcome = watch(world.auth.logout());
    expect(world.auth.status()).toBe('anonymous');
    expect(localStorage.getItem('auth.session')).not.toContain('refresh-1');
    const { request: refresh } = await world.flushRefresh();
    expect(refresh.body).toEqual({ refreshToken: 'refresh-1' });
    const { request } = await world.answer(LOGOUT, null, 204);
    expect(request.headers.get('Authorization')).toBe(bearer(2));
    expect(outcome.completed).toBeTrue();
    expect(localStorage.getItem('auth.session')).not.toContain('refresh-2');
    expect(world.told).toEqual(['signed-in', 'signed-out']);
  });

  it('F18 calls such an endpoint once more when it refuses the token', async () => {
    const logout = { url: LOGOUT, authorization: 'access' } as const;
    await start({ config: { endpoints: { login: LOGIN, refresh: REFRESH, logout } } });
    const outcome = watch(world.auth.logout());
    await world.answer(LOGOUT, null, 401);
    await world.flushRefresh();
    const { request } = await world.answer(LOGOUT, null, 401);
    expect(request.headers.get('Authorization')).toBe(bearer(2));
    expect(codeOf(outcome)).toBe('server');
  });

  it('L5 makes one call and emits one event for two sign-outs at once, and completes both', async () => {
    await start();
    const outcomes = [watch(world.auth.logout()), watch(world.auth.logout())];
    await settle();
    expect(outcomes.some(({ completed }) => completed)).toBeFalse();
    await world.answer(LOGOUT, null, 204);
    expect(outcomes.every(({ completed }) => completed)).toBeTrue();
    expect(world.events.slice(1)).toEqual([{ type: 'signed-out', by: 'logout' }]);
  });

  it('L6 leaves no timer that would refresh', async () => {
    jasmine.clock().install().mockDate();
    try {
      await start({ features: [withScheduledRefresh()] });
      watch(world.auth.logout());
      await world.answer(LOGOUT, null, 204);
      jasmine.clock().tick(3_600_000);
      await settle();
      world.controller.expectNone(REFRESH);
    } finally {
      jasmine.clock().uninstall();
    }
  });

  it('signs out without a subscriber, and once with several', async () => {
    await start({ features: [withLocalStorage()] });
    const logout = world.auth.logout();
    expect(world.auth.status()).toBe('anonymous');
    expect(localStorage.getItem('auth.session')).not.toContain('refresh-1');
    watch(logout);
    const second = watch(logout);
    await world.answer(LOGOUT, null, 204);
    expect(second.completed).toBeTrue();
  });

  it('completes without a call if there is no logout endpoint', async () => {
    await start({ config: { endpoints: { login: LOGIN } } });
    const logout = watch(world.auth.logout());
    await settle();
    expect(logout.completed).toBeTrue();
    expect(world.auth.status()).toBe('anonymous');
  });

  it('does nothing if no user is signed in', async () => {
    world = setupAuth();
    const logout = watch(world.auth.logout());
    await settle();
    expect(logout.completed).toBeTrue();
    expect(world.told).toEqual([]);
  });
});

describe('commands', () => {
  it('sign in even if the component that started the login is destroyed meanwhile', async () => {
    const world = setupAuth();
    @Component({ template: '' })
    class LoginPage {
      readonly login = inject(AuthService)
        .login({ name: 'ada' })
        .pipe(takeUntilDestroyed())
        .subscribe();
    }
    const page = TestBed.createComponent(LoginPage);
    const request = await world.sent(LOGIN);
    page.destroy();
    respond(request, grant(1));
    await settle();
    expect(page.componentInstance.login.closed).toBeTrue();
    expect(world.auth.status()).toBe('authenticated');
  });

  it('run without a subscriber, and cause no unhandled rejection if they fail', async () => {
    const unhandled = jasmine.createSpy('unhandledrejection');
    window.addEventListener('unhandledrejection', unhandled);
    const world = setupAuth();
    world.auth.login({ name: 'ada' });
    await world.answer(LOGIN, '', 500);
    world.auth.refresh();
    await settle();
    window.removeEventListener('unhandledrejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('let the last sign-in win and revoke the tokens of an earlier one', async () => {
    const world = setupAuth();
    const first = watch(world.auth.login({ name: 'ada' }));
    const slow = await world.sent(LOGIN);
    await world.signIn(grant(2));
    respond(slow, grant(1));
    const { request } = await world.answer(LOGOUT, null, 204);
    expect(request.body).toEqual({ refreshToken: 'refresh-1' });
    expect(codeOf(first)).toBe('superseded');
    expect(world.told).toEqual(['signed-in']);
  });

  it('F17 keep the session of a double click if the second login is refused, in either order of the answers', async () => {
    for (const first of [0, 1]) {
      const world = setupAuth();
      const logins = [watch(world.auth.login({})), watch(world.auth.login({}))];
      await settle();
      const requests = world.controller.match(LOGIN);
      expect(requests.length).toBe(2);
      for (const i of [first, 1 - first]) {
        if (i === 0) respond(requests[i]!, grant(1));
        else respond(requests[i]!, '', 429);
        await settle();
      }
      expect(world.auth.status()).toBe('authenticated');
      expect(logins[0]!.completed).toBeTrue();
      expect(codeOf(logins[1]!)).toBe('rate-limited');
      expect(world.told).toEqual(['signed-in']);
      world.controller.expectNone(LOGOUT);
      TestBed.resetTestingModule();
    }
  });

  it('F17 leave one session if two logins succeed', async () => {
    const world = setupAuth();
    watch(world.auth.login({}));
    watch(world.auth.login({}));
    await settle();
    const requests = world.controller.match(LOGIN);
    requests.forEach((request, i) => respond(request, grant(i + 1)));
    const { request } = await world.answer(LOGOUT, null, 204);
    expect(request.body).toEqual({ refreshToken: 'refresh-1' });
    world.get('/a');
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(2));
  });

  it('F3 revoke the session that another tab has started meanwhile', async () => {
    const world = setupAuth({ features: [withLocalStorage()] });
    const login = watch(world.auth.login({}));
    const slow = await world.sent(LOGIN);
    const otherTab = await setupAnotherApp({ features: [withLocalStorage()] });
    await otherTab.signIn(grant(7));
    respond(slow, grant(1));
    const { request } = await world.answer(LOGOUT, null, 204);
    expect(request.body).toEqual({ refreshToken: 'refresh-7' });
    expect(login.completed).toBeTrue();
  });

  it('let a sign-out win over a sign-in in flight', async () => {
    const world = setupAuth();
    const login = watch(world.auth.login({ name: 'ada' }));
    const slow = await world.sent(LOGIN);
    watch(world.auth.logout());
    respond(slow, grant(1));
    await world.answer(LOGOUT, null, 204);
    expect(codeOf(login)).toBe('superseded');
    expect(world.auth.status()).toBe('anonymous');
  });
});
