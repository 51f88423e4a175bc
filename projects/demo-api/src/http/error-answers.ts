import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { RedisUnreachable } from '../storage/redis-unreachable.ts';
import { ApiError } from './api-error.ts';

/** Code and message by status. The framework's own message goes to the log only. */
const GENERIC: Readonly<Record<number, readonly [string, string]>> = {
  400: ['invalid_request', 'The request is not as this route expects it.'],
  404: ['not_found', 'There is nothing here.'],
  408: ['request_timeout', 'The request took too long to arrive.'],
  413: ['payload_too_large', 'The body is larger than this server accepts.'],
  414: ['uri_too_long', 'The address is longer than this server accepts.'],
  415: ['unsupported_media_type', 'Send the body as application/json.'],
  417: ['expectation_failed', 'The server does not do what the request expects of it.'],
  429: ['too_many_requests', 'Too many requests. Please wait and try again.'],
  431: ['headers_too_large', 'The headers are longer than this server accepts.'],
};

/** Returns the code and message for a status without a more specific error. */
export function genericError(status: number): { error: string; message: string } {
  const [error, message] = GENERIC[status] ?? ['invalid_request', 'The request was refused.'];
  return { error, message };
}

/**
 * Converts every error to JSON that tells the client what it can do, and nothing else. No cache stores it, whatever the
 * path: an API path can be written in many ways, and an error is temporary.
 */
export function answerError(
  error: FastifyError | ApiError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.header('cache-control', 'no-store');
  if (error instanceof ApiError) {
    const { statusCode, code, message, headers } = error;
    void reply.code(statusCode).headers(headers).send({ error: code, message });
    return;
  }
  if (error instanceof RedisUnreachable || error.statusCode === 503) {
    request.log.error({ err: error }, 'request not answered in time');
    const message = 'The server cannot answer just now. Please try again.';
    void reply.code(503).header('retry-after', '1').send({ error: 'unavailable', message });
    return;
  }
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) {
    request.log.error({ err: error }, 'request failed');
    void reply
      .code(500)
      .send({ error: 'internal_error', message: 'Something went wrong on the server.' });
    return;
  }
  void reply.code(status).send(genericError(status));
}
