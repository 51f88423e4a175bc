import { HttpErrorResponse } from '@angular/common/http';
import { AuthError } from './core/auth-error';
import { JwtClaims } from './core/jwt';
import { AllowedOrigin, parseAllowedOrigin } from './core/request-scope';
import { checkAuthConfig } from './auth.config-check';
import { AuthConfig, AuthUser, ResolvedAuthConfig } from './auth.config';
import { resolveEndpoint } from './auth.endpoint';
import { headerValue } from './auth.wire-format';

declare const ngDevMode: unknown;

/**
 * Fills in the defaults and checks what was given. Pure.
 *
 * @throws AuthError `configuration`; its message names the option and the value
 */
export function resolveAuthConfig<U = AuthUser>(config: AuthConfig<U>): ResolvedAuthConfig<U> {
  if (ngDevMode) checkAuthConfig(config);
  const {
    endpoints: { login, refresh, logout, user },
    homeUrl = '/',
    tokenHeader: { name = 'Authorization', scheme = 'Bearer' } = {},
  } = config;
  const endpoints = {
    login: resolveEndpoint(login)!,
    refresh: resolveEndpoint(refresh),
    logout: resolveEndpoint(logout),
    user: resolveEndpoint(user, { method: 'GET', authorization: 'access' }),
  };
  return {
    loginUrl: '/login',
    forbiddenUrl: homeUrl,
    returnUrlParam: 'returnUrl',
    roles: readRoles,
    isAuthFailure,
    isRefreshRejection: ({ status }) => [400, 401, 403].includes(status),
    signRequest: (request, token) =>
      request.clone({ headers: request.headers.set(name, headerValue(scheme, token)) }),
    refreshMarginSeconds: 30,
    refreshTimeoutMs: 10_000,
    lockTimeoutMs: 15_000,
    refreshCooldownMs: 1_000,
    ...withoutUndefined(config),
    homeUrl,
    tokenHeader: { name, scheme },
    storageKeys: { session: 'auth.session', ...config.storageKeys },
    endpoints,
    allowedOrigins: [
      ...(config.allowedOrigins ?? []).map(readEntry),
      ...Object.values(endpoints).flatMap(ownOrigin),
    ],
  };
}

/** An option given as `undefined` means its default. */
function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as T;
}

function readEntry(entry: string): AllowedOrigin {
  const origin = parseAllowedOrigin(entry);
  if (origin) return origin;
  // Also in production: an entry that is not understood must never widen the scope.
  throw new AuthError('configuration', `allowedOrigins: "${entry}" is no full https origin`);
}

/** A relative address gives nothing here: a hostile <base> would otherwise choose the origin. */
function ownOrigin(endpoint: { readonly url: string } | undefined): AllowedOrigin[] {
  const { origin } = parseAllowedOrigin(endpoint?.url.split(/[?#]/)[0]) ?? {};
  return origin ? [{ origin, path: '' }] : [];
}

function isAuthFailure({ status, headers }: HttpErrorResponse): boolean {
  return status === 401 && !headers.get('WWW-Authenticate')?.includes('insufficient_scope');
}

function readRoles(user: unknown, claims: JwtClaims | null): readonly string[] {
  const record = user as AuthUser | null;
  const roles =
    record?.['roles'] ?? record?.['role'] ?? claims?.['roles'] ?? claims?.['role'] ?? [];
  return [roles].flat().filter((role) => typeof role === 'string');
}
