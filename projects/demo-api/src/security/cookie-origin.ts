import type { FastifyRequest } from 'fastify';
import { forgedRequest } from '../http/api-error.ts';
import { logSecurityEvent } from './security-log.ts';

/**
 * Refuses a request that would use the cookie but does not come from a page of this server, or of an origin that was
 * named. SameSite=Strict alone lets a sibling subdomain through, and another port of the same host.
 *
 * A browser sends `Origin` with every POST, so one without it is refused too.
 */
export function checkOrigin(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  const reason = whyForged(request, allowedOrigins);
  if (reason === undefined) return;
  logSecurityEvent(request.log, 'request_forged', { reason, address: request.ip });
  throw forgedRequest();
}

function whyForged(request: FastifyRequest, allowedOrigins: readonly string[]) {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined) return 'no_origin';
  if (allowedOrigins.includes(origin)) return undefined;
  if (origin !== `${request.protocol}://${request.host}`) return 'foreign_origin';
  return site === undefined || site === 'same-origin' ? undefined : 'foreign_site';
}
