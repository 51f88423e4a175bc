import { Awaitable } from './awaitable';

/**
 * Where a session is kept, in the shape of the Web Storage interface. Either every call answers at once, or
 * every call gives a promise.
 *
 * A call may throw or reject: the session then goes on in memory and reports `storage-failed`.
 */
export interface AuthStorage {
  /** Reads a value; `null` where there is none. */
  getItem(key: string): Awaitable<string | null>;
  /** Writes a value in one step. */
  setItem(key: string, value: string): Awaitable<void>;
  /** Removes a value. */
  removeItem(key: string): Awaitable<void>;
  /** `true` where other tabs see the same values and so must take turns to refresh. Default `false`. */
  readonly shared?: boolean;
  /** Calls back when another tab may have changed a value; the returned function ends that. */
  watch?(changed: () => void): () => void;
}

/** Keeps values until the page is left. */
export function memoryStorage(): AuthStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/**
 * Keeps values in an area of Web Storage.
 *
 * @param area is asked anew for each call, because a browser that blocks storage throws right there
 */
export function webStorage(
  area: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  tabs: Pick<AuthStorage, 'shared' | 'watch'> = {},
): AuthStorage {
  return {
    ...tabs,
    getItem: (key) => area().getItem(key),
    setItem: (key, value) => area().setItem(key, value),
    removeItem: (key) => area().removeItem(key),
  };
}
