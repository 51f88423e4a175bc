import { HttpErrorResponse } from '@angular/common/http';
import { JwtClaims } from '../core/tokens/jwt';
import { AuthConfig } from './auth-config';

/**
 * The defaults of the options. `forbiddenUrl` defaults to `homeUrl`, and `signRequest` sets `tokenHeader`: see
 * `resolveAuthConfig()`.
 */
export const DEFAULT_CONFIG = {
  storageKeys: { session: 'auth.session' },
  sameOriginPaths: ['/'],
  allowInsecureHttpOrigins: [],
  tokenHeader: { name: 'Authorization', scheme: 'Bearer' },
  loginUrl: '/login',
  homeUrl: '/',
  returnUrlParam: 'returnUrl',
  roles: readRoles,
  isAuthFailure,
  isRefreshRejection: ({ status }: HttpErrorResponse) => [400, 401, 403].includes(status),
  refreshMarginSeconds: 30,
  refreshTimeoutMs: 10_000,
  loginTimeoutMs: 60_000,
  lockTimeoutMs: 15_000,
  refreshCooldownMs: 1_000,
} satisfies Partial<AuthConfig>;

const POST = { method: 'POST', encoding: 'json', authorization: 'none' } as const;

/** The defaults of each endpoint's options. */
export const DEFAULT_ENDPOINTS = {
  login: POST,
  refresh: POST,
  logout: POST,
  user: { method: 'GET', encoding: 'json', authorization: 'access' },
} as const;

function isAuthFailure({ status, headers }: HttpErrorResponse): boolean {
  const challenge = headers.get('WWW-Authenticate') ?? '';
  return status === 401 && !/insufficient_(scope|user_authentication)/.test(challenge);
}

function readRoles(user: unknown, claims: JwtClaims | null): readonly string[] {
  const rolesOf = (of: JwtClaims | null): unknown => of?.['roles'] ?? of?.['role'];
  return [rolesOf(user as JwtClaims | null) ?? rolesOf(claims)]
    .flat()
    .filter((role) => typeof role === 'string');
}
