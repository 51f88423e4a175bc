import { AuthError } from './auth-error';
import { AuthEvent } from './auth-event';
import { AuthTokens, ReceivedGrant, receiveTokens, TokenGrant } from './auth-tokens';
import { Awaitable, chain } from './awaitable';
import { Clock } from './clock';
import { createEmitter } from './emitter';
import { formatRecord, parseRecord, RecordPolicy, SessionRecord } from './session-record';
import { StoredText } from './stored-text';

/** Whether somebody is signed in; `unknown` until storage has been read. */
export type AuthStatus = 'unknown' | 'anonymous' | 'authenticated';

/** The session at one moment. Each change makes a new object. */
export interface SessionState<U> {
  readonly status: AuthStatus;
  /** `null` while nobody is signed in. */
  readonly tokens: AuthTokens | null;
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
  restore(search?: () => Promise<boolean>): Awaitable<void>;
  /** Begins a session: somebody signed in. Gives the tokens of the session that it replaces, in any tab. */
  open(grant: ReceivedGrant, user: U | null): AuthTokens | null;
  /** Puts a renewed pair in the place of `spent`. Says `false` where that is no longer the present one. */
  renew(spent: AuthTokens, tokens: AuthTokens, user?: U | null): Awaitable<boolean>;
  /** Takes the user that the server named for a session, if that session is still the one. */
  setUser(sessionId: number, user: U): void;
  /** Signs out, at once in memory. */
  close(): void;
  /** Reads storage again and takes over what another tab wrote. */
  sync(): Awaitable<void>;
  /** Waits until a storage that answers later holds the session. */
  stored(): Awaitable<void>;
}

/**
 * Makes the session of one tab. Nobody is known to be signed in until it is restored.
 *
 * @param text the one text that storage holds for it, written in one step
 * @param takeLeftTokens gives what a hand-written service left
 */
export function createSession<U>(
  text: StoredText,
  takeLeftTokens: () => TokenGrant | null,
  policy: RecordPolicy,
  clock: Clock,
  announce: (event: AuthEvent) => void,
): AuthSession<U> {
  const { subscribe, emit } = createEmitter<SessionState<U>>();
  let state: SessionState<U> = { status: 'unknown', tokens: null, user: null };
  // The latest session that is known here, whether it goes on or has ended. None from before it may come back.
  let latest = 0;
  // Nobody has signed in or out here so far. What storage holds is the session, however late it answers.
  let untouched = true;

  const settle = (): Awaitable<void> => text.settle?.();

  /** The record that others have stored since this tab last looked or wrote, if it can be read and trusted. */
  function news(): SessionRecord<U> | null {
    const stored = text.news();
    const record = stored ? parseRecord<U>(stored, policy) : null;
    if (stored && !record) text.write(null);
    return record;
  }

  function store(tokens: AuthTokens | null, user: U | null): void {
    let record;
    try {
      record = formatRecord({ id: latest, tokens, user }, policy);
    } catch (cause) {
      // JSON cannot hold the user's record. Only that is missing after a reload.
      announce({ type: 'storage-failed', error: new AuthError('storage', undefined, { cause }) });
      record = formatRecord({ id: latest, tokens, user: null }, policy);
    }
    text.write(record);
  }

  /** Takes the tokens of the latest session out of storage: it has ended. */
  function clear(): void {
    // First of all the tokens go, also from a storage that is too full for anything else.
    text.write(null);
    // Other tabs, and a page of this tab that "back" restores, have to see that the session ended.
    store(null, null);
  }

  function set(tokens: AuthTokens | null, user: U | null = null): void {
    untouched &&= !tokens;
    state = { status: tokens ? 'authenticated' : 'anonymous', tokens, user };
    emit(state);
  }

  /** Storage first: whoever hears of a session can rely on it. */
  function keep(tokens: AuthTokens, user: U | null): void {
    store(tokens, user);
    set(tokens, user);
  }

  function begin(grant: ReceivedGrant, user: U | null): AuthTokens | null {
    // Storage may know of one that this tab has yet to hear of, and this one has to come after that.
    look();
    const replaced = state.tokens;
    const now = clock.now();
    // By the time, since a storage that was emptied knows of no session while other tabs do; and after the last one where
    // a clock was set back. Two tabs may come to the same time: chance decides then, in all tabs alike.
    const id = Math.max(now, latest + 1) + Math.random();
    const tokens = receiveTokens(grant, id, now);
    latest = id;
    keep(tokens, user);
    return replaced;
  }

  /** Whether this tab knows better than what is stored: of a later session, of its end, or of a later pair. */
  function isPast(id: number, tokens: AuthTokens | null): boolean {
    if (id !== latest) return id < latest;
    const present = state.tokens;
    return !present || (!!tokens?.accessToken && tokens.rotation < present.rotation);
  }

  /** Takes over what another tab stored. */
  function adopt({ id, tokens, user }: SessionRecord<U>): void {
    const present = state.tokens;
    if (isPast(id, tokens)) {
      // Another tab was storing tokens, or an end, while this one signed out, or in, or renewed.
      if (present) keep(present, state.user);
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

  function look(): void {
    const record = news();
    if (record) adopt(record);
  }

  const sync = (): Awaitable<void> => chain(settle(), look);

  /** Takes up what storage holds: once it has answered, has not in time, or has answered late. */
  function take(search?: () => Promise<boolean>): Awaitable<void> {
    if (!untouched) return;
    const told = (): void => announce({ type: 'signed-in', by: 'restore' });
    const found = news();
    const left = found ? null : takeLeftTokens();
    if (found) {
      untouched = false;
      latest = found.id;
      set(found.tokens, found.user);
    } else if (left) begin({ ...left, mayBeOld: true }, null);
    else if (search) return search().then((opened) => (opened ? told() : take()));
    else if (state.status === 'unknown') set(null);
    if (state.tokens) told();
  }

  return {
    state: () => state,
    subscribe,
    restore(search) {
      text.whenLate?.(() => void take());
      return chain(settle(), () => take(search));
    },
    open: begin,
    // In one go with the write: another tab may have signed out or in while the server answered.
    renew: (spent, tokens, user) =>
      chain(sync(), () => {
        if (state.tokens !== spent) return false;
        keep(tokens, user ?? state.user);
        return chain(settle(), () => state.tokens === tokens);
      }),
    setUser(sessionId, user) {
      const { tokens } = state;
      if (tokens?.sessionId === sessionId) set(tokens, user);
    },
    close() {
      untouched = false;
      if (state.tokens) {
        state = { ...state, tokens: null };
        void chain(settle(), () => {
          look();
          // Somebody may be signed in again, here or in another tab.
          if (!state.tokens) clear();
        });
      }
      if (!state.tokens) set(null);
    },
    sync,
    stored: settle,
  };
}
