/** A value that is here, or a promise of it. */
export type MaybePromise<T> = T | PromiseLike<T>;

/** Tells whether a value has to be waited for. */
export function isPromiseLike<T>(value: MaybePromise<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | null)?.then === 'function';
}

/**
 * Goes on with a value: at once where it is here, later where it is a promise.
 *
 * Web Storage answers at once, and then a session is known before the first request or guard asks for it.
 */
export function chain<T, R>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return isPromiseLike(value) ? value.then(next) : next(value);
}
