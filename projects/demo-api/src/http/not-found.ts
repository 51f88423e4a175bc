import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { pathOf, type MethodsAt } from './known-paths.ts';

/** Answers a request for a page of the application. */
export type AnswerPage = (request: FastifyRequest, reply: FastifyReply) => unknown;

/**
 * Answers what no route takes: 405 with the methods that a path knows, the application for a page of its own, and 404
 * for the rest.
 */
export function answerUnknown(
  app: FastifyInstance,
  methodsAt: MethodsAt,
  answerPage: AnswerPage | undefined,
): void {
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url);
    if (isApi(path)) {
      const methods = methodsAt(request.url);
      throw methods.length > 0 ? wrongMethod(methods) : nothingHere();
    }
    if (answerPage && isNavigation(request, path)) return answerPage(request, reply);
    throw nothingHere();
  });
}

function isApi(path: string): boolean {
  return /^\/+api(\/|$)/i.test(path);
}

/** A page of the application, not a file that a page asks for and that is missing. */
function isNavigation({ method, headers }: FastifyRequest, path: string): boolean {
  const isPage = !/\.\w+$/.test(path) || headers['sec-fetch-mode'] === 'navigate';
  return (method === 'GET' || method === 'HEAD') && isPage;
}

function wrongMethod(methods: readonly string[]): ApiError {
  return new ApiError(405, 'method_not_allowed', 'This path does not know this method.', {
    allow: [...methods, 'OPTIONS'].join(', '),
  });
}

function nothingHere(): ApiError {
  return new ApiError(404, 'not_found', 'There is nothing here.');
}
