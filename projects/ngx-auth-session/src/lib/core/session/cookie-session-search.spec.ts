import { settle } from '../../../../test/support/fakes/fake-clock';
import { createFakeLocks, FakeLocks } from '../../../../test/support/fakes/fake-locks';
import { createFakeServer, FakeServer } from '../../../../test/support/fakes/fake-server';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import { eventNames, FakeTab, openTab } from '../../../../test/support/fakes/fake-tab';
import { AuthError } from '../auth-error';
import { searchCookieSession } from './cookie-session-search';
import { createCrossTabLock } from '../tabs/cross-tab-lock';

const KEY = 'auth.session';

describe('searchCookieSession', () => {
  /** Opens a tab that searches for a session at its start. */
  function start(
    area = createStorageArea(),
    locks: FakeLocks | null = null,
  ): FakeTab & { readonly server: FakeServer; readonly done: () => boolean } {
    const tab = openTab(area);
    const server = createFakeServer(true);
    const tabs = createCrossTabLock('lock', 15_000, tab.clock, locks);
    let done = false;
    const options = { refreshTimeoutMs: 10_000 };
    const search = (): Promise<boolean> =>
      searchCookieSession(tab.session, server, tabs, tab.clock, options);
    void Promise.resolve(tab.session.restore(search)).then(() => (done = true));
    return { ...tab, server, done: () => done };
  }

  it('F24 finds a session with one refresh, which the restore waits for', async () => {
    const { session, server, events, done, area } = start();
    expect(server.calls).toEqual([]);
    await settle();
    expect(session.state().status).toBe('unknown');
    expect(server.calls.map(({ name, input }) => [name, input])).toEqual([
      ['refresh', { accessToken: '', refreshToken: null }],
    ]);
    await server.calls[0]!.answer({ accessToken: 'a1', expiresIn: 900, user: 'Ada' });
    expect(session.state()).toEqual(
      jasmine.objectContaining({ status: 'authenticated', user: 'Ada' }),
    );
    expect(events).toEqual([{ type: 'signed-in', by: 'restore' }]);
    expect(done()).toBeTrue();
    expect(area.values.has(KEY)).toBeTrue();
  });

  for (const code of ['session-expired', 'network', 'server', 'rate-limited'] as const) {
    it(`F24 is anonymous without an event if the refresh fails with ${code}`, async () => {
      const { session, server, events, done, area } = start();
      await settle();
      await server.calls[0]!.fail(new AuthError(code));
      expect(session.state().status).toBe('anonymous');
      expect([events, done(), area.values.size]).toEqual([[], true, 0]);
    });
  }

  it('F24 is anonymous if the response contains no token', async () => {
    const { session, server, events } = start();
    await settle();
    await server.calls[0]!.answer({});
    expect([session.state().status, events]).toEqual(['anonymous', []]);
  });

  it('F24 is anonymous if the refresh times out', async () => {
    const { session, server, clock, done } = start();
    const abort = jasmine.createSpy();
    server.refresh = () => ({ result: new Promise(() => undefined), abort });
    await clock.advance(9_999);
    expect(session.state().status).toBe('unknown');
    await clock.advance(1);
    expect([session.state().status, done()]).toEqual(['anonymous', true]);
    expect(abort).toHaveBeenCalledTimes(1);
  });

  it('F24 times out while another tab holds the lock, and makes no request once that is free', async () => {
    const locks = createFakeLocks();
    const release = locks.hold('lock');
    const { session, server, clock } = start(undefined, locks);
    await clock.advance(10_000);
    expect(session.state().status).toBe('anonymous');
    release();
    await settle();
    expect(server.calls).toEqual([]);
  });

  it('K2 F24 does not search after a sign-out, which may not have reached the server', async () => {
    const area = createStorageArea();
    const before = openTab(area);
    void before.session.restore();
    before.session.open({ accessToken: 'a0' }, 'Ada');
    before.session.close();
    const { session, server, done } = start(area);
    await settle();
    expect([session.state().status, server.calls, done()]).toEqual(['anonymous', [], true]);
  });

  it('F24 does not search if a session is stored', async () => {
    const area = createStorageArea();
    const before = openTab(area);
    void before.session.restore();
    before.session.open({ accessToken: 'a0' }, 'Ada');
    const { session, server, events } = start(area);
    await settle();
    expect([session.state().status, server.calls]).toEqual(['authenticated', []]);
    expect(events).toEqual([{ type: 'signed-in', by: 'restore' }]);
  });

  it('F24 S1 finds a session even if storage is blocked', async () => {
    const area = createStorageArea();
    const { openTab: open } = area;
    area.openTab = () => Object.assign(open(), { mode: 'blocked' as const });
    const { session, server } = start(area);
    await settle();
    await server.calls[0]!.answer({ accessToken: 'a1' });
    expect(session.state().status).toBe('authenticated');
  });

  it('F24 K5 searches once for several tabs that start together', async () => {
    const area = createStorageArea();
    const locks = createFakeLocks();
    const tabs = [start(area, locks), start(area, locks), start(area, locks)];
    await settle();
    expect(tabs.map(({ server }) => server.calls.length)).toEqual([1, 0, 0]);
    await tabs[0]!.server.calls[0]!.answer({ accessToken: 'a1', user: 'Ada' });
    await settle();
    expect(tabs.map(({ server }) => server.calls.length)).toEqual([1, 0, 0]);
    const ids = tabs.map(({ session }) => session.state().tokens?.sessionId);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
    expect(tabs.slice(1).map(eventNames)).toEqual([
      ['signed-in by other-tab'],
      ['signed-in by other-tab'],
    ]);
  });

  it('F24 K5 searches in one tab after the other if there is no session', async () => {
    const area = createStorageArea();
    const locks = createFakeLocks();
    const tabs = [start(area, locks), start(area, locks)];
    await settle();
    await tabs[0]!.server.calls[0]!.fail(new AuthError('session-expired'));
    await settle();
    await tabs[1]!.server.calls[0]!.fail(new AuthError('session-expired'));
    expect(tabs.map(({ session }) => session.state().status)).toEqual(['anonymous', 'anonymous']);
  });

  for (const what of ['in', 'out'] as const) {
    it(`F24 L1 L2 discards the response if a user has signed ${what}`, async () => {
      const { session, server } = start();
      await settle();
      if (what === 'in') session.open({ accessToken: 'b0' }, 'Bob');
      else session.close();
      await server.calls[0]!.answer({ accessToken: 'a1' });
      expect(session.state().tokens?.accessToken).toBe(what === 'in' ? 'b0' : undefined);
      // After a sign-out, the new cookie is revoked. After a sign-in, the cookie belongs to the new session.
      expect(server.calls.slice(1).map(({ name }) => name)).toEqual(
        what === 'in' ? [] : ['logout'],
      );
    });
  }
});
