import { createFakeClock, FakeClock, START } from '../../../test/support/fake-clock';
import { createStorageArea } from '../../../test/support/fake-storage';
import { FakeTab, openTab } from '../../../test/support/fake-tab';
import { fakeTokens } from '../../../test/support/fake-tokens';
import { SessionState } from './auth-session';
import { AuthTokens, spentTokens } from './auth-tokens';

const KEY = 'auth.session';
const GRANT = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresIn: 900 };

/** What is announced, in short. */
const heard = ({ events }: FakeTab): string[] =>
  events.map((event) => ('by' in event ? `${event.type} by ${event.by}` : event.type));

const tokensOf = ({ session }: FakeTab): AuthTokens => session.state().tokens!;

/** The next pair of the present session. */
const renewed = (tab: FakeTab, given: Partial<AuthTokens> = {}): AuthTokens =>
  fakeTokens({
    sessionId: tokensOf(tab).sessionId,
    accessToken: 'access-2',
    refreshToken: 'refresh-2',
    ...given,
  });

async function signIn(tab: FakeTab, user = 'Ada'): Promise<void> {
  void tab.session.restore();
  await tab.session.open(GRANT, user);
}

/** Another tab on the same storage, which knows what that holds. */
function openNext(tab: FakeTab): FakeTab {
  const next = openTab(tab.area, tab.clock);
  void next.session.restore();
  return next;
}

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
      await signIn(tab);
      const reloaded = openTab(tab.area);
      expect(reloaded.session.restore()).toBeUndefined();
      expect(reloaded.session.state()).toEqual(tab.session.state());
      expect(heard(reloaded)).toEqual(['signed-in by restore']);
    });

    it('finds nobody after sign-out', async () => {
      await signIn(tab);
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
      tab.area.values.set('old.access', 'two words').set('old.refresh', 'refresh-0');
      void tab.session.restore();
      expect(tab.session.state().status).toBe('anonymous');
    });

    it('leaves what was left alone where a session is stored', async () => {
      await signIn(tab);
      tab.area.values.set('old.access', 'access-0');
      expect(tokensOf(openNext(tab)).accessToken).toBe('access-1');
    });

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
      expect(await tab.session.open(GRANT, 'Ada')).toBeTrue();
      expect(stored).toEqual([true]);
      expect(tab.session.state()).toEqual({
        status: 'authenticated',
        tokens: tokensOf(tab),
        user: 'Ada',
      });
    });

    it('gives each session an id of its own', async () => {
      await tab.session.open(GRANT, 'Ada');
      const { sessionId } = tokensOf(tab);
      await tab.session.open(GRANT, 'Ada');
      expect(tokensOf(tab).sessionId).not.toBe(sessionId);
    });

    it('Q15 changes nothing where the grant holds no token', async () => {
      await signIn(tab);
      const before = tab.session.state();
      const opening = async (): Promise<boolean> =>
        tab.session.open({ accessToken: 'two words' }, 'Bob');
      await expectAsync(opening()).toBeRejected();
      expect(tab.session.state()).toBe(before);
      expect(openNext(tab).session.state()).toEqual(before);
    });

    it('S1 goes on in memory where storage refuses', async () => {
      tab.storage.mode = 'full';
      await signIn(tab);
      expect(tab.session.state().status).toBe('authenticated');
      expect(heard(tab)).toEqual(['storage-failed']);
      await tab.session.sync();
      expect(tab.session.state().status).toBe('authenticated');
    });
  });

  describe('renew', () => {
    it('Q17 tells of a pair that storage already holds', async () => {
      await signIn(tab);
      const stored: boolean[] = [];
      tab.session.subscribe(() => stored.push(tab.area.values.get(KEY)!.includes('access-2')));
      const pair = renewed(tab);
      expect(await tab.session.renew(tokensOf(tab), pair, null)).toBeTrue();
      expect(stored).toEqual([true]);
      expect(tokensOf(tab)).toBe(pair);
      expect(openNext(tab).session.state()).toEqual(tab.session.state());
    });

    it('C-16 leaves alone a pair that is no longer the one that was spent', async () => {
      await signIn(tab);
      const spent = tokensOf(tab);
      await tab.session.renew(spent, renewed(tab), null);
      const present = tokensOf(tab);
      expect(await tab.session.renew(spent, renewed(tab), null)).toBeFalse();
      expect(tokensOf(tab)).toBe(present);
    });

    it('keeps the user where a refresh names none, and takes the one it names', async () => {
      await signIn(tab);
      await tab.session.renew(tokensOf(tab), renewed(tab), null);
      expect(tab.session.state().user).toBe('Ada');
      await tab.session.renew(tokensOf(tab), renewed(tab), 'Ada Lovelace');
      expect(tab.session.state().user).toBe('Ada Lovelace');
      expect(openNext(tab).session.state().user).toBe('Ada Lovelace');
    });
  });

  describe('setUser', () => {
    it('takes the user of the present session only', async () => {
      await signIn(tab);
      tab.session.setUser('session-0', 'Eve');
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
      await signIn(tab);
      const states: SessionState<string>[] = [];
      const stop = tab.session.subscribe((state) => states.push(state));
      expect(tab.session.close()).toBeTrue();
      expect(states).toEqual([{ status: 'anonymous', tokens: null, user: null }]);
      expect(tab.area.values.get(KEY)).not.toContain('access-1');
      stop();
      expect(tab.session.close()).toBeFalse();
      expect(states.length).toBe(1);
    });
  });

  describe('lapse', () => {
    it('ends a session like close', async () => {
      await signIn(tab);
      expect(tab.session.lapse()).toBeTrue();
      expect(tab.session.state().status).toBe('anonymous');
      expect(openNext(tab).session.state().status).toBe('anonymous');
      expect(tab.session.lapse()).toBeFalse();
    });
  });
});

describe('createSession, in two tabs', () => {
  let here: FakeTab;
  let there: FakeTab;

  beforeEach(async () => {
    here = openTab();
    await signIn(here);
    there = openNext(here);
    here.events.length = there.events.length = 0;
  });

  it('X2 adopts the pair that another tab stored', async () => {
    await there.session.renew(tokensOf(there), renewed(there), null);
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
    await there.session.renew(tokensOf(there), renewed(there), 'Ada Lovelace');
    void here.session.sync();
    expect(here.session.state().user).toBe('Ada Lovelace');
    const tokens = renewed(here, { accessToken: 'access-3' });
    void there.store.write({ id: tokens.sessionId, tokens, user: null });
    void here.session.sync();
    expect(tokensOf(here)).toEqual(tokens);
    expect(here.session.state().user).toBe('Ada Lovelace');
  });

  it('K1 keeps its token where storage holds that of no tab', () => {
    const { sessionId: id } = tokensOf(here);
    void there.store.write({ id, tokens: spentTokens(id, 'refresh-1'), user: null });
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
    await there.session.open({ ...GRANT, accessToken: 'access-bob' }, 'Bob');
    void here.session.sync();
    expect(here.session.state()).toEqual(there.session.state());
    expect(heard(here)).toEqual(['signed-in by other-tab']);
  });

  it('X7 signs in an anonymous tab too', async () => {
    here.session.close();
    void there.session.sync();
    await there.session.open(GRANT, 'Bob');
    void here.session.sync();
    expect(here.session.state().user).toBe('Bob');
  });

  it('L1 takes back what another tab still stored for a session that ended here', async () => {
    const { sessionId: id } = tokensOf(there);
    here.session.close();
    void there.store.write({ id, tokens: renewed(there), user: 'Ada' });
    void here.session.sync();
    expect(here.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-2');
    void there.session.sync();
    expect(there.session.state().status).toBe('anonymous');
    expect(here.events).toEqual([]);
  });

  it('X6 is anonymous when a session that it never saw has taken the place of its own, and ended', async () => {
    await there.session.open(GRANT, 'Bob');
    there.session.close();
    void here.session.sync();
    expect(here.session.state().status).toBe('anonymous');
    expect(heard(here)).toEqual(['signed-out by other-tab']);
  });

  it('C-16 renews nothing once another tab has signed out, before anybody told', async () => {
    const pair = renewed(here);
    there.session.close();
    expect(await here.session.renew(tokensOf(here), pair, null)).toBeFalse();
    expect(here.session.state().status).toBe('anonymous');
    expect(here.area.values.get(KEY)).not.toContain('access-2');
  });

  it('X7 renews nothing once somebody else signed in in another tab', async () => {
    const pair = renewed(here);
    await there.session.open(GRANT, 'Bob');
    expect(await here.session.renew(tokensOf(here), pair, 'Ada')).toBeFalse();
    expect(here.session.state().user).toBe('Bob');
    expect(openNext(here).session.state().user).toBe('Bob');
  });

  it('does not take an ended session of others for its own', async () => {
    await here.session.open(GRANT, 'Bob');
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

  it('X8 reads nothing again from a storage that no other tab sees', async () => {
    const alone = openTab(createStorageArea({ shared: false }));
    await signIn(alone);
    alone.area.values.set(KEY, here.area.values.get(KEY)!);
    const tokens = tokensOf(alone);
    await alone.session.sync();
    expect(tokensOf(alone)).toBe(tokens);
  });
});

describe('createSession, with a slow storage', () => {
  let clock: FakeClock;
  let tab: FakeTab;

  beforeEach(() => {
    clock = createFakeClock();
    const latency = (): Promise<void> => new Promise((done) => clock.after(10, done));
    tab = openTab(createStorageArea({ latency }), clock);
  });

  /** Lets everything under way end, and gives what a reload would find. */
  async function afterReload(): Promise<SessionState<string>> {
    await clock.advance(1_000);
    const reloaded = openTab(tab.area, clock);
    void reloaded.session.restore();
    await clock.advance(1_000);
    return reloaded.session.state();
  }

  async function signInSlowly(): Promise<void> {
    void signIn(tab);
    await clock.advance(1_000);
  }

  it('S7 is unknown until storage has answered', async () => {
    const restored = Promise.resolve(tab.session.restore());
    await clock.advance(9);
    expect(tab.session.state().status).toBe('unknown');
    await clock.advance(1_000);
    await restored;
    expect(tab.session.state().status).toBe('anonymous');
  });

  it('lets a sign-in win over a restore under way', async () => {
    await signInSlowly();
    const reloaded = openTab(tab.area, clock);
    void reloaded.session.restore();
    void reloaded.session.open(GRANT, 'Bob');
    await clock.advance(1_000);
    expect(reloaded.session.state().user).toBe('Bob');
    expect(reloaded.events).toEqual([]);
  });

  it('lets a sign-out win over a restore under way', async () => {
    await signInSlowly();
    const reloaded = openTab(tab.area, clock);
    void reloaded.session.restore();
    reloaded.session.close();
    await clock.advance(1_000);
    expect(reloaded.session.state().status).toBe('anonymous');
  });

  it('lets a sign-out win over a sign-in that is being stored', async () => {
    void tab.session.restore();
    const opening = tab.session.open(GRANT, 'Ada');
    await clock.advance(5);
    tab.session.close();
    await clock.advance(1_000);
    expect(await opening).toBeFalse();
    expect(tab.session.state().status).toBe('anonymous');
    expect((await afterReload()).status).toBe('anonymous');
  });

  it('lets the last of two sign-ins win', async () => {
    const first = tab.session.open(GRANT, 'Ada');
    const second = tab.session.open(GRANT, 'Bob');
    await clock.advance(1_000);
    expect(await Promise.all([first, second])).toEqual([false, true]);
    expect(tab.session.state().user).toBe('Bob');
    expect((await afterReload()).user).toBe('Bob');
  });

  it('L1 lets a sign-out win over a renewal that is being stored', async () => {
    await signInSlowly();
    const renewing = tab.session.renew(tokensOf(tab), renewed(tab), null);
    await clock.advance(15);
    tab.session.close();
    await clock.advance(1_000);
    expect(await renewing).toBeFalse();
    expect(tab.session.state().tokens).toBeNull();
    expect([...tab.area.values.values()].join()).not.toContain('access-');
    expect((await afterReload()).status).toBe('anonymous');
  });

  it('L2 lets another sign-in win over a renewal that is being stored', async () => {
    await signInSlowly();
    const renewing = tab.session.renew(tokensOf(tab), renewed(tab), 'Ada');
    const opening = tab.session.open({ ...GRANT, accessToken: 'access-bob' }, 'Bob');
    await clock.advance(1_000);
    expect(await Promise.all([renewing, opening])).toEqual([false, true]);
    expect(tokensOf(tab).accessToken).toBe('access-bob');
    expect((await afterReload()).user).toBe('Bob');
  });

  it('L2 renews nothing once another sign-in has begun', async () => {
    await signInSlowly();
    const pair = renewed(tab);
    const opening = tab.session.open({ ...GRANT, accessToken: 'access-bob' }, 'Bob');
    const renewing = tab.session.renew(tokensOf(tab), pair, 'Ada');
    await clock.advance(1_000);
    expect(await Promise.all([opening, renewing])).toEqual([true, false]);
    expect((await afterReload()).user).toBe('Bob');
  });

  it('lets a session run out that somebody is leaving for another one, without harm to that', async () => {
    await signInSlowly();
    const opening = tab.session.open(GRANT, 'Bob');
    expect(tab.session.lapse()).toBeFalse();
    await clock.advance(1_000);
    expect(await opening).toBeTrue();
    expect((await afterReload()).user).toBe('Bob');
  });

  it('L1 adopts nothing that was read before a sign-out', async () => {
    await signInSlowly();
    const next = openTab(tab.area, clock);
    void next.session.restore();
    await clock.advance(1_000);
    void tab.session.sync();
    void next.session.renew(tokensOf(next), renewed(next), null);
    tab.session.close();
    await clock.advance(1_000);
    expect(tab.session.state().status).toBe('anonymous');
  });

  it('X2 lets a renewal here win over an older pair that is being read', async () => {
    await signInSlowly();
    const older = tab.area.values.get(KEY)!;
    const { getItem } = tab.storage;
    tab.storage.getItem = () => new Promise((done) => clock.after(500, () => done(older)));
    void tab.session.sync();
    tab.storage.getItem = getItem;
    const pair = renewed(tab);
    void tab.session.renew(tokensOf(tab), pair, null);
    await clock.advance(1_000);
    expect(tokensOf(tab)).toBe(pair);
    expect(heard(tab)).toEqual([]);
  });

  it('lets a sign-in here win over a session of another tab that is being read', async () => {
    const next = openTab(tab.area, clock);
    void next.session.restore();
    await signInSlowly();
    void next.session.sync();
    const opening = next.session.open(GRANT, 'Bob');
    await clock.advance(1_000);
    expect(await opening).toBeTrue();
    expect(next.session.state().user).toBe('Bob');
  });
});
