import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  AuthFeature,
  AuthStorage,
  authGuard,
  IdleTimeout,
  withIdleTimeout,
  withLocalStorage,
  withRefreshCookie,
  withSessionStorage,
  withStorage,
} from '../../src/public-api';
import { settle, until } from '../support/settle';
import { slowStorage } from '../support/stored-session';
import { authorization, AuthWorld, bearer, grant, LOGOUT, setupAuth } from '../support/setup-auth';

@Component({ template: '' })
class Page {}

const ROUTES = [
  { path: 'profile', canActivate: [authGuard], component: Page },
  { path: 'login', component: Page },
];
const MINUTE = 60_000;
const idle = (): AuthFeature => withIdleTimeout({ minutes: 10, warningSeconds: 120 });

const custom: AuthStorage = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, value) => sessionStorage.setItem(key, value),
  removeItem: (key) => sessionStorage.removeItem(key),
};

const STORAGES: Record<string, () => AuthFeature> = {
  localStorage: withLocalStorage,
  sessionStorage: withSessionStorage,
  'a custom storage': () => withStorage(() => custom),
  'a custom storage that is shared': () => withStorage(() => ({ ...custom, shared: true })),
  'an async storage': () => withStorage(() => slowStorage(sessionStorage, 5)),
  'an async storage that is shared': () =>
    withStorage(() => ({ ...slowStorage(localStorage, 5), shared: true })),
  'the refresh cookie': withRefreshCookie,
};

const stored = (): string =>
  [localStorage, sessionStorage].flatMap((area) => Object.values(area)).join();

describe('withIdleTimeout(), while no page is open', () => {
  let ahead: number;

  beforeEach(() => {
    ahead = 0;
    const now = Date.now.bind(Date);
    spyOn(Date, 'now').and.callFake(() => now() + ahead);
  });

  /** Signs in, leaves the page, and comes back later. */
  async function comeBack(feature: () => AuthFeature, afterMs: number): Promise<AuthWorld> {
    const features = [feature(), idle()];
    await setupAuth({ features }).signIn(grant(1, { expiresIn: 86_400 }));
    await until(() => stored().includes(`${Math.floor(Date.now() / 1e5)}`), 'the note');
    await settle(30);
    TestBed.resetTestingModule();
    ahead += afterMs;
    // Features in the other order: neither may undo the other.
    return setupAuth({ features: [idle(), feature()], routes: ROUTES });
  }

  for (const [kind, feature] of Object.entries(STORAGES)) {
    it(`F21 ends the session at the next start, before a listener sees it, from ${kind}`, async () => {
      const world = await comeBack(feature, 10 * MINUTE);
      const seen: boolean[] = [];
      world.auth.isAuthenticated$.subscribe((is) => seen.push(is));
      world.get('/a');
      expect(authorization(await world.answer('/a', {}))).toBeNull();
      expect(await world.open('/profile')).toBe('/login?returnUrl=%2Fprofile');
      const { request } = await world.answer(LOGOUT, null, 204);
      if (feature !== withRefreshCookie)
        expect(request.body).toEqual({ refreshToken: 'refresh-1' });
      await settle(30);
      expect(seen).toEqual([false]);
      expect(world.events).toEqual([{ type: 'signed-out', by: 'idle' }]);
      expect(stored()).not.toContain('refresh-1');
    });

    it(`F21 keeps the session of a user who comes back in time from ${kind}`, async () => {
      const world = await comeBack(feature, 10 * MINUTE - 5_000);
      await until(() => world.auth.isAuthenticated(), 'the session');
      await until(() => world.told.includes('idle-warning'), 'the warning');
    });

    it(`F21 does not sign out because the clock was set back, from ${kind}`, async () => {
      const world = await comeBack(feature, -60 * MINUTE);
      await until(() => world.auth.isAuthenticated(), 'the session');
      await settle(30);
      expect(world.told).toEqual(['signed-in']);
      // A time in the future must not keep the user signed in.
      await until(
        () => stored().includes(`${Math.floor(Date.now() / 1e5)}`),
        'the last activity by this clock',
      );
    });
  }

  it('F21 lets a sign-in win that starts while an async storage is being read', async () => {
    const world = await comeBack(STORAGES['an async storage']!, 10 * MINUTE);
    const signedIn = world.signIn(grant(7));
    await world.answer(LOGOUT, null, 204);
    await signedIn;
    await settle(30);
    world.get('/a');
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(7));
  });
});

describe("withIdleTimeout(), outside the window's own events", () => {
  let world: AuthWorld;
  const frames: HTMLIFrameElement[] = [];

  beforeEach(async () => {
    jasmine.clock().install().mockDate();
    world = setupAuth({ features: [idle(), withLocalStorage()] });
    await world.signIn(grant(1, { expiresIn: 86_400 }));
    await pass(500);
    expect(world.told).toEqual(['signed-in', 'idle-warning']);
  });

  afterEach(() => {
    frames.splice(0).forEach((frame) => frame.remove());
    jasmine.clock().uninstall();
  });

  async function pass(seconds: number): Promise<void> {
    jasmine.clock().tick(seconds * 1_000);
    await settle();
  }

  function addFrame(into = document, attributes: Record<string, string> = {}): HTMLIFrameElement {
    const frame = into.createElement('iframe');
    for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
    into.body.append(frame);
    frames.push(frame);
    return frame;
  }

  async function focus(frame: HTMLIFrameElement): Promise<void> {
    frame.focus();
    frame.ownerDocument.defaultView!.dispatchEvent(new Event('blur'));
    await pass(0);
  }

  const typeIn = ({ contentDocument }: HTMLIFrameElement): boolean =>
    contentDocument!.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }));

  /** Returns whether the user counts as active, which ends the warning. */
  async function isActive(): Promise<boolean> {
    await settle();
    return world.told.at(-1) === 'idle-warning-ended';
  }

  it('F22 counts activity that the application reports', async () => {
    TestBed.inject(IdleTimeout).reportActivity();
    expect(await isActive()).toBeTrue();
    await pass(599);
    expect(world.auth.isAuthenticated()).toBeTrue();
    await pass(1);
    await world.answer(LOGOUT, null, 204);
    expect(world.events.at(-1)).toEqual({ type: 'signed-out', by: 'idle' });
  });

  it('F22 keeps the user signed in while the application reports activity', async () => {
    for (let minute = 0; minute < 60; minute++) {
      TestBed.inject(IdleTimeout).reportActivity();
      await pass(60);
    }
    expect(world.auth.isAuthenticated()).toBeTrue();
  });

  it('F22 counts moving the focus into a frame, and typing there', async () => {
    const frame = addFrame();
    await focus(frame);
    expect(await isActive()).toBeTrue();
    await pass(500);
    expect(await isActive()).toBeFalse();
    typeIn(frame);
    expect(await isActive()).toBeTrue();
  });

  it('F22 counts typing in a frame within a frame', async () => {
    const outer = addFrame();
    const inner = addFrame(outer.contentDocument!);
    await focus(outer);
    await focus(inner);
    await pass(500);
    typeIn(inner);
    expect(await isActive()).toBeTrue();
  });

  it('F22 counts scrolling in a frame under the pointer that has no focus', async () => {
    const frame = addFrame();
    frame.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    frame.contentDocument!.body.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
    expect(await isActive()).toBeTrue();
  });

  it('F22 counts typing in a page that a frame has loaded later', async () => {
    const frame = addFrame();
    await focus(frame);
    await pass(500);
    const loaded = new Promise((done) => frame.addEventListener('load', done));
    frame.srcdoc = '<p>Another page</p>';
    await loaded;
    typeIn(frame);
    expect(await isActive()).toBeTrue();
  });

  it('F22 counts moving the focus into a frame of another origin, whose events are not visible', async () => {
    const frame = addFrame(document, { sandbox: '', srcdoc: '<p>Elsewhere</p>' });
    await focus(frame);
    expect(await isActive()).toBeTrue();
  });

  it('F22 A9 stops listening to frames when it is destroyed', async () => {
    const frame = addFrame();
    await focus(frame);
    const removed = spyOn(frame.contentWindow!, 'removeEventListener').and.callThrough();
    TestBed.resetTestingModule();
    expect(removed.calls.allArgs().map(([name]) => name)).toContain('keydown');
  });

  it('F22 does not count losing the focus to another program', async () => {
    window.dispatchEvent(new Event('blur'));
    await pass(0);
    expect(await isActive()).toBeFalse();
  });

  it('F22 does nothing without the feature', () => {
    TestBed.resetTestingModule();
    setupAuth();
    expect(() => TestBed.inject(IdleTimeout).reportActivity()).not.toThrow();
  });
});
