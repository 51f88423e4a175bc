import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { CheckBinding } from '../dpop/check-binding.ts';
import { isLive, type Session } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { AccessTokens } from '../tokens/access-token.ts';
import type { User } from '../users/user.ts';
import type { UserStore } from '../users/user-store.ts';
import { ANY_SCHEME, insufficientScope, readCredentials, unauthorized } from './credentials.ts';
import { logSecurityEvent } from './security-log.ts';

/** The caller of a request and its session. */
export interface Caller {
  readonly user: User;
  readonly session: Session;
}

/** Returns the caller of a request, or throws 401. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller>;

/**
 * The signature proves that this server issued the token; the session shows whether it is still valid. One look-up per
 * request is the price for signing out a device at once, and not only when its token expires. For the same reason,
 * roles are read from the user and not from the token.
 */
export function authenticator(
  accessTokens: AccessTokens,
  sessions: SessionStore,
  users: UserStore,
  checkBinding: CheckBinding,
  clock: Clock,
): Authenticate {
  return async (request) => {
    const credentials = readCredentials(request.headers.authorization);
    if (!credentials) throw unauthorized(ANY_SCHEME);
    const { token, challenge } = credentials;
    const claims = await accessTokens.verify(token);
    const session = claims && (await sessions.find(claims.sessionId));
    if (!session || session.userId !== claims.userId || !isLive(session, clock())) {
      throw unauthorized(challenge);
    }
    await checkBinding(request, credentials, claims, session);
    const user = await users.find(session.userId);
    if (!user) throw unauthorized(challenge);
    return { user, session };
  };
}

/** Throws 403 if the caller lacks the role. */
export function requireRole({ user, session }: Caller, role: string, log: FastifyBaseLogger): void {
  if (user.roles.includes(role)) return;
  const details = { userId: user.id, sessionId: session.id, reason: `not_${role}` };
  logSecurityEvent(log, 'access_denied', details);
  throw insufficientScope(session.keyThumbprint === undefined);
}
