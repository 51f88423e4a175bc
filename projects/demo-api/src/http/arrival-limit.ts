import type { ServerOptions } from 'node:http';
import type { FastifyHttpOptions, RawServerDefault } from 'fastify';

/** Node looks at its connections now and then, so a request may take this much longer. */
const MOST_BETWEEN_LOOKS_MS = 5000;

/**
 * Ends a request that does not arrive in full, headers and body, however steadily it trickles. Where a body is for no
 * route under /api/, nothing else does. Of the two limits Node takes the lower for the headers alone, so both are set.
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
