import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.ts';
import type { AttemptCounter } from './attempt-counter.ts';
import { attemptLimit } from './attempt-limit.ts';

/** How many refreshes with bad tokens are too many. */
export interface RefreshLimitConfig {
  readonly perAddress: number;
  readonly windowSeconds: number;
}

/** Runs a refresh and counts it unless it succeeds, or throws 429 when this address has failed too often. */
export type LimitRefresh = <T>(request: FastifyRequest, refresh: () => Promise<T>) => Promise<T>;

/**
 * Limits refreshes that are refused. Nobody can guess a token, but each try costs a look at the store and a line of the
 * log. One that the server could not answer does not count: its token may be good.
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
      // The store that counts may be what has failed.
      if (!isRefusal(error)) await attempt.takeBack().catch(() => undefined);
      throw error;
    }
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'refresh_refused';
}
