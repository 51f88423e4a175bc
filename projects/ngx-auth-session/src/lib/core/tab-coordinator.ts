import { Clock, within } from './clock';

/** The part of Web Locks that is needed: `navigator.locks` fits. */
export interface Locks {
  request(name: string, held: () => Promise<unknown>): Promise<unknown>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

/** Lets the tabs that share a session take turns. */
export interface TabCoordinator {
  /** Runs a piece of work once, alone among tabs where that can be had, and settles like it. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
  /** Tells the tabs whose turn comes next how far a session has come. */
  mark(sessionId: string, rotation: number): void;
  /** How far a session has come, as far as a tab has told; 0 where nobody has. */
  marked(sessionId: string): Promise<number>;
  /** Takes this tab's mark away. */
  unmark(): void;
}

/** Storage is in step again long before. A page that holds a lock for longer could not be kept for "back". */
const MARK_MS = 5_000;

/** How long to wait for a lock manager that may never answer. */
const QUERY_TIMEOUT_MS = 1_000;

/**
 * Makes the coordinator of one tab.
 *
 * Waiting is bounded: a lock that does not come in time, that is missing or that fails, is done without.
 * Nothing is stolen from its holder. So the work must itself look again whether it is still needed.
 *
 * Web Locks and Web Storage are not in step: a tab may have the lock before it can read what the tab before it has
 * written. Locks are in step with one another, so a tab leaves its mark in the name of one.
 */
export function createTabCoordinator(
  name: string,
  timeoutMs: number,
  clock: Clock,
  locks: Locks | null,
): TabCoordinator {
  let unmark = (): void => undefined;
  /** A lock manager that throws has said no. */
  const request: Locks['request'] = async (lock, held) => locks!.request(lock, held);
  const markOf = (sessionId: string): string => `${name}:${sessionId}:`;

  return {
    exclusive: <T>(work: () => Promise<T>) => {
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
        request(name, begin).catch(begin);
      });
    },
    mark(sessionId, rotation) {
      unmark();
      if (!locks) return;
      const held = new Promise<void>((end) => (unmark = end));
      clock.after(MARK_MS, unmark);
      request(markOf(sessionId) + rotation, () => held).catch(() => undefined);
    },
    async marked(sessionId) {
      if (!locks) return 0;
      try {
        const { held = [] } = await within(clock, QUERY_TIMEOUT_MS, locks.query());
        const prefix = markOf(sessionId);
        const marks = held.flatMap(({ name: lock = '' }) => lock.split(prefix).slice(1));
        return Math.max(0, ...marks.map(Number));
      } catch {
        return 0;
      }
    },
    unmark: () => unmark(),
  };
}
