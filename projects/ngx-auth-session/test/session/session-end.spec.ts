import { Component } from '@angular/core';
import { EventType, Routes } from '@angular/router';
import { authGuard, guestGuard, roleGuard, withLocalStorage } from '../../src/public-api';
import { watch } from '../support/outcome';
import { settle } from '../support/settle';
import { AuthWorld, LOGOUT, setupAnotherApp, setupAuth } from '../support/setup-auth';

@Component({ template: '' })
class Page {}

const routes: Routes = [
  { path: 'public', component: Page },
  { path: 'login', canActivate: [guestGuard], component: Page },
  { path: 'profile', canMatch: [authGuard], component: Page },
  { path: 'admin', canActivate: [roleGuard('user')], component: Page },
  {
    path: 'area',
    canActivateChild: [authGuard],
    children: [{ path: 'part', children: [{ path: 'page', component: Page }] }],
  },
];

describe('end of a session', () => {
  let world: AuthWorld;

  async function signInAt(url: string): Promise<void> {
    world = setupAuth({ routes, features: [withLocalStorage()] });
    await world.signIn();
    expect(await world.open(url)).toBe(url);
  }

  /** Refuses the next refresh, and returns the URL that the application shows afterwards. */
  async function expire(): Promise<string> {
    await world.refused('/a');
    await world.flushRefresh('', 401);
    await settle();
    return world.router.url;
  }

  for (const page of ['/profile', '/admin', '/area/part/page', '/profile?tab=2#end']) {
    it(`G10 redirects from ${page} to the login page, with the return URL`, async () => {
      await signInAt(page);
      expect(await expire()).toBe(`/login?returnUrl=${encodeURIComponent(page)}`);
      expect(world.auth.returnUrl()).toBe(page);
    });
  }

  it('G10 redirects once, however many requests fail', async () => {
    await signInAt('/profile');
    const starts: string[] = [];
    world.router.events.subscribe((event) => {
      if (event.type === EventType.NavigationStart) starts.push(event.url);
    });
    await world.refusedTogether('/a', '/b');
    await world.flushRefresh('', 401);
    await settle();
    expect(starts).toEqual(['/login?returnUrl=%2Fprofile']);
  });

  it('G10 stays on a public page', async () => {
    await signInAt('/profile');
    await world.open('/public');
    expect(await expire()).toBe('/public');
  });

  it('G10 stays on the login page', async () => {
    world = setupAuth({ routes });
    await world.open('/login?returnUrl=%2Fadmin');
    await world.signIn();
    expect(await expire()).toBe('/login?returnUrl=%2Fadmin');
  });

  it('G10 leaves a guarded page without a return URL when the user signs out', async () => {
    await signInAt('/profile');
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 204);
    expect(world.router.url).toBe('/login');
  });

  it('G10 stays on a public page when the user signs out', async () => {
    await signInAt('/public');
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 204);
    expect(world.router.url).toBe('/public');
  });

  it('X6 leaves a guarded page with a return URL when another tab signs out', async () => {
    await signInAt('/profile');
    const otherTab = await setupAnotherApp({ features: [withLocalStorage()] });
    watch(otherTab.auth.logout());
    await otherTab.answer(LOGOUT, null, 204);
    window.dispatchEvent(new StorageEvent('storage', { key: 'auth.session' }));
    await settle();
    expect(world.router.url).toBe('/login?returnUrl=%2Fprofile');
  });

  it('waits for a navigation in progress before it redirects', async () => {
    await signInAt('/profile');
    const opened = world.open('/public');
    watch(world.auth.logout());
    expect(await opened).toBe('/public');
    await world.answer(LOGOUT, null, 204);
    expect(world.router.url).toBe('/public');
  });

  it('redirects again when the next session ends', async () => {
    await signInAt('/profile');
    await expire();
    await world.signIn();
    await world.open('/admin');
    expect(await expire()).toBe('/login?returnUrl=%2Fadmin');
  });
});
