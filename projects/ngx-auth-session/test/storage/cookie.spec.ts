import { HttpXsrfTokenExtractor } from '@angular/common/http';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { authGuard, guestGuard, withRefreshCookie } from '../../src/public-api';
import { watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  ADA,
  authorization,
  AuthWorld,
  bearer,
  LOGIN,
  LOGOUT,
  REFRESH,
  respond,
  setupAuth,
  USER,
} from '../support/setup-auth';

/** The answer of a server that keeps the refresh token in a cookie. */
const answer = (n: number) => ({ accessToken: `access-${n}`, expiresIn: 900, user: ADA });

describe('refresh cookie', () => {
  let world: AuthWorld;

  const start = (): AuthWorld => (world = setupAuth({ features: [withRefreshCookie()] }));

  function reload(): void {
    TestBed.resetTestingModule();
    start();
  }

  it('K1 C-22 keeps no token in storage and restores the session after a reload by one refresh', async () => {
    await start().signIn(answer(1));
    const stored = Object.values(localStorage).join('') + Object.values(sessionStorage).join('');
    expect(stored).not.toContain('access-1');
    reload();
    world.get('/a');
    world.get('/b');
    const { request } = await world.flushRefresh(answer(2));
    expect(request.body).toEqual({});
    for (const url of ['/a', '/b']) {
      expect(authorization(await world.answer(url, {}))).toBe(bearer(2));
    }
    expect(world.auth.user()).toEqual(ADA);
    expect(JSON.stringify({ ...localStorage })).not.toContain('access-2');
  });

  it('K1 puts no token into an event', async () => {
    await start().signIn(answer(1));
    await world.refused('/a');
    await world.flushRefresh(answer(2));
    await world.answer('/a', {});
    expect(world.told).toEqual(['signed-in', 'refreshed']);
    expect(JSON.stringify(world.events)).not.toContain('access');
  });

  it('K1 ends the session when the cookie is gone', async () => {
    await start().signIn(answer(1));
    reload();
    watch(world.http.post('/a', {}));
    await world.flushRefresh('', 403);
    expect(world.auth.status()).toBe('anonymous');
    reload();
    expect(world.auth.status()).toBe('anonymous');
  });

  it('K2 makes no call for a visitor who never signed in, or who signed out', async () => {
    start().get('/a');
    expect(authorization(await world.answer('/a', {}))).toBeNull();
    await world.signIn(answer(1));
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 204);
    reload();
    world.get('/a');
    expect(authorization(await world.answer('/a', {}))).toBeNull();
    await settle();
    world.controller.expectNone(REFRESH);
  });

  it('K3 C-22 sends cookies and the header with login, refresh and logout, and with nothing else', async () => {
    start();
    const seen: [string, boolean, string | null][] = [];
    const note = async (url: string, body: object | null, status = 200): Promise<void> => {
      const { request } = await world.answer(url, body, status);
      seen.push([url, request.withCredentials, request.headers.get('X-Auth-Mode')]);
    };
    watch(world.auth.login({}));
    await note(LOGIN, answer(1));
    world.get('/a');
    await note('/a', null, 401);
    await note(REFRESH, answer(2));
    await note('/a', {});
    watch(world.http.get('/b', { withCredentials: true }));
    await note('/b', {});
    watch(world.auth.logout());
    await note(LOGOUT, null, 204);
    expect(seen).toEqual([
      [LOGIN, true, 'cookie'],
      ['/a', false, null],
      [REFRESH, true, 'cookie'],
      ['/a', false, null],
      ['/b', true, null],
      [LOGOUT, true, 'cookie'],
    ]);
  });

  it('L2 signs in after a refresh in flight, whose cookie would replace the new one', async () => {
    await start().signIn(answer(1));
    watch(world.auth.refresh());
    const old = await world.sent(REFRESH);
    watch(world.auth.login({}));
    await settle(10);
    world.controller.expectNone(LOGIN);
    respond(old, answer(2));
    await world.answer(LOGIN, answer(3));
    expect(await firstValueFrom(world.auth.accessToken())).toBe('access-3');
  });

  it('L2 stops that refresh if the browser has no locks to wait for', async () => {
    spyOnProperty(navigator, 'locks').and.returnValue(undefined as never);
    await start().signIn(answer(1));
    watch(world.auth.refresh());
    const old = await world.sent(REFRESH);
    watch(world.auth.login({}));
    await world.answer(LOGIN, answer(2));
    expect(old.cancelled).toBeTrue();
    await settle();
    expect(await firstValueFrom(world.auth.accessToken())).toBe('access-2');
  });

  for (const [name, features] of [
    ['X-XSRF-TOKEN', [withRefreshCookie()]],
    ['X-Csrf', [withRefreshCookie({ xsrfHeader: 'X-Csrf' })]],
  ] as const) {
    it(`S9 repeats the XSRF cookie as ${name} to an API on another origin, with its own calls only`, async () => {
      const origin = 'https://api.example.com';
      const refresh = `${origin}/refresh`;
      const providers = [
        { provide: HttpXsrfTokenExtractor, useValue: { getToken: () => 'xsrf-1' } },
      ];
      const endpoints = { login: `${origin}/login`, refresh };
      world = setupAuth({ config: { endpoints }, features, providers });
      watch(world.auth.login({}));
      const { request: login } = await world.answer(endpoints.login, answer(1));
      expect([login.headers.get(name), login.withCredentials]).toEqual(['xsrf-1', true]);
      const resource = `${origin}/a`;
      world.get(resource);
      const { request } = await world.answer(resource, null, 401);
      expect([request.headers.get(name), request.withCredentials]).toEqual([null, false]);
      expect((await world.answer(refresh, answer(2))).request.headers.get(name)).toBe('xsrf-1');
      await world.answer(resource, {});
    });
  }

  it('K3 sends the headers that the application names instead', async () => {
    world = setupAuth({
      features: [withRefreshCookie({ headers: { 'X-Requested-With': 'app' } })],
    });
    watch(world.auth.login({}));
    const { request } = await world.answer(LOGIN, answer(1));
    expect(request.headers.keys()).toEqual(['X-Requested-With']);
  });

  describe('with refreshAtStart', () => {
    @Component({ template: '' })
    class Page {}

    const search = (): AuthWorld =>
      (world = setupAuth({
        features: [withRefreshCookie({ refreshAtStart: true })],
        routes: [
          { path: 'login', canActivate: [guestGuard], component: Page },
          { path: 'profile', canActivate: [authGuard], component: Page },
        ],
      }));

    it('F24 G1 finds a session that only the cookie remembers before a guard decides', async () => {
      const opened = search().open('/profile');
      expect(world.auth.status()).toBe('unknown');
      const { request } = await world.flushRefresh(answer(1));
      expect([request.body, request.withCredentials]).toEqual([{}, true]);
      expect(await opened).toBe('/profile');
      expect(world.auth.user()).toEqual(ADA);
      expect(world.events).toEqual([{ type: 'signed-in', by: 'restore' }]);
      world.get('/a');
      expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
    });

    it('F24 loads the user of that session if the answer contains none', async () => {
      world = setupAuth({
        config: { endpoints: { login: LOGIN, refresh: REFRESH, user: USER } },
        features: [withRefreshCookie({ refreshAtStart: true })],
      });
      await world.flushRefresh({ accessToken: 'access-1', expiresIn: 900 });
      await world.answer(USER, ADA);
      expect(world.auth.user()).toEqual(ADA);
    });

    it('F24 holds requests until the answer arrives', async () => {
      search().get('/a');
      await settle();
      world.controller.expectNone('/a');
      await world.flushRefresh(answer(1));
      expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
    });

    for (const status of [401, 403, 500, 0]) {
      it(`F24 treats ${status} as a visitor, and emits no event`, async () => {
        const opened = search().open('/profile');
        await world.flushRefresh('', status);
        expect(await opened).toBe('/login?returnUrl=%2Fprofile');
        expect([world.auth.status(), world.told]).toEqual(['anonymous', []]);
        world.get('/a');
        expect(authorization(await world.answer('/a', {}))).toBeNull();
      });
    }

    it('F24 holds a login until the answer arrives, so that their cookies do not mix', async () => {
      search();
      watch(world.auth.login({}));
      await settle();
      world.controller.expectNone(LOGIN);
      await world.flushRefresh('', 401);
      await world.answer(LOGIN, answer(2));
      expect(await firstValueFrom(world.auth.accessToken())).toBe('access-2');
    });

    for (const status of [204, 0]) {
      it(`F24 K2 does not sign in again after a sign-out that the server answered with ${status}`, async () => {
        search();
        await world.flushRefresh(answer(1));
        watch(world.auth.logout());
        await world.answer(LOGOUT, null, status);
        TestBed.resetTestingModule();
        search();
        await settle(10);
        world.controller.expectNone(REFRESH);
        expect(world.auth.status()).toBe('anonymous');
      });
    }

    it('F24 makes no call at start if a session is known', async () => {
      await start().signIn(answer(1));
      TestBed.resetTestingModule();
      search();
      await settle(10);
      world.controller.expectNone(REFRESH);
      expect(world.auth.status()).toBe('authenticated');
    });
  });
});
