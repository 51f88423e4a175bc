import { LocationStrategy } from '@angular/common';
import { MockLocationStrategy } from '@angular/common/testing';
import { Component } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { EventType, Router, Routes, withEnabledBlockingInitialNavigation } from '@angular/router';
import {
  authGuard,
  AuthGuardFn,
  guestGuard,
  roleGuard,
  withLocalStorage,
  withStorage,
} from '../../src/public-api';
import { PLACES } from '../support/guarded-pages';
import { watch } from '../support/outcome';
import { settle } from '../support/settle';
import { slowStorage, storeSession } from '../support/stored-session';
import {
  ADA,
  authProviders,
  AuthSetup,
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  respond,
  setupAuth,
  USER,
} from '../support/setup-auth';

@Component({ selector: 'test-page', template: '' })
class Page {}

/** Returns `/page` and `/page/child`, with the guard in one place. */
function guardedRoutes(place: (typeof PLACES)[number], guard: AuthGuardFn): Routes {
  return [
    {
      path: 'page',
      [place]: [guard],
      children: [
        { path: '', component: Page },
        { path: 'child', component: Page },
      ],
    },
    { path: '**', component: Page },
  ];
}

const withUserEndpoint = {
  endpoints: { login: LOGIN, refresh: REFRESH, logout: LOGOUT, user: USER },
};

for (const place of PLACES) {
  describe(`guards in ${place}`, () => {
    let world: AuthWorld;

    function start(guard: AuthGuardFn, setup: AuthSetup = {}): void {
      world = setupAuth({ routes: guardedRoutes(place, guard), ...setup });
    }

    it('G1 activates after a reload with a valid session', async () => {
      await storeSession();
      start(authGuard, { features: [withLocalStorage()] });
      expect(await world.open('/page')).toBe('/page');
    });

    it('G1 S7 waits for an async storage and never shows the login page', async () => {
      await storeSession();
      start(authGuard, { features: [withStorage(() => slowStorage(localStorage, 20))] });
      const visited: string[] = [];
      world.router.events.subscribe(() => visited.push(world.router.url));
      expect(world.auth.status()).toBe('unknown');
      expect(await world.open('/page')).toBe('/page');
      expect(visited.filter((url) => url.startsWith('/login'))).toEqual([]);
    });

    it('G2 refreshes an expired token once, together with a request, and activates', async () => {
      start(authGuard);
      await world.signInExpired();
      const opened = world.open('/page');
      world.get('/a');
      await world.flushRefresh();
      await world.answer('/a', {});
      expect(await opened).toBe('/page');
    });

    it('G3 redirects a visitor to the login page with the full URL', async () => {
      start(authGuard);
      await world.open('/page/child?tab=2#part');
      const { queryParams } = world.router.parseUrl(world.router.url);
      expect(world.router.url).toMatch(/^\/login\?/);
      expect(queryParams).toEqual({ returnUrl: '/page/child?tab=2#part' });
    });

    it('G6 redirects a signed-in user from a page for visitors to the return URL', async () => {
      start(guestGuard, { config: { homeUrl: '/home' } });
      await world.signIn();
      expect(await world.open('/page')).toBe('/home');
      expect(await world.open('/page?returnUrl=%2Fjobs%3Fq%3D1')).toBe('/jobs?q=1');
    });

    it('G6 opens a page for visitors when the session has expired', async () => {
      start(guestGuard);
      await world.signInExpired({ refreshToken: undefined });
      expect(await world.open('/page')).toBe('/page');
      expect(world.auth.status()).toBe('anonymous');
    });

    it('G7 lets a user with the role pass, and redirects other users to the forbidden page and visitors to login', async () => {
      start(roleGuard('admin', 'editor'), { config: { forbiddenUrl: '/forbidden' } });
      expect(await world.open('/page')).toMatch(/^\/login\?returnUrl=%2Fpage$/);
      await world.signIn();
      expect(await world.open('/page')).toBe('/forbidden');
      await world.signIn(grant(2, { user: { roles: ['editor'] } }));
      await world.answer(LOGOUT, null, 204);
      expect(await world.open('/page')).toBe('/page');
    });

    it('G7 waits for the user if the roles are not known yet', async () => {
      await storeSession();
      start(roleGuard('user'), { config: withUserEndpoint, features: [withLocalStorage()] });
      const opened = world.open('/page');
      await world.answer(USER, ADA);
      expect(await opened).toBe('/page');
    });

    it('G9 settles in time and keeps the session when the user endpoint never answers', async () => {
      await storeSession();
      start(roleGuard('user'), {
        config: { ...withUserEndpoint, refreshTimeoutMs: 30, homeUrl: '/home' },
        features: [withLocalStorage()],
      });
      const opened = world.open('/page');
      await world.sent(USER);
      expect(await opened).toBe('/home');
      expect(world.auth.status()).toBe('authenticated');
    });

    it('G9 settles and keeps the session when the user cannot be loaded', async () => {
      await storeSession();
      start(roleGuard('user'), { config: withUserEndpoint, features: [withLocalStorage()] });
      const opened = world.open('/page');
      await world.answer(USER, '', 500);
      expect(await opened).toBe('/');
      expect(world.auth.status()).toBe('authenticated');
    });

    it('G12 uses roles that a refresh has changed', async () => {
      start(roleGuard('admin'));
      await world.signIn();
      expect(await world.open('/page')).toBe('/');
      watch(world.auth.refresh());
      await world.flushRefresh(grant(2, { user: { roles: ['admin'] } }));
      expect(await world.open('/page')).toBe('/page');
    });
  });
}

describe('guards', () => {
  it('G3 does not load a lazy part of the application for a visitor', async () => {
    const loadChildren = jasmine.createSpy('loadChildren').and.resolveTo([]);
    const world = setupAuth({
      routes: [
        { path: 'lazy', canMatch: [authGuard], loadChildren },
        { path: 'login', component: Page },
      ],
    });
    expect(await world.open('/lazy/deep?x=1')).toBe('/login?returnUrl=%2Flazy%2Fdeep%3Fx%3D1');
    expect(loadChildren).not.toHaveBeenCalled();
  });

  for (const hostile of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/login?returnUrl=/login',
    '/login/',
    '/(login)',
    '/(primary:login)',
    '/login;a=1',
  ]) {
    it(`G4 opens home instead of the return URL ${hostile}`, async () => {
      const routes = [
        { path: 'login', canActivate: [guestGuard], component: Page },
        { path: '**', component: Page },
      ];
      const world = setupAuth({ routes, config: { homeUrl: '/home' } });
      const login = `/login?returnUrl=${encodeURIComponent(hostile)}`;
      expect(await world.open(login)).toContain('/login');
      expect(world.auth.returnUrl()).toBe('/home');
      await world.signIn();
      await world.open('/elsewhere');
      expect(await world.open(login)).toBe('/home');
    });
  }

  for (const [outcome, status] of [
    ['activates', 200],
    ['redirects', 401],
  ] as const) {
    it(`G5 refreshes once for several guards on one navigation and ${outcome} once`, async () => {
      const world = setupAuth({
        routes: [
          {
            path: 'a',
            canMatch: [authGuard],
            canActivate: [authGuard],
            canActivateChild: [authGuard],
            children: [{ path: 'b', canActivate: [authGuard, roleGuard('user')], component: Page }],
          },
          { path: 'login', component: Page },
        ],
      });
      await world.signInExpired();
      const seen: EventType[] = [];
      world.router.events.subscribe(({ type }) => seen.push(type));
      const opened = world.open('/a/b');
      await world.flushRefresh(grant(2), status);
      expect(await opened).toBe(status === 200 ? '/a/b' : '/login?returnUrl=%2Fa%2Fb');
      await settle();
      const redirects = seen.filter((type) => type === EventType.NavigationStart).length - 1;
      expect(redirects).toBe(status === 200 ? 0 : 1);
    });
  }

  it('G9 keeps a page open for a user whose early refresh fails at the moment', async () => {
    const world = setupAuth({ routes: guardedRoutes('canActivate', authGuard) });
    await world.signInExpired();
    const opened = world.open('/page');
    respond(await world.sent(REFRESH), '', 503);
    expect(await opened).toBe('/page');
    expect(world.told).toEqual(['signed-in', 'refresh-failed']);
  });

  it('G7 stops if the forbidden page needs the missing role', async () => {
    const world = setupAuth({
      routes: [
        { path: '', pathMatch: 'full', canActivate: [roleGuard('admin')], component: Page },
        { path: 'open', component: Page },
      ],
    });
    await world.signIn();
    expect(await world.open('/open')).toBe('/open');
    expect(await world.open('/')).toBe('/open');
  });

  it('G11 activates in a navigation that the start of the application waits for', async () => {
    await storeSession();
    const location = new MockLocationStrategy();
    location.replaceState(null, '', '/page', '');
    const setup = {
      features: [withStorage(() => slowStorage(localStorage, 10))],
      router: [withEnabledBlockingInitialNavigation()],
      routes: guardedRoutes('canActivate', authGuard),
      providers: [{ provide: LocationStrategy, useValue: location }],
    };
    const host = document.body.appendChild(document.createElement('test-page'));
    const app = await bootstrapApplication(Page, { providers: authProviders(setup) });
    expect(app.injector.get(Router).url).toBe('/page');
    expect(location.urlChanges.filter((url) => url.includes('login'))).toEqual([]);
    app.destroy();
    host.remove();
  });
});
