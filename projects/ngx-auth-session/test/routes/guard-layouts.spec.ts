import { ErrorHandler } from '@angular/core';
import { Routes } from '@angular/router';
import { authGuard } from '../../src/public-api';
import {
  land,
  Login,
  Page,
  PLACES,
  Reports,
  ROUTERS,
  showsLogin,
  STARTS,
  startAt,
} from '../support/guarded-pages';
import { LOGIN_LAYOUTS } from '../support/login-layouts';
import { AuthSetup, AuthWorld, setupAuth } from '../support/setup-auth';

const login = { path: 'login', component: Login };
const home = { path: '', component: Page, pathMatch: 'full' } as const;

function start(routes: Routes, setup: AuthSetup = {}): AuthWorld {
  const providers = [{ provide: ErrorHandler, useClass: Reports }];
  return setupAuth({ routes, providers, ...setup });
}

describe('F1 a visitor', () => {
  for (const [router, features] of Object.entries(ROUTERS)) {
    for (const [layout, routes] of Object.entries(LOGIN_LAYOUTS)) {
      it(`F1 always sees the login page: ${layout}, ${router}`, async () => {
        const world = start(routes, { router: features });
        for (const url of ['/', '/deep', '/login', '/login?returnUrl=%2Fdeep', '/?a=1']) {
          const { at, redirects } = await land(world, url);
          expect(at)
            .withContext(url)
            .toMatch(/^\/login($|\?returnUrl=)/);
          expect(redirects).withContext(url).toBeLessThanOrEqual(1);
          expect(showsLogin(world)).withContext(url).toBeTrue();
        }
      });
    }
  }

  for (const [start, features] of Object.entries(STARTS)) {
    for (const [layout, routes] of Object.entries(LOGIN_LAYOUTS)) {
      it(`F1 G11 sees the login page first: ${layout}, ${start}`, async () => {
        for (const url of ['/', '/deep', '/login']) {
          const { world, at, redirects } = await startAt(url, routes, features);
          expect(at)
            .withContext(url)
            .toMatch(/^\/login($|\?returnUrl=)/);
          expect(redirects).withContext(url).toBeLessThanOrEqual(1);
          expect(showsLogin(world)).withContext(url).toBeTrue();
        }
      });
    }
  }

  for (const place of PLACES) {
    it(`F1 opens the login page of a language, ${place}`, async () => {
      const routes = [{ path: ':lang', [place]: [authGuard], children: [home, login] }];
      const world = start(routes, { config: { loginUrl: '/en/login' } });
      expect((await land(world, '/en')).at).toBe('/en/login?returnUrl=%2Fen');
      expect((await land(world, '/en/login')).at).toBe('/en/login');
      expect(showsLogin(world)).toBeTrue();
    });
  }

  it('F1 closes a guarded outlet and keeps the login page', async () => {
    const routes = [
      login,
      { path: 'side', outlet: 'popup', component: Page, canActivate: [authGuard] },
    ];
    const world = start(routes);
    const { at, redirects } = await land(world, '/login(popup:side)');
    expect(at).toBe('/login');
    expect(redirects).toBe(1);
  });

  it('F1 sees another page than a user at the same URL', async () => {
    const routes = [
      { path: '', canMatch: [authGuard], component: Page },
      { path: '', component: Login },
    ];
    const world = start(routes, { config: { loginUrl: '/' } });
    expect(await land(world, '/')).toEqual({ at: '/', opened: true, redirects: 0, reports: [] });
    expect(showsLogin(world)).toBeTrue();
    await world.signIn();
    world.router.navigated = false;
    await land(world, '/');
    expect(showsLogin(world)).toBeFalse();
  });

  for (const place of PLACES) {
    it(`F1 is stopped if there is no login page, ${place}`, async () => {
      const routes = [
        { path: '', [place]: [authGuard], children: [{ path: '', component: Page }] },
        { path: '**', redirectTo: '' },
      ];
      const world = start(routes);
      for (const url of ['/', '/login', '/other']) {
        const { at, redirects, reports } = await land(world, url);
        expect(at).withContext(url).not.toContain('no end');
        expect(redirects).withContext(url).toBeLessThanOrEqual(1);
        expect(reports.join()).withContext(url).toContain('loginUrl "/login"');
        expect(reports.join()).withContext(url).toContain('route ""');
      }
    });
  }

  it('F1 is not redirected in circles between the library and a guard of the application', async () => {
    const world = start([
      { path: '', pathMatch: 'full', canActivate: [authGuard], component: Page },
      { ...login, canActivate: [() => world.router.parseUrl('/')] },
    ]);
    const { at, redirects } = await land(world, '/');
    expect(at).toBe('/');
    expect(redirects).toBe(2);
  });

  it('F1 is not redirected in circles between the library and a guard that navigates by itself', async () => {
    const goHome = (): boolean => {
      void world.router.navigate(['/']);
      return false;
    };
    const world: AuthWorld = start([
      { path: '', pathMatch: 'full', canActivate: [authGuard], component: Page },
      { ...login, canActivate: [goHome] },
    ]);
    const { redirects } = await land(world, '/');
    expect(redirects).toBeLessThan(30);
  });
});
