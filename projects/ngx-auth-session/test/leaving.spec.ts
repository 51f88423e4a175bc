import { EventType, Routes } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { authGuard, guestGuard, withLocalStorage } from '../src/public-api';
import { AUTH_RUNTIME } from '../src/lib/auth.runtime';
import { Login, Page } from './support/guarded-pages';
import { watch } from './support/outcome';
import { settle, wait } from './support/settle';
import { AuthWorld, grant, LOGOUT, setupAnotherApp, setupAuth } from './support/setup-auth';

const routes: Routes = [
  { path: 'login', canActivate: [guestGuard], component: Login },
  { path: 'sign-up', canMatch: [guestGuard], component: Page },
  { path: 'help', component: Page },
  { path: 'editor', canActivate: [authGuard], canDeactivate: [() => false], component: Page },
  { path: 'shell', canActivate: [authGuard], children: [{ path: 'page', component: Page }] },
  { path: '**', component: Page },
];

/** Every address that a navigation has begun to open. */
function startsOf({ router }: AuthWorld): string[] {
  const starts: string[] = [];
  router.events.subscribe((event) => {
    if (event.type === EventType.NavigationStart) starts.push(event.url);
  });
  return starts;
}

describe('F3 a page for guests', () => {
  for (const [page, target] of [
    ['/login?returnUrl=%2Fjobs%3Fq%3D1', '/jobs?q=1'],
    ['/login', '/home'],
    ['/sign-up?returnUrl=%2Fjobs', '/jobs'],
    ['/login?returnUrl=%2F%2Fevil.com', '/home'],
  ] as const) {
    it(`F3 ${page} is left for ${target} when a session begins in another tab`, async () => {
      const setup = { routes, config: { homeUrl: '/home' }, features: [withLocalStorage()] };
      const world = setupAuth(setup);
      await world.open(page);
      const starts = startsOf(world);
      const otherTab = await setupAnotherApp({ features: [withLocalStorage()] });
      await otherTab.signIn();
      window.dispatchEvent(new StorageEvent('storage', { key: 'auth.session' }));
      await settle();
      expect(world.router.url).toBe(target);
      expect(starts).toEqual([target]);
    });
  }

  it('F3 is left when the application takes tokens and goes nowhere', async () => {
    const world = setupAuth({ routes, config: { homeUrl: '/home' } });
    await world.open('/login?returnUrl=%2Fjobs');
    watch(world.auth.setTokens(grant(1) as { accessToken: string }));
    await settle(8);
    expect(world.router.url).toBe('/jobs');
  });

  it('F3 is left once when the application takes tokens and navigates', async () => {
    const world = setupAuth({ routes, config: { homeUrl: '/home' } });
    await world.open('/login?returnUrl=%2Fjobs');
    const starts = startsOf(world);
    const tokens = grant(1) as { accessToken: string };
    world.auth.setTokens(tokens).subscribe(() => void world.router.navigateByUrl('/welcome'));
    await settle(8);
    expect(starts).toEqual(['/welcome']);
  });

  it('F3 stays after a login of its own, which the application follows up', async () => {
    const world = setupAuth({ routes, config: { homeUrl: '/home' } });
    await world.open('/login');
    const starts = startsOf(world);
    await world.signIn();
    await settle(8);
    expect(starts).toEqual([]);
    expect(world.router.url).toBe('/login');
  });

  it('F3 of another application stays what it is: a public page is not left', async () => {
    const world = setupAuth({ routes });
    await world.open('/help');
    watch(world.auth.setTokens(grant(1) as { accessToken: string }));
    await settle(8);
    expect(world.router.url).toBe('/help');
  });
});

describe('F5 a sign-out', () => {
  let world: AuthWorld;
  let starts: string[];

  beforeEach(async () => {
    world = setupAuth({ routes });
    await world.signIn();
    await world.open('/shell/page');
    starts = startsOf(world);
  });

  it('F5 followed by a navigation does not show the login page', async () => {
    watch(world.auth.logout());
    void world.router.navigateByUrl('/bye');
    await world.answer(LOGOUT, null, 204);
    await settle(8);
    expect(starts).toEqual(['/bye']);
  });

  for (const status of [204, 500, 0]) {
    it(`F5 whose end leads to a navigation does not show the login page, ${status}`, async () => {
      const leave = (): void => void world.router.navigateByUrl('/bye');
      world.auth.logout().subscribe({ complete: leave, error: leave });
      await wait(50);
      expect(starts).toEqual([]);
      await world.answer(LOGOUT, null, status);
      await settle(8);
      expect(starts).toEqual(['/bye']);
      expect(world.router.url).toBe('/bye');
    });
  }

  it('F5 that is awaited before a navigation does not show the login page', async () => {
    const done = (async () => {
      await firstValueFrom(world.auth.logout(), { defaultValue: undefined });
      await Promise.resolve();
      await world.router.navigateByUrl('/bye');
    })();
    await wait(20);
    await world.answer(LOGOUT, null, 204);
    await done;
    expect(starts).toEqual(['/bye']);
  });

  it('F5 that nothing waits for leaves a guarded page at once', async () => {
    world.auth.logout();
    await settle();
    expect(starts).toEqual(['/login']);
    await world.answer(LOGOUT, null, 204);
  });

  it('F5 that only reports leaves a guarded page when it is done', async () => {
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 204);
    await settle(8);
    expect(starts).toEqual(['/login']);
  });
});

describe('F4 a guarded page that stays', () => {
  it('F4 is known as one until it is left or the user signs in', async () => {
    const world = setupAuth({ routes });
    await world.signIn();
    await world.open('/editor');
    const auth = world.injector.get(AUTH_RUNTIME).made!;
    world.auth.logout();
    await world.answer(LOGOUT, null, 204);
    expect(world.router.url).toBe('/editor');
    expect(auth.isPageForUsers!()).toBeTrue();
  });

  it('F4 is not the login page, even below a guarded parent', async () => {
    const world = setupAuth({
      routes: [
        { path: '', canActivate: [authGuard], children: [{ path: 'login', component: Login }] },
      ],
    });
    await world.open('/login');
    expect(world.injector.get(AUTH_RUNTIME).made!.isPageForUsers!()).toBeFalse();
  });
});
