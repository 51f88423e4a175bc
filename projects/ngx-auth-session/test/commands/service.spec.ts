import { effect } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { decodeJwt, withLocalStorage } from '../../src/public-api';
import { fakeJwt } from '../support/fakes/fake-jwt';
import { codeOf, watch } from '../support/outcome';
import { settle } from '../support/settle';
import { storeSession } from '../support/stored-session';
import {
  ADA,
  authorization,
  AuthWorld,
  bearer,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAuth,
  USER,
} from '../support/setup-auth';

describe('AuthService', () => {
  let world: AuthWorld;
  const withUser = { endpoints: { login: LOGIN, refresh: REFRESH, logout: LOGOUT, user: USER } };

  async function signOut(): Promise<void> {
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 204);
  }

  it('follows a session in its signals', async () => {
    world = setupAuth();
    const { auth } = world;
    const seen = () => [auth.status(), auth.isAuthenticated(), auth.user(), auth.roles()];
    expect(seen()).toEqual(['anonymous', false, null, []]);
    const claims = { sub: '7', roles: ['admin'] };
    await world.signIn({ accessToken: fakeJwt(claims), refreshToken: 'refresh-1', user: ADA });
    expect(seen()).toEqual(['authenticated', true, ADA, ['user']]);
    expect(auth.claims()).toEqual(claims);
    await signOut();
    expect(seen()).toEqual(['anonymous', false, null, []]);
    expect([auth.claims(), auth.expiresAt()]).toEqual([null, null]);
  });

  it('runs effects when the session changes', async () => {
    world = setupAuth();
    const seen: unknown[] = [];
    TestBed.runInInjectionContext(() => effect(() => seen.push(world.auth.user())));
    TestBed.tick();
    await world.signIn();
    TestBed.tick();
    expect(seen).toEqual([null, ADA]);
  });

  it('emits the current state first, and each change once', async () => {
    world = setupAuth();
    const user = watch(world.auth.user$);
    const signedIn = watch(world.auth.isAuthenticated$);
    await world.signIn();
    watch(world.auth.refresh());
    await world.flushRefresh();
    await signOut();
    expect(user.values).toEqual([null, ADA, null]);
    expect(signedIn.values).toEqual([false, true, false]);
    expect(watch(world.auth.isAuthenticated$).values).toEqual([false]);
  });

  it('emits events from the time of the subscription, in order, to every subscriber', async () => {
    world = setupAuth();
    await world.signIn();
    const late = watch(world.auth.events$);
    watch(world.auth.refresh());
    await world.flushRefresh();
    await signOut();
    expect(world.told).toEqual(['signed-in', 'refreshed', 'signed-out']);
    expect(late.values.map(({ type }) => type)).toEqual(['refreshed', 'signed-out']);
  });

  it('returns the user from the login answer, or calls the user endpoint once', async () => {
    world = setupAuth({ config: withUser });
    const login = watch(world.auth.login({ name: 'ada' }));
    await world.answer(LOGIN, grant(1));
    expect(authorization(await world.answer(USER, ADA))).toBe(bearer(1));
    expect(login.values).toEqual([ADA]);
    const again = watch(world.auth.login({ name: 'ada' }));
    await world.answer(LOGIN, grant(2, { user: { name: 'Grace' } }));
    await world.answer(LOGOUT, null, 204);
    expect(again.values).toEqual([{ name: 'Grace' }]);
  });

  it('signs in even if the user cannot be loaded, and reports it', async () => {
    world = setupAuth({ config: withUser });
    const login = watch(world.auth.login({ name: 'ada' }));
    await world.answer(LOGIN, grant(1));
    await world.answer(USER, '', 500);
    expect(login.values).toEqual([null]);
    expect(world.auth.isAuthenticated()).toBeTrue();
    expect(world.told).toContain('user-failed');
  });

  it('loads the current user once for all callers, and again with reload', async () => {
    world = setupAuth({ config: withUser });
    await world.signIn(grant(1, { user: ADA }));
    const known = watch(world.auth.currentUser());
    await settle();
    expect(known.values).toEqual([ADA]);
    const both = [1, 2].map(() => watch(world.auth.currentUser({ reload: true })));
    await world.answer(USER, { name: 'Grace' });
    expect(both.map(({ values }) => values)).toEqual([[{ name: 'Grace' }], [{ name: 'Grace' }]]);
    expect(world.auth.user()).toEqual({ name: 'Grace' });
  });

  it('refreshes for the current user as for any other request', async () => {
    world = setupAuth({ config: withUser });
    await world.signIn(grant(1, { user: ADA }));
    const reload = watch(world.auth.currentUser({ reload: true }));
    await world.answer(USER, null, 401);
    await world.flushRefresh();
    expect(authorization(await world.answer(USER, ADA))).toBe(bearer(2));
    expect(reload.values).toEqual([ADA]);
  });

  it('returns null as the current user if no user is signed in', async () => {
    world = setupAuth({ config: withUser });
    const user = watch(world.auth.currentUser({ reload: true }));
    await settle();
    expect([user.values, user.completed]).toEqual([[null], true]);
  });

  it('signs in with setTokens()', async () => {
    world = setupAuth({ config: withUser, features: [withLocalStorage()] });
    const outcome = watch(world.auth.setTokens({ accessToken: 'access-4', expiresIn: 60 }));
    expect(authorization(await world.answer(USER, ADA))).toBe(bearer(4));
    expect(outcome.values).toEqual([ADA]);
    expect(world.events).toEqual([{ type: 'signed-in', by: 'tokens' }]);
    expect(localStorage.getItem('auth.session')).toContain('access-4');
  });

  it('refuses an invalid token set', async () => {
    world = setupAuth();
    const outcome = watch(world.auth.setTokens({ accessToken: 'undefined' }));
    await settle();
    expect(codeOf(outcome)).toBe('invalid-response');
    expect(world.auth.status()).toBe('anonymous');
  });

  it('returns a valid access token, refreshed if it is due', async () => {
    world = setupAuth();
    await world.signIn();
    const fresh = watch(world.auth.accessToken());
    await settle();
    expect(fresh.values).toEqual(['access-1']);
    await world.signInExpired();
    const token = watch(world.auth.accessToken());
    await world.flushRefresh();
    expect(token.values).toEqual(['access-2']);
    await signOut();
    const none = watch(world.auth.accessToken());
    await settle();
    expect(none.values).toEqual([null]);
  });

  it('fails with the reason when a refresh is not possible', async () => {
    world = setupAuth();
    const refresh = watch(world.auth.refresh());
    await settle();
    expect(codeOf(refresh)).toBe('no-session');
  });

  it('reads roles from the user, else from the claims, as a string or an array', async () => {
    world = setupAuth();
    for (const [user, claims, roles] of [
      [{ roles: ['a', 'b'] }, { roles: ['c'] }, ['a', 'b']],
      [{ role: 'a' }, {}, ['a']],
      [{ name: 'Ada' }, { roles: ['c'] }, ['c']],
      [null, { role: 'd' }, ['d']],
      [{ roles: [7, 'a', null] }, {}, ['a']],
    ] as const) {
      await world.signIn({ accessToken: fakeJwt(claims), user });
      expect(world.auth.roles()).toEqual(roles);
    }
  });

  it('C-09 C-19 ignores a role that a claim or a user only inherits', async () => {
    world = setupAuth();
    const forged = JSON.parse('{"__proto__":{"roles":["admin"],"role":"admin"}}') as object;
    await world.signIn({ accessToken: fakeJwt(forged), user: forged });
    expect(world.auth.roles()).toEqual([]);
    expect(world.auth.hasRole('admin')).toBeFalse();
  });

  it('C-25 decodes a token once, however often its claims are read and it is attached', async () => {
    world = setupAuth();
    const decode = spyOn(window, 'atob').and.callThrough();
    await world.signIn({
      accessToken: fakeJwt({ sub: '7', roles: ['user'] }),
      user: { name: 'Ada' },
    });
    for (let i = 0; i < 20; i++) {
      world.get(`/${i}`);
      await world.answer(`/${i}`, {});
      expect(world.auth.claims()?.sub).toBe('7');
      expect(world.auth.hasRole('user')).toBeTrue();
    }
    expect(decode).toHaveBeenCalledTimes(1);
  });

  it('C-19 compares roles by their exact names', async () => {
    world = setupAuth();
    await world.signIn(grant(1, { user: { roles: ['editor'] } }));
    const { auth } = world;
    expect([auth.hasRole('admin', 'editor'), auth.hasRole('Editor'), auth.hasRole('edit')]).toEqual(
      [true, false, false],
    );
    expect(auth.hasRole()).toBeFalse();
  });

  it('reads roles with the function of the application', async () => {
    world = setupAuth({
      config: { roles: (user, claims) => [String(user?.['level']), String(claims?.['tier'])] },
    });
    await world.signIn({ accessToken: fakeJwt({ tier: 'gold' }), user: { level: 3 } });
    expect(world.auth.roles()).toEqual(['3', 'gold']);
  });

  it('keeps the user when a refresh returns none', async () => {
    await storeSession(grant(1, { user: ADA }));
    world = setupAuth({ features: [withLocalStorage()] });
    watch(world.auth.refresh());
    await world.flushRefresh();
    expect(world.auth.user()).toEqual(ADA);
    TestBed.resetTestingModule();
    expect(setupAuth({ features: [withLocalStorage()] }).auth.user()).toEqual(ADA);
  });
});

describe('decodeJwt', () => {
  it('reads claims with non-ASCII characters', () => {
    expect(decodeJwt(fakeJwt({ sub: 'Ådá 😀', roles: ['x'] }))).toEqual({
      sub: 'Ådá 😀',
      roles: ['x'],
    });
  });

  for (const text of ['', 'opaque', 'a.b', 'a.b.c', 'Bearer e30.e30.', fakeJwt([1]), fakeJwt(7)]) {
    it(`returns null for ${JSON.stringify(text)}`, () => {
      expect(decodeJwt(text)).toBeNull();
    });
  }
});
