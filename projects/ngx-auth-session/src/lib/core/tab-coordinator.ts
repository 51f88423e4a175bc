import { Clock } from './clock';

/** The part of Web Locks that is needed: `navigator.locks` fits. */
export interface Locks {
  request(name: string, held: () => Promise<unknown>): Promise<unknown>;
}

/**
 * Lets one tab at a time do a piece of work.
 *
 * Waiting is bounded: a lock that does not come in time, that is missing or that fails, is done without.
 * Nothing is stolen from its holder. So the work must itself look again whether it is still needed.
 */
export class TabCoordinator {
  constructor(
    private readonly name: string,
    private readonly timeoutMs: number,
    private readonly clock: Clock,
    private readonly locks: Locks | null,
  ) {}

  /** Runs `work` once, alone among tabs where that can be had, and settles like it. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const { locks } = this;
    if (!locks) return work();
    return new Promise<T>((resolve) => {
      let begun = false;
      const begin = (): Promise<unknown> => {
        // The lock came after the wait was given up: let go of it at once.
        if (begun) return Promise.resolve();
        begun = true;
        cancel();
        const done = work();
        resolve(done);
        // The lock is let go of however the work ends.
        return done.catch(() => undefined);
      };
      const cancel = this.clock.after(this.timeoutMs, begin);
      try {
        locks.request(this.name, begin).catch(begin);
      } catch {
        void begin();
      }
    });
  }
}
