import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenPair } from '../../sessions/token-pair.ts';
import type { CookieConfig } from './cookie-config.ts';
import { checkOrigin } from './cookie-origin.ts';
import { expireRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { logSecurityEvent } from '../security-log.ts';

/** The body of a response with tokens. In cookie mode it contains no refresh token. */
export interface TokenAnswer {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn: number;
  /** `DPoP` if the tokens are bound to a key. */
  readonly tokenType?: 'DPoP';
}

/**
 * Returns whether the client wants its refresh token in a cookie. No form and no simple request can set this header.
 */
export function isCookieMode(request: FastifyRequest): boolean {
  return request.headers['x-auth-mode'] === 'cookie';
}

/**
 * Returns the refresh token in the cookie, in cookie mode. Refuses a call from a page of an origin that is not allowed.
 */
export function receiveCookie(
  request: FastifyRequest,
  { allowedOrigins, alwaysSecure }: CookieConfig,
): string | undefined {
  if (!isCookieMode(request)) return undefined;
  checkOrigin(request, allowedOrigins);
  return readRefreshCookie(request, alwaysSecure);
}

/**
 * Returns the refresh token of a refresh or a logout: from the cookie if the header is set, else from the body. Never
 * accepts both, so that a script can't turn a cookie into a token that it can read.
 */
export function receiveToken(request: FastifyRequest, cookies: CookieConfig): string | undefined {
  if (isCookieMode(request)) return receiveCookie(request, cookies);
  const { refreshToken } = (request.body ?? {}) as { refreshToken?: string };
  // A cookie without the header is what a forged request would send.
  if (
    refreshToken === undefined &&
    readRefreshCookie(request, cookies.alwaysSecure) !== undefined
  ) {
    const details = { reason: 'no_header', address: request.ip };
    logSecurityEvent(request.log, 'request_forged', details);
  }
  return refreshToken;
}

/** Clears the cookie of a client in cookie mode. */
export function dropCookie(reply: FastifyReply, { alwaysSecure }: CookieConfig): void {
  if (isCookieMode(reply.request)) expireRefreshCookie(reply, alwaysSecure);
}

/** Sends tokens in the way that the client chose. */
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
