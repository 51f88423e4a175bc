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

  it('X2 adopts the pair that another tab stored', async () => {
    await there.session.replaceTokens(tokensOf(there), renewed(there), null);
    void here.session.sync();
    expect(here.session.state()).toEqual(there.session.state());
    expect(heard(here)).toEqual(['refreshed by other-tab']);
  });

  it('X2 keeps the very same pair where nothing is new', () => {
    const tokens = tokensOf(here);
    void here.session.sync();
    expect(tokensOf(here)).toBe(tokens);
    expect(here.events).toEqual([]);
  });

  it('X2 adopts the user with the pair, and keeps its own where storage names none', async () => {
    await there.session.replaceTokens(tokensOf(there), renewed(there), 'Ada Lovelace');
    void here.session.sync();
    expect(here.session.state().user).toBe('Ada Lovelace');
    const tokens = renewed(here, { accessToken: 'access-3' });
    there.store({ id: tokens.sessionId, tokens, user: null });
    void here.session.sync();
    expect(tokensOf(here)).toEqual(tokens);
    expect(here.session.state().user).toBe('Ada Lovelace');
  });

  it('K1 keeps its token where storage holds that of no tab', () => {
    const { sessionId: id } = tokensOf(here);
    there.store({ id, tokens: expiredTokens(id, 'refresh-1'), user: null });
    void here.session.sync();
    expect(tokensOf(here).accessToken).toBe('access-1');
    expect(here.events).toEqual([]);
  });

  it('X6 is anonymous when another tab has signed out, and writes nothing', () => {
    there.session.close();
    const mark = here.area.values.get(KEY);
    void here.session.sync();
    expect(here.session.state()).toEqual({ status: 'anonymous', tokens: null, user: null });
    void here.session.sync();
    expect(heard(here)).toEqual(['signed-out by other-tab']);
    expect(here.area.values.get(KEY)).toBe(mark);
  });

  it('X7 shows whoever signed in in another tab, and nobody from before', async () => {
    there.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
    void here.session.sync();
    expect(here.session.state()).toEqual(there.session.state());
    expect(heard(here)).toEqual(['signed-in by other-tab']);
  });

  it('L2 X7 leaves the session alone that another tab began, when its own ends unaware of that', () => {
    there.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
    here.session.close();
    expect(here.session.state()).toEqual(there.session.state());
    expect(openNext(here).session.state().user).toBe('Bob');
  });

  it('L2 leaves the session alone that somebody begins as soon as they hear of the end of another', () => {
    const stop = here.session.subscribe(() => {
      stop();
      here.session.open(ADA, 'Bob');
    });
    here.session.close();
    expect(here.session.state().user).toBe('Bob');
    expect(openNext(here).session.state().user).toBe('Bob');
  });

  it('X7 signs in an anonymous tab too', async () => {
    here.session.close();
    void there.session.sync();
    there.session.open(ADA, 'Bob');
    void here.session.sync();
    expect(here.session.state().user).toBe('Bob');
  });

  it('L1 takes back what another tab still stored for a session that ended here', async () => {
    const { sessionId: id } = tokensOf(there);
    here.session.close();
    there.store({ id, tokens: renewed(there), user: 'Ada' });
    void here.session.sync();
    expect(here.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-2');
    void there.session.sync();
    expect(there.session.state().status).toBe('anonymous');
    expect(here.events).toEqual([]);
  });

  for (const signedOut of [false, true]) {
    const before = signedOut ? 'after a sign-out' : 'in the place of the other';
    it(`L2 puts a session back that began here ${before}, where another tab stored the old one late`, () => {
      const { sessionId: id } = tokensOf(there);
      const late = { id, tokens: renewed(there), user: 'Ada' };
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

  it('X6 is anonymous when a session that it never saw has taken the place of its own, and ended', async () => {
    there.session.open(ADA, 'Bob');
    there.session.close();
    void here.session.sync();
    expect(here.session.state().status).toBe('anonymous');
    expect(heard(here)).toEqual(['signed-out by other-tab']);
  });

  it('C-16 renews nothing once another tab has signed out, before anybody told', async () => {
    const pair = renewed(here);
    there.session.close();
    expect(await here.session.replaceTokens(tokensOf(here), pair, null)).toBeFalse();
    expect(here.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-2');
  });

  it('X7 renews nothing once somebody else signed in in another tab', async () => {
    const pair = renewed(here);
    there.session.open(ADA, 'Bob');
    expect(await here.session.replaceTokens(tokensOf(here), pair, 'Ada')).toBeFalse();
    expect(here.session.state().user).toBe('Bob');
    expect(openNext(here).session.state().user).toBe('Bob');
  });

  it('X7 agrees with the others on the latest session, where each has left the one that another is in', () => {
    const old = tokensOf(there);
    const third = openNext(here);
    here.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
    void there.session.sync();
    there.session.open({ ...ADA, accessToken: 'access-cy' }, 'Cy');
    // Two that have seen nothing of that write what they have; then everyone looks.
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
    it(`S1 X7 takes a login for the latest though storage was emptied, where others ${before}`, () => {
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

  it('X2 puts a later pair back where another tab stored an earlier one late', async () => {
    const early = { id: tokensOf(here).sessionId, tokens: tokensOf(here), user: 'Ada' };
    await here.session.replaceTokens(tokensOf(here), renewed(here, { rotation: 1 }), null);
    there.store(early);
    void here.session.sync();
    expect(tokensOf(here).accessToken).toBe('access-2');
    expect(openNext(here).session.state().tokens!.refreshToken).toBe('refresh-2');
  });

  it('L1 tells of the latest end, not of an earlier session that came late', () => {
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

  it('X7 begins a session after one that it has yet to hear of', () => {
    for (const user of ['Bob', 'Cy']) there.session.open(ADA, user);
    here.session.open(ADA, 'Dee');
    void there.session.sync();
    expect(there.session.state().user).toBe('Dee');
  });

  it('T1 begins a session after the last one where the clock was set back', () => {
    for (const user of ['Bob', 'Cy']) {
      here.clock.jumpTo(here.clock.now() - 3_600_000);
      here.session.open(ADA, user);
      void there.session.sync();
      expect(there.session.state().user).toBe(user);
    }
  });

  it('X7 lets one of two sessions win in all tabs that began at one time', () => {
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

  it('X6 does not come back to a session from before one whose end it has heard of', () => {
    const late = { id: tokensOf(here).sessionId, tokens: tokensOf(here), user: 'Ada' };
    there.session.open(ADA, 'Bob');
    there.session.close();
    void here.session.sync();
    there.store(late);
    void here.session.sync();
    expect(here.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-1');
  });

  it('X2 takes over a rotated refresh token that came with the same access token', () => {
    const pair = { ...tokensOf(there), refreshToken: 'refresh-2' };
    void there.session.replaceTokens(tokensOf(there), pair, null);
    void here.session.sync();
    expect(tokensOf(here).refreshToken).toBe('refresh-2');
    expect(heard(here)).toEqual(['refreshed by other-tab']);
  });

  it('does not take an ended session of others for its own', async () => {
    here.session.open(ADA, 'Bob');
    there.session.close();
    void here.session.sync();
    expect(here.session.state().user).toBe('Bob');
    expect(here.events).toEqual([]);
  });

  it('goes on where somebody cleared the storage', () => {
    here.area.values.clear();
    void here.session.sync();
    expect(here.session.state().status).toBe('authenticated');
  });

  it('L7 F20 takes over what another page or copy of the same tab has renewed', async () => {
    const alone = openTab(createStorageArea({ shared: false }));
    signIn(alone);
    const copy = openNext(alone);
    await alone.session.replaceTokens(tokensOf(alone), renewed(alone), null);
    void copy.session.sync();
    expect(tokensOf(copy).accessToken).toBe('access-2');
  });
});
