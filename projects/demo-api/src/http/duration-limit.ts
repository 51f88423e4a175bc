import type { FastifyInstance } from 'fastify';

/** What a request waited for did not come in time. */
class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  readonly statusCode = 503;
}

/**
 * Whatever a request under /api/ waits for, it is answered. Downloads of the application may take as long as they like.
 *
 * The framework has such a limit as well. It is over when a body has been read, so it would not hold for a login.
 */
export function limitDuration(app: FastifyInstance, seconds: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url?.startsWith('/api/')) {
      const timer = setTimeout(() => {
        if (!reply.sent) void reply.send(new TookTooLong(`no answer after ${seconds} s`));
      }, seconds * 1000);
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
}
