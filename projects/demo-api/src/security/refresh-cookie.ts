import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'demo-refresh';

/**
 * Name and flags of the cookie. On https the prefix `__Host-` makes the browser refuse one that a sibling subdomain
 * set, which a narrower path could not; the prefix demands the path `/`. On http, which is for development, the prefix
 * and `Secure` are not possible. In production they are always there: behind a proxy that nobody named the server takes
 * https for http, and a token that goes over the network in the clear is worse than a cookie that a browser refuses.
 */
function cookieOf(
  { protocol }: FastifyRequest,
  alwaysSecure: boolean,
): { name: string; flags: CookieSerializeOptions } {
  const secure = alwaysSecure || protocol === 'https';
  return {
    name: secure ? `__Host-${NAME}` : NAME,
    flags: { httpOnly: true, sameSite: 'strict', path: '/', secure },
  };
}

/** The refresh token that the browser sent, if any. */
export function readRefreshCookie(
  request: FastifyRequest,
  alwaysSecure: boolean,
): string | undefined {
  return request.cookies[cookieOf(request, alwaysSecure).name];
}

/** Hands a refresh token to the browser where no script can read it. */
export function setRefreshCookie(
  reply: FastifyReply,
  token: string,
  seconds: number,
  alwaysSecure: boolean,
): void {
  const { name, flags } = cookieOf(reply.request, alwaysSecure);
  reply.setCookie(name, token, { ...flags, maxAge: seconds });
}

/** Expires the cookie, with the name, path and flags that it was set with. */
export function expireRefreshCookie(reply: FastifyReply, alwaysSecure: boolean): void {
  const { name, flags } = cookieOf(reply.request, alwaysSecure);
  reply.setCookie(name, '', { ...flags, maxAge: 0, expires: new Date(0) });
}
