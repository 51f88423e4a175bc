import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { pathOf, type MethodsAt } from './known-paths.ts';

/** Answers a request for a page of the application. */
export type AnswerPage = (request: FastifyRequest, reply: FastifyReply) => unknown;

/**
 * Answers requests without a route: 405 with the allowed methods if the path has a route, the application for a page,
 * and 404 for anything else.
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

/** Returns whether the request is for a page, and not for a missing file that a page loads. */
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
