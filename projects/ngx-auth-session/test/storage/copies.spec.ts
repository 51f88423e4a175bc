import { Component } from '@angular/core';
import {
  AuthFeature,
  AuthStorage,
  authGuard,
  withLocalStorage,
  withRefreshCookie,
  withSessionStorage,
  withStorage,
} from '../../src/public-api';
import { failure, watch } from '../support/outcome';
import { settle, until } from '../support/settle';
import { slowStorage } from '../support/stored-session';
import {
  ADA,
  authorization,
  AuthSetup,
  AuthWorld,
  bearer,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAnotherApp,
  setupAuth,
} from '../support/setup-auth';

@Component({ template: '' })
class Page {}

const ROUTES = [
  { path: 'profile', canActivate: [authGuard], component: Page },
  { path: 'login', component: Page },
];

/** A storage of the application's own that is not declared as shared. */
const undeclared: AuthStorage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
  removeItem: (key) => localStorage.removeItem(key),
};

const STORAGES: Record<string, () => AuthFeature> = {
  localStorage: withLocalStorage,
  sessionStorage: withSessionStorage,
  'a custom storage': () => withStorage(() => undeclared),
  'an async storage': () => withStorage(() => slowStorage(localStorage, 2)),
  'an async storage that is shared': () =>
    withStorage(() => ({ ...slowStorage(localStorage, 2), shared: true })),
};

describe('two copies of the library in one document', () => {
  let a: AuthWorld;
  let b: AuthWorld;

  async function open(feature: () => AuthFeature, setup: AuthSetup = {}): Promise<void> {
    a = await setupAnotherApp({ features: [feature()] });
    b = setupAuth({ features: [feature()], routes: ROUTES, ...setup });
    for (const { auth } of [a, b]) await until(() => auth.status() === 'anonymous', 'the start');
    // Copies listen once they have started.
    await settle();
  }

  for (const [kind, feature] of Object.entries(STORAGES)) {
    describe(`over ${kind}`, () => {
      beforeEach(() => open(feature));

      it('F20 sign in, refresh, change users and sign out together', async () => {
        await a.signIn();
        await until(() => b.auth.isAuthenticated(), 'the sign-in');
        expect(b.auth.user()).toEqual(ADA);

        watch(b.auth.refresh());
        await b.flushRefresh(grant(2));
        await until(() => a.told.includes('refreshed'), 'the refresh');
        a.get('/a');
        expect(authorization(await a.answer('/a', {}))).toBe(bearer(2));

        await b.open('/profile');
        await a.signIn(grant(9, { user: { name: 'Grace' } }));
        // This revokes the session of the previous user.
        await a.answer(LOGOUT, null, 204);
        await until(() => (b.auth.user() as typeof ADA | null)?.name === 'Grace', 'the new user');
        b.get('/b');
        expect(authorization(await b.answer('/b', {}))).toBe(bearer(9));

        watch(a.auth.logout());
        await a.answer(LOGOUT, null, 204);
        await until(() => b.router.url.startsWith('/login'), 'the login page');
        expect(b.auth.status()).toBe('anonymous');
        expect(b.events.at(-1)).toEqual({ type: 'signed-out', by: 'other-tab' });
        b.controller.expectNone(LOGOUT);
      });

      it('F20 share one refresh', async () => {
        await a.signIn();
        await until(() => b.auth.isAuthenticated(), 'the sign-in');
        await settle(20);
        const inA = await a.refused('/a');
        const inB = await b.refused('/b');
        await settle(20);
        b.controller.expectNone(REFRESH);
        await a.flushRefresh(grant(2));
        expect(authorization(await a.answer('/a', {}))).toBe(bearer(2));
        expect(authorization(await b.answer('/b', {}))).toBe(bearer(2));
        await until(() => !!inA.completed && !!inB.completed, 'the answers');
      });
    });
  }

  it('F20 receive a sign-out synchronously', async () => {
    await open(withLocalStorage);
    await a.signIn();
    expect(b.auth.isAuthenticated()).toBeTrue();
    const waiting = await b.refused('/b');
    const refresh = await b.sent(REFRESH);
    watch(a.auth.logout());
    expect(b.auth.isAuthenticated()).toBeFalse();
    await a.answer(LOGOUT, null, 204);
    expect(failure(waiting)?.code).toBe('superseded');
    refresh.flush('', { status: 401, statusText: 'Late' });
  });

  it('F20 ignore a session under another key', async () => {
    await open(withLocalStorage, { config: { storageKeys: { session: 'other' } } });
    await a.signIn();
    await settle();
    expect(b.auth.status()).toBe('anonymous');
    expect(b.events).toEqual([]);
  });

  it('F20 share nothing that is stored in memory', async () => {
    await open(() =>
      withStorage(() => ({ getItem: () => null, setItem: () => {}, removeItem: () => {} })),
    );
    await a.signIn();
    await settle();
    expect(b.auth.status()).toBe('anonymous');
  });

  it('F20 K5 use the refresh cookie one after the other, and each gets its own access token', async () => {
    await open(withRefreshCookie);
    await a.signIn({ accessToken: 'access-1', expiresIn: 900, user: ADA });
    await until(() => b.auth.isAuthenticated(), 'the sign-in');
    await a.refused('/a');
    await a.sent(REFRESH).then(async (first) => {
      b.get('/b');
      await settle(20);
      b.controller.expectNone(REFRESH);
      first.flush({ accessToken: 'access-2', expiresIn: 900 });
    });
    expect(authorization(await a.answer('/a', {}))).toBe(bearer(2));
    await b.flushRefresh({ accessToken: 'access-3', expiresIn: 900 });
    expect(authorization(await b.answer('/b', {}))).toBe(bearer(3));
  });

  it('F20 ignore the content of an event, and survive a flood of events', async () => {
    await open(withLocalStorage);
    await a.signIn();
    const detail = { id: 9e14, tokens: { accessToken: 'evil', receivedAt: 0 } };
    for (let i = 0; i < 100; i++) {
      window.dispatchEvent(new CustomEvent('ngx-auth-session', { detail }));
    }
    await settle();
    for (const world of [a, b]) {
      world.get('/x');
      expect(authorization(await world.answer('/x', {}))).toBe(bearer(1));
      expect(world.told).toEqual(['signed-in']);
    }
  });

  it('F20 A9 receive nothing after they are destroyed', async () => {
    await open(withLocalStorage);
    const other = await setupAnotherApp({ features: [withLocalStorage()] });
    await settle();
    other.destroy();
    await a.signIn();
    await settle();
    expect(other.events).toEqual([]);
  });

  it('F20 keep their session when a login of one copy fails', async () => {
    await open(withLocalStorage);
    await a.signIn();
    const login = watch(b.auth.login({ name: 'ada', password: 'wrong' }));
    await b.answer(LOGIN, '', 401);
    expect(login.error).toBeDefined();
    expect(a.auth.isAuthenticated()).toBeTrue();
  });
});
