import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { CLOCK_SKEW_MS, type Clock } from '../clock.ts';

/** What clients must repeat in their proofs, so that none can be made long before it is used. */
export interface Nonces {
  /** The nonce of this moment. */
  current(): string;
  /** Until when a nonce is taken, in milliseconds; nothing for one that was never given, or long ago. */
  takenUntil(nonce: unknown): number | undefined;
}

/**
 * Nonces that nobody has to remember: each is the seal of a span of time, under a key that every process derives from
 * the same secret. One is taken in its own span and in the next, and shortly before its own, since clocks of two processes
 * differ. One from further ahead was made before the clock was set back, and may be old.
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

/** Tells whoever sends proofs the nonce for the next one, with every answer. */
export function offerNonces(app: FastifyInstance, nonces: Nonces): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers['dpop'] !== undefined) reply.header('dpop-nonce', nonces.current());
  });
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
