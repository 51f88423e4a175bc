import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import {
  ADA,
  eventNames,
  FakeTab,
  nextPair,
  openTab,
  signIn,
  tokensOf,
} from '../../../../test/support/fakes/fake-tab';
import { SessionState } from './auth-session';

const KEY = 'auth.session';

describe('createSession, with an async storage', () => {
  let clock: FakeClock;
  let tab: FakeTab;

  beforeEach(() => {
    clock = createFakeClock();
    const latency = (): Promise<void> => new Promise((done) => clock.after(10, done));
    tab = openTab(createStorageArea({ latency }), clock);
  });

  /** Waits until everything is stored, and returns the state after a reload. */
  async function afterReload(): Promise<SessionState<string>> {
    await clock.advance(1_000);
    const reloaded = openTab(tab.area, clock);
    void reloaded.session.restore();
    await clock.advance(1_000);
    return reloaded.session.state();
  }

  async function signInAndStore(): Promise<void> {
    signIn(tab);
    await clock.advance(1_000);
  }

  it('S7 is unknown until storage has responded', async () => {
    const restored = Promise.resolve(tab.session.restore());
    await clock.advance(9);
    expect(tab.session.state().status).toBe('unknown');
    await clock.advance(1_000);
    await restored;
    expect(tab.session.state().status).toBe('anonymous');
  });

  it('S2 keeps a sign-in that replaces an incomplete record', async () => {
    tab.area.values.set(KEY, '{"id":');
    void tab.session.restore();
    tab.session.open(ADA, 'Ada');
    expect((await afterReload()).user).toBe('Ada');
  });

  it('lets a sign-in win over a restore in flight', async () => {
    await signInAndStore();
    const reloaded = openTab(tab.area, clock);
    void reloaded.session.restore();
    reloaded.session.open(ADA, 'Bob');
    await clock.advance(1_000);
    expect(reloaded.session.state().user).toBe('Bob');
    expect(reloaded.events).toEqual([]);
  });

  it('lets a sign-out win over a restore in flight', async () => {
    await signInAndStore();
    const reloaded = openTab(tab.area, clock);
    void reloaded.session.restore();
    reloaded.session.close();
    await clock.advance(1_000);
    expect(reloaded.session.state().status).toBe('anonymous');
  });

  it('lets a sign-out win over a sign-in that is being stored', async () => {
    void tab.session.restore();
    tab.session.open(ADA, 'Ada');
    await clock.advance(5);
    tab.session.close();
    expect(tab.session.state().status).toBe('anonymous');
    expect((await afterReload()).status).toBe('anonymous');
  });

  it('lets a sign-in win over the sign-out before it', async () => {
    signIn(tab);
    await clock.advance(1_000);
    tab.session.close();
    tab.session.open(ADA, 'Bob');
    expect((await afterReload()).user).toBe('Bob');
  });

  it('lets the last of two sign-ins win', async () => {
    tab.session.open(ADA, 'Ada');
    tab.session.open(ADA, 'Bob');
    expect(tab.session.state().user).toBe('Bob');
    expect((await afterReload()).user).toBe('Bob');
  });

  it('waits until a sign-in is stored', async () => {
    tab.session.open(ADA, 'Ada');
    let stored: string | undefined;
    void Promise.resolve(tab.session.whenStored()).then(() => (stored = tab.area.values.get(KEY)));
    await clock.advance(1_000);
    expect(stored).toContain('Ada');
  });

  it('L1 lets a sign-out win over a refresh that is being stored', async () => {
    await signInAndStore();
    const replacing = tab.session.replaceTokens(tokensOf(tab), nextPair(tab), null);
    await clock.advance(15);
    tab.session.close();
    await clock.advance(1_000);
    expect(await replacing).toBeFalse();
    expect(tab.session.state().tokens).toBeNull();
    expect([...tab.area.values.values()].join()).not.toContain('access-');
    expect((await afterReload()).status).toBe('anonymous');
  });

  it('L2 lets another sign-in win over a refresh that is being stored', async () => {
    await signInAndStore();
    const replacing = tab.session.replaceTokens(tokensOf(tab), nextPair(tab), 'Ada');
    tab.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
    await clock.advance(1_000);
    expect(await replacing).toBeFalse();
    expect(tokensOf(tab).accessToken).toBe('access-bob');
    expect((await afterReload()).user).toBe('Bob');
  });

  it('L2 keeps the session that another tab started when this tab signs out late', async () => {
    await signInAndStore();
    const next = openTab(tab.area, clock);
    next.session.open(ADA, 'Bob');
    await clock.advance(1_000);
    tab.session.close();
    expect((await afterReload()).user).toBe('Bob');
  });

  it('L1 does not adopt a token pair that was read before a sign-out', async () => {
    await signInAndStore();
    const next = openTab(tab.area, clock);
    void next.session.restore();
    await clock.advance(1_000);
    void tab.session.sync();
    void next.session.replaceTokens(tokensOf(next), nextPair(next), null);
    tab.session.close();
    await clock.advance(1_000);
    expect(tab.session.state().status).toBe('anonymous');
  });

  it('X2 lets a refresh of this tab win over an older token pair that is being read', async () => {
    await signInAndStore();
    const older = tab.area.values.get(KEY)!;
    const { getItem } = tab.storage;
    tab.storage.getItem = () => new Promise((done) => clock.after(500, () => done(older)));
    void tab.session.sync();
    tab.storage.getItem = getItem;
    const pair = nextPair(tab);
    void tab.session.replaceTokens(tokensOf(tab), pair, null);
    await clock.advance(1_000);
    expect(tokensOf(tab)).toBe(pair);
    expect(eventNames(tab)).toEqual([]);
  });

  it('lets a sign-in in this tab win over the session of another tab that is being read', async () => {
    const next = openTab(tab.area, clock);
    void next.session.restore();
    await signInAndStore();
    void next.session.sync();
    next.session.open(ADA, 'Bob');
    await clock.advance(1_000);
    expect(next.session.state().user).toBe('Bob');
  });

  describe('that responds after the time limit of two seconds', () => {
    /** Starts a tab with the values that another one has stored, in a storage that responds after `ms`. */
    async function startLate(ms: number): Promise<FakeTab> {
      const latency = (): Promise<void> => new Promise((done) => clock.after(ms, done));
      const next = openTab(createStorageArea({ latency }), clock);
      for (const [key, value] of tab.area.values) next.area.values.set(key, value);
      void next.session.restore();
      await clock.advance(2_000);
      expect(next.session.state().status).toBe('anonymous');
      return next;
    }

    it('F23 starts anonymous, and restores the session when storage responds', async () => {
      await signInAndStore();
      const next = await startLate(3_000);
      expect(eventNames(next)).toEqual(['storage-failed']);
      await clock.advance(10_000);
      expect(next.session.state()).toEqual(tab.session.state());
      expect(eventNames(next)).toEqual(['storage-failed', 'signed-in by restore']);
    });

    it('F23 adopts legacy tokens when storage responds', async () => {
      tab.area.values.set('old.access', 'access-0').set('old.refresh', 'refresh-0');
      const next = await startLate(3_000);
      await clock.advance(20_000);
      expect(tokensOf(next).refreshToken).toBe('refresh-0');
      expect(eventNames(next)).toContain('signed-in by restore');
    });

    it('F23 stays anonymous if storage turns out to be empty', async () => {
      const states: SessionState<string>[] = [];
      const next = await startLate(3_000);
      next.session.subscribe((state) => states.push(state));
      await clock.advance(20_000);
      expect(states).toEqual([]);
      expect(eventNames(next)).toEqual(['storage-failed']);
    });

    const commands: Record<string, (next: FakeTab) => void> = {
      'a user signs in': ({ session }) => session.open(ADA, 'Bob'),
      'a user signs out': ({ session }) => session.close(),
      'a user signs in and out': ({ session }) => {
        session.open(ADA, 'Bob');
        session.close();
      },
    };
    for (const [what, command] of Object.entries(commands)) {
      it(`F23 L1 L2 restores nothing if ${what} before storage responds`, async () => {
        await signInAndStore();
        const next = await startLate(3_000);
        command(next);
        const { status, user } = next.session.state();
        await clock.advance(60_000);
        expect(next.session.state().status).toBe(status);
        expect(next.session.state().user).toBe(user);
        expect(eventNames(next)).not.toContain('signed-in by restore');
      });
    }

    it('F23 stays anonymous if storage never responds', async () => {
      await signInAndStore();
      const next = await startLate(1e9);
      await clock.advance(86_400_000);
      expect(next.session.state().status).toBe('anonymous');
    });

    it('F23 restores the session once, and syncs with other tabs from then on', async () => {
      await signInAndStore();
      const next = await startLate(3_000);
      await clock.advance(30_000);
      void next.session.sync();
      await clock.advance(30_000);
      expect(eventNames(next).filter((event) => event.startsWith('signed-in'))).toEqual([
        'signed-in by restore',
      ]);
    });
  });
});
