import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../../http/api-error.ts';
import type { AttemptCounter } from './attempt-counter.ts';
import { attemptLimit } from './attempt-limit.ts';

/** The limit on refreshes with invalid tokens. */
export interface RefreshLimitConfig {
  readonly perAddress: number;
  readonly windowSeconds: number;
}

/** Runs a refresh and counts it unless it succeeds. Throws 429 if this address has failed too often. */
export type LimitRefresh = <T>(request: FastifyRequest, refresh: () => Promise<T>) => Promise<T>;

/**
 * Limits refused refreshes. A token can't be guessed, but each attempt costs a read of the store and a log line. A
 * refresh that failed for a server error doesn't count, because its token may be valid.
 */
export function refreshLimit(
  app: FastifyInstance,
  attempts: AttemptCounter,
  { perAddress, windowSeconds }: RefreshLimitConfig,
): LimitRefresh {
  const count = attemptLimit(app, attempts, {
    groupId: 'refresh-address',
    event: 'refresh_limited',
    message: 'Too many requests. Please wait and try again.',
    max: perAddress,
    windowSeconds,
  });
  return async (request, refresh) => {
    const attempt = await count(request);
    try {
      const result = await refresh();
      await attempt.takeBack();
      return result;
    } catch (error) {
      // The failed store may be the one that counts.
      if (!isRefusal(error)) await attempt.takeBack().catch(() => undefined);
      throw error;
    }
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'refresh_refused';
}
