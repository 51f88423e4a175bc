import { AuthEvents } from './auth-event';
import { AuthTokens, receiveTokens, spentTokens, TokenGrant } from './auth-tokens';
import { Awaitable, chain } from './awaitable';
import { Clock } from './clock';
import { Listeners } from './listeners';
import { SessionRecord } from './session-record';
import { SessionStore } from './session-store';

/** Whether somebody is signed in; `unknown` until storage has been read. */
export type AuthStatus = 'unknown' | 'anonymous' | 'authenticated';

/** The session at one moment. Each change makes a new object. */
export interface SessionState<U> {
  readonly status: AuthStatus;
  /** The session's id while somebody is signed in. */
  readonly id: string | null;
  readonly tokens: AuthTokens | null;
  readonly user: U | null;
}

/** Who is signed in, with which tokens: the truth of this tab, kept in step with storage. */
export class AuthSession<U> {
  #state: SessionState<U> = { status: 'unknown', id: null, tokens: null, user: null };
  /** Moves whenever a session begins or ends: what was begun under another number is void. */
  #generation = 0;
  /** The generation of the present state. Behind the other while a new session is being stored. */
  #entered = 0;
  readonly #changes = new Listeners<SessionState<U>>();

  constructor(
    private readonly store: SessionStore<U>,
    private readonly clock: Clock,
    private readonly events: AuthEvents,
  ) {}

  get state(): SessionState<U> {
    return this.#state;
  }

  get tokens(): AuthTokens | null {
    return this.#state.tokens;
  }

  /** Calls back after each change, when storage already holds it; the returned function ends that. */
  subscribe(listener: (state: SessionState<U>) => void): () => void {
    return this.#changes.add(listener);
  }

  /** Finds out from storage whether somebody is signed in. */
  restore(): Awaitable<void> {
    const generation = this.#generation;
    return chain(this.store.read(), (record) =>
      chain(record ?? this.#adoptLeftTokens(), (found) => {
        // Somebody signed in or out before a slow storage had answered.
        if (generation !== this.#generation) return;
        this.#enter(found);
        if (found) this.events.emit({ type: 'signed-in', by: 'restore' });
      }),
    );
  }

  /** Begins a session: somebody signed in. Says `false` where that was overtaken by another change. */
  open(grant: TokenGrant, user: U | null): Awaitable<boolean> {
    const id = this.#newId();
    const record = { id, tokens: receiveTokens(grant, id, this.clock.now()), user };
    const generation = ++this.#generation;
    return chain(this.store.write(record), () => {
      if (generation !== this.#generation) {
        void this.store.end(id);
        return false;
      }
      this.#enter(record);
      return true;
    });
  }

  /** Puts a renewed pair in the place of `spent`. Says `false` where the session moved meanwhile. */
  renew(spent: AuthTokens, tokens: AuthTokens, user: U | null): Awaitable<boolean> {
    if (this.#state.tokens !== spent || this.#generation !== this.#entered) return false;
    const generation = this.#generation;
    const record = { id: spent.sessionId, tokens, user: user ?? this.#state.user };
    // Another tab may have signed out while the server answered, and its message is still on the way.
    return chain(this.store.wasEnded(record.id), (ended) => {
      this.#leaveIf(ended, record.id);
      if (generation !== this.#generation) return false;
      return chain(this.store.write(record), () => {
        if (generation !== this.#generation) return false;
        this.#set({ ...this.#state, tokens, user: record.user });
        return true;
      });
    });
  }

  /** Takes the user that the server named for a session, if that session is still the one. */
  setUser(id: string, user: U): void {
    if (this.#state.id === id) this.#set({ ...this.#state, user });
  }

  /** Ends the session, at once in memory. Says `false` where there was none. */
  close(): boolean {
    const { id } = this.#state;
    this.#generation++;
    if (id !== null) void this.store.end(id);
    this.#enter(null);
    return id !== null;
  }

  /** Reads storage again and takes over what another tab wrote. */
  sync(): Awaitable<void> {
    if (!this.store.shared) return;
    const generation = this.#generation;
    const { id, tokens } = this.#state;
    return chain(this.store.read(), (record) => {
      if (generation !== this.#generation || this.#state.tokens !== tokens) return;
      if (record) this.#adopt(record);
      else if (id !== null)
        return chain(this.store.wasEnded(id), (ended) => this.#leaveIf(ended, id));
    });
  }

  /** Lets go of every listener. */
  destroy(): void {
    this.#generation++;
    this.#changes.clear();
  }

  #adopt({ id, tokens, user }: SessionRecord<U>): void {
    if (id !== this.#state.id) {
      this.#generation++;
      this.#enter({ id, tokens, user });
      this.events.emit({ type: 'signed-in', by: 'other-tab' });
    } else if (tokens && !sameTokens(tokens, this.#state.tokens)) {
      this.#set({ ...this.#state, tokens, user: user ?? this.#state.user });
      this.events.emit({ type: 'refreshed', by: 'other-tab' });
    }
  }

  /** Another tab ended the session, and with it the record: nothing is left to remove. */
  #leaveIf(ended: boolean, id: string): void {
    if (!ended || this.#state.id !== id) return;
    this.#generation++;
    this.#enter(null);
    this.events.emit({ type: 'signed-out', by: 'other-tab' });
  }

  #adoptLeftTokens(): Awaitable<SessionRecord<U> | null> {
    return chain(this.store.adoptLeftTokens(), (left) => {
      if (!left) return null;
      const id = this.#newId();
      const tokens = receiveTokens(left, id, this.clock.now());
      const record: SessionRecord<U> = { id, tokens, user: null };
      return chain(this.store.write(record), () => record);
    });
  }

  #enter(record: SessionRecord<U> | null): void {
    this.#entered = this.#generation;
    this.#set(
      record
        ? { ...record, status: 'authenticated', tokens: record.tokens ?? spentTokens(record.id) }
        : { status: 'anonymous', id: null, tokens: null, user: null },
    );
  }

  #set(state: SessionState<U>): void {
    this.#state = state;
    this.#changes.notify(state);
  }

  /** Tells sessions apart; it is no secret. */
  #newId(): string {
    return `${this.clock.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  }
}

function sameTokens(a: AuthTokens, b: AuthTokens | null): boolean {
  return (
    a.accessToken === b?.accessToken &&
    a.refreshToken === b.refreshToken &&
    a.receivedAt === b.receivedAt
  );
}
