import type { ServerOptions } from 'node:http';
import type { FastifyHttpOptions, RawServerDefault } from 'fastify';

/** Node checks its connections in this interval at most, so a request may take this much longer than the limit. */
const MOST_BETWEEN_LOOKS_MS = 5000;

/**
 * Ends a request that doesn't arrive completely in time, headers and body, however slowly it is sent. For a body
 * outside /api/, this is the only limit. Node applies the lower of its two limits to the headers, so both are set.
 */
export function arrivalLimit(
  seconds: number,
  http: ServerOptions = {},
): Pick<FastifyHttpOptions<RawServerDefault>, 'requestTimeout' | 'http'> {
  const limit = Math.ceil(seconds * 1000);
  const connectionsCheckingInterval = Math.min(Math.ceil(limit / 2), MOST_BETWEEN_LOOKS_MS);
  return {
    requestTimeout: limit,
    http: { ...http, headersTimeout: limit, connectionsCheckingInterval },
  };
}
