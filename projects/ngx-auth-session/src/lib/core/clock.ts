import { AuthError } from './auth-error';

/** Time, as the core sees it: the wall clock and one-shot timers. */
export interface Clock {
  /** Milliseconds since 1970 on this device. May jump, and may be hours wrong. */
  now(): number;
  /**
   * Calls back once after `ms` milliseconds; the returned function cancels that.
   *
   * @param stopped is called in place of that, at once, if the application is destroyed before
   */
  after(ms: number, callback: () => void, stopped?: () => void): () => void;
}

/** `setTimeout` fires at once beyond this: 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Calls back after `ms` milliseconds or, where that is very long, earlier: look at the time again. */
export function alarm(clock: Clock, ms: number, callback: () => void): () => void {
  return clock.after(Math.max(0, Math.min(ms, LONGEST_TIMER_MS)), callback);
}

/**
 * Settles like `promise`. Rejects with the code `timeout` once `ms` milliseconds have passed, and with `destroyed` once the
 * application is destroyed.
 */
export function within<T>(clock: Clock, ms: number, promise: PromiseLike<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const fail = (code: 'timeout' | 'destroyed') => (): void => reject(new AuthError(code));
    const cancel = clock.after(ms, fail('timeout'), fail('destroyed'));
    promise.then(resolve, reject);
    promise.then(cancel, cancel);
  });
}
