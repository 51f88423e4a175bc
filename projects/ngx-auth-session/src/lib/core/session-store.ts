import { isAccessToken, isToken, TokenGrant } from './auth-tokens';
import { Awaitable } from './awaitable';
import { formatRecord, parseRecord, RecordPolicy, SessionRecord } from './session-record';
import { OpenText, StoredText } from './stored-text';

/** Keys of what is stored. */
export interface StorageKeys {
  /** Key of the session's record, and name of the lock. Default `'auth.session'`. */
  readonly session: string;
  /** Key under which a hand-written service left an access token; adopted once, then removed. */
  readonly accessToken?: string;
  /** Key under which a hand-written service left a refresh token; adopted once, then removed. */
  readonly refreshToken?: string;
}

/** The session's record in storage: one text, written in one step. */
export interface SessionStore<U> {
  /** Whether other tabs read and write the same record. */
  readonly shared: boolean;
  /** The record that others have stored since this tab last looked or wrote, if it can be read and trusted. */
  news(): SessionRecord<U> | null;
  /** Stores a record. */
  write(record: SessionRecord<U>): void;
  /** Takes tokens out of storage. That this session has ended is to be known. */
  end(id: number): void;
  /**
   * Takes what a hand-written service left under its own keys, and removes it there; `null` where nothing of it
   * can be used.
   */
  takeLeftTokens(): TokenGrant | null;
  /** Waits for a storage that answers later, until it has all that was written and told what others wrote. */
  settle(): Awaitable<void>;
}

/** Makes the store of one session. */
export function createSessionStore<U>(
  open: OpenText,
  { session, accessToken, refreshToken }: StorageKeys,
  keep: RecordPolicy,
  shared = false,
): SessionStore<U> {
  const stored = open(session);
  const leftAccess = accessToken ? open(accessToken) : null;
  const leftRefresh = refreshToken ? open(refreshToken) : null;

  const write = (record: SessionRecord<U>): void => stored.write(formatRecord(record, keep));

  function take(left: StoredText | null, usable: (token: unknown) => boolean): string | null {
    const text = left?.news();
    if (text) left!.write(null);
    // Some services stored it as JSON, with quotes around.
    const token = text?.replace(/^"(.*)"$/, '$1');
    return token && usable(token) ? token : null;
  }

  return {
    shared,
    news() {
      const text = stored.news();
      const record = text ? parseRecord<U>(text, keep) : null;
      if (text && !record) stored.write(null);
      return record;
    },
    write,
    end(id) {
      // First of all the tokens go, also from a storage that is too full for anything else.
      stored.write(null);
      // Other tabs have to see that the session ended. Elsewhere, nothing need remain.
      if (shared) write({ id, tokens: null, user: null });
    },
    takeLeftTokens() {
      const accessToken = take(leftAccess, isAccessToken);
      const refreshToken = take(leftRefresh, isToken);
      return accessToken || refreshToken ? { accessToken, refreshToken } : null;
    },
    settle: () => stored.settle?.(),
  };
}
