import type { Clock } from '../clock.ts';
import { ApiError } from '../http/api-error.ts';

/** No more proofs can be remembered: for a user, who has a share, or in this process. */
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

/** Remembers proofs as long as they would be accepted. */
export interface ReplayCache {
  /**
   * Returns `true` for the first call with a proof, and `false` for every other. Throws `TooManyProofs` if it can't
   * remember another proof: a cache that forgets would accept a proof twice.
   */
  add(userId: string, proof: string, takenUntil: number): Promise<boolean>;
}

/** More than a process sees during the lifetime of a proof. Each takes about 250 bytes. */
const MAX_PROOFS = 200_000;

/**
 * Remembers proofs in memory, for a single process. Only proofs with a valid token get here, so a stranger can't fill
 * it. Each user has a share, so no user can use up the space of the others.
 */
export function memoryReplayCache(clock: Clock, perUser: number, inAll = MAX_PROOFS): ReplayCache {
  const seen = new Map<string, { readonly userId: string; readonly takenUntil: number }>();
  const counts = new Map<string, number>();
  /** Until when the latest of the removed proofs was accepted. */
  let forgottenUntil = -Infinity;

  function count(userId: string, change: 1 | -1): void {
    const now = (counts.get(userId) ?? 0) + change;
    if (now === 0) counts.delete(userId);
    else counts.set(userId, now);
  }

  function forgetOld(now: number): void {
    // In order of arrival. A proof with a later expiry delays the removal of those behind it, by one window at most.
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
      // Only after the clock was set back can a proof be one of those that were removed.
      if (seen.has(proof) || takenUntil <= forgottenUntil) return Promise.resolve(false);
      if ((counts.get(userId) ?? 0) >= perUser) return Promise.reject(new TooManyProofs('user'));
      if (seen.size >= inAll) return Promise.reject(new TooManyProofs('process'));
      seen.set(proof, { userId, takenUntil });
      count(userId, 1);
      return Promise.resolve(true);
    },
  };
}
