import { START } from '../../../../test/support/fakes/fake-clock';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import {
  ADA,
  FakeTab,
  heard,
  openNext,
  openTab,
  renewed,
  signIn,
  tokensOf,
} from '../../../../test/support/fakes/fake-tab';
import { SessionState } from './auth-session';

const KEY = 'auth.session';

describe('createSession', () => {
  let tab: FakeTab;
  beforeEach(() => (tab = openTab()));

  describe('restore', () => {
    it('knows nobody to be signed in or out before it', () => {
      expect(tab.session.state()).toEqual({ status: 'unknown', tokens: null, user: null });
    });

    it('finds nobody in an empty storage', () => {
      void tab.session.restore();
      expect(tab.session.state()).toEqual({ status: 'anonymous', tokens: null, user: null });
      expect(tab.events).toEqual([]);
    });

    it('G1 finds who is signed in, at once', async () => {
      signIn(tab);
      const reloaded = openTab(tab.area);
      expect(reloaded.session.restore()).toBeUndefined();
      expect(reloaded.session.state()).toEqual(tab.session.state());
      expect(heard(reloaded)).toEqual(['signed-in by restore']);
    });

    it('finds nobody after sign-out', async () => {
      signIn(tab);
      tab.session.close();
      const next = openNext(tab);
      expect(next.session.state().status).toBe('anonymous');
      expect(next.events).toEqual([]);
    });

    it('takes over what a hand-written service left', () => {
      tab.area.values.set('old.access', 'access-0').set('old.refresh', 'refresh-0');
      void tab.session.restore();
      expect(tokensOf(tab)).toEqual(
        jasmine.objectContaining({
          accessToken: 'access-0',
          refreshToken: 'refresh-0',
          receivedAt: START,
        }),
      );
      expect(heard(tab)).toEqual(['signed-in by restore']);
      expect([...tab.area.values.keys()]).toEqual([KEY]);
      expect(tokensOf(openNext(tab))).toEqual(tokensOf(tab));
    });

    it('C-08 takes over nothing that cannot be sent', () => {
      tab.area.values.set('old.access', 'two words').set('old.refresh', 'undefined');
      void tab.session.restore();
      expect(tab.session.state().status).toBe('anonymous');
    });

    it('takes over a refresh token alone, to be renewed with the first use', () => {
      tab.area.values.set('old.access', 'two words').set('old.refresh', 'refresh-0');
      void tab.session.restore();
      expect(tokensOf(tab)).toEqual(
        jasmine.objectContaining({ accessToken: '', refreshToken: 'refresh-0', expiresAt: 0 }),
      );
      expect(openNext(tab).session.state().status).toBe('authenticated');
    });

    it('leaves what was left alone where a session is stored', async () => {
      signIn(tab);
      tab.area.values.set('old.access', 'access-0');
      expect(tokensOf(openNext(tab)).accessToken).toBe('access-1');
    });

    for (const text of ['{"id":1,"tok', '[]', 'someone else was here', '{"id":1,"tokens":{}}']) {
      it(`S2 takes ${text} for no session, and removes it`, () => {
        tab.area.values.set(KEY, text);
        void tab.session.restore();
        expect(tab.session.state().status).toBe('anonymous');
        expect(tab.area.values.has(KEY)).toBeFalse();
        expect(tab.events).toEqual([]);
      });
    }

    it('S1 finds nobody where storage is blocked', () => {
      tab.storage.mode = 'blocked';
      void tab.session.restore();
      expect(tab.session.state().status).toBe('anonymous');
      expect(heard(tab)).toContain('storage-failed');
    });
  });

  describe('open', () => {
    it('Q17 tells of a session that storage already holds', async () => {
      const stored: boolean[] = [];
      tab.session.subscribe(() => stored.push(tab.area.values.get(KEY)!.includes('access-1')));
      tab.session.open(ADA, 'Ada');
      expect(stored).toEqual([true]);
      expect(tab.session.state()).toEqual({
        status: 'authenticated',
        tokens: tokensOf(tab),
        user: 'Ada',
      });
    });

    it('gives each session an id of its own', async () => {
      tab.session.open(ADA, 'Ada');
      const { sessionId } = tokensOf(tab);
      tab.session.open(ADA, 'Ada');
      expect(tokensOf(tab).sessionId).not.toBe(sessionId);
    });

    it('Q15 changes nothing where the grant holds no token', async () => {
      signIn(tab);
      const before = tab.session.state();
      expect(() => tab.session.open({ accessToken: 'two words' }, 'Bob')).toThrow();
      expect(tab.session.state()).toBe(before);
      expect(openNext(tab).session.state()).toEqual(before);
    });

    it('S1 goes on in memory where storage refuses', async () => {
      tab.storage.mode = 'full';
      signIn(tab);
      expect(tab.session.state().status).toBe('authenticated');
      expect(heard(tab)).toEqual(['storage-failed']);
      await tab.session.sync();
      expect(tab.session.state().status).toBe('authenticated');
    });
  });

  describe('renew', () => {
    it('Q17 tells of a pair that storage already holds', async () => {
      signIn(tab);
      const stored: boolean[] = [];
      tab.session.subscribe(() => stored.push(tab.area.values.get(KEY)!.includes('access-2')));
      const pair = renewed(tab);
      expect(await tab.session.replaceTokens(tokensOf(tab), pair, null)).toBeTrue();
      expect(stored).toEqual([true]);
      expect(tokensOf(tab)).toBe(pair);
      expect(openNext(tab).session.state()).toEqual(tab.session.state());
    });

    it('C-16 leaves alone a pair that is no longer the one that was spent', async () => {
      signIn(tab);
      const spent = tokensOf(tab);
      await tab.session.replaceTokens(spent, renewed(tab), null);
      const present = tokensOf(tab);
      expect(await tab.session.replaceTokens(spent, renewed(tab), null)).toBeFalse();
      expect(tokensOf(tab)).toBe(present);
    });

    it('keeps the user where a refresh names none, and takes the one it names', async () => {
      signIn(tab);
      await tab.session.replaceTokens(tokensOf(tab), renewed(tab), null);
      expect(tab.session.state().user).toBe('Ada');
      await tab.session.replaceTokens(tokensOf(tab), renewed(tab), 'Ada Lovelace');
      expect(tab.session.state().user).toBe('Ada Lovelace');
      expect(openNext(tab).session.state().user).toBe('Ada Lovelace');
    });
  });

  describe('setUser', () => {
    it('takes the user of the present session only', async () => {
      signIn(tab);
      tab.session.setUser(0, 'Eve');
      expect(tab.session.state().user).toBe('Ada');
      const tokens = tokensOf(tab);
      tab.session.setUser(tokens.sessionId, 'Ada Lovelace');
      expect(tab.session.state()).toEqual({
        status: 'authenticated',
        tokens,
        user: 'Ada Lovelace',
      });
    });
  });

  describe('close', () => {
    it('C-17 ends the session in memory and storage, and tells of it once', async () => {
      signIn(tab);
      const states: SessionState<string>[] = [];
      const stop = tab.session.subscribe((state) => states.push(state));
      tab.session.close();
      expect(states).toEqual([{ status: 'anonymous', tokens: null, user: null }]);
      expect(tab.area.values.get(KEY)).not.toContain('access-1');
      stop();
      tab.session.close();
      expect(states.length).toBe(1);
    });

    it('X6 leaves a mark without tokens where other tabs have to see it', () => {
      signIn(tab);
      const { sessionId: id } = tokensOf(tab);
      tab.session.close();
      expect(JSON.parse(tab.area.values.get(KEY)!)).toEqual({ id, tokens: null, user: null });
    });

    it('L7 F20 leaves the mark in a storage of one tab, for a page that "back" restores and for a copy of the library', () => {
      const area = createStorageArea({ shared: false });
      const alone = openTab(area);
      signIn(alone);
      const restored = openNext(alone);
      alone.session.close();
      expect(area.values.get(KEY)).not.toContain('access-1');
      void restored.session.sync();
      expect(restored.session.state().status).toBe('anonymous');
      expect(heard(restored)).toEqual(['signed-in by restore', 'signed-out by other-tab']);
    });

    it('leaves a mark where storage was emptied, for a tab that is about to write', () => {
      signIn(tab);
      tab.area.values.clear();
      tab.session.close();
      expect(tab.area.values.get(KEY)).toContain('"tokens":null');
    });

    it('S1 gives up the tokens where storage is too full for the mark', () => {
      signIn(tab);
      tab.storage.mode = 'full';
      tab.session.close();
      expect(tab.area.values.size).toBe(0);
    });

    it('C-17 has ended the session in storage before anyone hears of it, and may fail', () => {
      signIn(tab);
      tab.session.subscribe(() => {
        throw new Error('heard');
      });
      expect(() => tab.session.close()).toThrowError('heard');
      expect(tab.area.values.get(KEY)).not.toContain('access-1');
    });
  });
});
