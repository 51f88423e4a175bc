import type { FastifyInstance } from 'fastify';
import { originHeaders } from './origin-headers.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Adds the headers of every response first, so that a page can read responses of all later steps, such as a limit. */
export function addResponseHeaders(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    reply.headers(originHeaders(request.headers.origin, allowedOrigins));
    // Over https only: on http, browsers ignore it, and on localhost it would lock out other projects.
    if (request.protocol === 'https') {
      reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    }
    // No cache may store tokens or personal data. Decide by route, because a path can be written in many ways
    // (`/%61pi`).
    const path = request.routeOptions.url ?? request.url;
    if (path.startsWith('/api')) reply.header('cache-control', 'no-store');
  });
}
