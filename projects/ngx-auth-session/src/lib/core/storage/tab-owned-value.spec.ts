import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import { createFakeLocks } from '../../../../test/support/fakes/fake-locks';
import { createFakeBrowser, FakeBrowser } from '../../../../test/support/fakes/fake-presence';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import { cloneArea, KEY, openOwned, OwnedTab } from '../../../../test/support/model/owned-tab';
import { noStorage } from './auth-storage';
import { SessionTokens } from '../tokens/session-tokens';
import { tabOwnedValues } from './tab-owned-value';
import { syncValues } from './persisted-value';
import { TabPresence } from '../tabs/tab-claims';

const GRANT = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresIn: 900 };

describe('ownedTextsOf', () => {
  let clock: FakeClock;
  let browser: FakeBrowser;
  let tab: OwnedTab;

  async function begin(withLocks: boolean): Promise<void> {
    clock = createFakeClock();
    browser = createFakeBrowser(withLocks ? createFakeLocks() : null);
    tab = openOwned(browser, clock);
    tab.session.open(GRANT, 'Ada');
    await clock.advance(10);
  }

  async function refresh({ session }: OwnedTab, n: number): Promise<void> {
    const spent = session.state().tokens!;
    const next: SessionTokens = {
      ...spent,
      accessToken: `access-${n}`,
      refreshToken: `refresh-${n}`,
      rotation: spent.rotation + 1,
    };
    await session.replaceTokens(spent, next, null);
  }

  async function opened(area = tab.area): Promise<OwnedTab> {
    const next = openOwned(browser, clock, area);
    await clock.advance(2_000);
    return next;
  }

  it('F20 listens before it writes a session, so that another copy in its tab can answer at once', () => {
    const order: string[] = [];
    const presence: TabPresence = {
      hold: () => () => undefined,
      connect: () => {
        order.push('listens');
        return { send: () => undefined, close: () => undefined };
      },
      onLeave: () => () => undefined,
    };
    const storage = { ...noStorage(), setItem: () => void order.push('writes') };
    const notes = createStorageArea().values;
    const openText = tabOwnedValues(syncValues, presence, () => ({
      getItem: (key) => notes.get(key) ?? null,
      setItem: (key, value) => void notes.set(key, value),
      removeItem: (key) => void notes.delete(key),
    }));
    openText(storage, fail, createFakeClock())(KEY).write('{"id":1,"tokens":{"rotation":0}}');
    expect(order).toEqual(['listens', 'writes']);
  });

  for (const withLocks of [true, false]) {
    describe(withLocks ? 'with Web Locks' : 'without Web Locks', () => {
      beforeEach(() => begin(withLocks));

      it('F19 leaves the session to the tab that has it, and asks the copy to sign in', async () => {
        const copy = await opened(cloneArea(tab.area));
        expect(copy.session.state().status).toBe('anonymous');
        expect(copy.area.values.get(KEY)).toBeUndefined();
        expect(tab.token()).toBe('refresh-1');
        expect(tab.area.values.get(KEY)).toContain('refresh-1');
        expect(copy.events).toEqual([]);
      });

      it('F19 keeps the session through a reload', async () => {
        tab.page.leave();
        const reloaded = await opened();
        expect(reloaded.token()).toBe('refresh-1');
      });

      for (const isCopy of [true, false]) {
        it(`F23 F19 ${isCopy ? 'leaves a copy alone' : 'takes the session up'} when a storage answers late`, async () => {
          const latency = (): Promise<void> => new Promise((done) => clock.after(3_000, done));
          if (!isCopy) tab.page.leave();
          const late = await opened(cloneArea(tab.area, latency));
          expect(late.session.state().status).toBe('anonymous');
          await clock.advance(30_000);
          expect(late.token()).toBe(isCopy ? undefined : 'refresh-1');
        });
      }

      it('F19 lets the copy sign in by itself, and both go on after a reload', async () => {
        const copy = await opened(cloneArea(tab.area));
        copy.session.open({ ...GRANT, refreshToken: 'refresh-9' }, 'Ada');
        await clock.advance(10);
        tab.page.leave();
        copy.page.leave();
        expect((await opened()).token()).toBe('refresh-1');
        expect((await opened(copy.area)).token()).toBe('refresh-9');
      });

      it('F19 takes up a copy whose tab is closed, such as one that the browser reopens', async () => {
        const area = cloneArea(tab.area);
        tab.page.leave();
        expect((await opened(area)).token()).toBe('refresh-1');
      });

      it('F19 does not take up a spent copy, not even when its tab is closed', async () => {
        const area = cloneArea(tab.area);
        await refresh(tab, 2);
        tab.page.leave();
        const copy = await opened(area);
        expect(copy.session.state().status).toBe('anonymous');
        expect(area.values.get(KEY)).toBeUndefined();
      });

      it('F19 gives a session to one of two copies that are opened together', async () => {
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
        const copy = await opened(cloneArea(tab.area));
        expect(copy.session.state().status).toBe('anonymous');
      });

      it('F19 ends the session of a restored page when a copy has taken it meanwhile', async () => {
        const area = cloneArea(tab.area);
        tab.page.leave();
        const copy = await opened(area);
        tab.page.restore();
        await clock.advance(2_000);
        expect(copy.token()).toBe('refresh-1');
        expect(tab.session.state().status).toBe('anonymous');
        expect(tab.events.at(-1)).toEqual({ type: 'signed-out', by: 'other-tab' });
      });

      it('F19 ends the session of a restored page whose pair a copy has spent', async () => {
        const area = cloneArea(tab.area);
        tab.page.leave();
        const copy = await opened(area);
        await refresh(copy, 2);
        copy.page.leave();
        tab.page.restore();
        await clock.advance(2_000);
        expect(tab.session.state().status).toBe('anonymous');
      });

      it('F19 L7 has a restored page take over what another page of its tab has stored', async () => {
        tab.page.leave();
        const next = await opened();
        await refresh(next, 2);
        next.page.leave();
        tab.page.restore();
        await clock.advance(2_000);
        expect(tab.token()).toBe('refresh-2');
      });

      it('F19 L7 ends the session of a restored page when another page of its tab has signed out', async () => {
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

      it('F19 holds nothing up when nobody is signed in', () => {
        const fresh = openOwned(browser, clock);
        expect(fresh.session.state().status).toBe('anonymous');
      });

      it('F19 lets a sign-in win that comes while it asks', async () => {
        const copy = openOwned(browser, clock, cloneArea(tab.area));
        expect(copy.session.state().status).toBe('unknown');
        copy.session.open({ ...GRANT, refreshToken: 'refresh-9' }, 'Bob');
        await clock.advance(2_000);
        expect(copy.token()).toBe('refresh-9');
        expect(copy.area.values.get(KEY)).toContain('refresh-9');
      });

      it('F19 finds a copy in a slow storage, too', async () => {
        const latency = (): Promise<void> => new Promise((done) => clock.after(20, done));
        const copy = await opened(cloneArea(tab.area, latency));
        await clock.advance(2_000);
        expect(copy.session.state().status).toBe('anonymous');
        expect(copy.area.values.get(KEY)).toBeUndefined();
      });

      it('F19 F23 finds a copy in a storage that answers after the bound, too', async () => {
        const latency = (): Promise<void> => new Promise((done) => clock.after(3_000, done));
        const copy = openOwned(browser, clock, cloneArea(tab.area, latency));
        await clock.advance(20_000);
        expect(copy.session.state().status).toBe('anonymous');
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

      it('F19 F20 ends the session of both when another tab has taken it meanwhile', async () => {
        const copy = await opened(tab.area);
        const area = cloneArea(tab.area);
        for (const { page } of [tab, copy]) page.leave();
        const other = await opened(area);
        for (const { page } of [tab, copy]) page.restore();
        await clock.advance(2_000);
        expect(other.token()).toBe('refresh-1');
        expect([tab.token(), copy.token()]).toEqual([undefined, undefined]);
      });

      it('F19 F20 takes what another copy in the tab stores while it asks', async () => {
        const copy = openOwned(browser, clock, tab.area);
        await refresh(tab, 2);
        await clock.advance(2_000);
        expect([tab.token(), copy.token()]).toEqual(['refresh-2', 'refresh-2']);
        expect(tab.area.values.get(KEY)).toContain('refresh-2');
      });

      it('F19 does not let a spent copy keep the session from a page that is reloaded', async () => {
        const area = cloneArea(tab.area);
        await refresh(tab, 2);
        tab.page.leave();
        const copy = openOwned(browser, clock, area);
        const reloaded = await opened();
        expect(reloaded.token()).toBe('refresh-2');
        expect(copy.token()).toBeUndefined();
      });

      it('F19 removes with the copy the name of the DPoP key, which is that of the other tab', async () => {
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
        it(`F19 does nothing for the message ${JSON.stringify(message)}`, async () => {
          const stranger = browser.open().presence.connect(() => undefined);
          stranger.send(message);
          await clock.advance(10);
          expect(tab.token()).toBe('refresh-1');
        });
      }
    });
  }

  describe('while the tab that has the session is frozen', () => {
    beforeEach(() => begin(true));

    it('F19 asks the copy to sign in within a bound, and keeps what is stored there', async () => {
      tab.page.pass = () => undefined;
      const copy = openOwned(browser, clock, cloneArea(tab.area));
      await clock.advance(1_100);
      expect(copy.session.state().status).toBe('anonymous');
      // It may be the very storage of the other page, which nobody has declared as shared.
      expect(copy.area.values.get(KEY)).toContain('refresh-1');
    });
  });

  it('F19 does without the notes where the browser blocks them', async () => {
    await begin(true);
    spyOn(browser.notes, 'get').and.throwError('SecurityError');
    spyOn(browser.notes, 'set').and.throwError('SecurityError');
    tab.page.leave();
    expect((await opened()).token()).toBe('refresh-1');
  });

  it('F19 leaves no note of a session that has ended', async () => {
    await begin(true);
    expect(browser.notes.size).toBe(1);
    tab.session.close();
    expect(browser.notes.size).toBe(0);
  });

  it('S1 goes on where storage is blocked', async () => {
    await begin(true);
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
