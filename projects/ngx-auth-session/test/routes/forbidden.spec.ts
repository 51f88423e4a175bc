import { ErrorHandler } from '@angular/core';
import { Routes } from '@angular/router';
import { AuthConfig, guestGuard, roleGuard } from '../../src/public-api';
import { land, Login, Page, Reports, showsLogin, shownRoutes } from '../support/guarded-pages';
import { settle } from '../support/settle';
import { AuthWorld, setupAuth } from '../support/setup-auth';

const login = { path: 'login', component: Login, canActivate: [guestGuard] };
const admin = { canActivate: [roleGuard('admin', 'owner')], component: Page };
const home = { path: '', pathMatch: 'full', ...admin } as const;

async function signedIn(routes: Routes, config: Partial<AuthConfig> = {}): Promise<AuthWorld> {
  const providers = [{ provide: ErrorHandler, useClass: Reports }];
  const world = setupAuth({ routes, config, providers });
  await world.signIn();
  world.events.length = 0;
  return world;
}

describe('F2 a missing role', () => {
  it('F2 is reported with the roles and the URL, and redirects to the forbidden page', async () => {
    const world = await signedIn(
      [
        { path: 'admin', ...admin },
        { path: '**', component: Page },
      ],
      { forbiddenUrl: '/forbidden' },
    );
    expect((await land(world, '/admin?tab=2#end')).at).toBe('/forbidden');
    await settle();
    expect(world.events).toEqual([
      { type: 'forbidden', roles: ['admin', 'owner'], url: '/admin?tab=2#end' },
    ]);
  });

  it('F2 redirects home without a forbidden page', async () => {
    const world = await signedIn([
      { path: 'admin', ...admin },
      { path: '**', component: Page },
    ]);
    expect((await land(world, '/admin')).at).toBe('/');
    await settle();
    expect(world.told).toEqual(['forbidden']);
  });

  it('F2 is reported if home needs the role, right after the login', async () => {
    const world = await signedIn([home, { ...login, canActivate: [] }]);
    await land(world, '/login');
    const { at, opened, redirects, reports } = await land(world, '/');
    // `opened` is false because the login page stays on screen.
    expect({ at, opened, redirects }).toEqual({ at: '/login', opened: false, redirects: 0 });
    expect(reports.join()).toContain('forbiddenUrl "/"');
    await settle();
    expect(world.events).toEqual([{ type: 'forbidden', roles: ['admin', 'owner'], url: '/' }]);
  });

  for (const url of ['/', '/login', '/login?returnUrl=%2F', '/other']) {
    for (const [layout, routes] of Object.entries({
      'home alone': [home, login, { path: 'other', redirectTo: '' }],
      'a shell around home and the login page': [
        { path: '', ...admin, children: [{ path: '', component: Page, pathMatch: 'full' }, login] },
        { path: 'other', redirectTo: '' },
      ] as Routes,
    })) {
      it(`F2 does not leave the screen empty at ${url}: ${layout}`, async () => {
        const world = await signedIn(routes);
        const { at, redirects } = await land(world, url);
        expect(at).toMatch(/^\/login/);
        expect(redirects).toBeLessThanOrEqual(3);
        expect(shownRoutes(world.router)).not.toEqual([]);
        expect(showsLogin(world)).toBeTrue();
        await settle();
        expect(world.told).toContain('forbidden');
      });
    }
  }

  it('F2 redirects home if the forbidden page needs a missing role, too', async () => {
    const world = await signedIn(
      [
        { path: 'admin', ...admin },
        { path: 'no', ...admin },
        { path: 'forbidden', redirectTo: 'no' },
        { path: '', component: Page },
      ],
      { forbiddenUrl: '/forbidden' },
    );
    const { at, redirects } = await land(world, '/admin');
    expect({ at, redirects }).toEqual({ at: '/', redirects: 2 });
  });

  it('F2 emits no event if the role only decides which route matches', async () => {
    const world = await signedIn([
      { path: '', canMatch: [roleGuard('admin')], component: Login },
      { path: '', component: Page },
    ]);
    expect(await land(world, '/')).toEqual({ at: '/', opened: true, redirects: 0, reports: [] });
    await settle();
    expect(world.told).toEqual([]);
    expect(showsLogin(world)).toBeFalse();
  });
});
