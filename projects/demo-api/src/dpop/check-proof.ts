import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { logSecurityEvent } from '../security/security-log.ts';
import { sha256 } from '../tokens/refresh-token.ts';
import type { DpopConfig } from './dpop-config.ts';
import type { Nonces } from './nonces.ts';
import { readProof, type Proof } from './proof.ts';
import { proofRefusal } from './proof-refusal.ts';
import { TooManyProofs, type ReplayCache } from './replay-cache.ts';
import { isTargetOf } from './request-target.ts';

/** A proof that was made for this very request. */
export interface CheckedProof {
  /** Names the key that made it. */
  readonly thumbprint: string;
  /** Takes it as shown by a user, or throws where it was before. To be called once it is known whose token it goes with. */
  spend(userId: string): Promise<void>;
}

/**
 * Gives the proof of a request, or nothing where it has none; throws where that one does not hold. A resource passes
 * the access token, to which the proof must be bound.
 */
export type CheckProof = (
  request: FastifyRequest,
  accessToken?: string,
) => Promise<CheckedProof | undefined>;

/** All of RFC 9449 section 4.3, and what section 11 advises. */
export function proofCheck(
  { windowSeconds, publicOrigin }: DpopConfig,
  nonces: Nonces | undefined,
  replays: ReplayCache,
  clock: Clock,
): CheckProof {
  /** Until when a proof is taken. A nonce tells how old it is better than a clock that is not ours. */
  function takenUntil({ madeAt, nonce }: Proof): number | undefined {
    if (nonces) return nonces.takenUntil(nonce);
    const age = clock() / 1000 - madeAt;
    return Math.abs(age) > windowSeconds ? undefined : (madeAt + windowSeconds) * 1000;
  }

  return async (request, accessToken) => {
    const texts = request.raw.headersDistinct['dpop'];
    if (texts === undefined) return undefined;
    const by = accessToken === undefined ? 'token route' : 'resource';
    const refuse = (event: 'proof_refused' | 'proof_replayed', reason?: string) => {
      logSecurityEvent(request.log, event, { reason, address: request.ip });
      return proofRefusal('invalid_dpop_proof', by);
    };

    const [text, ...more] = texts;
    if (text === undefined || more.length > 0) throw refuse('proof_refused', 'several_proofs');
    const proof = await readProof(text, clock());
    if (!proof) throw refuse('proof_refused', 'malformed');
    if (proof.method !== request.method || !isTargetOf(request, proof.url, publicOrigin)) {
      throw refuse('proof_refused', 'another_request');
    }
    if (accessToken !== undefined && proof.accessTokenHash !== sha256(accessToken)) {
      throw refuse('proof_refused', 'another_token');
    }
    const until = takenUntil(proof);
    if (until === undefined) {
      throw nonces ? proofRefusal('use_dpop_nonce', by) : refuse('proof_refused', 'another_time');
    }

    const { thumbprint, id } = proof;
    let spent: Promise<void> | undefined;
    const spendOnce = async (userId: string) => {
      const isNew = await replays
        .add(userId, sha256(`${thumbprint} ${id}`), until)
        .catch((error: unknown) => {
          if (error instanceof TooManyProofs) {
            const details = { userId, reason: error.whose, address: request.ip };
            logSecurityEvent(request.log, 'proof_limited', details);
          }
          throw error;
        });
      if (!isNew) throw refuse('proof_replayed');
    };
    // A refresh that loses a race comes here twice with one request.
    return { thumbprint, spend: (userId) => (spent ??= spendOnce(userId)) };
  };
}
