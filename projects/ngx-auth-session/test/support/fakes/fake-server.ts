import { AuthError } from '../../../src/lib/core/auth-error';
import { AuthResponse, AuthServer, ServerCall, TokenPair } from '../../../src/lib/core/auth-server';
import { settle } from './fake-clock';

/** A call that waits for the test to answer it. */
export interface PendingCall {
  readonly name: 'login' | 'refresh' | 'logout' | 'user';
  /** The credentials or the tokens that it was made with. */
  readonly given: unknown;
  answer(value?: unknown): Promise<void>;
  fail(error: Error): Promise<void>;
  /** Whether the library has stopped it: no answer reaches it any more. */
  aborted: boolean;
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

  function start<T>(name: PendingCall['name'], given: unknown): ServerCall<T> {
    let abort!: () => void;
    const result = new Promise<T>((resolve, reject) => {
      const call: PendingCall = {
        name,
        given,
        aborted: false,
        answer(value) {
          resolve(value as T);
          return settle();
        },
        fail(error) {
          reject(error);
          return settle();
        },
      };
      calls.push(call);
      abort = () => {
        call.aborted = true;
        reject(new AuthError('invalid-response'));
      };
    });
    return { result, abort };
  }

  return {
    calls,
    usesCookie,
    logoutNeedsAccessToken,
    canRefresh: ({ refreshToken }) => refreshToken !== null,
    login: (credentials) => start('login', credentials),
    refresh: (tokens: TokenPair) => start<AuthResponse<string>>('refresh', tokens),
    logout: (tokens) => start<void>('logout', tokens).result,
    user: (tokens) => start<string | null>('user', tokens).result,
  };
}
