import type { FastifyRequest } from 'fastify';
import { forgedRequest } from '../../http/api-error.ts';
import { logSecurityEvent } from '../security-log.ts';

/**
 * Refuses a request with the cookie that is not from a page of this server or of an allowed origin. `SameSite=Strict`
 * alone would let through a sibling subdomain, and another port of the same host.
 *
 * Browsers send `Origin` with every POST, so a request without it is refused too.
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
