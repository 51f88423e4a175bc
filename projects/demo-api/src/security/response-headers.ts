import type { FastifyInstance } from 'fastify';
import { originHeaders } from './origin-headers.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Adds the headers of every answer first of all, so that a page can read that of any later step, such as a limit. */
export function addResponseHeaders(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    reply.headers(originHeaders(request.headers.origin, allowedOrigins));
    // Over https only: on http it means nothing, and on localhost it would lock out other projects.
    if (request.protocol === 'https') {
      reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    }
    // Tokens and personal data have no place in a cache. Asked by route: an address has many spellings (`/%61pi`).
    const path = request.routeOptions.url ?? request.url;
    if (path.startsWith('/api')) reply.header('cache-control', 'no-store');
  });
}
