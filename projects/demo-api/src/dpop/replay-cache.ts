import type { Clock } from '../clock.ts';
import { ApiError } from '../http/api-error.ts';

/** No more proofs are remembered: of a user, who has a share, or by this process. */
export class TooManyProofs extends ApiError {
  constructor(readonly whose: 'user' | 'process') {
    const headers = { 'retry-after': '1' };
    if (whose === 'user') {
      super(429, 'too_many_requests', 'Too many requests. Please wait and try again.', headers);
    } else {
      super(503, 'unavailable', 'The server cannot answer just now. Please try again.', headers);
    }
  }
}

/** Remembers proofs for as long as they would be taken. */
export interface ReplayCache {
  /**
   * True for the one call that brings a proof first, false for every other. Throws `TooManyProofs` if it cannot remember one more: a
   * cache that forgets lets a proof in twice.
   */
  add(userId: string, proof: string, takenUntil: number): Promise<boolean>;
}

/** More than any one process sees while a proof is good; each takes about 250 bytes. */
const MAX_PROOFS = 200_000;

/**
 * Proofs in memory, which is right for one process. Only those that go with a token get here, so a stranger cannot fill
 * it; and a user has a share, so that none of them can take the room of the others.
 */
export function memoryReplayCache(clock: Clock, perUser: number, inAll = MAX_PROOFS): ReplayCache {
  const seen = new Map<string, { readonly userId: string; readonly takenUntil: number }>();
  const counts = new Map<string, number>();
  /** Until when the latest of the forgotten proofs was taken. */
  let forgottenUntil = -Infinity;

  function count(userId: string, change: 1 | -1): void {
    const now = (counts.get(userId) ?? 0) + change;
    if (now === 0) counts.delete(userId);
    else counts.set(userId, now);
  }

  function forgetOld(now: number): void {
    // In the order in which they came. One that is good for longer holds the others up, for a window at most.
    for (const [proof, { userId, takenUntil }] of seen) {
      if (now <= takenUntil) return;
      seen.delete(proof);
      forgottenUntil = Math.max(forgottenUntil, takenUntil);
      count(userId, -1);
    }
  }

  return {
    add: (userId, proof, takenUntil) => {
      forgetOld(clock());
      // Only after a clock was set back can one come that may be among the forgotten.
      if (seen.has(proof) || takenUntil <= forgottenUntil) return Promise.resolve(false);
      if ((counts.get(userId) ?? 0) >= perUser) return Promise.reject(new TooManyProofs('user'));
      if (seen.size >= inAll) return Promise.reject(new TooManyProofs('process'));
      seen.set(proof, { userId, takenUntil });
      count(userId, 1);
      return Promise.resolve(true);
    },
  };
}
