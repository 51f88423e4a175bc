import { EventType, Routes } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { authGuard, guestGuard, withLocalStorage } from '../../src/public-api';
import { Login, Page } from '../support/guarded-pages';
import { failure, watch } from '../support/outcome';
import { settle, until, wait } from '../support/settle';
import { AuthWorld, grant, LOGOUT, setupAnotherApp, setupAuth } from '../support/setup-auth';

const routes: Routes = [
  { path: 'login', canActivate: [guestGuard], component: Login },
  { path: 'sign-up', canMatch: [guestGuard], component: Page },
  { path: 'help', component: Page },
  { path: 'editor', canActivate: [authGuard], canDeactivate: [() => false], component: Page },
  { path: 'shell', canActivate: [authGuard], children: [{ path: 'page', component: Page }] },
  { path: '**', component: Page },
];

/** Returns a list that collects the URL of every navigation that starts. */
function startsOf({ router }: AuthWorld): string[] {
  const starts: string[] = [];
  router.events.subscribe((event) => {
    if (event.type === EventType.NavigationStart) starts.push(event.url);
  });
  return starts;
}

describe('F3 a page for visitors', () => {
  for (const [page, target] of [
    ['/login?returnUrl=%2Fjobs%3Fq%3D1', '/jobs?q=1'],
    ['/login', '/home'],
    ['/sign-up?returnUrl=%2Fjobs', '/jobs'],
    ['/login?returnUrl=%2F%2Fevil.com', '/home'],
  ] as const) {
    it(`F3 ${page} is left for ${target} when another tab signs in`, async () => {
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

  it('F3 is left when the application calls setTokens() and does not navigate', async () => {
    const world = setupAuth({ routes, config: { homeUrl: '/home' } });
    await world.open('/login?returnUrl=%2Fjobs');
    watch(world.auth.setTokens(grant(1) as { accessToken: string }));
    await settle(8);
    expect(world.router.url).toBe('/jobs');
  });

  it('F3 is left once when the application calls setTokens() and navigates', async () => {
    const world = setupAuth({ routes, config: { homeUrl: '/home' } });
    await world.open('/login?returnUrl=%2Fjobs');
    const starts = startsOf(world);
    const tokens = grant(1) as { accessToken: string };
    world.auth.setTokens(tokens).subscribe(() => void world.router.navigateByUrl('/welcome'));
    await settle(8);
    expect(starts).toEqual(['/welcome']);
  });

  it('F3 stays open after a login, because the application navigates', async () => {
    const world = setupAuth({ routes, config: { homeUrl: '/home' } });
    await world.open('/login');
    const starts = startsOf(world);
    await world.signIn();
    await settle(8);
    expect(starts).toEqual([]);
    expect(world.router.url).toBe('/login');
  });

  it('F3 does not affect a public page', async () => {
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
    it(`F5 with a navigation when it completes does not show the login page, ${status}`, async () => {
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

  it('F5 without a subscriber leaves a guarded page at once', async () => {
    world.auth.logout();
    await settle();
    expect(starts).toEqual(['/login']);
    await world.answer(LOGOUT, null, 204);
  });

  it('F5 with a subscriber that does not navigate leaves a guarded page when it completes', async () => {
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 204);
    await settle(8);
    expect(starts).toEqual(['/login']);
  });
});

describe('F4 a guarded page that stays open because it has unsaved changes', () => {
  let world: AuthWorld;

  /** Ways in which the session of the page ends. */
  const ends: Record<string, () => Promise<unknown>> = {
    'its refresh is refused': async () => {
      await world.refused('/data');
      return world.flushRefresh('', 401);
    },
    'the user signs out': async () => {
      world.auth.logout();
      return world.answer(LOGOUT, null, 204);
    },
    'the user signs out in another tab': async () => {
      const otherTab = await setupAnotherApp({ features: [withLocalStorage()] });
      otherTab.auth.logout();
      return otherTab.answer(LOGOUT, null, 204);
    },
  };

  for (const [how, end] of Object.entries(ends)) {
    for (const method of ['GET', 'POST']) {
      it(`F4 gets session-expired for the 401 of a ${method} after ${how}`, async () => {
        world = setupAuth({ routes, features: [withLocalStorage()] });
        await world.signIn();
        await world.open('/editor');
        await end();
        await until(() => !world.auth.isAuthenticated(), 'the session to end');
        await settle(8);
        expect(world.router.url).toBe('/editor');
        const save = watch(world.http.request(method, '/save'));
        await world.answer('/save', { reason: 'who are you' }, 401);
        expect(failure(save)).toEqual({ status: 401, code: 'session-expired' });
        await world.signIn(grant(7));
        const again = watch(world.http.request(method, '/save'));
        await world.answer('/save', null, 401);
        await world.flushRefresh(grant(8));
        await world.answer('/save', {});
        expect(again.completed).toBeTrue();
      });
    }
  }

  it('F4 does not change a 401 on the login page', async () => {
    const children: Routes = [{ path: 'login', component: Login }];
    world = setupAuth({ routes: [{ path: '', canActivate: [authGuard], children }] });
    await world.open('/login');
    const outcome = world.get('/captcha');
    await world.answer('/captcha', null, 401);
    expect(failure(outcome)).toEqual({ status: 401 });
  });
});
