import type { FastifyInstance } from 'fastify';
import { dpopChallenge } from '../dpop/proof-refusal.ts';
import { ApiError } from './api-error.ts';

/** Headers that may appear once. Node uses the first one without an error. */
const SINGLE = ['authorization', 'content-type', 'host'];

/**
 * Refuses a request that repeats one of these headers: a proxy may have used one value, and this server would use the
 * other. For `DPoP`, see dpop/check-proof.ts.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
export function refuseRepeatedHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    const repeated = SINGLE.find((name) => (raw.headersDistinct[name]?.length ?? 0) > 1);
    if (repeated === undefined) return done();
    const challenge = `Bearer error="invalid_request", ${dpopChallenge('invalid_request')}`;
    const headers = repeated === 'authorization' ? { 'www-authenticate': challenge } : undefined;
    done(new ApiError(400, 'invalid_request', `Send the header ${repeated} once.`, headers));
  });
}
