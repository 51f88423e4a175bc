import type {} from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { answerError } from '../src/http/error-answers.ts';
import type { ApiServer } from '../src/routes/route-parts.ts';
import type { AttemptCounter } from '../src/security/limits/attempt-counter.ts';
import { Reply } from './reply.ts';
import { readBody, refusal } from './request-body.ts';

type Handler = (request: unknown, reply: unknown) => unknown;

interface Options {
  readonly schema?: { readonly body?: TSchema; readonly params?: TSchema };
  readonly preValidation?: (request: unknown, reply: unknown, done: () => void) => void;
}

interface Route extends Options {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
}

interface RateLimit {
  readonly groupId: string;
  readonly max: number;
  readonly timeWindow: number;
  readonly keyGenerator?: (request: unknown) => string;
}

/** There is one client: the browser that the worker runs in. */
const ADDRESS = '127.0.0.1';

const log = { info: console.info, warn: console.warn, error: console.error };

/** The part of a Fastify server that the routes call, and a function that answers a request with them. */
export function createRouteHost(attempts: AttemptCounter) {
  const routes: Route[] = [];
  const add = (method: string) => (path: string, options: Options | Handler, last?: Handler) => {
    const pattern = new RegExp(`^${path.replace(/:(\w+)/, '(?<$1>[^/]+)')}$`);
    routes.push(
      typeof options === 'function'
        ? { method, pattern, handler: options }
        : { ...options, method, pattern, handler: last! },
    );
  };
  const createRateLimit =
    ({ groupId, max, timeWindow, keyGenerator = () => ADDRESS }: RateLimit) =>
    async (request: unknown) => {
      const key = keyGenerator(request);
      const { count, windowEndsInMs } = await attempts.add(groupId, key, timeWindow);
      const ttlInSeconds = Math.ceil(windowEndsInMs / 1000);
      return { key, isAllowed: false, isExceeded: count > max, ttlInSeconds };
    };
  const app = { get: add('GET'), post: add('POST'), delete: add('DELETE'), createRateLimit };
  return {
    app: app as unknown as ApiServer,
    answer: (request: Request): Promise<Response> => answer(routes, request),
  };
}

async function answer(routes: readonly Route[], request: Request): Promise<Response> {
  const headers = {
    ...Object.fromEntries(request.headers),
    'user-agent': navigator.userAgent,
  };
  const asked = { method: request.method, headers, ip: ADDRESS, cookies: {}, log };
  const reply = new Reply(asked);
  try {
    const { pathname } = new URL(request.url);
    const route = routes.find(
      ({ method, pattern }) => method === request.method && pattern.test(pathname),
    );
    if (!route) throw refusal(404);
    const params = { ...route.pattern.exec(pathname)?.groups };
    const whole = { ...asked, params, body: await readBody(request) };
    route.preValidation?.(whole, reply, () => undefined);
    checkSchema(route.schema?.params, whole.params);
    checkSchema(route.schema?.body, whole.body);
    const payload = await route.handler(whole, reply);
    if (payload !== undefined) reply.send(payload);
  } catch (error) {
    answerError(
      error as Error & { code: string },
      asked as unknown as FastifyRequest,
      reply.asFastifyReply(),
    );
  }
  return reply.toResponse();
}

function checkSchema(schema: TSchema | undefined, value: unknown): void {
  if (schema && !Value.Check(schema, value)) throw refusal(400);
}
