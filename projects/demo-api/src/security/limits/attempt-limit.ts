import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../../http/api-error.ts';
import type { AttemptCounter } from './attempt-counter.ts';
import { logSecurityEvent } from '../security-log.ts';

/** A limit on failed attempts. */
export interface AttemptLimit {
  /** The prefix of the counter's key, and the reason in the log. */
  readonly groupId: string;
  readonly event: 'login_limited' | 'refresh_limited';
  readonly message: string;
  readonly max: number;
  readonly windowSeconds: number;
  /** Returns the key whose attempts are counted. Default: the client's IPv4 address or IPv6 network. */
  readonly keyGenerator?: (request: FastifyRequest) => string;
}

/** An attempt that was counted as failed. Take it back if it succeeds. */
export interface CountedAttempt {
  takeBack(): Promise<void>;
}

/** Counts an attempt, or throws 429 if there were too many. */
export type CountAttempt = (request: FastifyRequest) => Promise<CountedAttempt>;

/**
 * Limits failed attempts. Each is counted before it is checked, so that concurrent attempts can't exceed the limit. The
 * address is that of the connection, unless a trusted proxy names the client: a client can't reset the count with a
 * header.
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
