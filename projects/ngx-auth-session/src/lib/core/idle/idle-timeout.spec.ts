import { FakeClock, START } from '../../../../test/support/fakes/fake-clock';
import { FakeTab, openTab } from '../../../../test/support/fakes/fake-tab';
import { isIdle, startIdleTimeout } from './idle-timeout';

const MINUTE = 60_000;
const LIMITS = { idleMs: 15 * MINUTE, warningMs: MINUTE };
const GRANT = { accessToken: 'access-1' };

describe('startIdleTimeout', () => {
  let tab: FakeTab;
  let clock: FakeClock;
  let signOut: jasmine.Spy;
  /** The time of the last activity in any tab, as tabs share it. */
  let noted: number;
  let notes: number;
  let listeners: Set<() => void>;
  let wakers: Set<() => void>;

  beforeEach(async () => {
    tab = openTab();
    clock = tab.clock;
    noted = notes = 0;
    listeners = new Set();
    wakers = new Set();
    signOut = jasmine.createSpy('signOut').and.callFake(() => tab.session.close());
    void tab.session.restore();
    tab.session.open(GRANT, 'Ada');
  });

  function start(): () => void {
    const activity = {
      onActivity: (listener: () => void): (() => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onWake: (listener: () => void): (() => void) => {
        wakers.add(listener);
        return () => wakers.delete(listener);
      },
      lastSeen: () => noted,
      note: (time: number): void => {
        noted = time;
        notes++;
      },
    };
    return startIdleTimeout(tab.session, signOut, clock, activity, LIMITS, tab.announce);
  }

  const wake = (): void => wakers.forEach((listener) => listener());
  const act = (): void => listeners.forEach((listener) => listener());
  const warnings = (): number[] =>
    tab.events.flatMap((event) => (event.type === 'idle-warning' ? [event.seconds] : []));

  it('warns an idle user, then signs the user out', async () => {
    start();
    await clock.advance(14 * MINUTE - 1);
    expect(warnings()).toEqual([]);
    await clock.advance(1);
    expect(warnings()).toEqual([60]);
    await clock.advance(MINUTE - 1);
    expect(signOut).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(signOut).toHaveBeenCalledTimes(1);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('restarts the idle time with each activity', async () => {
    start();
    for (let i = 0; i < 5; i++) {
      await clock.advance(13 * MINUTE);
      act();
    }
    expect(warnings()).toEqual([]);
    await clock.advance(15 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('withdraws the warning when the user is active, and warns again later', async () => {
    start();
    await clock.advance(14 * MINUTE + 30_000);
    act();
    await clock.advance(14 * MINUTE);
    expect(signOut).not.toHaveBeenCalled();
    expect(warnings()).toEqual([60, 60]);
  });

  it('stores activity at once during a warning, even right after activity in another tab', async () => {
    start();
    await clock.advance(14 * MINUTE);
    noted = clock.now() - 500;
    act();
    expect(noted).toBe(clock.now());
  });

  it('counts activity in other tabs', async () => {
    start();
    await clock.advance(10 * MINUTE);
    noted = clock.now();
    await clock.advance(13 * MINUTE);
    expect(warnings()).toEqual([]);
    await clock.advance(2 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('continues the idle time after a reload', async () => {
    noted = START - 14 * MINUTE - 30_000;
    start();
    expect(warnings()).toEqual([30]);
    await clock.advance(30_000);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('signs the user out at once if the idle time has elapsed before the start', () => {
    noted = START - 15 * MINUTE;
    start();
    expect(signOut).toHaveBeenCalledTimes(1);
    expect(warnings()).toEqual([]);
  });

  it('signs the user out on the click that wakes a computer after too long a sleep', () => {
    start();
    clock.jumpTo(START + 15 * MINUTE);
    act();
    expect(signOut).toHaveBeenCalledTimes(1);
    expect(noted).toBe(START);
  });

  it('starts the idle time now if a clock that was ahead stored the activity', async () => {
    noted = START + 60 * MINUTE;
    start();
    expect(noted).toBe(START);
    await clock.advance(15 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('starts the idle time now if the clock has been set back meanwhile', async () => {
    start();
    clock.jumpTo(START - 60 * MINUTE);
    act();
    expect(noted).toBe(START - 60 * MINUTE);
    await clock.advance(15 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('stores activity at most once a second', async () => {
    start();
    notes = 0;
    for (let i = 0; i < 30; i++) {
      await clock.advance(100);
      act();
    }
    expect(notes).toBe(3);
  });

  it('does nothing for a visitor, and treats signing in as activity', async () => {
    tab.session.close();
    noted = START - 60 * MINUTE;
    start();
    expect(clock.pendingTimers()).toBe(0);
    act();
    expect(signOut).not.toHaveBeenCalled();
    tab.session.open(GRANT, 'Ada');
    expect(noted).toBe(START);
    await clock.advance(15 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('does not treat a refresh as activity', async () => {
    start();
    await clock.advance(10 * MINUTE);
    const tokens = tab.session.state().tokens!;
    await tab.session.replaceTokens(tokens, { ...tokens, accessToken: 'access-2' }, null);
    await clock.advance(5 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('L6 stops after sign-out', async () => {
    start();
    tab.session.close();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('C-11 does not sign out at once if the limit is a month', async () => {
    const month = { idleMs: 2_592_000_000, warningMs: 0 };
    const activity = {
      onActivity: () => () => undefined,
      onWake: () => () => undefined,
      lastSeen: () => START,
      note: () => undefined,
    };
    startIdleTimeout(tab.session, signOut, clock, activity, month, tab.announce);
    await clock.advance(month.idleMs - 1);
    expect(signOut).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('A9 stops without leaving a timer or a listener', async () => {
    start()();
    expect(clock.pendingTimers()).toBe(0);
    expect(listeners.size + wakers.size).toBe(0);
    tab.session.open(GRANT, 'Bob');
    expect(clock.pendingTimers()).toBe(0);
  });

  it('F21 signs out when the page wakes up, before its timer fires', () => {
    start();
    clock.jumpTo(START + 15 * MINUTE);
    wake();
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('F21 does not treat waking up as activity', async () => {
    start();
    await clock.advance(10 * MINUTE);
    wake();
    expect(noted).toBe(START);
    await clock.advance(5 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('F21 counts from the activity on its page if storage contains a future time and refuses writes', async () => {
    const stuck = {
      onActivity: () => () => undefined,
      onWake: () => () => undefined,
      lastSeen: () => START + 1_000 * MINUTE,
      note: () => undefined,
    };
    startIdleTimeout(tab.session, signOut, clock, stuck, LIMITS, tab.announce);
    await clock.advance(15 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it('F21 signs the user out even if the clock is set back again and again', async () => {
    start();
    let real = 0;
    while (!signOut.calls.any() && real < 120) {
      await clock.advance(5 * MINUTE);
      real += 5;
      if (real === 10 || real === 25) clock.jumpTo(clock.now() - 5 * MINUTE);
    }
    expect(real).toBeLessThanOrEqual(35);
  });

  it('F21 waits for an async storage', async () => {
    const asyncActivity = {
      onActivity: (listener: () => void): (() => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onWake: () => () => undefined,
      lastSeen: () => new Promise<number>((answer) => clock.after(100, () => answer(noted))),
      note: (time: number): void => void (noted = time),
    };
    noted = START - 14 * MINUTE;
    startIdleTimeout(tab.session, signOut, clock, asyncActivity, LIMITS, tab.announce);
    await clock.advance(200);
    expect(warnings()).toEqual([60]);
    act();
    await clock.advance(200);
    expect(tab.events.at(-1)).toEqual({ type: 'idle-warning-ended' });
    await clock.advance(16 * MINUTE);
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  describe('F22 the end of a warning', () => {
    const types = (): string[] => tab.events.map(({ type }) => type);
    const ENDED = ['idle-warning', 'idle-warning-ended'];

    beforeEach(async () => {
      start();
      await clock.advance(14 * MINUTE + 10_000);
      expect(types()).toEqual(['idle-warning']);
    });

    it('is announced when the user is active on this page', () => {
      act();
      expect(types()).toEqual(ENDED);
    });

    it('is announced within a second when the user is active in another tab', async () => {
      noted = clock.now();
      await clock.advance(1_000);
      expect(types()).toEqual(ENDED);
    });

    it('is announced each time', async () => {
      act();
      await clock.advance(14 * MINUTE);
      act();
      expect(types()).toEqual([...ENDED, ...ENDED]);
    });

    it('is not announced on a sign-out by the user, which has its own event', async () => {
      tab.session.close();
      act();
      await clock.advance(MINUTE);
      expect(types()).toEqual(['idle-warning']);
      expect(signOut).not.toHaveBeenCalled();
    });

    it('is not announced when the idle time has elapsed', async () => {
      await clock.advance(MINUTE);
      expect(types()).toEqual(['idle-warning']);
      expect(signOut).toHaveBeenCalledTimes(1);
    });

    it('is not announced when another user signs in, who gets a separate warning', async () => {
      tab.session.open(GRANT, 'Bob');
      expect(types()).toEqual(['idle-warning']);
      await clock.advance(14 * MINUTE);
      expect(types()).toEqual(['idle-warning', 'idle-warning']);
    });
  });
});

describe('isIdle', () => {
  const cases: [what: string, seen: number, idle: boolean][] = [
    ['within the limit', START - 15 * MINUTE + 1, false],
    ['at the limit', START - 15 * MINUTE, true],
    ['days ago', START - 5_000 * MINUTE, true],
    ['that was never stored', 0, false],
    ['stored by a clock that was ahead', START + MINUTE, false],
    ['that is not a number', NaN, false],
    ['that is infinite', Infinity, false],
    ['before 1970', -1, false],
  ];
  for (const [what, seen, idle] of cases) {
    it(`F21 returns ${idle} for activity ${what}`, () => {
      expect(isIdle(seen, START, LIMITS)).toBe(idle);
    });
  }
});
