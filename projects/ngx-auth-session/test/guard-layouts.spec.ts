import { ErrorHandler } from '@angular/core';
import { Routes, withRouterConfig } from '@angular/router';
import { authGuard, AuthConfig, guestGuard, roleGuard } from '../src/public-api';
import { land, Login, Page, Reports, showsLogin } from './support/guarded-pages';
import { AuthSetup, AuthWorld, setupAuth } from './support/setup-auth';

const PLACES = ['canActivate', 'canActivateChild', 'canMatch'] as const;

/** Routers that could take one redirect for another. */
const ROUTERS: Record<string, AuthSetup['router']> = {
  'usual router': [],
  'eager router': [withRouterConfig({ urlUpdateStrategy: 'eager' })],
  'reloading router': [withRouterConfig({ onSameUrlNavigation: 'reload' })],
};

const login = { path: 'login', component: Login };
const guestLogin = { ...login, canActivate: [guestGuard] };
const home = { path: '', component: Page, pathMatch: 'full' } as const;
const admin = roleGuard('admin');
const other = roleGuard('owner');

function start(routes: Routes, setup: AuthSetup = {}): AuthWorld {
  const providers = [{ provide: ErrorHandler, useClass: Reports }];
  return setupAuth({ routes, providers, ...setup });
}

/** Layouts in which a visitor must always get to see the login page. */
const withLogin: Record<string, Routes> = {};
for (const place of PLACES) {
  for (const [kind, guard] of Object.entries({ authGuard, roleGuard: admin })) {
    const guarded = { [place]: [guard] };
    const name = `${kind} in ${place}`;
    const pages = [home, { path: 'deep', component: Page }];
    Object.assign(withLogin, {
      [`a shell with ${name} in front of the login page`]:
        place === 'canMatch'
          ? [{ path: '', ...guarded, component: Page, children: pages }, login]
          : [{ path: '', ...guarded, children: pages }, login],
      [`the login page below a parent with ${name}`]: [
        { path: '', ...guarded, children: [...pages, login] },
      ],
      [`a guarded login page below a parent with ${name}`]: [
        { path: '', ...guarded, children: [...pages, guestLogin] },
      ],
      [`the login page two levels below a parent with ${name}`]: [
        { path: '', ...guarded, children: [{ path: '', children: [...pages, guestLogin] }] },
      ],
      [`the login page below two parents with ${name}`]: [
        { path: '', ...guarded, children: [{ path: '', ...guarded, children: [...pages, login] }] },
      ],
      [`a shell with a page for everything else, and ${name}`]: [
        {
          path: '',
          ...guarded,
          children:
            place === 'canMatch'
              ? [...pages, { path: '**', component: Page }]
              : [...pages, login, { path: '**', component: Page }],
        },
        guestLogin,
      ],
      [`an outlet with ${name} beside the login page`]: [
        login,
        { path: 'side', outlet: 'popup', ...guarded, children: [home] },
        { path: '', outlet: 'menu', ...guarded, children: [home] },
        { path: '**', ...guarded, children: [home] },
      ],
    });
  }
}
Object.assign(withLogin, {
  'a lazy shell with authGuard in canMatch in front of the login page': [
    {
      path: '',
      canMatch: [authGuard],
      loadChildren: () => [home, { path: '**', component: Page }],
    },
    guestLogin,
  ],
  'the login page in a lazy part below a guarded parent': [
    {
      path: '',
      canActivate: [authGuard],
      loadChildren: () => [home, { path: 'deep', component: Page }, login],
    },
  ],
  'a login page that is itself guarded': [
    { ...login, canActivate: [authGuard] },
    { path: '**', canActivate: [authGuard], component: Page },
  ],
  'a guarded page that takes any address': [
    { path: ':page', canMatch: [authGuard], component: Page },
    login,
    { path: '', redirectTo: 'deep', pathMatch: 'full' },
  ],
});

describe('F1 a visitor', () => {
  for (const [router, features] of Object.entries(ROUTERS)) {
    for (const [layout, routes] of Object.entries(withLogin)) {
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

  it('F1 sees another page than a user at the same address', async () => {
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
    it(`F1 is turned away where no login page is to be found, ${place}`, async () => {
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

  it('F1 does not go round between the library and a guard of the application', async () => {
    const world = start([
      { path: '', pathMatch: 'full', canActivate: [authGuard], component: Page },
      { ...login, canActivate: [() => world.router.parseUrl('/')] },
    ]);
    const { at, redirects } = await land(world, '/');
    expect(at).toBe('/');
    expect(redirects).toBe(2);
  });

  it('F1 does not go round between the library and a guard that navigates by itself', async () => {
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
    it(`F1 sees a page for guests that is also home, ${router}`, async () => {
      const routes = [{ path: '', canActivate: [guestGuard], component: Page }];
      const world = await startSignedIn(routes, {}, { router: features });
      const { redirects, reports } = await land(world, '/');
      expect(redirects).toBe(0);
      expect(reports.join()).toContain('homeUrl "/"');
      expect(world.router.routerState.snapshot.root.firstChild?.component).toBe(Page);
    });
  }

  it('F1 sees another page than a visitor at the same address', async () => {
    const routes = [
      { path: '', canMatch: [guestGuard], component: Login },
      { path: '', component: Page },
    ];
    const world = await startSignedIn(routes);
    expect(await land(world, '/')).toEqual({ at: '/', opened: true, redirects: 0, reports: [] });
    expect(showsLogin(world)).toBeFalse();
  });

  it('F1 is not sent from one page for guests to the next and back', async () => {
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

    it(`F1 sees the login page that is also the forbidden page, ${place}`, async () => {
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

    it(`F1 is turned away by guards that send users to each other, ${place}`, async () => {
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
