import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Answers a request for a page of the application. */
export type AnswerPage = (request: FastifyRequest, reply: FastifyReply) => unknown;

/**
 * Answers what no route takes: 405 with the methods that a path knows, the application for a page of its own, and 404
 * for the rest. Call before the routes are added, for it watches them.
 */
export function answerUnknown(app: FastifyInstance, answerPage: AnswerPage | undefined): void {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.startsWith('/api/')) return;
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const name of [method].flat()) known.methods.add(name);
    paths.set(url, known);
  });

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (isApi(path)) {
      const known = [...paths.values()].find(({ pattern }) => pattern.test(path));
      throw known ? wrongMethod(known.methods) : nothingHere();
    }
    if (answerPage && isNavigation(request, path)) return answerPage(request, reply);
    throw nothingHere();
  });
}

function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);
}

function isApi(path: string): boolean {
  return /^\/+api(\/|$)/i.test(path);
}

/** A page of the application, not a file that a page asks for and that is missing. */
function isNavigation({ method, headers }: FastifyRequest, path: string): boolean {
  const isPage = !/\.\w+$/.test(path) || headers['sec-fetch-mode'] === 'navigate';
  return (method === 'GET' || method === 'HEAD') && isPage;
}

function wrongMethod(methods: ReadonlySet<string>): ApiError {
  return new ApiError(405, 'method_not_allowed', 'This path does not know this method.', {
    allow: [...methods, 'OPTIONS'].join(', '),
  });
}

function nothingHere(): ApiError {
  return new ApiError(404, 'not_found', 'There is nothing here.');
}
