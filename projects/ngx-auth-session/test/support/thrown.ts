import { AuthError, isAuthError } from '../../src/public-api';

/** What a function throws, which has to be an error of the library. */
export function thrownBy(action: () => unknown): AuthError {
  try {
    action();
  } catch (error) {
    if (isAuthError(error)) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}
