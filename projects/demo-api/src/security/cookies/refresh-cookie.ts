import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'demo-refresh';

/**
 * Returns the name and the flags of the cookie. On https, the prefix `__Host-` makes the browser refuse a cookie that a
 * sibling subdomain set. A narrower path could not do that, and the prefix requires the path `/`. On http, which is for
 * development, neither the prefix nor `Secure` is possible. In production both are always set: behind an undeclared
 * proxy, the server mistakes https for http, and a token in clear text on the network is worse than a cookie that a
 * browser refuses.
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

/** Returns the refresh token in the cookie, if there is one. */
export function readRefreshCookie(
  request: FastifyRequest,
  alwaysSecure: boolean,
): string | undefined {
  return request.cookies[cookieOf(request, alwaysSecure).name];
}

/** Sets a refresh token as a cookie that scripts can't read. */
export function setRefreshCookie(
  reply: FastifyReply,
  token: string,
  seconds: number,
  alwaysSecure: boolean,
): void {
  const { name, flags } = cookieOf(reply.request, alwaysSecure);
  reply.setCookie(name, token, { ...flags, maxAge: seconds });
}

/** Expires the cookie. Uses the name, path and flags it was set with. */
export function expireRefreshCookie(reply: FastifyReply, alwaysSecure: boolean): void {
  const { name, flags } = cookieOf(reply.request, alwaysSecure);
  reply.setCookie(name, '', { ...flags, maxAge: 0, expires: new Date(0) });
}
