import { isNonceRequest } from '../dpop/proof-refusal.ts';
import { logSecurityEvent } from '../security/security-log.ts';
import { dropCookie, receiveToken } from '../security/cookies/token-delivery.ts';
import { whyStranger } from '../sessions/refresh-session.ts';
import { sha256 } from '../tokens/refresh-token.ts';
import { LogoutBody } from './body-schemas.ts';
import { bodyOptional } from './optional-body.ts';
import type { ApiServer, RouteParts } from './route-parts.ts';

/**
 * `POST /api/logout`: answers 204 for any token. Needs no valid access token, so that a client can always sign out. Any
 * refresh token of the family ends the session, because the client may not have received the latest one.
 *
 * A session that is bound to a key ends only with a proof of that key. Otherwise a thief could use a stolen token to
 * sign out its owner.
 */
export function addLogout(app: ApiServer, parts: RouteParts): void {
  const options = { schema: { body: LogoutBody }, preValidation: bodyOptional };
  app.post('/api/logout', options, async (request, reply) => {
    const token = receiveToken(request, parts.cookies);
    const proof = await parts.checkProof(request).catch((error: unknown) => {
      // The client sends the request again with the nonce, and needs the cookie for that.
      if (!isNonceRequest(error)) dropCookie(reply, parts.cookies);
      throw error;
    });
    // Clear the cookie even if the server fails: after a sign-out, a reload must not sign the user in again.
    dropCookie(reply, parts.cookies);
    const found = token === undefined ? undefined : await parts.sessions.findByToken(sha256(token));
    const stranger = found && whyStranger(found.session, proof);
    if (stranger) {
      const { id: sessionId, userId } = found.session;
      const details = { sessionId, userId, reason: stranger, address: request.ip };
      logSecurityEvent(request.log, 'binding_refused', details);
    } else if (found) {
      const { id: sessionId, userId } = found.session;
      await proof?.spend(userId);
      if (await parts.sessions.revoke(sessionId, 'logout', parts.clock())) {
        logSecurityEvent(request.log, 'logout', { sessionId, userId });
        logSecurityEvent(request.log, 'session_revoked', { sessionId, userId, reason: 'logout' });
      }
    }
    void reply.code(204);
  });
}
