import { isNonceRequest } from '../dpop/proof-refusal.ts';
import { logSecurityEvent } from '../security/security-log.ts';
import { dropCookie, receiveToken } from '../security/token-delivery.ts';
import { whyStranger } from '../sessions/refresh-session.ts';
import { sha256 } from '../tokens/refresh-token.ts';
import { LogoutBody } from './body-schemas.ts';
import { bodyOptional } from './optional-body.ts';
import type { ApiServer, RouteParts } from './route-parts.ts';

/**
 * `POST /api/logout`: 204 whatever the token, for a client that wants to be signed out is, and needs no valid access
 * token to say so. Any token of the family ends it: the client may not have seen the answer with the latest.
 *
 * A session that is bound to a key ends by that key alone, or whoever stole its token could sign its owner out.
 */
export function addLogout(app: ApiServer, parts: RouteParts): void {
  const options = { schema: { body: LogoutBody }, preValidation: bodyOptional };
  app.post('/api/logout', options, async (request, reply) => {
    const token = receiveToken(request, parts.cookies);
    const proof = await parts.checkProof(request).catch((error: unknown) => {
      // The client sends the same again with the nonce, and then needs the cookie.
      if (!isNonceRequest(error)) dropCookie(reply, parts.cookies);
      throw error;
    });
    // Whatever comes of it at the server: who signs out must not be signed in again by a reload.
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
