import { AuthError } from './auth-error';
import { AuthStorage } from './auth-storage';
import { isAccessToken, isRefreshToken } from './auth-tokens';
import { Awaitable, chain, isPromiseLike } from './awaitable';
import { Clock, within } from './clock';
import { formatRecord, parseRecord, RecordPolicy, SessionRecord } from './session-record';

/** Keys of what is stored. */
export interface StorageKeys {
  /** Key of the session's record, and prefix of every lock and marker. Default `'auth.session'`. */
  readonly session: string;
  /** Key under which a hand-written service left an access token; adopted once, then removed. */
  readonly accessToken?: string;
  /** Key under which a hand-written service left a refresh token; adopted once, then removed. */
  readonly refreshToken?: string;
}

/** Tokens that a hand-written service left behind. */
export interface LeftTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
}

/** How long an asynchronous storage may take for one call. */
const STORAGE_TIMEOUT_MS = 2_000;

/**
 * The session's record in storage: one text, written in one step.
 *
 * No call of it fails. A storage that throws, hangs or is full is reported, and the caller's own memory
 * stays the only truth until a write succeeds again.
 */
export class SessionStore<U> {
  /** Storage holds something older than memory does: it refused the last write. */
  #behind = false;
  /** The session that ended here last: a storage that refuses to forget it must not bring it back. */
  #ended: string | null = null;
  #queue: Awaitable<unknown> = undefined;

  constructor(
    private readonly storage: AuthStorage,
    private readonly keys: StorageKeys,
    private readonly policy: RecordPolicy,
    private readonly clock: Clock,
    private readonly failed: (error: AuthError) => void,
  ) {}

  /** Where the record of an ended session is named, so that its absence elsewhere is no accident. */
  get #endedKey(): string {
    return `${this.keys.session}.ended`;
  }

  /** Whether other tabs read and write the same record. */
  get shared(): boolean {
    return this.storage.shared === true;
  }

  /** The stored record; `null` where there is none that can be read and trusted. */
  read(): Awaitable<SessionRecord<U> | null> {
    if (this.#behind) return null;
    return this.#attempt(null, () =>
      chain(this.storage.getItem(this.keys.session), (text) => {
        if (text === null || text === undefined) return null;
        const record = parseRecord<U>(text, this.policy);
        if (record) return chain(this.wasEnded(record.id), (ended) => (ended ? null : record));
        // Torn, or another application's: nobody can use it, and it must not be read as ours again.
        return chain(this.storage.removeItem(this.keys.session), () => null);
      }),
    );
  }

  /** Tells whether a tab signed this session out, as against storage having been emptied by hand. */
  wasEnded(id: string): Awaitable<boolean> {
    if (id === this.#ended || !this.shared) return id === this.#ended;
    return this.#attempt(false, () =>
      chain(this.storage.getItem(this.#endedKey), (ended) => ended === id),
    );
  }

  /** Stores a record. */
  write(record: SessionRecord<U>): Awaitable<void> {
    return this.#inTurn(() =>
      chain(
        this.#attempt(true, () =>
          chain(
            this.storage.setItem(this.keys.session, formatRecord(record, this.policy)),
            () => false,
          ),
        ),
        (behind) => void (this.#behind = behind),
      ),
    );
  }

  /** Removes the record of a session that ended, and no other. */
  end(id: string): Awaitable<void> {
    this.#ended = id;
    return this.#inTurn(() => {
      // Each step by itself: a storage too full for the marker must still give up the tokens.
      const marked = this.shared
        ? this.#attempt(undefined, () => this.storage.setItem(this.#endedKey, id))
        : undefined;
      return chain(marked, () => this.#attempt(undefined, () => this.#remove(id)));
    });
  }

  /** Takes over what a hand-written service left under its own keys, and removes it there. */
  adoptLeftTokens(): Awaitable<LeftTokens | null> {
    const { accessToken, refreshToken } = this.keys;
    if (!accessToken) return null;
    return this.#attempt(null, () =>
      chain(this.#take(accessToken), (access) =>
        chain(refreshToken ? this.#take(refreshToken) : null, (refresh) =>
          isAccessToken(access)
            ? { accessToken: access, refreshToken: isRefreshToken(refresh) ? refresh : null }
            : null,
        ),
      ),
    );
  }

  #remove(id: string): Awaitable<void> {
    return chain(this.storage.getItem(this.keys.session), (text) => {
      const record = text ? parseRecord<U>(text, this.policy) : null;
      if (!record || record.id === id) return this.storage.removeItem(this.keys.session);
    });
  }

  /** Reads and removes a text; some services stored it as JSON, with quotes around. */
  #take(key: string): Awaitable<string | null> {
    return chain(this.storage.getItem(key), (text) =>
      text === null || text === undefined
        ? null
        : chain(this.storage.removeItem(key), () => text.replace(/^"(.*)"$/, '$1')),
    );
  }

  /** Writes reach an asynchronous storage in the order they were made: a logout stays the last word. */
  #inTurn(write: () => Awaitable<void>): Awaitable<void> {
    const done = chain(this.#queue, write);
    this.#queue = done;
    if (isPromiseLike(done)) {
      void done.then(() => {
        if (this.#queue === done) this.#queue = undefined;
      });
    }
    return done;
  }

  /** Runs one use of the storage; a failure is reported and answered with `otherwise`. */
  #attempt<T>(otherwise: T, use: () => Awaitable<T>): Awaitable<T> {
    try {
      const result = use();
      return isPromiseLike(result)
        ? within(this.clock, STORAGE_TIMEOUT_MS, result).catch((cause) =>
            this.#report(cause, otherwise),
          )
        : result;
    } catch (cause) {
      return this.#report(cause, otherwise);
    }
  }

  #report<T>(cause: unknown, otherwise: T): T {
    this.failed(new AuthError('storage', 'Storage cannot be used', { cause }));
    return otherwise;
  }
}
