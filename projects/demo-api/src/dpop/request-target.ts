import type { FastifyRequest } from 'fastify';

/** An octet that means the same whether encoded or not: RFC 3986 section 6.2.2.2. */
const UNRESERVED = /[\w.~-]/;

/**
 * Returns whether a URL is the one that a request was sent to. Ignores the query, the fragment and differences in
 * encoding.
 *
 * Any client but a browser can send any `Host`. Another server that a client uses could forward a request, proof
 * included, under its own name. So a name counts only if the operator configured it, if a trusted proxy vouches for it,
 * or if it can only mean this machine.
 */
export function isTargetOf(
  { protocol, host, hostname, url: path, ips }: FastifyRequest,
  url: unknown,
  publicOrigin: string | undefined,
): boolean {
  // More than one address: the connection is from a trusted proxy, which names the client.
  const byProxy = (ips?.length ?? 0) > 1;
  const believed = byProxy || isLoopback(hostname) ? `${protocol}://${host}` : undefined;
  const origin = publicOrigin ?? believed;
  // A request line may also contain a full URL of any server. That is no path, and would replace the origin.
  if (origin === undefined || !path.startsWith('/')) return false;
  const named = normalised(url);
  return named !== undefined && named === normalised(origin + path);
}

function normalised(text: unknown): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  return url.href.replace(/%[\da-f]{2}/gi, (octet) => {
    const char = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return UNRESERVED.test(char) ? char : octet.toUpperCase();
  });
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}
