import { AuthError } from '../../../src/lib/core/auth-error';
import { AuthResponse, AuthServer } from '../../../src/lib/core/auth-server';
import { ReceivedTokens, SessionTokens } from '../../../src/lib/core/tokens/session-tokens';
import { createCrossTabLock, CrossTabLock } from '../../../src/lib/core/tabs/cross-tab-lock';
import { createRefresher } from '../../../src/lib/core/refresh/create-refresher';
import { openTab } from '../fakes/fake-tab';

/** A refresh call that the test answers. */
export interface RefreshCall {
  readonly refreshToken: string | null;
  readonly answer: (grant: AuthResponse<string>) => void;
  readonly fail: (error: AuthError) => void;
  aborted: boolean;
}

export interface CoreWorldOptions {
  /** The tokens that the session starts with. */
  readonly grant?: ReceivedTokens;
  /** Runs before each refresh. */
  readonly prepare?: () => Promise<unknown>;
  /** Whether the refresh token is a cookie. Default `false`. */
  readonly usesCookie?: boolean;
  /** Replaces the cross-tab lock. Default: there is no other tab. */
  readonly tabs?: (lock: CrossTabLock) => CrossTabLock;
}

/** Creates the core of one tab, with a server that responds when the test answers a call. */
export async function createCoreWorld({
  grant = { accessToken: 'a0', refreshToken: 'r0', expiresIn: 900 },
  prepare,
  usesCookie = false,
  tabs = (lock) => lock,
}: CoreWorldOptions = {}) {
  const { area, clock, session, events, announce } = openTab();
  const calls: RefreshCall[] = [];
  const revoked: (string | null)[] = [];
  const server: AuthServer<string> = {
    login: () => ({ result: Promise.reject(new AuthError('network')), abort: () => undefined }),
    prepare,
    logout: async ({ refreshToken }) => void revoked.push(refreshToken),
    usesCookie,
    canRefresh: ({ refreshToken }) => refreshToken !== null,
    refresh({ refreshToken }) {
      let answer!: RefreshCall['answer'];
      let fail!: RefreshCall['fail'];
      const result = new Promise<AuthResponse<string>>((resolve, reject) => {
        answer = resolve;
        fail = reject;
      });
      const call: RefreshCall = { refreshToken, answer, fail, aborted: false };
      calls.push(call);
      return { result, abort: () => void (call.aborted = true) };
    },
  };
  const refresher = createRefresher(
    session,
    server,
    tabs(createCrossTabLock('lock', 15_000, clock, null)),
    clock,
    { refreshMarginSeconds: 30, refreshTimeoutMs: 10_000, refreshCooldownMs: 1_000 },
    announce,
  );
  await session.restore();
  session.open(grant, 'ada');
  return {
    area,
    calls,
    clock,
    refresher,
    revoked,
    session,
    /** Returns the token pair of the session. */
    tokens: (): SessionTokens => session.state().tokens!,
    /** Returns the types of all events, in order. */
    eventTypes: () => events.map(({ type }) => type),
  };
}

/** Returns a function that tells the outcome of a promise: its value, the code of its error, or `'pending'`. */
export function outcomeOf<T>(promise: PromiseLike<T>): () => T | string {
  let outcome: T | string = 'pending';
  promise.then(
    (value) => (outcome = value),
    (error: AuthError) => (outcome = error.code),
  );
  return () => outcome;
}
