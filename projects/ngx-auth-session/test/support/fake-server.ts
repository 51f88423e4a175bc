import { AuthGrant, AuthServer, HeldTokens } from '../../src/lib/core/auth-server';
import { settle } from './fake-clock';

/** A call that waits for the test to answer it. */
export interface PendingCall {
  readonly name: 'login' | 'refresh' | 'logout' | 'user';
  /** The credentials or the tokens that it was made with. */
  readonly given: unknown;
  answer(value?: unknown): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A server that notes each call and answers when the test says so. */
export interface FakeServer extends Required<Omit<AuthServer<string>, 'prepare'>> {
  readonly calls: PendingCall[];
}

/**
 * @param setsCookie whether the refresh token is a cookie
 * @param logoutNeedsAccess whether a logout needs a live access token
 */
export function createFakeServer(setsCookie = false, logoutNeedsAccess = false): FakeServer {
  const calls: PendingCall[] = [];

  function call<T>(name: PendingCall['name'], given: unknown): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      calls.push({
        name,
        given,
        answer(value) {
          resolve(value as T);
          return settle();
        },
        fail(error) {
          reject(error);
          return settle();
        },
      });
    });
  }

  return {
    calls,
    setsCookie,
    logoutNeedsAccess,
    canRefresh: ({ refreshToken }) => refreshToken !== null,
    login: (credentials) => call('login', credentials),
    refresh: (tokens: HeldTokens) => ({
      result: call<AuthGrant<string>>('refresh', tokens),
      abort: () => undefined,
    }),
    logout: (tokens) => call('logout', tokens),
    user: (tokens) => call('user', tokens),
  };
}
