import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { ApiError } from './api-error.ts';

/** What a request waited for did not come in time. */
class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  readonly statusCode = 503;
}

/**
 * Whatever a request under /api/ waits for, it is answered. Downloads of the application may take as long as they like.
 * Call before the routes are added.
 *
 * The framework has such a limit as well. It is over when a body has been read, so it would not hold for a login.
 */
export function limitDuration(app: FastifyInstance, seconds: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (isApi(request.routeOptions.url)) {
      const timer = setTimeout(() => {
        if (!reply.sent) void reply.send(new TookTooLong(`no answer after ${seconds} s`));
      }, seconds * 1000);
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
  app.addHook('onRoute', (route) => {
    if (isApi(route.url)) route.handler = withoutLateAnswer(route.handler);
  });
}

function isApi(url: string | undefined): boolean {
  return url?.startsWith('/api/') ?? false;
}

/**
 * Drops what a handler gives once its request has been answered with 503: the framework would warn of a second answer,
 * as of a mistake in the handler. A handler must not send by itself.
 */
function withoutLateAnswer(handler: RouteHandlerMethod): RouteHandlerMethod {
  return async function (request, reply) {
    try {
      const answer: unknown = await handler.call(this, request, reply);
      return reply.sent ? undefined : answer;
    } catch (error) {
      if (!reply.sent) throw error;
      // The 503 is in the log already. This says what became of the request, for whoever looks for the cause.
      if (!(error instanceof ApiError)) request.log.info({ err: error }, 'failed after its 503');
      return undefined;
    }
  };
}
