import { AuthError } from '../../src/lib/core/auth-error';
import { AuthEvent } from '../../src/lib/core/auth-event';
import { AuthGrant, AuthServer } from '../../src/lib/core/auth-server';
import { createSession } from '../../src/lib/core/auth-session';
import { AuthTokens, TokenGrant } from '../../src/lib/core/auth-tokens';
import { createSessionStore } from '../../src/lib/core/session-store';
import { Exclusive } from '../../src/lib/core/tab-coordinator';
import { createRefresher } from '../../src/lib/core/token-refresher';
import { createFakeClock } from './fake-clock';
import { createStorageArea, FakeStorageArea } from './fake-storage';

/** A refresh call that the test answers. */
export interface RefreshCall {
  readonly refreshToken: string | null;
  readonly answer: (grant: AuthGrant<string>) => void;
  readonly fail: (error: AuthError) => void;
  aborted: boolean;
}

export interface CoreWorldOptions {
  /** What the session begins with. Default: an access token for 15 minutes and a refresh token. */
  readonly grant?: TokenGrant | null;
  readonly area?: FakeStorageArea;
  readonly exclusive?: Exclusive;
}

/** The core of one tab, with a server that answers when the test says so. */
export async function createCoreWorld({
  grant = { accessToken: 'a0', refreshToken: 'r0', expiresIn: 900 },
  area = createStorageArea(),
  exclusive = (work) => work(),
}: CoreWorldOptions = {}) {
  const clock = createFakeClock();
  const calls: RefreshCall[] = [];
  const revoked: (string | null)[] = [];
  const events: AuthEvent[] = [];
  const announce = (event: AuthEvent): void => void events.push(event);
  const server: AuthServer<string> = {
    login: () => Promise.reject(new AuthError('network')),
    logout: async ({ refreshToken }) => void revoked.push(refreshToken),
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
  const keys = { session: 'auth.session' };
  const keep = { tokens: true, user: true };
  const store = createSessionStore<string>(area.openTab(), keys, keep, clock, () => undefined);
  const session = createSession(store, clock, announce);
  const refresher = createRefresher(
    session,
    server,
    exclusive,
    clock,
    {
      marginMs: 30_000,
      timeoutMs: 10_000,
      cooldownMs: 1_000,
      byCookie: false,
      canRenew: ({ refreshToken }) => refreshToken !== null,
    },
    announce,
  );
  await session.restore();
  if (grant) await session.open(grant, 'ada');
  return {
    area,
    calls,
    clock,
    events,
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
