import { AuthError, isAuthError } from '../../src/public-api';

/** Returns the `AuthError` that a function throws. Rethrows every other error. */
export function thrownBy(action: () => unknown): AuthError {
  try {
    action();
  } catch (error) {
    if (isAuthError(error)) return error;
    throw error;
  }
  throw new Error('The function did not throw');
}
