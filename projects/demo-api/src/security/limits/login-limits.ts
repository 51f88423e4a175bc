import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sha256 } from '../../tokens/refresh-token.ts';
import type { AttemptCounter } from './attempt-counter.ts';
import { attemptLimit } from './attempt-limit.ts';

/** The limits on failed logins. */
export interface LoginLimitConfig {
  readonly perAccount: number;
  readonly perAddress: number;
  readonly windowSeconds: number;
}

/** A login that was counted as failed. Call `succeeded` if it succeeds. */
export interface LoginAttempt {
  succeeded(): Promise<void>;
}

/** Counts a login, or throws 429 if this account or this address has failed too often. */
export type BeginLogin = (request: FastifyRequest) => Promise<LoginAttempt>;

/** Limits failed logins by account and by address. For a blocked account, even the right password is refused. */
export function loginLimits(
  app: FastifyInstance,
  attempts: AttemptCounter,
  { perAccount, perAddress, windowSeconds }: LoginLimitConfig,
): BeginLogin {
  const message = 'Too many failed logins. Please wait and try again.';
  const common = { event: 'login_limited', message, windowSeconds } as const;
  const ofAddress = attemptLimit(app, attempts, {
    ...common,
    groupId: 'login-address',
    max: perAddress,
  });
  const ofAccount = attemptLimit(app, attempts, {
    ...common,
    groupId: 'login-account',
    max: perAccount,
    keyGenerator: accountOf,
  });
  return async (request) => {
    const counted = [await ofAddress(request), await ofAccount(request)];
    return {
      succeeded: async () => {
        await Promise.all(counted.map((attempt) => attempt.takeBack()));
      },
    };
  };
}

/** Hashed, so that a long name takes no more memory than a short one. */
function accountOf({ body }: FastifyRequest): string {
  return sha256((body as { username: string }).username);
}
