import type { FastifyRequest } from 'fastify';

/** An octet that means the same encoded and not: RFC 3986, section 6.2.2.2. */
const UNRESERVED = /[\w.~-]/;

/**
 * Is this the address that a request was sent to? Query and fragment do not count, nor does how it is spelled.
 *
 * Anybody but a browser can put any name into `Host`. A server that a client also uses could hand on to this one what
 * it was sent, proof and all, under its own name; so a name counts only where the operator gave it, a trusted proxy
 * vouches for it, or it can mean nothing but this machine.
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
  // A request line can also have a whole address, of any server: that is no path, and would stand for the origin.
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
