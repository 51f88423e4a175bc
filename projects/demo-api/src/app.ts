import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController, type FastifyServerOptions } from 'fastify';
import type { Clock } from './clock.ts';
import type { Config } from './config/config.ts';
import { bindingCheck } from './dpop/check-binding.ts';
import { proofCheck } from './dpop/check-proof.ts';
import { createNonces, offerNonces } from './dpop/nonces.ts';
import type { ReplayCache } from './dpop/replay-cache.ts';
import { HOST_IS_CHECKED_HERE, takeOverFromNode } from './http/answered-by-node.ts';
import { arrivalLimit } from './http/arrival-limit.ts';
import { limitDuration } from './http/duration-limit.ts';
import { answerError } from './http/error-answers.ts';
import { watchRoutes } from './http/known-paths.ts';
import { answerUnknown } from './http/not-found.ts';
import { pageAnswer } from './http/rendered-page.ts';
import { refuseRepeatedHeaders } from './http/single-headers.ts';
import { serveSite } from './http/static-site.ts';
import { answerUnparsed } from './http/unparsed-request.ts';
import { answerUnreadable, refuseUnreadable } from './http/unreadable-address.ts';
import type { JobStore } from './jobs/job-store.ts';
import { addCurrentUser } from './routes/current-user.ts';
import { addHealth } from './routes/health.ts';
import { addJobList } from './routes/job-list.ts';
import { addLogin } from './routes/login.ts';
import { addLogout } from './routes/logout.ts';
import { addOwnSessions } from './routes/own-sessions.ts';
import { addRefreshToken } from './routes/refresh-token.ts';
import type { ApiServer } from './routes/route-parts.ts';
import { addSecretRandomNumber } from './routes/secret-random-number.ts';
import { addUserList } from './routes/user-list.ts';
import type { AttemptCounter } from './security/limits/attempt-counter.ts';
import { authenticator } from './security/authenticate.ts';
import { loginLimits } from './security/limits/login-limits.ts';
import { answerPreflights } from './security/headers/preflight.ts';
import { rateLimitStore } from './security/limits/rate-limit-store.ts';
import { refreshLimit } from './security/limits/refresh-limit.ts';
import { addResponseHeaders } from './security/headers/response-headers.ts';
import type { SessionStore } from './sessions/session-store.ts';
import { accessTokens } from './tokens/access-token.ts';
import { passwordCheck } from './users/check-password.ts';
import type { PasswordHasher } from './users/password-hasher.ts';
import type { UserStore } from './users/user-store.ts';

/** The parts of the server. A test passes its own. */
export interface AppParts {
  readonly jwtSecret: string;
  readonly clock: Clock;
  readonly sessions: SessionStore;
  readonly attempts: AttemptCounter;
  readonly replays: ReplayCache;
  readonly users: UserStore;
  readonly jobs: JobStore;
  readonly passwordHasher: PasswordHasher;
  readonly logger: FastifyServerOptions['logger'];
}

const BODY_LIMIT_BYTES = 16 * 1024;

const NO_LIMIT_HEADERS = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
};

/** Creates the server without starting to listen. */
export async function createApp(config: Config, parts: AppParts): Promise<ApiServer> {
  const { clock, sessions, attempts, users, jobs, jwtSecret } = parts;
  const app = Fastify({
    logger: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    ...arrivalLimit(config.arrivalTimeoutSeconds, HOST_IS_CHECKED_HERE),
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
    forceCloseConnections: 'idle',
    // During shutdown, requests on open connections are still answered: pages couldn't read a 503 of the framework.
    return503OnClosing: false,
    frameworkErrors: answerUnreadable,
    clientErrorHandler: answerUnparsed,
    // Input is accepted unchanged or refused: no conversion, and no removal of members.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  // JSON only. The framework would accept plain text too.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answerError);

  addResponseHeaders(app, config.allowedOrigins);
  refuseUnreadable(app);
  takeOverFromNode(app);
  const methodsAt = watchRoutes(app);
  answerPreflights(app, methodsAt, config.allowedOrigins);
  refuseRepeatedHeaders(app);
  const { nonceSeconds } = config.dpop;
  const nonces = nonceSeconds > 0 ? createNonces(jwtSecret, nonceSeconds, clock) : undefined;
  if (nonces) offerNonces(app, nonces);
  limitDuration(app, config.requestTimeoutSeconds);
  await app.register(rateLimit, {
    max: config.requestLimitPerMinute,
    timeWindow: 60_000,
    ipv6Subnet: 64,
    store: rateLimitStore(attempts),
    // Don't reveal the remaining attempts. `Retry-After` says when to try again.
    addHeaders: NO_LIMIT_HEADERS,
    addHeadersOnExceeding: NO_LIMIT_HEADERS,
  });
  await app.register(cookie);
  answerUnknown(app, methodsAt, config.staticDir ? await pageAnswer(config.renderer) : undefined);
  if (config.staticDir) await serveSite(app, config.staticDir);

  const tokens = accessTokens(jwtSecret, config.tokens.accessSeconds, clock);
  const checkProof = proofCheck(config.dpop, nonces, parts.replays, clock);
  const routeParts = {
    sessions,
    users,
    jobs,
    clock,
    accessTokens: tokens,
    tokens: config.tokens,
    maxSessions: config.maxSessions,
    cookies: { allowedOrigins: config.allowedOrigins, alwaysSecure: config.alwaysSecureCookies },
    authenticate: authenticator(tokens, sessions, users, bindingCheck(checkProof), clock),
    checkProof,
    checkPassword: await passwordCheck(users, parts.passwordHasher),
    beginLogin: loginLimits(app, attempts, config.loginLimit),
    limitRefresh: refreshLimit(app, attempts, config.refreshLimit),
  };
  addLogin(app, routeParts);
  addRefreshToken(app, routeParts);
  addLogout(app, routeParts);
  addCurrentUser(app, routeParts);
  addJobList(app, routeParts);
  addSecretRandomNumber(app, routeParts);
  addUserList(app, routeParts);
  addOwnSessions(app, routeParts);
  addHealth(app);
  return app;
}
