import { AuthResponse, AuthServer, TokenPair } from '../../../src/lib/core/auth-server';
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
 * @param usesCookie whether the refresh token is a cookie
 * @param logoutNeedsAccessToken whether a logout needs a live access token
 */
export function createFakeServer(usesCookie = false, logoutNeedsAccessToken = false): FakeServer {
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
    usesCookie,
    logoutNeedsAccessToken,
    canRefresh: ({ refreshToken }) => refreshToken !== null,
    login: (credentials) => call('login', credentials),
    refresh: (tokens: TokenPair) => ({
      result: call<AuthResponse<string>>('refresh', tokens),
      abort: () => undefined,
    }),
    logout: (tokens) => call('logout', tokens),
    user: (tokens) => call('user', tokens),
  };
}
