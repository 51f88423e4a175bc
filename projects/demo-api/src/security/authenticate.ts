import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { ApiError } from '../http/api-error.ts';
import { isLive, type Session } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { AccessTokens } from '../tokens/access-token.ts';
import type { User } from '../users/user.ts';
import type { UserStore } from '../users/user-store.ts';
import { logSecurityEvent } from './security-log.ts';

/** Who sent a request, and from which session. */
export interface Caller {
  readonly user: User;
  readonly session: Session;
}

/** Gives the caller of a request, or throws 401. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller>;

/**
 * The signature says that a token was issued here; the session says whether it still counts. One look-up a request is
 * the price for "sign out this device" working at once instead of when the token expires. Roles come from the user, not
 * from the token, for the same reason.
 */
export function authenticator(
  accessTokens: AccessTokens,
  sessions: SessionStore,
  users: UserStore,
  clock: Clock,
): Authenticate {
  return async (request) => {
    const token = bearerToken(request.headers.authorization);
    if (token === undefined) throw unauthorized('Bearer');
    const claims = await accessTokens.verify(token);
    const session = claims && (await sessions.find(claims.sessionId));
    if (!session || session.userId !== claims.userId || !isLive(session, clock())) {
      throw unauthorized('Bearer error="invalid_token"');
    }
    const user = await users.find(session.userId);
    if (!user) throw unauthorized('Bearer error="invalid_token"');
    return { user, session };
  };
}

/** Throws 403 when the caller lacks the role. */
export function requireRole({ user, session }: Caller, role: string, log: FastifyBaseLogger): void {
  if (user.roles.includes(role)) return;
  const details = { userId: user.id, sessionId: session.id, reason: `not_${role}` };
  logSecurityEvent(log, 'access_denied', details);
  throw new ApiError(403, 'forbidden', 'You may not see this.');
}

function bearerToken(header: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(header ?? '')?.[1];
}

function unauthorized(challenge: string): ApiError {
  return new ApiError(401, 'unauthorized', 'A valid access token is required.', {
    'www-authenticate': challenge,
  });
}
