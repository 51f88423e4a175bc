/** A value, or a promise of it. */
export type MaybePromise<T> = T | PromiseLike<T>;

/** Returns whether a value is a promise, or another object with a `then` method. */
export function isPromiseLike<T>(value: MaybePromise<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | null)?.then === 'function';
}

/**
 * Passes a value to `next`: synchronously, or once it has resolved if it is a promise.
 *
 * Web Storage is synchronous. Without a promise in between, the session is known before the first request or guard needs it.
 */
export function chain<T, R>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return isPromiseLike(value) ? value.then(next) : next(value);
}
