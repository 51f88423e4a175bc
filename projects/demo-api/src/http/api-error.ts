/** An error response: a status, and a code and a message that reveal nothing to an attacker. */
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

/** The same response for an unknown user and a wrong password. */
export const wrongCredentials = () =>
  new ApiError(401, 'invalid_credentials', 'The user name or the password is wrong.');

/** The same response for every problem with a refresh token. */
export const refreshRefused = () =>
  new ApiError(403, 'refresh_refused', 'The session cannot be continued. Please sign in again.');

/** The response to a request from a page of an origin that may not call the API. */
export const forgedRequest = () =>
  new ApiError(403, 'origin_refused', 'Requests from this origin are not accepted.');
