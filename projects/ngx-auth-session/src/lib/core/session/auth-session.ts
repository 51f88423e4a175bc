import { AuthError } from '../auth-error';
import { AuthEvent } from '../auth-event';
import { Clock } from '../clock';
import { createEmitter } from '../emitter';
import { chain, MaybePromise } from '../maybe-promise';
import { PersistedValue } from '../storage/persisted-value';
import { ReceivedTokens, SessionTokens, TokenSet } from '../tokens/session-tokens';
import { receiveTokens } from '../tokens/receive-tokens';
import { formatRecord, parseRecord, RecordPolicy, SessionRecord } from './session-record';

/** Whether a user is signed in; `unknown` until the library has read the storage. */
export type AuthStatus = 'unknown' | 'anonymous' | 'authenticated';

/** An immutable snapshot of the session. */
export interface SessionState<U> {
  readonly status: AuthStatus;
  /** `null` while no user is signed in. */
  readonly tokens: SessionTokens | null;
  readonly user: U | null;
}

/** The session of this tab, synchronized with storage. The only source for who is signed in, and with which tokens. */
export interface AuthSession<U> {
  /** Returns the present state. */
  state(): SessionState<U>;
  /** Calls `listener` after each change, once storage contains it. The returned function unsubscribes. */
  subscribe(listener: (state: SessionState<U>) => void): () => void;
  /**
   * Restores the session from storage.
   *
   * @param search called if storage contains no session record, not even that of an ended session, and no legacy tokens. Opens
   * the session that it finds and resolves with `true`; otherwise resolves with `false`
   */
  restore(search?: () => Promise<boolean>): MaybePromise<void>;
  /** Starts a session for a user who signed in. Returns the tokens of the session that it replaces, in this tab or another one. */
  open(grant: ReceivedTokens, user: U | null): SessionTokens | null;
  /** Replaces the token pair `previous` after a refresh. Returns `false` if that is no longer the current pair. */
  replaceTokens(
    previous: SessionTokens,
    tokens: SessionTokens,
    user?: U | null,
  ): MaybePromise<boolean>;
  /** Sets the user of a session, unless another session has replaced it. */
  setUser(sessionId: number, user: U): void;
  /** Ends the session. In memory, it ends immediately. */
  close(): void;
  /** Reads storage again and adopts a change of another tab. */
  sync(): MaybePromise<void>;
  /** Waits until an async storage contains the session. */
  whenStored(): MaybePromise<void>;
}

/**
 * Creates the session of one tab. Its status is `unknown` until it is restored or opened.
 *
 * @param value the session record in storage, which is written atomically
 * @param takeLegacyTokens returns the legacy tokens and removes them from storage
 */
export function createSession<U>(
  value: PersistedValue,
  takeLegacyTokens: () => TokenSet | null,
  policy: RecordPolicy,
  clock: Clock,
  announce: (event: AuthEvent) => void,
): AuthSession<U> {
  const { subscribe, emit } = createEmitter<SessionState<U>>();
  let state: SessionState<U> = { status: 'unknown', tokens: null, user: null };
  // Id of the latest session that this tab knows of, active or ended. An earlier session must not come back.
  let latest = 0;
  // Until the first sign-in or sign-out in this tab, the session in storage counts, however late the storage responds.
  let awaitsFirstCommand = true;

  const whenReady = (): MaybePromise<void> => value.whenReady?.();

  /** Returns the record that another tab stored since this tab last read or wrote it, if it is valid. */
  function readRecord(): SessionRecord<U> | null {
    const stored = value.readIfChanged();
    const record = stored ? parseRecord<U>(stored, policy) : null;
    if (stored && !record) value.write(null);
    return record;
  }

  function store(tokens: SessionTokens | null, user: U | null): void {
    let record;
    try {
      record = formatRecord({ id: latest, tokens, user }, policy);
    } catch (cause) {
      // The user's record can't be serialized as JSON. Store the session without it.
      announce({ type: 'storage-failed', error: new AuthError('storage', undefined, { cause }) });
      return store(tokens, null);
    }
    value.write(record);
  }

  /** Removes the tokens from storage and stores that the latest session has ended. */
  function clear(): void {
    // Remove the tokens first: a full storage may refuse the record of the ended session.
    value.write(null);
    // Tells other tabs, and a page of this tab in the back/forward cache, that the session has ended.
    store(null, null);
  }

  function set(tokens: SessionTokens | null, user: U | null = null): void {
    awaitsFirstCommand &&= !tokens;
    state = { status: tokens ? 'authenticated' : 'anonymous', tokens, user };
    emit(state);
  }

  /** Storage first: a listener may rely on the session being stored. */
  function storeAndSet(tokens: SessionTokens, user: U | null): void {
    store(tokens, user);
    set(tokens, user);
  }

  function startSession(grant: ReceivedTokens, user: U | null): SessionTokens | null {
    // Another tab may have started a session that this tab hasn't read yet. The new one must get a later id.
    adoptStored();
    const replaced = state.tokens;
    const now = clock.now();
    // The id orders sessions in all tabs. It is based on the time, because storage may have been emptied while other tabs know a
    // session, and exceeds the latest id in case the clock was set back. The random part decides between two tabs at the same time.
    const id = Math.max(now, latest + 1) + Math.random();
    const tokens = receiveTokens(grant, id, now);
    latest = id;
    storeAndSet(tokens, user);
    return replaced;
  }

  /** Returns whether this tab knows something later than a stored record: a session, the end of one, or a token pair. */
  function isOutdated(id: number, tokens: SessionTokens | null): boolean {
    if (id !== latest) return id < latest;
    const present = state.tokens;
    return !present || (!!tokens?.accessToken && tokens.rotation < present.rotation);
  }

  /** Adopts a record that another tab stored. */
  function adopt({ id, tokens, user }: SessionRecord<U>): void {
    const present = state.tokens;
    if (isOutdated(id, tokens)) {
      // Another tab stored tokens, or the end of a session, while this tab signed out, signed in or refreshed. Overwrite it.
      if (present) storeAndSet(present, state.user);
      else if (tokens) clear();
      return;
    }
    latest = id;
    if (!tokens) {
      // This session has ended too, even if the record is of a later session: that one had replaced it.
      if (!present) return;
      set(null);
      announce({ type: 'signed-out', by: 'other-tab' });
    } else if (id !== present?.sessionId) {
      set(tokens, user);
      announce({ type: 'signed-in', by: 'other-tab' });
    } else if (tokens.accessToken) {
      set(tokens, user ?? state.user);
      announce({ type: 'refreshed', by: 'other-tab' });
    }
  }

  function adoptStored(): void {
    const record = readRecord();
    if (record) adopt(record);
  }

  const sync = (): MaybePromise<void> => chain(whenReady(), adoptStored);

  /** Restores the session. Runs when storage has responded or timed out, and once more when it responds after that. */
  function restoreStored(search?: () => Promise<boolean>): MaybePromise<void> {
    if (!awaitsFirstCommand) return;
    const announceRestored = (): void => announce({ type: 'signed-in', by: 'restore' });
    const record = readRecord();
    const legacyTokens = record ? null : takeLegacyTokens();
    if (record) {
      awaitsFirstCommand = false;
      latest = record.id;
      set(record.tokens, record.user);
    } else if (legacyTokens) startSession({ ...legacyTokens, mayBeStale: true }, null);
    else if (search) {
      return search().then((opened) => (opened ? announceRestored() : restoreStored()));
    } else if (state.status === 'unknown') set(null);
    if (state.tokens) announceRestored();
  }

  return {
    state: () => state,
    subscribe,
    restore(search) {
      value.onLateAnswer?.(() => void restoreStored());
      return chain(whenReady(), () => restoreStored(search));
    },
    open: startSession,
    // Sync right before the write: another tab may have signed in or out while the refresh was in flight.
    replaceTokens: (previous, tokens, user) =>
      chain(sync(), () => {
        if (state.tokens !== previous) return false;
        storeAndSet(tokens, user ?? state.user);
        return chain(whenReady(), () => state.tokens === tokens);
      }),
    setUser(sessionId, user) {
      const { tokens } = state;
      if (tokens?.sessionId === sessionId) set(tokens, user);
    },
    close() {
      awaitsFirstCommand = false;
      if (state.tokens) {
        state = { ...state, tokens: null };
        void chain(whenReady(), () => {
          adoptStored();
          // A user may have signed in again, in this tab or another one.
          if (!state.tokens) clear();
        });
      }
      if (!state.tokens) set(null);
    },
    sync,
    whenStored: whenReady,
  };
}
