import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { ApiError } from './api-error.ts';

/** A request under /api/ was not answered in time. */
class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  readonly statusCode = 503;
}

/**
 * Answers a request under /api/ with 503 if its handler takes too long. Downloads of the application have no limit.
 * Call before the routes are added.
 *
 * The framework's own limit ends when the body has been read, so it would not apply to a slow login.
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
 * Drops the result of a handler after the 503 was sent. Otherwise the framework would log a second response as a
 * mistake of the handler. Handlers must return their response and not call `send()`.
 */
function withoutLateAnswer(handler: RouteHandlerMethod): RouteHandlerMethod {
  return async function (request, reply) {
    try {
      const answer: unknown = await handler.call(this, request, reply);
      return reply.sent ? undefined : answer;
    } catch (error) {
      if (!reply.sent) throw error;
      // The 503 is already in the log. This entry shows how the handler failed afterwards.
      if (!(error instanceof ApiError)) request.log.info({ err: error }, 'failed after its 503');
      return undefined;
    }
  };
}
