import { AuthError } from './auth-error';
import { AuthStorage } from './auth-storage';
import { TokenGrant } from './auth-tokens';
import { Awaitable, chain, isPromiseLike } from './awaitable';
import { Clock, within } from './clock';
import { formatRecord, parseRecord, RecordPolicy, SessionRecord } from './session-record';

/** Keys of what is stored. */
export interface StorageKeys {
  /** Key of the session's record, and name of the lock. Default `'auth.session'`. */
  readonly session: string;
  /** Key under which a hand-written service left an access token; adopted once, then removed. */
  readonly accessToken?: string;
  /** Key under which a hand-written service left a refresh token; adopted once, then removed. */
  readonly refreshToken?: string;
}

/**
 * The session's record in storage: one text, written in one step.
 *
 * No call of it fails. A storage that throws, hangs or is full is reported, and the caller's own memory
 * stays the only truth until a write succeeds again.
 */
export interface SessionStore<U> {
  /** Whether other tabs read and write the same record. */
  readonly shared: boolean;
  /** The stored record; `null` where there is none that can be read and trusted. */
  read(): Awaitable<SessionRecord<U> | null>;
  /** Stores a record. */
  write(record: SessionRecord<U>): Awaitable<void>;
  /** Takes the tokens of a session out of storage, unless they are those of another session by now. */
  end(id: string): Awaitable<void>;
  /** Takes over what a hand-written service left under its own keys, and removes it there. */
  takeLeftTokens(): Awaitable<TokenGrant>;
}

/** How long an asynchronous storage may take for one use. */
const STORAGE_TIMEOUT_MS = 2_000;

/** Makes the store of one session in one storage. */
export function createSessionStore<U>(
  storage: AuthStorage,
  { session: key, accessToken, refreshToken }: StorageKeys,
  keep: RecordPolicy,
  clock: Clock,
  failed: (error: AuthError) => void,
): SessionStore<U> {
  const shared = storage.shared === true;
  // Storage refused the last write, so what it holds is older than memory.
  let behind = false;
  let queue: Awaitable<unknown> = undefined;

  /** Uses the storage; a failure is reported and answered with `otherwise`. */
  function attempt<T>(otherwise: T, use: () => Awaitable<T>): Awaitable<T> {
    const report = (cause: unknown): T => {
      failed(new AuthError('storage', undefined, { cause }));
      return otherwise;
    };
    try {
      const result = use();
      return isPromiseLike(result)
        ? within(clock, STORAGE_TIMEOUT_MS, result).catch(report)
        : result;
    } catch (cause) {
      return report(cause);
    }
  }

  function read(): Awaitable<SessionRecord<U> | null> {
    if (behind) return null;
    return attempt(null, () =>
      chain(storage.getItem(key), (text) => {
        const record = text ? parseRecord<U>(text, keep) : null;
        if (text && !record) void inTurn(() => remove(text));
        return record;
      }),
    );
  }

  /** Removes a text that nobody can use, unless a good one has taken its place by now. */
  function remove(text: string): Awaitable<void> {
    return attempt(undefined, () =>
      chain(storage.getItem(key), (now) => (now === text ? storage.removeItem(key) : undefined)),
    );
  }

  /** In the order in which they were asked for: with an asynchronous storage too, logout has the last word. */
  function inTurn(change: () => Awaitable<void>): Awaitable<void> {
    const done = chain(queue, change);
    queue = done;
    return done;
  }

  function write(record: SessionRecord<U>): Awaitable<void> {
    const set = (): Awaitable<boolean> =>
      chain(storage.setItem(key, formatRecord(record, keep)), () => false);
    return chain(attempt(true, set), (refused) => void (behind = refused));
  }

  /** Other tabs have to see that the session ended. Elsewhere, nothing need remain. */
  function end(id: string): Awaitable<void> {
    const erase = (): Awaitable<void> => attempt(undefined, () => storage.removeItem(key));
    if (!shared) return erase();
    // A storage too full even for the mark must still give up the tokens.
    return chain(write({ id, tokens: null, user: null }), () => (behind ? erase() : undefined));
  }

  /** Reads and removes a text; some services stored it as JSON, with quotes around. */
  function take(name: string | undefined): Awaitable<string | undefined> {
    if (!name) return undefined;
    return chain(storage.getItem(name), (text) =>
      chain(storage.removeItem(name), () => text?.replace(/^"(.*)"$/, '$1')),
    );
  }

  return {
    shared,
    read,
    write: (record) => inTurn(() => write(record)),
    end: (id) =>
      inTurn(() => chain(read(), (stored) => (!stored || stored.id === id ? end(id) : undefined))),
    takeLeftTokens: () =>
      attempt<TokenGrant>({}, () =>
        chain(take(accessToken), (access) =>
          chain(take(refreshToken), (refresh) => ({ accessToken: access, refreshToken: refresh })),
        ),
      ),
  };
}
