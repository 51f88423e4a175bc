import { withLocalStorage, withRefreshCookie, withSessionStorage } from '../../src/public-api';
import { failure } from '../support/outcome';
import { settle } from '../support/settle';
import { authorization, bearer, grant, REFRESH, setupAuth } from '../support/setup-auth';

/** Dispatches the event that the browser fires when the user leaves the page or comes back to it. */
function dispatch(event: 'pagehide' | 'pageshow'): void {
  window.dispatchEvent(new PageTransitionEvent(event, { persisted: true }));
}

describe('a page that the user leaves', () => {
  beforeEach(() => spyOnProperty(navigator, 'locks').and.returnValue(undefined as never));
  afterEach(() => dispatch('pageshow'));

  for (const [storage, features] of Object.entries({
    memory: [],
    localStorage: [withLocalStorage()],
    sessionStorage: [withSessionStorage()],
    cookie: [withRefreshCookie()],
  })) {
    it(`F112 uses no refresh token without Web Locks either, and refreshes when the page is restored: ${storage}`, async () => {
      const world = setupAuth({ features });
      await world.signInExpired();
      dispatch('pagehide');
      const failed = world.get('/beacon');
      await settle();
      world.controller.expectNone(REFRESH);
      expect(failure(failed)).toEqual({ status: 0, code: 'network' });
      dispatch('pageshow');
      world.get('/next');
      await world.flushRefresh();
      expect(authorization(await world.answer('/next', {}))).toBe(bearer(2));
    });
  }

  it('F111 F112 sends its last request with a token that is valid for a few more seconds', async () => {
    const world = setupAuth();
    await world.signIn(grant(1, { expiresIn: 10 }));
    spyOn(Date, 'now').and.returnValue(Date.now() + 8_000);
    dispatch('pagehide');
    world.get('/beacon');
    expect(authorization(await world.answer('/beacon', {}))).toBe(bearer(1));
    world.controller.expectNone(REFRESH);
  });
});
