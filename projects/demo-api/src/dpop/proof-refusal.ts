import { ApiError } from '../http/api-error.ts';

const MESSAGES = {
  invalid_dpop_proof: 'The proof of possession does not fit this request.',
  use_dpop_nonce: 'Send the proof again with the nonce of this answer.',
} as const;

/** The error code that a client gets for its proof. */
export type ProofError = keyof typeof MESSAGES;

/** Returns whether the client only has to send its proof again, with a nonce. */
export function isNonceRequest(error: unknown): boolean {
  return error instanceof ApiError && error.code === ('use_dpop_nonce' satisfies ProofError);
}

/** The challenge of a resource to a client that uses a key. */
export const dpopChallenge = (error?: string) =>
  `DPoP ${error === undefined ? '' : `error="${error}", `}algs="ES256"`;

/**
 * Returns the error for a refused proof: a token route answers 400, as RFC 6749 requires, and a resource 401.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-7.1
 */
export function proofRefusal(error: ProofError, by: 'token route' | 'resource'): ApiError {
  return by === 'resource'
    ? new ApiError(401, error, MESSAGES[error], { 'www-authenticate': dpopChallenge(error) })
    : new ApiError(400, error, MESSAGES[error]);
}
