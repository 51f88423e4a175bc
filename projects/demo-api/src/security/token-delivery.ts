import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenPair } from '../sessions/token-pair.ts';
import { checkOrigin } from './cookie-origin.ts';
import { readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';

/** The body of an answer with tokens; in cookie mode it has no refresh token. */
export interface TokenAnswer {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn: number;
}

/** Does the client want its refresh token in a cookie? No form and no simple request can set this header. */
export function isCookieMode(request: FastifyRequest): boolean {
  return request.headers['x-auth-mode'] === 'cookie';
}

/**
 * Where a login, a refresh or a logout has its refresh token: in the cookie with the header, in the body without.
 * Never both, so that a script cannot have a cookie turned into a token that it can read.
 */
export function receiveToken(
  request: FastifyRequest,
  allowedOrigins: readonly string[],
): string | undefined {
  if (!isCookieMode(request)) {
    return (request.body as { refreshToken?: string } | null)?.refreshToken;
  }
  checkOrigin(request, allowedOrigins);
  return readRefreshCookie(request);
}

/** Hands out tokens the way the client asked for. */
export function deliverTokens(reply: FastifyReply, pair: TokenPair): TokenAnswer {
  const { accessToken, refreshToken, expiresIn, refreshExpiresIn } = pair;
  if (!isCookieMode(reply.request)) return { accessToken, refreshToken, expiresIn };
  setRefreshCookie(reply, refreshToken, refreshExpiresIn);
  return { accessToken, expiresIn };
}
