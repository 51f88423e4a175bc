import { Component } from '@angular/core';
import { authGuard, withLocalStorage } from '../../src/public-api';
import { failure, watch } from '../support/outcome';
import { settle, until } from '../support/settle';
import {
  ADA,
  authorization,
  AuthSetup,
  AuthWorld,
  bearer,
  grant,
  LOGOUT,
  REFRESH,
  respond,
  setupAnotherApp,
  setupAuth,
} from '../support/setup-auth';

@Component({ template: '' })
class Page {}

/** Sends the storage events that the browser sends to every other tab. Here the tabs share a window. */
async function notifyTabs(): Promise<void> {
  window.dispatchEvent(new StorageEvent('storage', { key: 'auth.session' }));
  await settle();
}

describe('tabs', () => {
  let a: AuthWorld;
  let b: AuthWorld;

  /** Signs in in tab A, then opens tab B. */
  async function open(setup: AuthSetup = {}): Promise<void> {
    const features = [withLocalStorage()];
    a = await setupAnotherApp({ features });
    await a.signIn();
    b = setupAuth({ features, ...setup });
    expect(b.auth.user()).toEqual(ADA);
  }

  it("X1 X2 make one call, and the tab that waited uses the other tab's tokens", async () => {
    await open();
    const inA = await a.refused('/a');
    const refresh = await a.sent(REFRESH);
    const inB = await b.refused('/b');
    await settle(10);
    b.controller.expectNone(REFRESH);
    respond(refresh, grant(2));
    expect(authorization(await a.answer('/a', {}))).toBe(bearer(2));
    await notifyTabs();
    expect(authorization(await b.answer('/b', {}))).toBe(bearer(2));
    expect([inA.completed, inB.completed]).toEqual([true, true]);
    expect(b.events).toContain({ type: 'refreshed', by: 'other-tab' });
  });

  it('X3 C-13 continue after the time limit when the tab that refreshes never finishes', async () => {
    await open({ config: { lockTimeoutMs: 60 } });
    await a.refused('/a');
    const stuck = await a.sent(REFRESH);
    const inB = await b.refused('/b');
    await b.flushRefresh(grant(3));
    expect(authorization(await b.answer('/b', {}))).toBe(bearer(3));
    expect(inB.completed).toBeTrue();
    respond(stuck, '', 401);
    expect(authorization(await a.answer('/a', {}))).toBe(bearer(3));
  });

  it('X4 X5 C-13 adopt the token pair of the faster tab when a refusal shows that there is one', async () => {
    spyOnProperty(navigator, 'locks').and.returnValue(undefined as never);
    await open();
    await a.refused('/a');
    const inB = await b.refused('/b');
    await a.flushRefresh();
    expect(authorization(await a.answer('/a', {}))).toBe(bearer(2));
    await b.flushRefresh({ error: 'invalid_grant' }, 400);
    expect(authorization(await b.answer('/b', {}))).toBe(bearer(2));
    expect(inB.completed).toBeTrue();
    expect(b.told).not.toContain('session-expired');
  });

  it('X6 sign out together: waiting requests fail, guarded pages are left, one call is made', async () => {
    await open({
      routes: [
        { path: 'profile', canActivate: [authGuard], component: Page },
        { path: 'login', component: Page },
      ],
    });
    await b.open('/profile');
    const waiting = await b.refused('/b');
    const refresh = await b.sent(REFRESH);
    watch(a.auth.logout());
    await a.answer(LOGOUT, null, 204);
    await notifyTabs();
    expect(failure(waiting)).toEqual({ status: 0, code: 'superseded' });
    expect(b.auth.status()).toBe('anonymous');
    expect(b.events.at(-1)).toEqual({ type: 'signed-out', by: 'other-tab' });
    expect(b.router.url).toBe('/login?returnUrl=%2Fprofile');
    b.controller.expectNone(LOGOUT);
    respond(refresh, '', 401);
  });

  it('X7 show the user who signed in last, and discard a late refresh of the previous session', async () => {
    await open();
    await b.refused('/b');
    const late = await b.sent(REFRESH);
    await a.signIn(grant(9, { user: { name: 'Grace' } }));
    await a.answer(LOGOUT, null, 204);
    await notifyTabs();
    expect(b.auth.user()).toEqual({ name: 'Grace' });
    respond(late, grant(2));
    await b.answer(LOGOUT, null, 204);
    b.get('/c');
    expect(authorization(await b.answer('/c', {}))).toBe(bearer(9));
    expect(localStorage.getItem('auth.session')).toContain('refresh-9');
  });

  it('sign in together', async () => {
    await open();
    watch(a.auth.logout());
    await a.answer(LOGOUT, null, 204);
    await notifyTabs();
    await a.signIn(grant(5, { user: ADA }));
    await notifyTabs();
    expect(b.auth.isAuthenticated()).toBeTrue();
    expect(b.events.at(-1)).toEqual({ type: 'signed-in', by: 'other-tab' });
  });

  for (const event of ['pageshow', 'focus', 'online', 'visibilitychange']) {
    it(`L7 notice a sign-out that they slept through when they wake up with ${event}`, async () => {
      await open();
      // Another tab signs out. This one sleeps, and receives no event.
      const { id } = JSON.parse(localStorage.getItem('auth.session')!) as { id: number };
      localStorage.setItem('auth.session', JSON.stringify({ id, tokens: null }));
      expect(b.auth.status()).toBe('authenticated');
      (event === 'visibilitychange' ? document : window).dispatchEvent(new Event(event));
      await until(() => b.auth.status() === 'anonymous', 'sign-out');
      await settle();
      expect(b.told).toEqual(['signed-in', 'signed-out']);
    });
  }
});
