import { HttpErrorResponse } from '@angular/common/http';
import { JwtClaims } from '../core/tokens/jwt';
import { AuthConfig } from './auth-config';

/** The default of every option that doesn't depend on another one. */
export const DEFAULT_CONFIG = {
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

/** The default of every option of an endpoint. */
export const DEFAULT_ENDPOINT = {
  method: 'POST',
  encoding: 'json',
  authorization: 'none',
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
