import { MaybePromise } from '../maybe-promise';

/**
 * A storage for the session, with the methods of Web Storage. Either all methods return synchronously, or all return promises.
 *
 * A method may throw or reject. The session then continues in memory, and the library emits `storage-failed`.
 */
export interface AuthStorage {
  /** Reads a value; `null` if there is none. */
  getItem(key: string): MaybePromise<string | null>;
  /** Writes a value atomically. */
  setItem(key: string, value: string): MaybePromise<void>;
  /** Removes a value. */
  removeItem(key: string): MaybePromise<void>;
  /**
   * `true` if all tabs see the same values. They then share the session, and refresh one at a time. Default `false`: the
   * session belongs to one tab. A tab that the browser cloned it into does not use it.
   */
  readonly shared?: boolean;
  /**
   * Calls `changed` when another tab may have changed a value. The returned function unsubscribes. Without `watch`, a tab that
   * waits for the refresh of another tab receives the new token pair two seconds later.
   */
  watch?(changed: () => void): () => void;
}

/** Creates a storage that stores nothing. The session stays in memory until the user leaves the page. */
export function noStorage(): AuthStorage {
  return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
}
