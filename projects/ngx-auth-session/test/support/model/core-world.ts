import { AuthError } from '../../../src/lib/core/auth-error';
import { AuthResponse, AuthServer } from '../../../src/lib/core/auth-server';
import { SessionTokens, ReceivedTokens } from '../../../src/lib/core/tokens/session-tokens';
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
  /** What the session begins with. */
  readonly grant?: ReceivedTokens;
  /** What the server asks for before each refresh. */
  readonly prepare?: () => Promise<unknown>;
  /** Whether the refresh token is a cookie. Default `false`. */
  readonly usesCookie?: boolean;
  /** How turns are taken. Default: there is no other tab. */
  readonly tabs?: (alone: CrossTabLock) => CrossTabLock;
}

/** The core of one tab, with a server that answers when the test says so. */
export async function createCoreWorld({
  grant = { accessToken: 'a0', refreshToken: 'r0', expiresIn: 900 },
  prepare,
  usesCookie = false,
  tabs = (alone) => alone,
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
    /** The pair that the session holds. */
    tokens: (): SessionTokens => session.state().tokens!,
    /** The types of all events, in order. */
    eventTypes: () => events.map(({ type }) => type),
  };
}

/** What a promise has come to so far: its value, the code of its error, or `'pending'`. */
export function outcomeOf<T>(promise: PromiseLike<T>): () => T | string {
  let outcome: T | string = 'pending';
  promise.then(
    (value) => (outcome = value),
    (error: AuthError) => (outcome = error.code),
  );
  return () => outcome;
}
