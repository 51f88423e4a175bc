import { ErrorHandler } from '@angular/core';
import { Routes } from '@angular/router';
import { authGuard, AuthConfig, guestGuard, roleGuard } from '../../src/public-api';
import { land, Login, Page, PLACES, Reports, ROUTERS, showsLogin } from '../support/guarded-pages';
import { AuthSetup, AuthWorld, setupAuth } from '../support/setup-auth';

const login = { path: 'login', component: Login };
const guestLogin = { ...login, canActivate: [guestGuard] };
const home = { path: '', component: Page, pathMatch: 'full' } as const;
const admin = roleGuard('admin');
const other = roleGuard('owner');

function start(routes: Routes, setup: AuthSetup = {}): AuthWorld {
  const providers = [{ provide: ErrorHandler, useClass: Reports }];
  return setupAuth({ routes, providers, ...setup });
}

describe('F1 a user', () => {
  async function startSignedIn(
    routes: Routes,
    config: Partial<AuthConfig> = {},
    setup: AuthSetup = {},
  ): Promise<AuthWorld> {
    const world = start(routes, { config, ...setup });
    await world.signIn();
    return world;
  }

  for (const [router, features] of Object.entries(ROUTERS)) {
    it(`F1 sees a page for visitors that is also home, ${router}`, async () => {
      const routes = [{ path: '', canActivate: [guestGuard], component: Page }];
      const world = await startSignedIn(routes, {}, { router: features });
      const { redirects, reports } = await land(world, '/');
      expect(redirects).toBe(0);
      expect(reports.join()).toContain('homeUrl "/"');
      expect(world.router.routerState.snapshot.root.firstChild?.component).toBe(Page);
    });
  }

  it('F1 sees another page than a visitor at the same URL', async () => {
    const routes = [
      { path: '', canMatch: [guestGuard], component: Login },
      { path: '', component: Page },
    ];
    const world = await startSignedIn(routes);
    expect(await land(world, '/')).toEqual({ at: '/', opened: true, redirects: 0, reports: [] });
    expect(showsLogin(world)).toBeFalse();
  });

  it('F1 is not redirected from one page for visitors to the next and back', async () => {
    const routes = [
      guestLogin,
      { path: 'sign-up', canActivate: [guestGuard], component: Page },
      { path: '**', component: Page },
    ];
    const world = await startSignedIn(routes, { homeUrl: '/home' });
    let url = '/sign-up';
    for (let depth = 0; depth < 4; depth++) url = `/sign-up?returnUrl=${encodeURIComponent(url)}`;
    expect(await land(world, url)).toEqual({
      at: '/home',
      opened: true,
      redirects: 1,
      reports: [],
    });
    const both = `/login?returnUrl=${encodeURIComponent('/sign-up?returnUrl=%2Flogin')}`;
    await land(world, '/other');
    expect(await land(world, both)).toEqual({
      at: '/home',
      opened: true,
      redirects: 2,
      reports: [],
    });
  });

  for (const place of PLACES) {
    const guarded = (guard: typeof authGuard): object => ({ [place]: [guard], children: [home] });

    it(`F1 sees the login page if it is also the forbidden page, ${place}`, async () => {
      const routes = [
        { path: 'login', ...guarded(guestGuard) },
        { path: '', ...guarded(admin) },
      ];
      const world = await startSignedIn(routes, { forbiddenUrl: '/login' });
      const { at, redirects, reports } = await land(world, '/');
      expect(at).toBe('/login?returnUrl=%2F');
      expect(redirects).toBe(1);
      expect(reports.join()).toContain('homeUrl "/"');
    });

    it(`F1 sees the forbidden page below a guarded parent, ${place}`, async () => {
      const routes = [
        {
          path: '',
          [place]: [admin],
          children: [{ path: 'forbidden', component: Page }, home],
        },
      ];
      const world = await startSignedIn(routes, { forbiddenUrl: '/forbidden' });
      const { at, redirects } = await land(world, '/');
      expect(at).toBe('/forbidden');
      expect(redirects).toBe(1);
    });

    it(`F1 is stopped by guards that redirect to each other, ${place}`, async () => {
      const world = await startSignedIn(
        [
          { path: 'a', ...guarded(admin) },
          { path: 'b', ...guarded(other) },
          { path: 'forbidden', redirectTo: 'a' },
          { path: 'login', ...guarded(guestGuard) },
          { path: '**', component: Page },
        ],
        { forbiddenUrl: '/forbidden', homeUrl: '/b' },
      );
      await land(world, '/open');
      for (const url of ['/a', '/b']) {
        const { at, redirects, reports } = await land(world, url);
        if (place !== 'canMatch') expect(at).toBe('/open');
        expect(redirects).toBeLessThanOrEqual(2);
        if (place !== 'canMatch') expect(reports.join()).toContain('forbiddenUrl "/forbidden"');
      }
    });
  }
});
