import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import {
  ADA,
  FakeTab,
  heard,
  openTab,
  renewed,
  signIn,
  tokensOf,
} from '../../../../test/support/fakes/fake-tab';
import { SessionState } from './auth-session';

const KEY = 'auth.session';

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
    signIn(tab);
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

  it('S2 keeps a sign-in that takes the place of a torn record', async () => {
    tab.area.values.set(KEY, '{"id":');
    void tab.session.restore();
    tab.session.open(ADA, 'Ada');
    expect((await afterReload()).user).toBe('Ada');
  });

  it('lets a sign-in win over a restore under way', async () => {
    await signInSlowly();
    const reloaded = openTab(tab.area, clock);
    void reloaded.session.restore();
    reloaded.session.open(ADA, 'Bob');
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
    tab.session.open(ADA, 'Ada');
    await clock.advance(5);
    tab.session.close();
    expect(tab.session.state().status).toBe('anonymous');
    expect((await afterReload()).status).toBe('anonymous');
  });

  it('lets a sign-in win that follows a sign-out at once', async () => {
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

  it('says when a sign-in is stored', async () => {
    tab.session.open(ADA, 'Ada');
    let text: string | undefined;
    void Promise.resolve(tab.session.whenStored()).then(() => (text = tab.area.values.get(KEY)));
    await clock.advance(1_000);
    expect(text).toContain('Ada');
  });

  it('L1 lets a sign-out win over a renewal that is being stored', async () => {
    await signInSlowly();
    const renewing = tab.session.replaceTokens(tokensOf(tab), renewed(tab), null);
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
    const renewing = tab.session.replaceTokens(tokensOf(tab), renewed(tab), 'Ada');
    tab.session.open({ ...ADA, accessToken: 'access-bob' }, 'Bob');
    await clock.advance(1_000);
    expect(await renewing).toBeFalse();
    expect(tokensOf(tab).accessToken).toBe('access-bob');
    expect((await afterReload()).user).toBe('Bob');
  });

  it('L2 leaves the session alone that another tab began, when it signs out late', async () => {
    await signInSlowly();
    const next = openTab(tab.area, clock);
    next.session.open(ADA, 'Bob');
    await clock.advance(1_000);
    tab.session.close();
    expect((await afterReload()).user).toBe('Bob');
  });

  it('L1 adopts nothing that was read before a sign-out', async () => {
    await signInSlowly();
    const next = openTab(tab.area, clock);
    void next.session.restore();
    await clock.advance(1_000);
    void tab.session.sync();
    void next.session.replaceTokens(tokensOf(next), renewed(next), null);
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
    void tab.session.replaceTokens(tokensOf(tab), pair, null);
    await clock.advance(1_000);
    expect(tokensOf(tab)).toBe(pair);
    expect(heard(tab)).toEqual([]);
  });

  it('lets a sign-in here win over a session of another tab that is being read', async () => {
    const next = openTab(tab.area, clock);
    void next.session.restore();
    await signInSlowly();
    void next.session.sync();
    next.session.open(ADA, 'Bob');
    await clock.advance(1_000);
    expect(next.session.state().user).toBe('Bob');
  });

  describe('that answers after the two seconds that anyone waits', () => {
    /** A tab that starts on what another one has stored, and whose storage answers after so many milliseconds. */
    async function startLate(ms: number): Promise<FakeTab> {
      const latency = (): Promise<void> => new Promise((done) => clock.after(ms, done));
      const next = openTab(createStorageArea({ latency }), clock);
      for (const [key, value] of tab.area.values) next.area.values.set(key, value);
      void next.session.restore();
      await clock.advance(2_000);
      expect(next.session.state().status).toBe('anonymous');
      return next;
    }

    it('F23 starts anonymous, and takes up the session when the answer comes', async () => {
      await signInSlowly();
      const next = await startLate(3_000);
      expect(heard(next)).toEqual(['storage-failed']);
      await clock.advance(10_000);
      expect(next.session.state()).toEqual(tab.session.state());
      expect(heard(next)).toEqual(['storage-failed', 'signed-in by restore']);
    });

    it('F23 takes up late what a hand-written service left', async () => {
      tab.area.values.set('old.access', 'access-0').set('old.refresh', 'refresh-0');
      const next = await startLate(3_000);
      await clock.advance(20_000);
      expect(tokensOf(next).refreshToken).toBe('refresh-0');
      expect(heard(next)).toContain('signed-in by restore');
    });

    it('F23 stays anonymous when the late answer is that nobody is signed in', async () => {
      const states: SessionState<string>[] = [];
      const next = await startLate(3_000);
      next.session.subscribe((state) => states.push(state));
      await clock.advance(20_000);
      expect(states).toEqual([]);
      expect(heard(next)).toEqual(['storage-failed']);
    });

    const commands: Record<string, (next: FakeTab) => void> = {
      'somebody signs in': ({ session }) => session.open(ADA, 'Bob'),
      'somebody signs out': ({ session }) => session.close(),
      'somebody signs in and out': ({ session }) => {
        session.open(ADA, 'Bob');
        session.close();
      },
    };
    for (const [what, command] of Object.entries(commands)) {
      it(`F23 L1 L2 takes up nothing when ${what} before the answer`, async () => {
        await signInSlowly();
        const next = await startLate(3_000);
        command(next);
        const { status, user } = next.session.state();
        await clock.advance(60_000);
        expect(next.session.state().status).toBe(status);
        expect(next.session.state().user).toBe(user);
        expect(heard(next)).not.toContain('signed-in by restore');
      });
    }

    it('F23 takes up nothing when the answer never comes', async () => {
      await signInSlowly();
      const next = await startLate(1e9);
      await clock.advance(86_400_000);
      expect(next.session.state().status).toBe('anonymous');
    });

    it('F23 takes it up once, and follows other tabs from then on', async () => {
      await signInSlowly();
      const next = await startLate(3_000);
      await clock.advance(30_000);
      void next.session.sync();
      await clock.advance(30_000);
      expect(heard(next).filter((event) => event.startsWith('signed-in'))).toEqual([
        'signed-in by restore',
      ]);
    });
  });
});
