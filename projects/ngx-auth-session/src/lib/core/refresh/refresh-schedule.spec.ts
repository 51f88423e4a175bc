import { FakeClock } from '../../../../test/support/fakes/fake-clock';
import { FakeTab, openTab } from '../../../../test/support/fakes/fake-tab';
import { fakeTokens, LIFE_MS } from '../../../../test/support/fakes/fake-tokens';
import { AuthError } from '../auth-error';
import { SessionTokens, refreshDueAt } from '../tokens/session-tokens';
import { startRefreshSchedule } from './refresh-schedule';
import { TokenRefresher } from './token-refresher';

const MARGIN = 30_000;
const DAY = 86_400_000;
const GRANT = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresIn: LIFE_MS / 1_000 };

describe('startRefreshSchedule', () => {
  let tab: FakeTab;
  let clock: FakeClock;
  let refresher: jasmine.SpyObj<TokenRefresher>;
  let active: boolean;
  let listeners: Set<() => void>;
  let lifeMs: number;

  beforeEach(async () => {
    tab = openTab();
    clock = tab.clock;
    active = true;
    listeners = new Set();
    lifeMs = LIFE_MS;
    refresher = jasmine.createSpyObj<TokenRefresher>('refresher', ['isDue', 'refresh']);
    refresher.isDue.and.callFake((tokens) => clock.now() >= refreshDueAt(tokens, MARGIN / 1_000));
    refresher.refresh.and.callFake(renew);
    void tab.session.restore();
    tab.session.open(GRANT, 'Ada');
  });

  const present = (): SessionTokens => tab.session.state().tokens!;
  const wake = (): void => listeners.forEach((listener) => listener());
  const refreshes = (): number => refresher.refresh.calls.count();

  /** A refresh that succeeds at once. */
  async function renew(): Promise<SessionTokens> {
    const now = clock.now();
    const { sessionId } = present();
    const tokens = fakeTokens({ sessionId, receivedAt: now, expiresAt: now + lifeMs });
    await tab.session.replaceTokens(present(), tokens, null);
    return tokens;
  }

  function start(): () => void {
    const onWake = (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    const surroundings = { isActive: () => active, onWake };
    return startRefreshSchedule(tab.session, refresher, clock, surroundings, MARGIN / 1_000);
  }

  it('renews the margin before the end, again and again', async () => {
    start();
    await clock.advance(LIFE_MS - MARGIN - 1);
    expect(refreshes()).toBe(0);
    await clock.advance(1);
    expect(refreshes()).toBe(1);
    await clock.advance(LIFE_MS - MARGIN);
    expect(refreshes()).toBe(2);
  });

  it('renews at once what is due at the start', async () => {
    await clock.advance(LIFE_MS);
    start();
    expect(refreshes()).toBe(1);
  });

  it('plans nothing for nobody, and plans when somebody signs in', async () => {
    tab.session.close();
    start();
    expect(clock.pendingTimers()).toBe(0);
    tab.session.open(GRANT, 'Ada');
    await clock.advance(LIFE_MS);
    expect(refreshes()).toBe(1);
  });

  it('T9 plans nothing for a token of unknown end', async () => {
    tab.session.open({ accessToken: 'opaque' }, 'Ada');
    start();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('T2 renews a short-lived token once in its life', async () => {
    lifeMs = 10_000;
    await renew();
    start();
    await clock.advance(60_000);
    expect(refreshes()).toBe(12);
  });

  it('T3 C-11 waits for a month without an early refresh or a storm', async () => {
    lifeMs = 30 * DAY;
    await renew();
    start();
    await clock.advance(30 * DAY - MARGIN - 1);
    expect(refreshes()).toBe(0);
    await clock.advance(1);
    expect(refreshes()).toBe(1);
  });

  it('T4 asks for no other refresh once the one for a computer that woke up is done', async () => {
    start();
    let answer!: () => void;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    refresher.refresh.and.returnValue(answered.then(renew));
    clock.jumpTo(clock.now() + 8 * 3_600_000);
    for (const _event of ['focus', 'online', 'visibilitychange']) wake();
    // While one is under way, the refresher gives that one to everyone who asks.
    const asked = refreshes();
    answer();
    await clock.advance(1_000);
    wake();
    expect(refreshes()).toBe(asked);
  });

  for (const why of ['T5 hidden', 'T8 offline']) {
    it(`${why}: sends nothing, and catches up once when the page is active again`, async () => {
      start();
      active = false;
      wake();
      expect(clock.pendingTimers()).toBe(0);
      await clock.advance(DAY);
      expect(refreshes()).toBe(0);
      active = true;
      wake();
      await clock.advance(0);
      wake();
      expect(refreshes()).toBe(1);
    });
  }

  it('T5 looks whether anybody is there when the timer fires', async () => {
    start();
    active = false;
    await clock.advance(DAY);
    expect(refreshes()).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('T6 tries again half a minute after a failure', async () => {
    start();
    refresher.refresh.and.rejectWith(new AuthError('server', undefined, { status: 503 }));
    await clock.advance(LIFE_MS - MARGIN);
    expect(refreshes()).toBe(1);
    await clock.advance(29_999);
    expect(refreshes()).toBe(1);
    refresher.refresh.and.callFake(renew);
    await clock.advance(1);
    expect(refreshes()).toBe(2);
    await clock.advance(LIFE_MS - MARGIN - 1);
    expect(refreshes()).toBe(2);
  });

  it('F25 X9 tries again after three seconds when an answer was lost, and then after half a minute', async () => {
    start();
    refresher.refresh.and.rejectWith(new AuthError('network'));
    await clock.advance(LIFE_MS - MARGIN);
    const attempts: number[] = [];
    for (let second = 0; second < 66; second++) {
      const before = refreshes();
      await clock.advance(1_000);
      if (refreshes() > before) attempts.push(second + 1);
    }
    expect(attempts).toEqual([3, 33, 36, 66]);
  });

  it('T7 leaves alone what the refresher says is not due', async () => {
    refresher.isDue.and.returnValue(false);
    start();
    await clock.advance(DAY);
    expect(refreshes()).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('does not try again for a session that has ended meanwhile', async () => {
    start();
    refresher.refresh.and.callFake(async () => {
      tab.session.close();
      throw new Error('superseded');
    });
    await clock.advance(LIFE_MS - MARGIN);
    expect(refreshes()).toBe(1);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('plans anew for a pair that came another way', async () => {
    start();
    await clock.advance(LIFE_MS - MARGIN - 1);
    await renew();
    await clock.advance(LIFE_MS - MARGIN - 1);
    expect(refreshes()).toBe(0);
    expect(clock.pendingTimers()).toBe(1);
  });

  it('goes by the time that is, when the clock was set back', async () => {
    start();
    clock.jumpTo(clock.now() - 60_000);
    await clock.advance(LIFE_MS - MARGIN);
    expect(refreshes()).toBe(0);
    await clock.advance(60_000);
    expect(refreshes()).toBe(1);
  });

  it('L6 ends without a timer or a listener', async () => {
    const end = start();
    tab.session.close();
    expect(clock.pendingTimers()).toBe(0);
    tab.session.open(GRANT, 'Ada');
    end();
    expect(clock.pendingTimers()).toBe(0);
    expect(listeners.size).toBe(0);
    await renew();
    expect(clock.pendingTimers()).toBe(0);
  });
});
