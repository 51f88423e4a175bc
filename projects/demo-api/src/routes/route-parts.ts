import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { CheckProof } from '../dpop/check-proof.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { Authenticate } from '../security/authenticate.ts';
import type { CookieConfig } from '../security/cookies/cookie-config.ts';
import type { BeginLogin } from '../security/limits/login-limits.ts';
import type { LimitRefresh } from '../security/limits/refresh-limit.ts';
import type { SessionParts } from '../sessions/token-pair.ts';
import type { CheckPassword } from '../users/check-password.ts';

/** A server whose handlers get the types of their schemas. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** The parts of the server that routes use. */
export interface RouteParts extends SessionParts {
  readonly jobs: JobStore;
  readonly authenticate: Authenticate;
  readonly checkProof: CheckProof;
  readonly checkPassword: CheckPassword;
  readonly beginLogin: BeginLogin;
  readonly limitRefresh: LimitRefresh;
  readonly cookies: CookieConfig;
}
