import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';
import { genericError } from './error-answers.ts';
import { rawAnswer } from './unparsed-request.ts';

/** Keeps Node from answering a request without a host itself. */
export const HOST_IS_CHECKED_HERE = { requireHostHeader: false } as const;

/** Takes over what Node would answer itself, or not at all: its answers have no body and none of our headers. */
export function takeOverFromNode(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => {
    app.server.emit('request', request, response);
  });
  // There is no tunnel through this server.
  app.server.on('connect', (_request, socket: Duplex) => {
    // Node leaves the socket to us: an error that nothing listens to would end the process.
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
