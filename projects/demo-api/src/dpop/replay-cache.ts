import type { Clock } from '../clock.ts';
import { ApiError } from '../http/api-error.ts';

/** Remembers proofs for as long as they would be taken. */
export interface ReplayCache {
  /** True for the one call that brings a proof first, false for every other. */
  add(proof: string, takenUntil: number): Promise<boolean>;
}

/** More than any one process sees while a proof is good; each takes about 150 bytes. */
const MAX_PROOFS = 200_000;

/**
 * Proofs in memory, which is right for one process. Only those that go with a token get here, so a stranger cannot fill
 * it. Were it full, it would take no more for a while: a cache that forgets lets a proof in twice.
 */
export function memoryReplayCache(clock: Clock, max = MAX_PROOFS): ReplayCache {
  const seen = new Map<string, number>();

  function forgetOld(now: number): void {
    // In the order in which they came. One that is good for longer holds the others up, for a window at most.
    for (const [proof, takenUntil] of seen) {
      if (now <= takenUntil) return;
      seen.delete(proof);
    }
  }

  return {
    add: (proof, takenUntil) => {
      forgetOld(clock());
      if (seen.has(proof)) return Promise.resolve(false);
      if (seen.size >= max) return Promise.reject(tooManyProofs());
      seen.set(proof, takenUntil);
      return Promise.resolve(true);
    },
  };
}

const tooManyProofs = () =>
  new ApiError(503, 'unavailable', 'The server cannot answer just now. Please try again.', {
    'retry-after': '1',
  });
