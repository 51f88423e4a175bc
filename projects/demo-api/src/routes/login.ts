import { wrongCredentials } from '../http/api-error.ts';
import { logSecurityEvent } from '../security/security-log.ts';
import { deliverTokens, receiveCookie } from '../security/cookies/token-delivery.ts';
import { findReplaced } from '../sessions/replaced-session.ts';
import { startSession } from '../sessions/start-session.ts';
import { LoginBody } from './body-schemas.ts';
import type { ApiServer, RouteParts } from './route-parts.ts';

/** `POST /api/login` */
export function addLogin(app: ApiServer, parts: RouteParts): void {
  app.post('/api/login', { schema: { body: LoginBody } }, async (request, reply) => {
    const { username, password, deviceId } = request.body;
    // A forged login would sign the browser in to the attacker's account.
    const cookie = receiveCookie(request, parts.cookies);
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
    const { id: userId } = user;
    const earlier = await findReplaced(parts, cookie, { userId, deviceId, proof });
    const started = await startSession(parts, user, device, earlier?.id);
    const { sessionId, pair } = started;
    logSecurityEvent(request.log, 'login_succeeded', { userId, sessionId, address: request.ip });
    if (earlier && started.replaced) {
      const details = { userId: earlier.userId, sessionId: earlier.id };
      logSecurityEvent(request.log, 'session_revoked', { ...details, reason: 'replaced_by_login' });
    }
    for (const id of started.evicted) {
      const reason = 'too_many_sessions';
      logSecurityEvent(request.log, 'session_revoked', { userId, sessionId: id, reason });
    }
    return { ...deliverTokens(reply, pair, parts.cookies), user };
  });
}
