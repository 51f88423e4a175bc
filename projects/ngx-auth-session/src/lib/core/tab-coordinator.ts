import { Clock } from './clock';

/** The part of Web Locks that is needed: `navigator.locks` fits. */
export interface Locks {
  request(name: string, held: () => Promise<unknown>): Promise<unknown>;
}

/** Runs a piece of work once, alone among tabs where that can be had, and settles like it. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets one tab at a time do a piece of work.
 *
 * Waiting is bounded: a lock that does not come in time, that is missing or that fails, is done without.
 * Nothing is stolen from its holder. So the work must itself look again whether it is still needed.
 */
export function createTabCoordinator(
  name: string,
  timeoutMs: number,
  clock: Clock,
  locks: Locks | null,
): Exclusive {
  return <T>(work: () => Promise<T>) => {
    if (!locks) return work();
    return new Promise<T>((resolve) => {
      let begun = false;
      const begin = async (): Promise<void> => {
        // The lock came after the wait was given up: let go of it at once.
        if (begun) return;
        begun = true;
        cancel();
        const done = work();
        resolve(done);
        // The lock is let go of however the work ends.
        await done.catch(() => undefined);
      };
      const cancel = clock.after(timeoutMs, () => void begin());
      try {
        locks.request(name, begin).catch(begin);
      } catch {
        void begin();
      }
    });
  };
}
