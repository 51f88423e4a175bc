import type { FastifyReply, FastifyRequest } from 'fastify';

/** Accepts a request without a body, for clients whose token is in the cookie. */
export function bodyOptional(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: () => void,
): void {
  request.body ??= {};
  done();
}
