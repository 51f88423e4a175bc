import type { FastifyBaseLogger } from 'fastify';
import { refreshRefused } from '../http/api-error.ts';
import { logSecurityEvent } from '../security/security-log.ts';
import { deliverTokens, dropCookie, receiveToken } from '../security/cookies/token-delivery.ts';
import { refreshSession, type RefreshResult } from '../sessions/refresh-session.ts';
import { RefreshBody } from './body-schemas.ts';
import { bodyOptional } from './optional-body.ts';
import type { ApiServer, RouteParts } from './route-parts.ts';

/** `POST /api/refresh-token` */
export function addRefreshToken(app: ApiServer, parts: RouteParts): void {
  const options = { schema: { body: RefreshBody }, preValidation: bodyOptional };
  app.post('/api/refresh-token', options, async (request, reply) => {
    const token = receiveToken(request, parts.cookies);
    if (token === undefined) {
      logSecurityEvent(request.log, 'refresh_refused', { reason: 'no_token' });
      dropCookie(reply, parts.cookies);
      throw refreshRefused();
    }
    const proof = await parts.checkProof(request);
    const { deviceId } = request.body;
    const pair = await parts.limitRefresh(request, async () => {
      const result = await refreshSession(parts, { token, deviceId, proof });
      logResult(request.log, result);
      if ('pair' in result) return result.pair;
      // The browser would send the invalid cookie for the rest of its thirty days.
      if (!isStranger(result)) dropCookie(reply, parts.cookies);
      throw refreshRefused();
    });
    return deliverTokens(reply, pair, parts.cookies);
  });
}

/** Returns whether only the key was missing. Then the session continues for a page that has the key. */
function isStranger(result: RefreshResult): boolean {
  const { outcome } = result;
  return outcome === 'refused' && ['no_proof', 'another_key'].includes(result.reason);
}

function logResult(log: FastifyBaseLogger, result: RefreshResult): void {
  const details = { sessionId: result.session?.id, userId: result.session?.userId };
  switch (result.outcome) {
    case 'rotated':
      return logSecurityEvent(log, 'refresh_rotated', details);
    case 'grace':
      return logSecurityEvent(log, 'refresh_grace', details);
    case 'refused':
      if (isStranger(result)) {
        logSecurityEvent(log, 'binding_refused', { ...details, reason: result.reason });
      }
      return logSecurityEvent(log, 'refresh_refused', { ...details, reason: result.reason });
    case 'reuse':
      logSecurityEvent(log, 'refresh_reuse_detected', details);
      // Log it only for the request that ended the session, because several may arrive at the same time.
      if (result.ended) {
        logSecurityEvent(log, 'session_revoked', { ...details, reason: 'token_reuse' });
      }
  }
}
