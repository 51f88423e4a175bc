import type { FastifyRequest } from 'fastify';
import { forgedRequest } from '../http/api-error.ts';

/**
 * Refuses a request that would use the cookie but does not come from a page of this server, or of an origin that was
 * named. SameSite=Strict alone lets a sibling subdomain through, and another port of the same host.
 *
 * A browser sends `Origin` with every POST, so one without it is refused too.
 */
export function checkOrigin(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined) throw forgedRequest();
  if (allowedOrigins.includes(origin)) return;
  const own = `${request.protocol}://${request.host}`;
  const sameOrigin = site === undefined || site === 'same-origin';
  if (origin !== own || !sameOrigin) throw forgedRequest();
}
