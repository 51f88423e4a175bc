import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';
import { genericError } from './error-answers.ts';
import { rawAnswer } from './unparsed-request.ts';

/** Keeps Node from answering a request without a `Host` header itself. */
export const HOST_IS_CHECKED_HERE = { requireHostHeader: false } as const;

/** Answers requests that Node would answer itself, without a body and without our headers, or not at all. */
export function takeOverFromNode(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => {
    app.server.emit('request', request, response);
  });
  // This server offers no tunnels.
  app.server.on('connect', (_request, socket: Duplex) => {
    // Node leaves the socket to this handler. An error without a listener would end the process.
    socket.on('error', () => undefined);
    socket.end(rawAnswer(400), () => socket.destroy());
  });
  app.addHook('onRequest', ({ raw, headers: { host, expect } }, _reply, done) => {
    const hasNoHost = host === undefined && raw.httpVersion === '1.1';
    const expectsOther = expect !== undefined && expect.toLowerCase() !== '100-continue';
    if (hasNoHost) done(refusal(400));
    else done(expectsOther ? refusal(417) : undefined);
  });
}

function refusal(status: number): ApiError {
  const { error, message } = genericError(status);
  return new ApiError(status, error, message);
}
