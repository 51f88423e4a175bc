import type { FastifyRequest } from 'fastify';
import type { ApiError } from '../http/api-error.ts';
import { unauthorized, type Credentials } from '../security/credentials.ts';
import { logSecurityEvent } from '../security/security-log.ts';
import type { Session } from '../sessions/session.ts';
import type { AccessClaims } from '../tokens/access-token.ts';
import type { CheckProof } from './check-proof.ts';
import { dpopChallenge, proofRefusal } from './proof-refusal.ts';

/** Throws 401 unless the caller proves the key that its access token is bound to. */
export type CheckBinding = (
  request: FastifyRequest,
  credentials: Credentials,
  claims: AccessClaims,
  session: Session,
) => Promise<void>;

/** A bound token needs the scheme `DPoP` and a proof of its key. An unbound token needs the scheme `Bearer`. */
export function bindingCheck(checkProof: CheckProof): CheckBinding {
  return async (request, { token, asBearer, challenge }, claims, session) => {
    const refuse = (reason: string, error: ApiError) => {
      const details = { userId: session.userId, sessionId: session.id, address: request.ip };
      logSecurityEvent(request.log, 'binding_refused', { ...details, reason });
      return error;
    };
    const { keyThumbprint } = session;
    // Both are fixed at login, so a token that differs from its session was not issued for it.
    if (claims.keyThumbprint !== keyThumbprint) throw unauthorized(challenge);
    if (keyThumbprint === undefined) {
      if (!asBearer) throw refuse('not_bound', unauthorized(challenge));
      return;
    }
    if (asBearer) throw refuse('as_bearer', unauthorized(dpopChallenge('invalid_token')));
    const proof = await checkProof(request, token);
    if (!proof) throw refuse('no_proof', proofRefusal('invalid_dpop_proof', 'resource'));
    if (proof.thumbprint !== keyThumbprint) throw refuse('another_key', unauthorized(challenge));
    await proof.spend(session.userId);
  };
}
