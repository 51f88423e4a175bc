import type { FastifyInstance } from 'fastify';
import type { MethodsAt } from '../../http/known-paths.ts';
import { isAllowedOrigin } from './origin-headers.ts';

/** The last one repeats an XSRF cookie of the site, as Angular sends it. This API doesn't need it. */
const REQUEST_HEADERS = ['authorization', 'content-type', 'dpop', 'x-auth-mode', 'x-xsrf-token'];

/**
 * Answers an OPTIONS request with the methods of its path, before any limit or authentication, because a browser sends
 * a preflight without a token. A page of another origin gets the methods only if it may call the API. A path without a
 * route is left to the handler for unknown paths.
 */
export function answerPreflights(
  app: FastifyInstance,
  methodsAt: MethodsAt,
  allowedOrigins: readonly string[],
): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'OPTIONS') return;
    const methods = methodsAt(request.url);
    if (methods.length === 0) return;
    reply.header('allow', [...methods, 'OPTIONS'].join(', '));
    if (isAllowedOrigin(request.headers.origin, allowedOrigins)) {
      reply.headers({
        'access-control-allow-methods': methods.join(', '),
        'access-control-allow-headers': REQUEST_HEADERS.join(', '),
        'access-control-max-age': '600',
      });
    }
    return reply.code(204).send();
  });
}
