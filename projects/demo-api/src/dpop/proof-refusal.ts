import { ApiError } from '../http/api-error.ts';

const MESSAGES = {
  invalid_dpop_proof: 'The proof of possession does not fit this request.',
  use_dpop_nonce: 'Send the proof again with the nonce of this answer.',
} as const;

/** What a client is told about its proof. */
export type ProofError = keyof typeof MESSAGES;

/** Is the client only asked to send its proof again, with a nonce? */
export function isNonceRequest(error: unknown): boolean {
  return error instanceof ApiError && error.code === ('use_dpop_nonce' satisfies ProofError);
}

/** The challenge of a resource to a client that holds a key. */
export const dpopChallenge = (error?: string) =>
  `DPoP ${error === undefined ? '' : `error="${error}", `}algs="ES256"`;

/**
 * A token route answers as RFC 6749 has it, with 400; a resource asks for better authentication, with 401.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-7.1
 */
export function proofRefusal(error: ProofError, by: 'token route' | 'resource'): ApiError {
  return by === 'resource'
    ? new ApiError(401, error, MESSAGES[error], { 'www-authenticate': dpopChallenge(error) })
    : new ApiError(400, error, MESSAGES[error]);
}
