import { AuthError } from '../auth-error';
import { AuthEvent } from '../auth-event';
import { SessionTokens, ReceivedTokens, receiveTokens, TokenSet } from '../tokens/session-tokens';
import { MaybePromise, chain } from '../maybe-promise';
import { Clock } from '../clock';
import { createEmitter } from '../emitter';
import { formatRecord, parseRecord, RecordPolicy, SessionRecord } from './session-record';
import { PersistedValue } from '../storage/persisted-value';

/** Whether somebody is signed in; `unknown` until storage has been read. */
export type AuthStatus = 'unknown' | 'anonymous' | 'authenticated';

/** The session at one moment. Each change makes a new object. */
export interface SessionState<U> {
  readonly status: AuthStatus;
  /** `null` while nobody is signed in. */
  readonly tokens: SessionTokens | null;
  readonly user: U | null;
}

/** Who is signed in, with which tokens: the truth of this tab, kept in step with storage. */
export interface AuthSession<U> {
  /** The session now. */
  state(): SessionState<U>;
  /** Calls back after each change, when storage already holds it; the returned function ends that. */
  subscribe(listener: (state: SessionState<U>) => void): () => void;
  /**
   * Finds out from storage whether somebody is signed in.
   *
   * @param search opens a session that storage does not know of, not even that it has ended, and says whether it did
   */
  restore(search?: () => Promise<boolean>): MaybePromise<void>;
  /** Begins a session: somebody signed in. Gives the tokens of the session that it replaces, in any tab. */
  open(grant: ReceivedTokens, user: U | null): SessionTokens | null;
  /** Puts a renewed pair in the place of `spent`. Says `false` where that is no longer the present one. */
  replaceTokens(
    spent: SessionTokens,
    tokens: SessionTokens,
    user?: U | null,
  ): MaybePromise<boolean>;
  /** Takes the user that the server named for a session, if that session is still the one. */
  setUser(sessionId: number, user: U): void;
  /** Signs out, at once in memory. */
  close(): void;
  /** Reads storage again and takes over what another tab wrote. */
  sync(): MaybePromise<void>;
  /** Waits until a storage that answers later holds the session. */
  whenStored(): MaybePromise<void>;
}

/**
 * Makes the session of one tab. Nobody is known to be signed in until it is restored.
 *
 * @param value the one text that storage holds for it, written in one step
 * @param takeLegacyTokens gives what a hand-written service left
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
  // The latest session that is known here, whether it goes on or has ended. None from before it may come back.
  let latest = 0;
  // Nobody has signed in or out here so far. What storage holds is the session, however late it answers.
  let awaitsFirstCommand = true;

  const whenReady = (): MaybePromise<void> => value.whenReady?.();

  /** The record that others have stored since this tab last looked or wrote, if it can be read and trusted. */
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
      // JSON cannot hold the user's record. Only that is missing after a reload.
      announce({ type: 'storage-failed', error: new AuthError('storage', undefined, { cause }) });
      return store(tokens, null);
    }
    value.write(record);
  }

  /** Takes the tokens of the latest session out of storage: it has ended. */
  function clear(): void {
    // First of all the tokens go, also from a storage that is too full for anything else.
    value.write(null);
    // Other tabs, and a page of this tab that "back" restores, have to see that the session ended.
    store(null, null);
  }

  function set(tokens: SessionTokens | null, user: U | null = null): void {
    awaitsFirstCommand &&= !tokens;
    state = { status: tokens ? 'authenticated' : 'anonymous', tokens, user };
    emit(state);
  }

  /** Storage first: whoever hears of a session can rely on it. */
  function storeAndSet(tokens: SessionTokens, user: U | null): void {
    store(tokens, user);
    set(tokens, user);
  }

  function begin(grant: ReceivedTokens, user: U | null): SessionTokens | null {
    // Storage may know of one that this tab has yet to hear of, and this one has to come after that.
    adoptStored();
    const replaced = state.tokens;
    const now = clock.now();
    // By the time, since a storage that was emptied knows of no session while other tabs do; and after the last one where
    // a clock was set back. Two tabs may come to the same time: chance decides then, in all tabs alike.
    const id = Math.max(now, latest + 1) + Math.random();
    const tokens = receiveTokens(grant, id, now);
    latest = id;
    storeAndSet(tokens, user);
    return replaced;
  }

  /** Whether this tab knows better than what is stored: of a later session, of its end, or of a later pair. */
  function isOutdated(id: number, tokens: SessionTokens | null): boolean {
    if (id !== latest) return id < latest;
    const present = state.tokens;
    return !present || (!!tokens?.accessToken && tokens.rotation < present.rotation);
  }

  /** Takes over what another tab stored. */
  function adopt({ id, tokens, user }: SessionRecord<U>): void {
    const present = state.tokens;
    if (isOutdated(id, tokens)) {
      // Another tab was storing tokens, or an end, while this one signed out, or in, or renewed.
      if (present) storeAndSet(present, state.user);
      else if (tokens) clear();
      return;
    }
    latest = id;
    if (!tokens) {
      // Whichever session it was that ended, it had come in the place of this one.
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

  /** Takes up what storage holds: once it has answered, has not in time, or has answered late. */
  function restoreStored(search?: () => Promise<boolean>): MaybePromise<void> {
    if (!awaitsFirstCommand) return;
    const told = (): void => announce({ type: 'signed-in', by: 'restore' });
    const found = readRecord();
    const left = found ? null : takeLegacyTokens();
    if (found) {
      awaitsFirstCommand = false;
      latest = found.id;
      set(found.tokens, found.user);
    } else if (left) begin({ ...left, mayBeStale: true }, null);
    else if (search) return search().then((opened) => (opened ? told() : restoreStored()));
    else if (state.status === 'unknown') set(null);
    if (state.tokens) told();
  }

  return {
    state: () => state,
    subscribe,
    restore(search) {
      value.onLateAnswer?.(() => void restoreStored());
      return chain(whenReady(), () => restoreStored(search));
    },
    open: begin,
    // In one go with the write: another tab may have signed out or in while the server answered.
    replaceTokens: (spent, tokens, user) =>
      chain(sync(), () => {
        if (state.tokens !== spent) return false;
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
          // Somebody may be signed in again, here or in another tab.
          if (!state.tokens) clear();
        });
      }
      if (!state.tokens) set(null);
    },
    sync,
    whenStored: whenReady,
  };
}
