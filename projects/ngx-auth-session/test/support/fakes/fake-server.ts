import { AuthError } from '../../../src/lib/core/auth-error';
import { AuthResponse, AuthServer, ServerCall, TokenPair } from '../../../src/lib/core/auth-server';
import { settle } from './fake-clock';

/** A call that the test answers. */
export interface PendingCall {
  readonly name: 'login' | 'refresh' | 'logout' | 'user';
  /** The credentials or the tokens of the call. */
  readonly input: unknown;
  answer(value?: unknown): Promise<void>;
  fail(error: Error): Promise<void>;
  /** Whether the library has aborted the call. Later responses are ignored. */
  aborted: boolean;
}

/** A server that records each call, and responds when the test answers it. */
export interface FakeServer extends Required<Omit<AuthServer<string>, 'prepare'>> {
  readonly calls: PendingCall[];
}

/**
 * @param usesCookie whether the refresh token is a cookie
 * @param logoutNeedsAccessToken whether a logout needs an unexpired access token
 */
export function createFakeServer(usesCookie = false, logoutNeedsAccessToken = false): FakeServer {
  const calls: PendingCall[] = [];

  function start<T>(name: PendingCall['name'], input: unknown): ServerCall<T> {
    let abort!: () => void;
    const result = new Promise<T>((resolve, reject) => {
      const call: PendingCall = {
        name,
        input,
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
