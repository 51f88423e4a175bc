import { wrongCredentials } from '../http/api-error.ts';
import { checkOrigin } from '../security/cookie-origin.ts';
import { logSecurityEvent } from '../security/security-log.ts';
import { deliverTokens, isCookieMode } from '../security/token-delivery.ts';
import { startSession } from '../sessions/start-session.ts';
import { LoginBody } from './body-schemas.ts';
import type { ApiServer, RouteParts } from './route-parts.ts';

/** `POST /api/login` */
export function addLogin(app: ApiServer, parts: RouteParts): void {
  app.post('/api/login', { schema: { body: LoginBody } }, async (request, reply) => {
    const { username, password, deviceId } = request.body;
    // A forged login would put somebody else's session into the browser.
    if (isCookieMode(request)) checkOrigin(request, parts.cookies.allowedOrigins);
    const proof = await parts.checkProof(request);
    const attempt = await parts.beginLogin(request);
    const user = await parts.checkPassword(username, password);
    if (!user) {
      logSecurityEvent(request.log, 'login_failed', { address: request.ip });
      throw wrongCredentials();
    }
    await attempt.succeeded();
    await proof?.spend(user.id);

    const userAgent = request.headers['user-agent'];
    const device = { deviceId, userAgent, keyThumbprint: proof?.thumbprint };
    const { sessionId, evicted, pair } = await startSession(parts, user, device);
    const { id: userId } = user;
    logSecurityEvent(request.log, 'login_succeeded', { userId, sessionId, address: request.ip });
    for (const id of evicted) {
      const reason = 'too_many_sessions';
      logSecurityEvent(request.log, 'session_revoked', { userId, sessionId: id, reason });
    }
    return { ...deliverTokens(reply, pair, parts.cookies), user };
  });
}
