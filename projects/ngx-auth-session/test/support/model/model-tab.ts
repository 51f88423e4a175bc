import { AuthError } from '../../../src/lib/core/auth-error';
import { AuthEvent } from '../../../src/lib/core/auth-event';
import { AuthSession, createSession } from '../../../src/lib/core/session/auth-session';
import { SessionTokens } from '../../../src/lib/core/tokens/session-tokens';
import { isPromiseLike } from '../../../src/lib/core/maybe-promise';
import { Clock } from '../../../src/lib/core/clock';
import { noQueue } from '../../../src/lib/core/sign-in/cookie-queue';
import { createSignIn, SignIn } from '../../../src/lib/core/sign-in/sign-in';
import { ValueFactory } from '../../../src/lib/core/storage/persisted-value';
import { syncValues } from '../../../src/lib/core/storage/sync-values';
import { createCrossTabLock, Locks } from '../../../src/lib/core/tabs/cross-tab-lock';
import { createRefresher } from '../../../src/lib/core/refresh/create-refresher';
import { TokenRefresher } from '../../../src/lib/core/refresh/token-refresher';
import { FakeStorage } from '../fakes/fake-storage';
import { Freezer } from './freezer';
import { ModelServer, sessionAtServer } from './model-server';

/** A request of the application. */
export interface ModelRequest {
  sent: number;
  outcome: 'waiting' | 'answered' | 'failed';
}

/** A document, which may contain several copies of the library. */
export class ModelPage {
  readonly freezer = new Freezer();
  /** Called when one of the copies has written to storage. */
  readonly listeners = new Set<() => void>();
  readonly notify = (): void => this.listeners.forEach((listener) => listener());
}

/** The core of one tab, with a client that behaves like the interceptor. */
export class ModelTab {
  readonly session: AuthSession<string>;
  readonly refresher: TokenRefresher;
  readonly signIn: SignIn;
  readonly events: AuthEvent[] = [];
  readonly requests: ModelRequest[] = [];
  /** Whether a request carried a token of a session that this tab had left. */
  leaked = false;
  /** Whether a request carried a token of a session that was signed out in this tab. */
  leakedAfterLogout = false;
  readonly #leftSessions = new Set<string>();
  readonly #loggedOutSessions = new Set<string>();
  closed = false;

  constructor(
    readonly index: number,
    readonly storage: FakeStorage,
    private readonly server: ModelServer,
    deviceClock: Clock,
    locks: Locks | null,
    /** Shared by the copies of the library in this document. */
    readonly page = new ModelPage(),
    values: ValueFactory = syncValues,
  ) {
    const { freezer } = page;
    const clock = freezer.clock(deviceClock);
    const announce = (event: AuthEvent): void => void this.events.push(event);
    const policy = { tokens: true, user: true };
    const openValue = values(storage, () => undefined, clock, page.notify);
    const value = openValue('auth.session');
    const endpoint = server.forTab(index, freezer, storage);
    this.session = createSession(value, () => null, policy, clock, announce);
    const tabs = createCrossTabLock(
      'lock',
      LOCK_TIMEOUT_MS,
      clock,
      openValue.locks ?? (locks && freezer.locks(locks)),
    );
    const timeouts = {
      refreshMarginSeconds: 30,
      refreshTimeoutMs: REFRESH_TIMEOUT_MS,
      loginTimeoutMs: REFRESH_TIMEOUT_MS,
      refreshCooldownMs: 1_000,
    };
    this.refresher = createRefresher(this.session, endpoint, tabs, clock, timeouts, announce);
    this.signIn = createSignIn(this.session, endpoint, noQueue, clock, timeouts, announce);
    const sync = (): void => freezer.pass(() => !this.closed && void this.session.sync());
    storage.watch(sync);
    page.listeners.add(sync);
    void this.session.restore();
    this.#recordLeftSessions();
  }

  get freezer(): Freezer {
    return this.page.freezer;
  }

  /** Sends a request like the interceptor, and records its outcome. */
  request(): void {
    const request: ModelRequest = { sent: 0, outcome: 'waiting' };
    this.requests.push(request);
    this.#exchange(request).then(
      () => (request.outcome = 'answered'),
      () => (request.outcome = 'failed'),
    );
  }

  logout(): void {
    const { tokens } = this.session.state();
    if (tokens) this.#loggedOutSessions.add(sessionAtServer(tokens.accessToken));
    this.signIn.logout('logout').catch(() => undefined);
  }

  #recordLeftSessions(): void {
    let present = this.session.state().tokens;
    this.session.subscribe(({ tokens }) => {
      if (present && present.sessionId !== tokens?.sessionId) {
        this.#leftSessions.add(sessionAtServer(present.accessToken));
      }
      present = tokens;
    });
  }

  async #exchange(request: ModelRequest): Promise<void> {
    const fresh = this.refresher.freshTokens();
    const tokens = isPromiseLike(fresh) ? await fresh : fresh;
    if (await this.#send(request, tokens)) return;
    if (!tokens) throw new AuthError('no-session');
    const refreshed = await this.refresher.refreshAfterRefusal(tokens);
    if (!(await this.#send(request, refreshed))) throw new AuthError('session-expired');
  }

  #send(request: ModelRequest, tokens: SessionTokens | null): Promise<boolean> {
    const present = this.session.state().tokens;
    if (tokens && tokens.sessionId !== present?.sessionId) throw new AuthError('superseded');
    request.sent++;
    const sent = tokens && sessionAtServer(tokens.accessToken);
    this.leaked ||= this.#leftSessions.has(sent ?? '');
    this.leakedAfterLogout ||= this.#loggedOutSessions.has(sent ?? '');
    return this.freezer.promise(this.server.resource(this.index, tokens && tokens.accessToken));
  }
}

/**
 * How long a tab waits for the cross-tab lock in the model. It exceeds the refreshes of all other tabs and a freeze: a tab that
 * times out continues without the lock, and then other properties hold.
 */
export const LOCK_TIMEOUT_MS = 600_000;
/** How long a refresh may take in the model. */
export const REFRESH_TIMEOUT_MS = 10_000;
