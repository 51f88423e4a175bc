/** An answer that is not a success: a status, and a code and a sentence that tell an attacker nothing. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** The same answer for an unknown user and a wrong password. */
export const wrongCredentials = () =>
  new ApiError(401, 'invalid_credentials', 'The user name or the password is wrong.');

/** The same answer whatever is wrong with a refresh token. */
export const refreshRefused = () =>
  new ApiError(403, 'refresh_refused', 'The session cannot be continued. Please sign in again.');

/** For a request from a page that has no business here. */
export const forgedRequest = () =>
  new ApiError(403, 'origin_refused', 'Requests from this origin are not accepted.');
