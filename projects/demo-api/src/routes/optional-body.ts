import type { FastifyReply, FastifyRequest } from 'fastify';

/** Lets a client that has its token in a cookie send no body at all. */
export function bodyOptional(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: () => void,
): void {
  request.body ??= {};
  done();
}
