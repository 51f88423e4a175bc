import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What the router made of requests whose address it cannot read. */
const errors = new WeakMap<IncomingMessage, FastifyError>();

/**
 * For the framework, which reports such an address before any hook has run, and would answer without headers. Sends the
 * request through the router once more, under an address that can be read, so that it passes every hook up to ours.
 */
export function answerUnreadable(
  error: FastifyError,
  { raw, server }: FastifyRequest,
  reply: FastifyReply,
): void {
  errors.set(raw, error);
  raw.url = '/';
  server.routing(raw, reply.raw);
}

/** Refuses these requests. Call once the headers of every answer are added. */
export function refuseUnreadable(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, _reply, done) => done(errors.get(raw)));
}
