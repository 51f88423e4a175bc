import { Clock } from '../../../src/lib/core/clock';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Lets time pass. Timers fire in order, and promises settle after each. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock without firing timers, as after sleep or when the user corrects the time. */
  jumpTo(time: number): void;
  /** Destroys the application: no timer fires, and each `stopped` callback runs. */
  stop(): void;
  /** Returns how many timers are set. */
  pendingTimers(): number;
}

/** The default start of a clock: a round number that is easy to read in a failed test. */
export const START = 1_700_000_000_000;

/** Longer timers fire immediately, as in browsers. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Without this limit, a timer that sets the next one for the same moment would hang the test. */
const MAX_TIMERS = 10_000;

export function createFakeClock(start = START): FakeClock {
  interface Timer {
    readonly at: number;
    readonly callback: () => void;
    readonly stopped?: () => void;
  }
  const timers = new Set<Timer>();
  let elapsed = 0;
  let offset = start;

  function nextUntil(end: number): Timer | undefined {
    return [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }

  return {
    now: () => elapsed + offset,
    after(ms, callback, stopped) {
      const at = elapsed + (ms > 0 && ms <= LONGEST_TIMER_MS ? ms : 0);
      const timer = { at, callback, stopped };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = elapsed + ms;
      await settle();
      for (let ran = 0, timer = nextUntil(end); timer; timer = nextUntil(end)) {
        if (++ran > MAX_TIMERS) throw new Error(`More than ${MAX_TIMERS} timers in ${ms} ms`);
        timers.delete(timer);
        elapsed = timer.at;
        timer.callback();
        await settle();
      }
      elapsed = end;
    },
    jumpTo: (time) => void (offset = time - elapsed),
    stop() {
      const stopped = [...timers];
      timers.clear();
      stopped.forEach((timer) => timer.stopped?.());
    },
    pendingTimers: () => timers.size,
  };
}

/** Waits until all promises that can settle have settled, however long their chains. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

// A message is a task, and browsers empty the microtask queue before each task. Timers would be slower.
const waiting: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => waiting.shift()?.();
