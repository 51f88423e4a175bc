import { AuthError } from '../../src/lib/core/auth-error';
import { AuthGrant, AuthServer } from '../../src/lib/core/auth-server';
import { AuthTokens, ReceivedGrant } from '../../src/lib/core/auth-tokens';
import { createTabCoordinator, TabCoordinator } from '../../src/lib/core/tab-coordinator';
import { createRefresher } from '../../src/lib/core/token-refresher';
import { openTab } from './fake-tab';

/** A refresh call that the test answers. */
export interface RefreshCall {
  readonly refreshToken: string | null;
  readonly answer: (grant: AuthGrant<string>) => void;
  readonly fail: (error: AuthError) => void;
  aborted: boolean;
}

export interface CoreWorldOptions {
  /** What the session begins with. */
  readonly grant?: ReceivedGrant;
  /** What the server asks for before each refresh. */
  readonly prepare?: () => Promise<unknown>;
  /** Whether the refresh token is a cookie. Default `false`. */
  readonly setsCookie?: boolean;
  /** How turns are taken. Default: there is no other tab. */
  readonly tabs?: (alone: TabCoordinator) => TabCoordinator;
}

/** The core of one tab, with a server that answers when the test says so. */
export async function createCoreWorld({
  grant = { accessToken: 'a0', refreshToken: 'r0', expiresIn: 900 },
  prepare,
  setsCookie = false,
  tabs = (alone) => alone,
}: CoreWorldOptions = {}) {
  const { area, clock, session, events, announce } = openTab();
  const calls: RefreshCall[] = [];
  const revoked: (string | null)[] = [];
  const server: AuthServer<string> = {
    login: () => Promise.reject(new AuthError('network')),
    prepare,
    logout: async ({ refreshToken }) => void revoked.push(refreshToken),
    setsCookie,
    canRefresh: ({ refreshToken }) => refreshToken !== null,
    refresh({ refreshToken }) {
      let answer!: RefreshCall['answer'];
      let fail!: RefreshCall['fail'];
      const result = new Promise<AuthGrant<string>>((resolve, reject) => {
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
    tabs(createTabCoordinator('lock', 15_000, clock, null)),
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
    tokens: (): AuthTokens => session.state().tokens!,
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
