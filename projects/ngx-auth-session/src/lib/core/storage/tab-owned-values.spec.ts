import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import { createFakeLocks } from '../../../../test/support/fakes/fake-locks';
import { createFakeBrowser, FakeBrowser } from '../../../../test/support/fakes/fake-presence';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import { cloneArea, KEY, openOwned, OwnedTab } from '../../../../test/support/model/owned-tab';
import { noStorage } from './auth-storage';
import { SessionTokens } from '../tokens/session-tokens';
import { tabOwnedValues } from './tab-owned-values';
import { syncValues } from './sync-values';
import { TabPresence } from '../tabs/tab-claims';

const GRANT = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresIn: 900 };

describe('tabOwnedValues', () => {
  let clock: FakeClock;
  let browser: FakeBrowser;
  let tab: OwnedTab;

  async function setUp(withLocks: boolean): Promise<void> {
    clock = createFakeClock();
    browser = createFakeBrowser(withLocks ? createFakeLocks() : null);
    tab = openOwned(browser, clock);
    tab.session.open(GRANT, 'Ada');
    await clock.advance(10);
  }

  async function refresh({ session }: OwnedTab, n: number): Promise<void> {
    const previous = session.state().tokens!;
    const next: SessionTokens = {
      ...previous,
      accessToken: `access-${n}`,
      refreshToken: `refresh-${n}`,
      rotation: previous.rotation + 1,
    };
    await session.replaceTokens(previous, next, null);
  }

  async function opened(area = tab.area): Promise<OwnedTab> {
    const next = openOwned(browser, clock, area);
    await clock.advance(2_000);
    return next;
  }

  it('F20 listens before it writes a session, so that it receives the message of another copy in its tab', () => {
    const order: string[] = [];
    const presence: TabPresence = {
      hold: () => () => undefined,
      connect: () => {
        order.push('listen');
        return { send: () => undefined, close: () => undefined };
      },
      onLeave: () => () => undefined,
    };
    const storage = { ...noStorage(), setItem: () => void order.push('write') };
    const log = createStorageArea().values;
    const openValue = tabOwnedValues(syncValues, presence, () => ({
      getItem: (key) => log.get(key) ?? null,
      setItem: (key, value) => void log.set(key, value),
      removeItem: (key) => void log.delete(key),
    }));
    openValue(storage, fail, createFakeClock())(KEY).write('{"id":1,"tokens":{"rotation":0}}');
    expect(order).toEqual(['listen', 'write']);
  });

  for (const withLocks of [true, false]) {
    describe(withLocks ? 'with Web Locks' : 'without Web Locks', () => {
      beforeEach(() => setUp(withLocks));

      it('F19 leaves the session to the tab that owns it, and starts the clone anonymous', async () => {
        const clone = await opened(cloneArea(tab.area));
        expect(clone.session.state().status).toBe('anonymous');
        expect(clone.area.values.get(KEY)).toBeUndefined();
        expect(tab.token()).toBe('refresh-1');
        expect(tab.area.values.get(KEY)).toContain('refresh-1');
        expect(clone.events).toEqual([]);
      });

      it('F19 keeps the session through a reload', async () => {
        tab.page.leave();
        const reloaded = await opened();
        expect(reloaded.token()).toBe('refresh-1');
      });

      for (const isClone of [true, false]) {
        it(`F23 F19 ${isClone ? 'does not restore a clone' : 'restores the session'} when storage responds late`, async () => {
          const latency = (): Promise<void> => new Promise((done) => clock.after(3_000, done));
          if (!isClone) tab.page.leave();
          const late = await opened(cloneArea(tab.area, latency));
          expect(late.session.state().status).toBe('anonymous');
          await clock.advance(30_000);
          expect(late.token()).toBe(isClone ? undefined : 'refresh-1');
        });
      }

      it('F19 lets the clone sign in separately, and keeps both sessions after a reload', async () => {
        const clone = await opened(cloneArea(tab.area));
        clone.session.open({ ...GRANT, refreshToken: 'refresh-9' }, 'Ada');
        await clock.advance(10);
        tab.page.leave();
        clone.page.leave();
        expect((await opened()).token()).toBe('refresh-1');
        expect((await opened(clone.area)).token()).toBe('refresh-9');
      });

      it('F19 restores a clone if the tab that owned the session is closed, as when the browser reopens a tab', async () => {
        const area = cloneArea(tab.area);
        tab.page.leave();
        expect((await opened(area)).token()).toBe('refresh-1');
      });

      it('F19 does not restore an outdated clone, even if the tab that owned the session is closed', async () => {
        const area = cloneArea(tab.area);
        await refresh(tab, 2);
        tab.page.leave();
        const clone = await opened(area);
        expect(clone.session.state().status).toBe('anonymous');
        expect(area.values.get(KEY)).toBeUndefined();
      });

      it('F19 restores the session in one of two clones that open at the same time', async () => {
        const areas = [cloneArea(tab.area), cloneArea(tab.area)];
        tab.page.leave();
        const first = openOwned(browser, clock, areas[0]);
        const second = await opened(areas[1]);
        const signedIn = [first, second].filter(({ session }) => session.state().tokens);
        expect(signedIn.length).toBe(1);
      });

      it('F19 keeps the session of a page that "back" restores', async () => {
        tab.page.leave();
        tab.page.restore();
        await clock.advance(2_000);
        expect(tab.token()).toBe('refresh-1');
        const clone = await opened(cloneArea(tab.area));
        expect(clone.session.state().status).toBe('anonymous');
      });

      it('F19 ends the session of a restored page if a clone has claimed it meanwhile', async () => {
        const area = cloneArea(tab.area);
        tab.page.leave();
        const clone = await opened(area);
        tab.page.restore();
        await clock.advance(2_000);
        expect(clone.token()).toBe('refresh-1');
        expect(tab.session.state().status).toBe('anonymous');
        expect(tab.events.at(-1)).toEqual({ type: 'signed-out', by: 'other-tab' });
      });

      it('F19 ends the session of a restored page if a clone has rotated its token pair', async () => {
        const area = cloneArea(tab.area);
        tab.page.leave();
        const clone = await opened(area);
        await refresh(clone, 2);
        clone.page.leave();
        tab.page.restore();
        await clock.advance(2_000);
        expect(tab.session.state().status).toBe('anonymous');
      });

      it('F19 L7 adopts in a restored page the token pair that another page of its tab has stored', async () => {
        tab.page.leave();
        const next = await opened();
        await refresh(next, 2);
        next.page.leave();
        tab.page.restore();
        await clock.advance(2_000);
        expect(tab.token()).toBe('refresh-2');
      });

      it('F19 L7 ends the session of a restored page if another page of its tab has signed out', async () => {
        tab.page.leave();
        const next = await opened();
        next.session.close();
        next.page.leave();
        tab.page.restore();
        await clock.advance(2_000);
        expect(tab.session.state().status).toBe('anonymous');
      });

      it('F19 F20 shares the session with a frame or a copy of the library in its tab', async () => {
        const copy = await opened(tab.area);
        expect(copy.token()).toBe('refresh-1');
        expect(tab.area.values.get(KEY)).toContain('refresh-1');
        expect([...tab.area.values.keys()]).toEqual([KEY]);
      });

      it('F19 is anonymous immediately if no session is stored', () => {
        const fresh = openOwned(browser, clock);
        expect(fresh.session.state().status).toBe('anonymous');
      });

      it('F19 lets a sign-in win over a check in flight', async () => {
        const clone = openOwned(browser, clock, cloneArea(tab.area));
        expect(clone.session.state().status).toBe('unknown');
        clone.session.open({ ...GRANT, refreshToken: 'refresh-9' }, 'Bob');
        await clock.advance(2_000);
        expect(clone.token()).toBe('refresh-9');
        expect(clone.area.values.get(KEY)).toContain('refresh-9');
      });

      it('F19 detects a clone in an async storage', async () => {
        const latency = (): Promise<void> => new Promise((done) => clock.after(20, done));
        const clone = await opened(cloneArea(tab.area, latency));
        await clock.advance(2_000);
        expect(clone.session.state().status).toBe('anonymous');
        expect(clone.area.values.get(KEY)).toBeUndefined();
      });

      it('F19 F23 detects a clone in an async storage that responds after the time limit', async () => {
        const latency = (): Promise<void> => new Promise((done) => clock.after(3_000, done));
        const clone = openOwned(browser, clock, cloneArea(tab.area, latency));
        await clock.advance(20_000);
        expect(clone.session.state().status).toBe('anonymous');
        tab.page.leave();
        const own = openOwned(browser, clock, cloneArea(tab.area, latency));
        await clock.advance(20_000);
        expect(own.token()).toBe('refresh-1');
      });

      it('F19 F20 keeps the session of two copies of the library in a page that "back" restores', async () => {
        const copy = await opened(tab.area);
        for (const { page } of [tab, copy]) page.leave();
        for (const { page } of [tab, copy]) page.restore();
        await clock.advance(2_000);
        expect([tab.token(), copy.token()]).toEqual(['refresh-1', 'refresh-1']);
      });

      it('F19 F20 ends the session of both copies if another tab has claimed it meanwhile', async () => {
        const copy = await opened(tab.area);
        const area = cloneArea(tab.area);
        for (const { page } of [tab, copy]) page.leave();
        const other = await opened(area);
        for (const { page } of [tab, copy]) page.restore();
        await clock.advance(2_000);
        expect(other.token()).toBe('refresh-1');
        expect([tab.token(), copy.token()]).toEqual([undefined, undefined]);
      });

      it('F19 F20 adopts what another copy in the tab stores during the check', async () => {
        const copy = openOwned(browser, clock, tab.area);
        await refresh(tab, 2);
        await clock.advance(2_000);
        expect([tab.token(), copy.token()]).toEqual(['refresh-2', 'refresh-2']);
        expect(tab.area.values.get(KEY)).toContain('refresh-2');
      });

      it('F19 does not let an outdated clone keep a reloaded page from its session', async () => {
        const area = cloneArea(tab.area);
        await refresh(tab, 2);
        tab.page.leave();
        const clone = openOwned(browser, clock, area);
        const reloaded = await opened();
        expect(reloaded.token()).toBe('refresh-2');
        expect(clone.token()).toBeUndefined();
      });

      it('F19 removes the name of the DPoP key with the clone, because the key belongs to the other tab', async () => {
        const area = cloneArea(tab.area);
        area.values.set(`${KEY}.key`, 'key-1');
        await opened(area);
        expect(area.values.size).toBe(0);
      });

      for (const message of [
        null,
        7,
        'text',
        { ask: KEY },
        { same: true },
        { ask: {}, nonce: [] },
      ]) {
        it(`F19 ignores the message ${JSON.stringify(message)}`, async () => {
          const stranger = browser.open().presence.connect(() => undefined);
          stranger.send(message);
          await clock.advance(10);
          expect(tab.token()).toBe('refresh-1');
        });
      }
    });
  }

  describe('while the tab that owns the session is frozen', () => {
    beforeEach(() => setUp(true));

    it('F19 starts the clone anonymous within the time limit, and keeps its storage', async () => {
      tab.page.pass = () => undefined;
      const clone = openOwned(browser, clock, cloneArea(tab.area));
      await clock.advance(1_100);
      expect(clone.session.state().status).toBe('anonymous');
      // It may be the same storage as that of the other page, if the application did not declare it as shared.
      expect(clone.area.values.get(KEY)).toContain('refresh-1');
    });
  });

  it('F19 works without the rotation log if the browser blocks it', async () => {
    await setUp(true);
    spyOn(browser.rotationLog, 'get').and.throwError('SecurityError');
    spyOn(browser.rotationLog, 'set').and.throwError('SecurityError');
    tab.page.leave();
    expect((await opened()).token()).toBe('refresh-1');
  });

  it('F19 removes a session that has ended from the rotation log', async () => {
    await setUp(true);
    expect(browser.rotationLog.size).toBe(1);
    tab.session.close();
    expect(browser.rotationLog.size).toBe(0);
  });

  it('S1 starts anonymous if storage is blocked', async () => {
    await setUp(true);
    const area = createStorageArea({ shared: false });
    const blocked = area.openTab();
    expect(blocked.mode).toBe('working');
    tab.page.leave();
    spyOn(tab.area.values, 'get').and.throwError('SecurityError');
    const next = await opened();
    expect(next.session.state().status).toBe('anonymous');
    expect(next.events.map(({ type }) => type)).toContain('storage-failed');
  });
});
