import { Observable } from 'rxjs';
import {
  AuthService,
  withIdleTimeout,
  withLocalStorage,
  withScheduledRefresh,
} from '../../src/public-api';
import { codeOf, failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  bearer,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAnotherApp,
  USER,
} from '../support/setup-auth';

describe('isolation of injectors', () => {
  it('Q26 keeps another application unchanged when one refreshes', async () => {
    const one = await setupAnotherApp();
    const other = await setupAnotherApp();
    await one.signIn(grant(1));
    await other.signIn(grant(7));
    await one.refused('/a');
    other.get('/b');
    expect(authorization(await other.answer('/b', {}))).toBe(bearer(7));
    await one.flushRefresh();
    await one.answer('/a', {});
    other.get('/c');
    expect(authorization(await other.answer('/c', {}))).toBe(bearer(7));
    expect(other.told).toEqual(['signed-in']);
  });

  it('Q26 keeps another application signed in when one signs out', async () => {
    const one = await setupAnotherApp();
    const other = await setupAnotherApp();
    await one.signIn(grant(1));
    await other.signIn(grant(7));
    watch(one.auth.logout());
    await one.answer('/api/logout', null, 204);
    expect([one.auth.status(), other.auth.status()]).toEqual(['anonymous', 'authenticated']);
  });

  it('A9 settles every waiting request and stops the call when the injector is destroyed during a refresh', async () => {
    const app = await setupAnotherApp();
    await app.signIn();
    const waiting = await app.refusedTogether('/a', '/b');
    const command = watch(app.auth.refresh());
    const refresh = await app.sent(REFRESH);
    app.destroy();
    await settle();
    const destroyed = { status: 0, code: 'destroyed' };
    expect(waiting.map(failure)).toEqual([destroyed, destroyed]);
    expect(codeOf(command)).toBe('destroyed');
    expect(refresh.cancelled).toBeTrue();
  });

  const commands: Record<string, (auth: AuthService) => Observable<unknown>> = {
    'login()': (auth) => auth.login({ name: 'ada' }),
    'logout()': (auth) => auth.logout(),
    'refresh()': (auth) => auth.refresh(),
    'currentUser()': (auth) => auth.currentUser({ reload: true }),
    'setTokens()': (auth) => auth.setTokens({ accessToken: 'access-9' }),
    'accessToken()': (auth) => auth.accessToken(),
  };
  const config = { endpoints: { login: LOGIN, refresh: REFRESH, logout: LOGOUT, user: USER } };

  for (const [name, run] of Object.entries(commands)) {
    it(`A9 fails ${name} after the application is destroyed, and sends and stores nothing`, async () => {
      const app = await setupAnotherApp({ config, features: [withLocalStorage()] });
      await app.signIn();
      const stored = JSON.stringify({ ...localStorage });
      app.destroy();
      const command = watch(run(app.auth));
      await settle();
      expect(codeOf(command)).toBe('destroyed');
      expect(JSON.stringify({ ...localStorage })).toBe(stored);
    });
  }

  for (const [name, url] of [
    ['login()', LOGIN],
    ['logout()', LOGOUT],
    ['refresh()', REFRESH],
    ['currentUser()', USER],
  ] as const) {
    it(`A9 settles ${name} if the application is destroyed before the answer`, async () => {
      const app = await setupAnotherApp({ config });
      await app.signIn();
      const command = watch(commands[name]!(app.auth));
      await app.sent(url);
      app.destroy();
      await settle();
      expect(codeOf(command)).toBe('destroyed');
    });
  }

  it('A9 removes every timer and listener when the injector is destroyed', async () => {
    const listening = countListeners();
    jasmine.clock().install().mockDate();
    try {
      const app = await setupAnotherApp({
        features: [withLocalStorage(), withScheduledRefresh(), withIdleTimeout({ minutes: 5 })],
      });
      await app.signIn();
      expect(listening()).toBeGreaterThan(5);
      app.destroy();
      expect(listening()).toBe(0);
      jasmine.clock().tick(3_600_000);
      window.dispatchEvent(new Event('focus'));
      await settle();
      app.controller.expectNone(REFRESH);
      expect(app.told).toEqual(['signed-in']);
    } finally {
      jasmine.clock().uninstall();
    }
  });
});

/** Counts the listeners that are added to the window from now on and not removed. */
function countListeners(): () => number {
  const add = spyOn(window, 'addEventListener').and.callThrough();
  const remove = spyOn(window, 'removeEventListener').and.callThrough();
  return () => add.calls.count() - remove.calls.count();
}
