import { AuthEvent } from './auth-event';
import { AuthTokens, isAccessToken, isToken, receiveTokens, TokenGrant } from './auth-tokens';
import { Awaitable, chain } from './awaitable';
import { Clock } from './clock';
import { createEmitter } from './emitter';
import { SessionRecord } from './session-record';
import { SessionStore } from './session-store';

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
  /** Finds out from storage whether somebody is signed in. */
  restore(): Awaitable<void>;
  /** Begins a session: somebody signed in. Says `false` where another change has overtaken that. */
  open(grant: TokenGrant, user: U | null): Awaitable<boolean>;
  /** Puts a renewed pair in the place of `spent`. Says `false` where that is no longer the present one. */
  renew(spent: AuthTokens, tokens: AuthTokens, user: U | null): Awaitable<boolean>;
  /** Takes the user that the server named for a session, if that session is still the one. */
  setUser(sessionId: string, user: U): void;
  /** Signs out, at once in memory. Says `false` where nobody was signed in. */
  close(): boolean;
  /** Ends a session that has run out. Says `false` where there is none, or a new one is being stored. */
  lapse(): boolean;
  /** Reads storage again and takes over what another tab wrote. */
  sync(): Awaitable<void>;
}

/** Makes the session of one tab. Nobody is known to be signed in until it is restored. */
export function createSession<U>(
  store: SessionStore<U>,
  clock: Clock,
  announce: (event: AuthEvent) => void,
): AuthSession<U> {
  const { subscribe, emit } = createEmitter<SessionState<U>>();
  let state: SessionState<U> = { status: 'unknown', tokens: null, user: null };
  // Moves whenever a session begins or ends: what was begun under another number is void.
  let generation = 0;
  // A new session is being stored: nothing may be written for the present one any more.
  let opening = false;
  // The session that ended here last.
  let closed: string | null = null;

  function set(tokens: AuthTokens | null, user: U | null): void {
    state = { status: tokens ? 'authenticated' : 'anonymous', tokens, user };
    emit(state);
  }

  function enter(tokens: AuthTokens | null, user: U | null = null): void {
    generation++;
    opening = false;
    set(tokens, user);
  }

  function newSession(grant: TokenGrant): SessionRecord<U> {
    const now = clock.now();
    // Tells sessions apart; it is no secret.
    const id = now.toString(36) + Math.random().toString(36).slice(1);
    return { id, tokens: receiveTokens(grant, id, now), user: null };
  }

  /** Takes over what another tab stored. */
  function adopt({ id, tokens, user }: SessionRecord<U>): void {
    const { tokens: present } = state;
    if (id === closed) {
      // A refresh of another tab was storing its tokens while this one signed out.
      if (tokens) void store.end(id);
    } else if (!tokens) {
      // Whichever session it was that ended, it had come in the place of this one.
      if (!present) return;
      enter(null);
      announce({ type: 'signed-out', by: 'other-tab' });
    } else if (id !== present?.sessionId) {
      enter(tokens, user);
      announce({ type: 'signed-in', by: 'other-tab' });
    } else if (tokens.accessToken && !sameTexts(tokens, present)) {
      set(tokens, user ?? state.user);
      announce({ type: 'refreshed', by: 'other-tab' });
    }
  }

  function sync(): Awaitable<void> {
    const began = generation;
    const { tokens } = state;
    if (!store.shared) return;
    return chain(store.read(), (record) => {
      if (record && began === generation && state.tokens === tokens) adopt(record);
    });
  }

  function close(): boolean {
    const { tokens } = state;
    if (tokens) {
      closed = tokens.sessionId;
      void store.end(closed);
    }
    enter(null);
    return tokens !== null;
  }

  return {
    state: () => state,
    subscribe,
    restore() {
      const began = generation;
      return chain(store.read(), (record) =>
        chain(record ? {} : store.takeLeftTokens(), (left) => {
          // Somebody signed in or out before a slow storage had answered.
          if (began !== generation) return;
          const { accessToken, refreshToken } = left;
          const grant = {
            refreshToken,
            accessToken: isAccessToken(accessToken) ? accessToken : null,
          };
          const found = grant.accessToken || isToken(refreshToken) ? newSession(grant) : record;
          if (found !== record) void store.write(found!);
          enter(found && found.tokens, found?.user);
          if (found?.tokens) announce({ type: 'signed-in', by: 'restore' });
        }),
      );
    },
    open(grant, user) {
      const record = { ...newSession(grant), user };
      const began = ++generation;
      opening = true;
      return chain(store.write(record), () => {
        if (began === generation) enter(record.tokens, user);
        else void store.end(record.id);
        return state.tokens === record.tokens;
      });
    },
    renew(spent, tokens, user) {
      // In one go with the write: another tab may have signed out or in while the server answered.
      return chain(sync(), () => {
        if (opening || state.tokens !== spent) return false;
        const began = generation;
        const record = { id: spent.sessionId, tokens, user: user ?? state.user };
        return chain(store.write(record), () => {
          if (began === generation) set(tokens, user ?? state.user);
          return state.tokens === tokens;
        });
      });
    },
    setUser(sessionId, user) {
      const { tokens } = state;
      if (tokens?.sessionId === sessionId) set(tokens, user);
    },
    close,
    // Whoever is signing in right now has nothing to do with the session that ran out.
    lapse: () => !opening && close(),
    sync,
  };
}

/** Whether two pairs read the same. A server may rotate one of the tokens alone. */
function sameTexts(a: AuthTokens, b: AuthTokens): boolean {
  return a.accessToken === b.accessToken && a.refreshToken === b.refreshToken;
}
