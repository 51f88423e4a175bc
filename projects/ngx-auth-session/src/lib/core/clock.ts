import { AuthError } from './auth-error';

/** Time, as the core sees it: the wall clock and one-shot timers. */
export interface Clock {
  /** Milliseconds since 1970 on this device. May jump, and may be hours wrong. */
  now(): number;
  /**
   * Calls `callback` once after `ms` milliseconds. The returned function cancels the timer.
   *
   * @param stopped called instead, immediately, if the application is destroyed first
   */
  after(ms: number, callback: () => void, stopped?: () => void): () => void;
}

/** The longest delay of `setTimeout`, 24.8 days. It fires immediately for a longer one. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls `callback` after `ms` milliseconds, or after 24.8 days if `ms` is longer. Check the time again in `callback`,
 * because it may run early.
 */
export function alarm(clock: Clock, ms: number, callback: () => void): () => void {
  return clock.after(Math.max(0, Math.min(ms, LONGEST_TIMER_MS)), callback);
}

/**
 * Settles like `promise`. Rejects with the code `timeout` after `ms` milliseconds, and with `destroyed` if the application is
 * destroyed first.
 */
export function within<T>(clock: Clock, ms: number, promise: PromiseLike<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const fail = (code: 'timeout' | 'destroyed') => (): void => reject(new AuthError(code));
    const cancel = clock.after(ms, fail('timeout'), fail('destroyed'));
    promise.then(resolve, reject);
    promise.then(cancel, cancel);
  });
}
