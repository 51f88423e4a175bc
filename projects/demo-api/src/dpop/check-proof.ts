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

/** A valid proof for this request. */
export interface CheckedProof {
  /** The thumbprint of its key. */
  readonly thumbprint: string;
  /** Marks the proof as used by a user. Throws if it was used before. Call it once the user of the token is known. */
  spend(userId: string): Promise<void>;
}

/**
 * Returns the proof of a request, or `undefined` if it has none. Throws if the proof is invalid. A resource passes the
 * access token, which the proof must be bound to.
 */
export type CheckProof = (
  request: FastifyRequest,
  accessToken?: string,
) => Promise<CheckedProof | undefined>;

/** Creates the check for everything in RFC 9449 section 4.3, and for what section 11 recommends. */
export function proofCheck(
  { windowSeconds, publicOrigin }: DpopConfig,
  nonces: Nonces | undefined,
  replays: ReplayCache,
  clock: Clock,
): CheckProof {
  /** Returns until when a proof is accepted. A nonce shows its age more reliably than the client's clock. */
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
    // A refresh that loses a race runs this twice for one request.
    return { thumbprint, spend: (userId) => (spent ??= spendOnce(userId)) };
  };
}
