import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenPair } from '../sessions/token-pair.ts';
import type { CookieConfig } from './cookie-config.ts';
import { checkOrigin } from './cookie-origin.ts';
import { expireRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { logSecurityEvent } from './security-log.ts';

/** The body of an answer with tokens; in cookie mode it has no refresh token. */
export interface TokenAnswer {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn: number;
  /** `DPoP` where the tokens are bound to a key. */
  readonly tokenType?: 'DPoP';
}

/** Does the client want its refresh token in a cookie? No form and no simple request can set this header. */
export function isCookieMode(request: FastifyRequest): boolean {
  return request.headers['x-auth-mode'] === 'cookie';
}

/** The refresh token in the cookie of a call in cookie mode. Refuses a call that comes from a page of another origin. */
export function receiveCookie(
  request: FastifyRequest,
  { allowedOrigins, alwaysSecure }: CookieConfig,
): string | undefined {
  if (!isCookieMode(request)) return undefined;
  checkOrigin(request, allowedOrigins);
  return readRefreshCookie(request, alwaysSecure);
}

/**
 * Where a refresh or a logout has its refresh token: in the cookie with the header, in the body without.
 * Never both, so that a script cannot have a cookie turned into a token that it can read.
 */
export function receiveToken(request: FastifyRequest, cookies: CookieConfig): string | undefined {
  if (isCookieMode(request)) return receiveCookie(request, cookies);
  const { refreshToken } = (request.body ?? {}) as { refreshToken?: string };
  // A cookie alone, without the header, is what a forged request would bring.
  if (
    refreshToken === undefined &&
    readRefreshCookie(request, cookies.alwaysSecure) !== undefined
  ) {
    const details = { reason: 'no_header', address: request.ip };
    logSecurityEvent(request.log, 'request_forged', details);
  }
  return refreshToken;
}

/** Takes the cookie away from a client that has its token there. */
export function dropCookie(reply: FastifyReply, { alwaysSecure }: CookieConfig): void {
  if (isCookieMode(reply.request)) expireRefreshCookie(reply, alwaysSecure);
}

/** Hands out tokens the way the client asked for. */
export function deliverTokens(
  reply: FastifyReply,
  { accessToken, refreshToken, expiresIn, refreshExpiresIn, bound }: TokenPair,
  { alwaysSecure }: CookieConfig,
): TokenAnswer {
  const answer = { accessToken, expiresIn, ...(bound && { tokenType: 'DPoP' as const }) };
  if (!isCookieMode(reply.request)) return { ...answer, refreshToken };
  setRefreshCookie(reply, refreshToken, refreshExpiresIn, alwaysSecure);
  return answer;
}
