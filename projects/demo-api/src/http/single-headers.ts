import type { FastifyInstance } from 'fastify';
import { dpopChallenge } from '../dpop/proof-refusal.ts';
import { ApiError } from './api-error.ts';

/** Headers that may come once, and of which Node takes the first without a word. */
const SINGLE = ['authorization', 'content-type', 'host'];

/**
 * Refuses a request that says twice who sends it, where to, or what its body is: a proxy may have decided on the one,
 * and this server would decide on the other. `DPoP` is not among them, see dpop/check-proof.ts.
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
