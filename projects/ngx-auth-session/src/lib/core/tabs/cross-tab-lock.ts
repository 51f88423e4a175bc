import { Clock } from '../clock';

/** The part of the Web Locks API that the core uses. `navigator.locks` implements it. */
export interface Locks {
  request(name: string, held: () => Promise<unknown>): Promise<unknown>;
}

/** Runs one task at a time among the tabs that share a session. */
export interface CrossTabLock {
  /**
   * Runs `work` once while this tab holds the lock, and settles like it. Runs it without the lock if the lock is unavailable.
   *
   * @param once the name of a task that only one tab has to do. If it succeeds, the lock stays held until the other tabs can
   * read the result in storage
   */
  exclusive<T>(work: () => Promise<T>, once?: string): Promise<T>;
}

/**
 * How long the lock stays held after a successful task. Other tabs can read the storage long before. A longer time would keep
 * the page out of the back/forward cache.
 */
const HOLD_MS = 2_000;

/**
 * Creates the cross-tab lock of one tab.
 *
 * If the lock isn't granted within `timeoutMs`, is missing or fails, the work runs without it. The lock is never stolen from
 * its holder. So the work itself must check whether it is still needed.
 *
 * Web Locks and Web Storage are not synchronized: a tab may get the lock before it can read what the previous holder wrote. So
 * a tab that has completed a `once` task keeps its lock for {@link HOLD_MS}.
 */
export function createCrossTabLock(
  name: string,
  timeoutMs: number,
  clock: Clock,
  locks: Locks | null | undefined,
): CrossTabLock {
  // Destroying the application releases the lock.
  const hold = (): Promise<void> =>
    new Promise((resolve) => void clock.after(HOLD_MS, resolve, resolve));

  return {
    exclusive: <T>(work: () => Promise<T>, once?: string) => {
      if (!locks) return work();
      return new Promise<T>((resolve) => {
        let isRunning = false;
        let cancel!: () => void;
        const run = async (): Promise<void> => {
          // The work has started without this lock. Return, to release it.
          if (isRunning) return;
          isRunning = true;
          cancel();
          const done = work();
          resolve(done);
          // If the work fails, release the lock at once.
          await done.then(once ? hold : undefined, () => undefined);
        };
        const wait = (lock: string, giveUp: () => void): void => {
          cancel = clock.after(timeoutMs, giveUp);
          // If the lock manager throws or rejects, work without a lock.
          (async () => locks.request(lock, run))().catch(run);
        };
        const lock = once ? `${name}:${once}` : name;
        // Several tabs may time out at the same moment. The second lock lets only one of them work at a time.
        wait(lock, () => wait(`${lock}:late`, () => void run()));
      });
    },
  };
}
