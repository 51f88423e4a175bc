import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The router's errors for requests with an unreadable URL. */
const errors = new WeakMap<IncomingMessage, FastifyError>();

/**
 * Handles the framework's report of an unreadable URL, which comes before any hook has run, so the framework's own
 * response would lack our headers. Routes the request again under a readable URL, so that it passes all hooks up to
 * `refuseUnreadable`.
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

/** Refuses these requests. Call after the hook that adds the headers of every response. */
export function refuseUnreadable(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, _reply, done) => done(errors.get(raw)));
}
