import { START } from '../../../../test/support/fakes/fake-clock';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import {
  ADA,
  eventNames,
  FakeTab,
  nextPair,
  openNext,
  openTab,
  signIn,
  tokensOf,
} from '../../../../test/support/fakes/fake-tab';
import { SessionState } from './auth-session';

const KEY = 'auth.session';

describe('createSession', () => {
  let tab: FakeTab;
  beforeEach(() => (tab = openTab()));

  describe('restore', () => {
    it('is unknown before it', () => {
      expect(tab.session.state()).toEqual({ status: 'unknown', tokens: null, user: null });
    });

    it('is anonymous if storage is empty', () => {
      void tab.session.restore();
      expect(tab.session.state()).toEqual({ status: 'anonymous', tokens: null, user: null });
      expect(tab.events).toEqual([]);
    });

    it('G1 restores the session synchronously', async () => {
      signIn(tab);
      const reloaded = openTab(tab.area);
      expect(reloaded.session.restore()).toBeUndefined();
      expect(reloaded.session.state()).toEqual(tab.session.state());
      expect(eventNames(reloaded)).toEqual(['signed-in by restore']);
    });

    it('is anonymous after a sign-out', async () => {
      signIn(tab);
      tab.session.close();
      const next = openNext(tab);
      expect(next.session.state().status).toBe('anonymous');
      expect(next.events).toEqual([]);
    });

    it('adopts legacy tokens', () => {
      tab.area.values.set('old.access', 'access-0').set('old.refresh', 'refresh-0');
      void tab.session.restore();
      expect(tokensOf(tab)).toEqual(
        jasmine.objectContaining({
          accessToken: 'access-0',
          refreshToken: 'refresh-0',
          receivedAt: START,
        }),
      );
      expect(eventNames(tab)).toEqual(['signed-in by restore']);
      expect([...tab.area.values.keys()]).toEqual([KEY]);
      expect(tokensOf(openNext(tab))).toEqual(tokensOf(tab));
    });

    it('C-08 ignores legacy tokens that cannot be sent', () => {
      tab.area.values.set('old.access', 'two words').set('old.refresh', 'undefined');
      void tab.session.restore();
      expect(tab.session.state().status).toBe('anonymous');
    });

    it('adopts a refresh token alone, to be refreshed by the first request', () => {
      tab.area.values.set('old.access', 'two words').set('old.refresh', 'refresh-0');
      void tab.session.restore();
      expect(tokensOf(tab)).toEqual(
        jasmine.objectContaining({ accessToken: '', refreshToken: 'refresh-0', expiresAt: 0 }),
      );
      expect(openNext(tab).session.state().status).toBe('authenticated');
    });

    it('leaves legacy tokens alone if a session is stored', async () => {
      signIn(tab);
      tab.area.values.set('old.access', 'access-0');
      expect(tokensOf(openNext(tab)).accessToken).toBe('access-1');
    });

    for (const text of ['{"id":1,"tok', '[]', 'not a session', '{"id":1,"tokens":{}}']) {
      it(`S2 does not restore ${text}, and removes it`, () => {
        tab.area.values.set(KEY, text);
        void tab.session.restore();
        expect(tab.session.state().status).toBe('anonymous');
        expect(tab.area.values.has(KEY)).toBeFalse();
        expect(tab.events).toEqual([]);
      });
    }

    it('S1 is anonymous if storage is blocked', () => {
      tab.storage.mode = 'blocked';
      void tab.session.restore();
      expect(tab.session.state().status).toBe('anonymous');
      expect(eventNames(tab)).toContain('storage-failed');
    });
  });

  describe('open', () => {
    it('Q17 notifies of a session once it is stored', async () => {
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

    it('creates a new id for each session', async () => {
      tab.session.open(ADA, 'Ada');
      const { sessionId } = tokensOf(tab);
      tab.session.open(ADA, 'Ada');
      expect(tokensOf(tab).sessionId).not.toBe(sessionId);
    });

    it('Q15 changes nothing if the access token cannot be sent', async () => {
      signIn(tab);
      const before = tab.session.state();
      expect(() => tab.session.open({ accessToken: 'two words' }, 'Bob')).toThrow();
      expect(tab.session.state()).toBe(before);
      expect(openNext(tab).session.state()).toEqual(before);
    });

    it('S1 continues in memory if storage is full', async () => {
      tab.storage.mode = 'full';
      signIn(tab);
      expect(tab.session.state().status).toBe('authenticated');
      expect(eventNames(tab)).toEqual(['storage-failed']);
      await tab.session.sync();
      expect(tab.session.state().status).toBe('authenticated');
    });
  });

  describe('replaceTokens', () => {
    it('Q17 notifies of a token pair once it is stored', async () => {
      signIn(tab);
      const stored: boolean[] = [];
      tab.session.subscribe(() => stored.push(tab.area.values.get(KEY)!.includes('access-2')));
      const pair = nextPair(tab);
      expect(await tab.session.replaceTokens(tokensOf(tab), pair, null)).toBeTrue();
      expect(stored).toEqual([true]);
      expect(tokensOf(tab)).toBe(pair);
      expect(openNext(tab).session.state()).toEqual(tab.session.state());
    });

    it('C-16 changes nothing if the previous token pair is no longer the present one', async () => {
      signIn(tab);
      const previous = tokensOf(tab);
      await tab.session.replaceTokens(previous, nextPair(tab), null);
      const present = tokensOf(tab);
      expect(await tab.session.replaceTokens(previous, nextPair(tab), null)).toBeFalse();
      expect(tokensOf(tab)).toBe(present);
    });

    it('keeps the user if a refresh contains none, and replaces it otherwise', async () => {
      signIn(tab);
      await tab.session.replaceTokens(tokensOf(tab), nextPair(tab), null);
      expect(tab.session.state().user).toBe('Ada');
      await tab.session.replaceTokens(tokensOf(tab), nextPair(tab), 'Ada Lovelace');
      expect(tab.session.state().user).toBe('Ada Lovelace');
      expect(openNext(tab).session.state().user).toBe('Ada Lovelace');
    });
  });

  describe('setUser', () => {
    it('accepts the user of the current session only', async () => {
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
    it('C-17 ends the session in memory and storage, and notifies once', async () => {
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

    it('X6 stores a record without tokens, so that other tabs see the end', () => {
      signIn(tab);
      const { sessionId: id } = tokensOf(tab);
      tab.session.close();
      expect(JSON.parse(tab.area.values.get(KEY)!)).toEqual({ id, tokens: null, user: null });
    });

    it('L7 F20 stores it in a storage of one tab as well, for a page that "back" restores and for a copy of the library', () => {
      const area = createStorageArea({ shared: false });
      const alone = openTab(area);
      signIn(alone);
      const restored = openNext(alone);
      alone.session.close();
      expect(area.values.get(KEY)).not.toContain('access-1');
      void restored.session.sync();
      expect(restored.session.state().status).toBe('anonymous');
      expect(eventNames(restored)).toEqual(['signed-in by restore', 'signed-out by other-tab']);
    });

    it('stores it in an emptied storage as well, for a tab that is about to write', () => {
      signIn(tab);
      tab.area.values.clear();
      tab.session.close();
      expect(tab.area.values.get(KEY)).toContain('"tokens":null');
    });

    it('S1 removes the tokens if storage is too full for the record', () => {
      signIn(tab);
      tab.storage.mode = 'full';
      tab.session.close();
      expect(tab.area.values.size).toBe(0);
    });

    it('C-17 ends the session in storage before it calls a listener, which may throw', () => {
      signIn(tab);
      tab.session.subscribe(() => {
        throw new Error('listener');
      });
      expect(() => tab.session.close()).toThrowError('listener');
      expect(tab.area.values.get(KEY)).not.toContain('access-1');
    });
  });
});
