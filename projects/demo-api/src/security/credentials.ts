import { dpopChallenge } from '../dpop/proof-refusal.ts';
import { ApiError } from '../http/api-error.ts';

/** An access token, the scheme it was sent with, and the challenge to answer with if it is refused. */
export interface Credentials {
  readonly token: string;
  readonly asBearer: boolean;
  readonly challenge: string;
}

/**
 * Reads the credentials of an `Authorization` header. Returns `undefined` if the header has no scheme that this server
 * supports.
 */
export function readCredentials(header: string | undefined): Credentials | undefined {
  const [, scheme, token] = /^(bearer|dpop) +(\S+)$/i.exec(header ?? '') ?? [];
  if (scheme === undefined || token === undefined) return undefined;
  const asBearer = scheme.toLowerCase() === 'bearer';
  const challenge = asBearer ? 'Bearer error="invalid_token"' : dpopChallenge('invalid_token');
  return { token, asBearer, challenge };
}

/** The challenge to a client that sent no token. */
export const ANY_SCHEME = `Bearer, ${dpopChallenge()}`;

/** The response to a caller who lacks a role. */
export function insufficientScope(asBearer: boolean): ApiError {
  const error = 'insufficient_scope';
  return new ApiError(403, 'forbidden', 'You may not see this.', {
    'www-authenticate': asBearer ? `Bearer error="${error}"` : dpopChallenge(error),
  });
}

/** The response to a request whose token is missing or refused. */
export function unauthorized(challenge: string): ApiError {
  return new ApiError(401, 'unauthorized', 'A valid access token is required.', {
    'www-authenticate': challenge,
  });
}
