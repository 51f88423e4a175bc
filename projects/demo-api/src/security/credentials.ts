import { dpopChallenge } from '../dpop/proof-refusal.ts';
import { ApiError } from '../http/api-error.ts';

/** An access token, how it was sent, and what to say where it is not accepted. */
export interface Credentials {
  readonly token: string;
  readonly asBearer: boolean;
  readonly challenge: string;
}

/** The credentials in an `Authorization` header; nothing where it has none of a kind that this server knows. */
export function readCredentials(header: string | undefined): Credentials | undefined {
  const [, scheme, token] = /^(bearer|dpop) +(\S+)$/i.exec(header ?? '') ?? [];
  if (scheme === undefined || token === undefined) return undefined;
  const asBearer = scheme.toLowerCase() === 'bearer';
  const challenge = asBearer ? 'Bearer error="invalid_token"' : dpopChallenge('invalid_token');
  return { token, asBearer, challenge };
}

/** The challenge to a client that sent no token. */
export const ANY_SCHEME = `Bearer, ${dpopChallenge()}`;

/** The answer to a caller whose token is accepted and whose role is not enough. */
export function insufficientScope(asBearer: boolean): ApiError {
  const error = 'insufficient_scope';
  return new ApiError(403, 'forbidden', 'You may not see this.', {
    'www-authenticate': asBearer ? `Bearer error="${error}"` : dpopChallenge(error),
  });
}

/** The answer to a request whose token is missing or not accepted. */
export function unauthorized(challenge: string): ApiError {
  return new ApiError(401, 'unauthorized', 'A valid access token is required.', {
    'www-authenticate': challenge,
  });
}
