import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.ts';
import type { AttemptCounter } from './attempt-counter.ts';
import { logSecurityEvent } from './security-log.ts';

/** What is limited, and how many attempts are too many. */
export interface AttemptLimit {
  /** Begins the key of a count, and is the reason in the log. */
  readonly groupId: string;
  readonly event: 'login_limited' | 'refresh_limited';
  readonly message: string;
  readonly max: number;
  readonly windowSeconds: number;
  /** Whose attempts are counted. By default those of an address, and of IPv6 those of a network. */
  readonly keyGenerator?: (request: FastifyRequest) => string;
}

/** An attempt that was counted as failed; take it back once it proves right. */
export interface CountedAttempt {
  takeBack(): Promise<void>;
}

/** Counts an attempt, or throws 429 if there were too many. */
export type CountAttempt = (request: FastifyRequest) => Promise<CountedAttempt>;

/**
 * Limits attempts that fail. They are counted before they are looked at, so that a hundred at once are a hundred. The
 * address is that of the connection, unless a proxy that was named speaks for it: no header resets the count.
 */
export function attemptLimit(
  app: FastifyInstance,
  attempts: AttemptCounter,
  { groupId, event, message, max, windowSeconds, keyGenerator }: AttemptLimit,
): CountAttempt {
  const timeWindow = windowSeconds * 1000;
  const options = { groupId, max, timeWindow, ...(keyGenerator && { keyGenerator }) };
  const limit = app.createRateLimit(options);
  return async (request) => {
    const result = await limit(request);
    if (!result.isAllowed && result.isExceeded) {
      logSecurityEvent(request.log, event, { reason: groupId, address: request.ip });
      const headers = { 'retry-after': String(result.ttlInSeconds) };
      throw new ApiError(429, 'too_many_requests', message, headers);
    }
    return { takeBack: () => attempts.takeBack(groupId, result.key) };
  };
}
