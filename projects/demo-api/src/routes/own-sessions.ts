import Type from 'typebox';
import { ApiError } from '../http/api-error.ts';
import { expireRefreshCookie, readRefreshCookie } from '../security/cookies/refresh-cookie.ts';
import { logSecurityEvent } from '../security/security-log.ts';
import { hasEnded } from '../sessions/session.ts';
import { sha256 } from '../tokens/refresh-token.ts';
import type { ApiServer, RouteParts } from './route-parts.ts';

const SessionId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });

const MINUTE_MS = 60_000;

/** `GET /api/sessions` and `DELETE /api/sessions/:id`: the devices on which the caller is signed in. */
export function addOwnSessions(app: ApiServer, parts: RouteParts): void {
  const { sessions, clock, authenticate, cookies } = parts;

  app.get('/api/sessions', async (request) => {
    const caller = await authenticate(request);
    const live = await sessions.listLive(caller.user.id, clock());
    return live.map(({ id, deviceName, createdAt, lastUsedAt }) => ({
      id,
      deviceName,
      createdAt: new Date(createdAt).toISOString(),
      lastUsedAt: new Date(wholeMinutes(lastUsedAt)).toISOString(),
      current: id === caller.session.id,
    }));
  });

  const options = { schema: { params: SessionId } };
  app.delete('/api/sessions/:id', options, async (request, reply) => {
    const { user } = await authenticate(request);
    const session = await sessions.find(request.params.id);
    // Another user's session gets the same response as a missing one.
    if (!session || session.userId !== user.id || hasEnded(session, clock())) {
      throw new ApiError(404, 'not_found', 'You have no such session.');
    }
    if (await sessions.revoke(session.id, 'signed_out_by_user', clock())) {
      const details = { userId: user.id, sessionId: session.id, reason: 'signed_out_by_user' };
      logSecurityEvent(request.log, 'session_revoked', details);
    }
    const token = readRefreshCookie(request, cookies.alwaysSecure);
    const own = token === undefined ? undefined : await sessions.findByToken(sha256(token));
    if (own?.session.id === session.id) expireRefreshCookie(reply, cookies.alwaysSecure);
    void reply.code(204);
  });
}

/**
 * Rounds a time down to the minute, which is enough to recognize a device. The exact time of a refresh would tell a thief
 * whether the grace period still runs.
 */
function wholeMinutes(time: number): number {
  return Math.floor(time / MINUTE_MS) * MINUTE_MS;
}
