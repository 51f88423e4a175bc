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
import { expiredTokens } from '../tokens/session-tokens';

const KEY = 'auth.session';

describe('createSession, in two tabs', () => {
  let here: FakeTab;
  let there: FakeTab;

  beforeEach(async () => {
    here = openTab();
    signIn(here);
    there = openNext(here);
    here.events.length = there.events.length = 0;
  });

  it('X2 adopts the token pair that another tab stored', async () => {
    await there.session.replaceTokens(tokensOf(there), nextPair(there), null);
    void here.session.sync();
    expect(here.session.state()).toEqual(there.session.state());
    expect(eventNames(here)).toEqual(['refreshed by other-tab']);
  });

  it('X2 keeps the same token pair if nothing has changed', () => {
    const tokens = tokensOf(here);
    void here.session.sync();
    expect(tokensOf(here)).toBe(tokens);
    expect(here.events).toEqual([]);
  });

  it('X2 adopts the user with the token pair, and keeps the present user if the record contains none', async () => {
    await there.session.replaceTokens(tokensOf(there), nextPair(there), 'Ada Lovelace');
    void here.session.sync();
    expect(here.session.state().user).toBe('Ada Lovelace');
    const tokens = nextPair(here, { accessToken: 'access-3' });
    there.store({ id: tokens.sessionId, tokens, user: null });
    void here.session.sync();
    expect(tokensOf(here)).toEqual(tokens);
    expect(here.session.state().user).toBe('Ada Lovelace');
  });

  it('K1 keeps its access token if the record contains none', () => {
    const { sessionId: id } = tokensOf(here);
    there.store({ id, tokens: expiredTokens(id, 'refresh-1'), user: null });
    void here.session.sync();
    expect(tokensOf(here).accessToken).toBe('access-1');
    expect(here.events).toEqual([]);
  });

  it('X6 is anonymous after another tab has signed out, and writes nothing', () => {
    there.session.close();
    const record = here.area.values.get(KEY);
    void here.session.sync();
    expect(here.session.state()).toEqual({ status: 'anonymous', tokens: null, user: null });
    void here.session.sync();
    expect(eventNames(here)).toEqual(['signed-out by other-tab']);
    expect(here.area.values.get(KEY)).toBe(record);
  });

  it('X7 adopts the user who signed in in another tab', async () => {
    there.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
    void here.session.sync();
    expect(here.session.state()).toEqual(there.session.state());
    expect(eventNames(here)).toEqual(['signed-in by other-tab']);
  });

  it('L2 X7 keeps the session that another tab started when this tab signs out of the earlier one', () => {
    there.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
    here.session.close();
    expect(here.session.state()).toEqual(there.session.state());
    expect(openNext(here).session.state().user).toBe('Bob');
  });

  it('L2 keeps a session that a listener starts during the sign-out', () => {
    const stop = here.session.subscribe(() => {
      stop();
      here.session.open(ADA, 'Bob');
    });
    here.session.close();
    expect(here.session.state().user).toBe('Bob');
    expect(openNext(here).session.state().user).toBe('Bob');
  });

  it('X7 adopts the session of another tab in an anonymous tab', async () => {
    here.session.close();
    void there.session.sync();
    there.session.open(ADA, 'Bob');
    void here.session.sync();
    expect(here.session.state().user).toBe('Bob');
  });

  it('L1 removes tokens that another tab stored for a session that has ended here', async () => {
    const { sessionId: id } = tokensOf(there);
    here.session.close();
    there.store({ id, tokens: nextPair(there), user: 'Ada' });
    void here.session.sync();
    expect(here.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-2');
    void there.session.sync();
    expect(there.session.state().status).toBe('anonymous');
    expect(here.events).toEqual([]);
  });

  for (const signedOut of [false, true]) {
    const before = signedOut ? 'after a sign-out' : 'in place of the earlier one';
    it(`L2 restores the session that started here ${before} if another tab stores the earlier one late`, () => {
      const { sessionId: id } = tokensOf(there);
      const late = { id, tokens: nextPair(there), user: 'Ada' };
      if (signedOut) here.session.close();
      here.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
      there.store(late);
      void here.session.sync();
      expect(here.session.state().user).toBe('Bob');
      expect(here.events).toEqual([]);
      void there.session.sync();
      expect(there.session.state()).toEqual(here.session.state());
    });
  }

  it('X6 is anonymous after a session that it never read has replaced its own, and ended', async () => {
    there.session.open(ADA, 'Bob');
    there.session.close();
    void here.session.sync();
    expect(here.session.state().status).toBe('anonymous');
    expect(eventNames(here)).toEqual(['signed-out by other-tab']);
  });

  it('C-16 replaces no token pair once another tab has signed out, even before this tab syncs', async () => {
    const pair = nextPair(here);
    there.session.close();
    expect(await here.session.replaceTokens(tokensOf(here), pair, null)).toBeFalse();
    expect(here.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-2');
  });

  it('X7 replaces no token pair once another user has signed in in another tab', async () => {
    const pair = nextPair(here);
    there.session.open(ADA, 'Bob');
    expect(await here.session.replaceTokens(tokensOf(here), pair, 'Ada')).toBeFalse();
    expect(here.session.state().user).toBe('Bob');
    expect(openNext(here).session.state().user).toBe('Bob');
  });

  it('X7 agrees with other tabs on the latest session if tabs that are behind store theirs', () => {
    const old = tokensOf(there);
    const third = openNext(here);
    here.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
    void there.session.sync();
    there.session.open({ ...ADA, accessToken: 'access-cy' }, 'Cy');
    // Two tabs that have not synced store their own session; then all tabs sync.
    for (const late of [old, tokensOf(here)]) {
      third.store({ id: late.sessionId, tokens: late, user: 'late' });
      for (let round = 0; round < 3; round++) {
        for (const tab of [here, there, third]) void tab.session.sync();
      }
      expect([here, there, third].map((tab) => tab.session.state().user)).toEqual([
        'Cy',
        'Cy',
        'Cy',
      ]);
    }
  });

  for (const signedOut of [false, true]) {
    const before = signedOut ? 'are signed out' : 'are in another session';
    it(`S1 X7 treats a login as the latest session after storage was emptied, while other tabs ${before}`, () => {
      for (const user of ['Bob', 'Cy']) here.session.open(ADA, user);
      if (signedOut) here.session.close();
      here.area.values.clear();
      here.clock.jumpTo(here.clock.now() + 60_000);
      const fresh = openNext(here);
      fresh.session.open(ADA, 'Dee');
      for (const tab of [here, there, fresh]) void tab.session.sync();
      expect([here, there, fresh].map((tab) => tab.session.state().user)).toEqual([
        'Dee',
        'Dee',
        'Dee',
      ]);
    });
  }

  it('X2 restores a later token pair if another tab stores an earlier one late', async () => {
    const early = { id: tokensOf(here).sessionId, tokens: tokensOf(here), user: 'Ada' };
    await here.session.replaceTokens(tokensOf(here), nextPair(here, { rotation: 1 }), null);
    there.store(early);
    void here.session.sync();
    expect(tokensOf(here).accessToken).toBe('access-2');
    expect(openNext(here).session.state().tokens!.refreshToken).toBe('refresh-2');
  });

  it('L1 stores the end of the latest session if another tab stores an earlier session late', () => {
    const late = { id: tokensOf(here).sessionId, tokens: tokensOf(here), user: 'Ada' };
    here.session.open(ADA, 'Bob');
    void there.session.sync();
    here.session.close();
    const asleep = there;
    openNext(here).store(late);
    void here.session.sync();
    void asleep.session.sync();
    expect(asleep.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-1');
  });

  it('X7 starts a session later than one that it has not read yet', () => {
    for (const user of ['Bob', 'Cy']) there.session.open(ADA, user);
    here.session.open(ADA, 'Dee');
    void there.session.sync();
    expect(there.session.state().user).toBe('Dee');
  });

  it('T1 starts a session later than the last one if the clock was set back', () => {
    for (const user of ['Bob', 'Cy']) {
      here.clock.jumpTo(here.clock.now() - 3_600_000);
      here.session.open(ADA, user);
      void there.session.sync();
      expect(there.session.state().user).toBe(user);
    }
  });

  it('X7 lets the same session win in all tabs if several start at the same time', () => {
    const unseen: (() => void)[] = [];
    const area = createStorageArea({ later: (see) => unseen.push(see) });
    const tabs = [0, 1, 2].map(() => openTab(area, here.clock));
    for (const tab of tabs) void tab.session.restore();
    for (const [index, user] of ['Bob', 'Cy', 'Dee'].entries())
      tabs[index]!.session.open(ADA, user);
    expect(new Set(tabs.map((tab) => tokensOf(tab).sessionId)).size).toBe(3);
    for (let round = 0; round < 3; round++) {
      for (const see of unseen.splice(0)) see();
      for (const tab of tabs) void tab.session.sync();
    }
    const users = tabs.map((tab) => tab.session.state().user);
    expect(new Set(users).size).withContext(users.join()).toBe(1);
  });

  it('X6 does not return to a session from before the one whose end it knows', () => {
    const late = { id: tokensOf(here).sessionId, tokens: tokensOf(here), user: 'Ada' };
    there.session.open(ADA, 'Bob');
    there.session.close();
    void here.session.sync();
    there.store(late);
    void here.session.sync();
    expect(here.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-1');
  });

  it('X2 adopts a rotated refresh token with the same access token', () => {
    const pair = { ...tokensOf(there), refreshToken: 'refresh-2' };
    void there.session.replaceTokens(tokensOf(there), pair, null);
    void here.session.sync();
    expect(tokensOf(here).refreshToken).toBe('refresh-2');
    expect(eventNames(here)).toEqual(['refreshed by other-tab']);
  });

  it('keeps its session when an earlier one ends in another tab', async () => {
    here.session.open(ADA, 'Bob');
    there.session.close();
    void here.session.sync();
    expect(here.session.state().user).toBe('Bob');
    expect(here.events).toEqual([]);
  });

  it('continues after the storage was cleared', () => {
    here.area.values.clear();
    void here.session.sync();
    expect(here.session.state().status).toBe('authenticated');
  });

  it('L7 F20 adopts the token pair that another page or copy of the same tab has refreshed', async () => {
    const alone = openTab(createStorageArea({ shared: false }));
    signIn(alone);
    const copy = openNext(alone);
    await alone.session.replaceTokens(tokensOf(alone), nextPair(alone), null);
    void copy.session.sync();
    expect(tokensOf(copy).accessToken).toBe('access-2');
  });
});
