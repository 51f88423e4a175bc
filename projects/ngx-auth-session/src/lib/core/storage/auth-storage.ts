import { MaybePromise } from '../maybe-promise';

/**
 * Where a session is kept, in the shape of the Web Storage interface. Either every call answers at once, or
 * every call gives a promise.
 *
 * A call may throw or reject: the session then goes on in memory and reports `storage-failed`.
 */
export interface AuthStorage {
  /** Reads a value; `null` where there is none. */
  getItem(key: string): MaybePromise<string | null>;
  /** Writes a value in one step. */
  setItem(key: string, value: string): MaybePromise<void>;
  /** Removes a value. */
  removeItem(key: string): MaybePromise<void>;
  /**
   * `true` if all tabs see the same values: then they share the session and take turns to refresh. Default `false`: the
   * session belongs to one tab, and is not taken up in another one that the browser has copied it into.
   */
  readonly shared?: boolean;
  /**
   * Calls back when another tab may have changed a value; the returned function ends that. Without it, a tab that waits
   * for another's refresh hears of it two seconds later.
   */
  watch?(changed: () => void): () => void;
}

/** Keeps nothing: a session is in memory anyway, until the page is left. */
export function noStorage(): AuthStorage {
  return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
}
