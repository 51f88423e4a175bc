import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { isAllowedOrigin, READABLE_HEADERS } from './origin-headers.ts';

/** Headers that every answer carries, errors included. */
export async function addResponseHeaders(
  app: FastifyInstance,
  allowedOrigins: readonly string[],
): Promise<void> {
  // First of all, so that an answer of any later step, such as a limit, can be read by an allowed page.
  await app.register(cors, {
    // A function, because a list of one origin would be sent to everybody without `Vary`.
    origin: (origin, decide) => decide(null, isAllowedOrigin(origin, allowedOrigins)),
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'DELETE'],
    // The last one is how Angular repeats an XSRF cookie of the site; this API needs none.
    allowedHeaders: ['authorization', 'content-type', 'dpop', 'x-auth-mode', 'x-xsrf-token'],
    exposedHeaders: READABLE_HEADERS,
    maxAge: 600,
    // An OPTIONS that asks for no method is answered like a preflight, rather than with text.
    strictPreflight: false,
  });
  app.addHook('onRequest', async (request, reply) => {
    // Tokens and personal data have no place in a cache. Asked by route: an address has many spellings (`/%61pi`).
    const path = request.routeOptions.url ?? request.url;
    if (path.startsWith('/api')) reply.header('cache-control', 'no-store');
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Angular adds the styles of components as <style> elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['angular', 'angular#bundler'],
      },
    },
    // Sent over https only: on http it means nothing, and on localhost it would lock out other projects.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https') {
      reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    }
  });
}
