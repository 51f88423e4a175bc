import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { CLOCK_SKEW_MS, type Clock } from '../clock.ts';

/** Issues values that clients must repeat in their proofs, so that no proof can be made long before its use. */
export interface Nonces {
  /** Returns the current nonce. */
  current(): string;
  /**
   * Returns until when a nonce is accepted, in milliseconds since 1970. `undefined` if it was never issued or has
   * expired.
   */
  takenUntil(nonce: unknown): number | undefined;
}

/**
 * Creates nonces that need no storage: each is the HMAC of a time span, with a key that every process derives from the
 * same secret. A nonce is accepted in its own span and the next. Because the clocks of processes differ, it is also
 * accepted shortly before its span. A nonce from further in the future was issued before the clock was set back, and
 * may be stale.
 */
export function createNonces(secret: string, lifeSeconds: number, clock: Clock): Nonces {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'dpop nonce', 32));
  const spanMs = lifeSeconds * 500;
  const span = () => Math.floor(clock() / spanMs);
  const seal = (of: number) => createHmac('sha256', key).update(String(of)).digest('base64url');
  return {
    current: () => seal(span()),
    takenUntil: (nonce) => {
      if (typeof nonce !== 'string') return undefined;
      const present = span();
      const latest = Math.floor((clock() + CLOCK_SKEW_MS) / spanMs);
      const spans = [present, present - 1, latest];
      const of = spans.find((one) => isSame(seal(one), nonce));
      return of === undefined ? undefined : (of + 2) * spanMs;
    },
  };
}

/** Adds the next nonce to every response to a client that sends proofs. */
export function offerNonces(app: FastifyInstance, nonces: Nonces): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers['dpop'] !== undefined) reply.header('dpop-nonce', nonces.current());
  });
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
