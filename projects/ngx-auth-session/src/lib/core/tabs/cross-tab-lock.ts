import { Clock } from '../clock';

/** The part of Web Locks that is needed: `navigator.locks` fits. */
export interface Locks {
  request(name: string, held: () => Promise<unknown>): Promise<unknown>;
}

/** Lets the tabs that share a session take turns. */
export interface CrossTabLock {
  /**
   * Runs a piece of work once, alone among tabs where that can be had, and settles like it.
   *
   * @param once names what need be done by one tab only: where it succeeds, the others are kept waiting until storage
   * must have shown them what came of it
   */
  exclusive<T>(work: () => Promise<T>, once?: string): Promise<T>;
}

/** Storage is in step again long before. A page that holds a lock for longer could not be kept for "back". */
const HOLD_MS = 2_000;

/**
 * Makes the coordinator of one tab.
 *
 * Waiting is bounded: a lock that does not come in time, that is missing or that fails, is done without.
 * Nothing is stolen from its holder. So the work must itself look again whether it is still needed.
 *
 * Web Locks and Web Storage are not in step: a tab may have the lock before it can read what the tab before it has
 * written. So a tab that has done what need be done once keeps the lock of that for a while.
 */
export function createCrossTabLock(
  name: string,
  timeoutMs: number,
  clock: Clock,
  locks: Locks | null | undefined,
): CrossTabLock {
  // An application that is destroyed keeps no other tab waiting.
  const hold = (): Promise<void> =>
    new Promise((resolve) => void clock.after(HOLD_MS, resolve, resolve));

  return {
    exclusive: <T>(work: () => Promise<T>, once?: string) => {
      if (!locks) return work();
      return new Promise<T>((resolve) => {
        let begun = false;
        let cancel!: () => void;
        const begin = async (): Promise<void> => {
          // The lock came after the wait was given up: let go of it at once.
          if (begun) return;
          begun = true;
          cancel();
          const done = work();
          resolve(done);
          // The lock is let go of however the work ends.
          await done.then(once ? hold : undefined, () => undefined);
        };
        const wait = (lock: string, giveUp: () => void): void => {
          cancel = clock.after(timeoutMs, giveUp);
          // A lock manager that throws has said no.
          (async () => locks.request(lock, begin))().catch(begin);
        };
        const lock = once ? `${name}:${once}` : name;
        // Those who give up at the same moment have to take turns, too.
        wait(lock, () => wait(`${lock}:late`, () => void begin()));
      });
    },
  };
}
