import { Component } from '@angular/core';
import { Router } from '@angular/router';
import { TestBed } from '@angular/core/testing';
import { AuthStorage, roleGuard, withStorage } from '../../src/public-api';
import { codeOf, watch } from '../support/outcome';
import { settle, until, wait } from '../support/settle';
import {
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  respond,
  setupAuth,
  USER,
} from '../support/setup-auth';

@Component({ template: '' })
class Page {}

describe('the user endpoint', () => {
  let world: AuthWorld;
  const endpoints = { login: LOGIN, refresh: REFRESH, user: USER };

  afterEach(() => jasmine.clock().uninstall());

  it("F16 is called with a header that bypasses caches if it is on the page's own origin", async () => {
    world = setupAuth({ config: { endpoints } });
    watch(world.auth.login({}));
    await world.answer(LOGIN, grant(1));
    const { request } = await world.answer(USER, { name: 'Ada' });
    expect(request.headers.get('Cache-Control')).toBe('no-cache');
    expect(request.urlWithParams).toBe(USER);
  });

  it('F16 is called with a unique URL that no cache contains if it is on another origin', async () => {
    const user = 'https://api.example.com/me?fields=*';
    world = setupAuth({ config: { endpoints: { ...endpoints, user } } });
    watch(world.auth.login({}));
    await world.answer(LOGIN, grant(1));
    const { request } = await world.answer(user, { name: 'Ada' });
    expect(request.headers.keys()).not.toContain('Cache-Control');
    expect(request.urlWithParams).toMatch(/me\?fields=\*&_=\d+$/);
  });

  it('is called again after a long time without an answer', async () => {
    world = setupAuth({ config: { refreshTimeoutMs: 5_000, lockTimeoutMs: 10_000, endpoints } });
    await world.signIn();
    jasmine.clock().install().mockDate();
    const first = watch(world.auth.currentUser({ reload: true }));
    await world.sent(USER);
    // Two other tabs may refresh first, and this one after them.
    jasmine.clock().tick(29_999);
    await settle();
    expect(codeOf(first)).toBeUndefined();
    jasmine.clock().tick(1);
    await settle();
    expect(codeOf(first)).toBe('timeout');
    watch(world.auth.currentUser({ reload: true }));
    await world.answer(USER, {});
  });

  it('fails with session-expired if its own call ends the session', async () => {
    world = setupAuth({ config: { endpoints } });
    await world.signIn();
    const outcome = watch(world.auth.currentUser({ reload: true }));
    await world.answer(USER, null, 401);
    await world.flushRefresh({}, 403);
    await settle();
    expect(codeOf(outcome)).toBe('session-expired');
  });

  it('reports no failure of the user endpoint if the session has ended', async () => {
    for (const end of ['refused', 'signed out', 'replaced'] as const) {
      const world = setupAuth({ config: { endpoints: { ...endpoints, logout: LOGOUT } } });
      watch(world.auth.login({}));
      await world.answer(LOGIN, grant(1, { user: undefined }));
      const request = await world.sent(USER);
      if (end === 'signed out') {
        watch(world.auth.logout());
        await world.answer(LOGOUT, null, 204);
      } else if (end === 'replaced') {
        watch(world.auth.setTokens(grant(5)));
      }
      await settle();
      respond(request, null, 401);
      await settle();
      if (end === 'refused') await world.flushRefresh({}, 403);
      await settle();
      if (end === 'replaced') await world.answer(USER, {});
      expect(world.told).withContext(end).not.toContain('user-failed');
      TestBed.resetTestingModule();
    }
  });

  it('reports a failure of the user endpoint if the session goes on', async () => {
    const world = setupAuth({ config: { endpoints } });
    watch(world.auth.login({}));
    await world.answer(LOGIN, grant(1, { user: undefined }));
    await world.answer(USER, null, 500);
    expect(world.told).toEqual(['signed-in', 'user-failed']);
  });

  it('G7 costs one refresh if it returns no user, however often a role is checked', async () => {
    world = setupAuth({
      config: { endpoints },
      routes: [
        { path: '', pathMatch: 'full', component: Page },
        { path: 'admin', canActivate: [roleGuard('admin')], component: Page },
      ],
    });
    watch(world.auth.login({}));
    await world.answer(LOGIN, grant(1, { user: undefined }));
    let refreshes = 0;
    const answerAll = async (): Promise<void> => {
      for (let round = 0; round < 8; round++) {
        for (const request of world.controller.match(USER)) respond(request, null);
        for (const request of world.controller.match(REFRESH)) {
          respond(request, grant(++refreshes + 1, { user: undefined }));
        }
        await settle();
      }
    };
    await answerAll();
    for (const query of ['a', 'b', 'c']) {
      const navigation = TestBed.inject(Router).navigateByUrl(`/admin?${query}`);
      await answerAll();
      await navigation;
    }
    expect(refreshes).toBe(1);
  });
});

describe('commands and observables', () => {
  it('S7 refresh() waits for an async storage', async () => {
    const record = {
      id: 1,
      tokens: {
        accessToken: 'access-1',
        refreshToken: 'refresh-1',
        receivedAt: Date.now(),
        expiresAt: null,
      },
    };
    const storage: AuthStorage = {
      getItem: async (key) => {
        await wait(5);
        return key === 'auth.session' ? JSON.stringify(record) : null;
      },
      setItem: () => Promise.resolve(),
      removeItem: () => Promise.resolve(),
    };
    const world = setupAuth({ features: [withStorage(() => storage)] });
    const outcome = watch(world.auth.refresh());
    await world.flushRefresh();
    await until(() => outcome.completed || outcome.error !== undefined, 'refresh');
    expect(outcome.error).toBeUndefined();
  });

  it('end with the current state if a listener changes the session again', async () => {
    const world = setupAuth();
    const seen: boolean[] = [];
    world.auth.isAuthenticated$.subscribe((signedIn) => signedIn && world.auth.logout());
    world.auth.isAuthenticated$.subscribe((signedIn) => seen.push(signedIn));
    watch(world.auth.login({}));
    await world.answer(LOGIN, grant(1));
    await settle();
    // The sign-out calls the server, and so does the sign-in that it overtook.
    for (const request of world.controller.match(LOGOUT)) respond(request, null, 204);
    expect([world.auth.isAuthenticated(), seen.at(-1)]).toEqual([false, false]);
  });
});
