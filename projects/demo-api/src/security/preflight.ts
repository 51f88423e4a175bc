import type { FastifyInstance } from 'fastify';
import type { MethodsAt } from '../http/known-paths.ts';
import { isAllowedOrigin } from './origin-headers.ts';

/** The last one is how Angular repeats an XSRF cookie of the site; this API needs none. */
const REQUEST_HEADERS = ['authorization', 'content-type', 'dpop', 'x-auth-mode', 'x-xsrf-token'];

/**
 * Answers an OPTIONS with the methods of its path, before any limit or token is asked about, for a browser sends it
 * without either. A page of another origin is offered these methods only if it may call the API. A path that is no route
 * is left to the answer for unknown ones.
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
