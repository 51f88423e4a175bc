import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.ts';
import { sha256 } from '../tokens/refresh-token.ts';
import type { AttemptCounter } from './attempt-counter.ts';
import { logSecurityEvent } from './security-log.ts';

/** How many failed logins are too many. */
export interface LoginLimitConfig {
  readonly perAccount: number;
  readonly perAddress: number;
  readonly windowSeconds: number;
}

/** A login that was counted as failed; call `succeeded` once it proves right. */
export interface LoginAttempt {
  succeeded(): Promise<void>;
}

/** Counts a login, or throws 429 when this account or this address has failed too often. */
export type BeginLogin = (request: FastifyRequest) => Promise<LoginAttempt>;

/**
 * Limits failed logins by account and by address. They are counted before the password is looked at, so that a hundred
 * guesses at once are a hundred, and a right password does not help a blocked account. The address is that of the
 * connection, unless a proxy that was named speaks for it: no header resets the count.
 */
export function loginLimits(
  app: FastifyInstance,
  attempts: AttemptCounter,
  { perAccount, perAddress, windowSeconds }: LoginLimitConfig,
): BeginLogin {
  const timeWindow = windowSeconds * 1000;
  const address = { groupId: 'login-address', max: perAddress, timeWindow };
  const account = {
    groupId: 'login-account',
    max: perAccount,
    timeWindow,
    keyGenerator: accountOf,
  };
  // Without a key of its own, a limiter takes the address, and of IPv6 the network.
  const limiters = [address, account].map((options) => ({
    groupId: options.groupId,
    limit: app.createRateLimit(options),
  }));

  return async (request) => {
    const counted: (() => Promise<void>)[] = [];
    for (const { groupId, limit } of limiters) {
      const result = await limit(request);
      counted.push(() => attempts.takeBack(groupId, result.key));
      if (!result.isAllowed && result.isExceeded) {
        const details = { reason: groupId, address: request.ip };
        logSecurityEvent(request.log, 'login_limited', details);
        throw tooManyLogins(result.ttlInSeconds);
      }
    }
    return {
      succeeded: async () => {
        await Promise.all(counted.map((takeBack) => takeBack()));
      },
    };
  };
}

/** Hashed, so that a long name takes no more room than a short one. */
function accountOf({ body }: FastifyRequest): string {
  return sha256((body as { username: string }).username);
}

function tooManyLogins(seconds: number): ApiError {
  const message = 'Too many failed logins. Please wait and try again.';
  return new ApiError(429, 'too_many_requests', message, { 'retry-after': String(seconds) });
}
