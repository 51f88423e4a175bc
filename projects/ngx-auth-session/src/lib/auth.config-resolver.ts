import { HttpErrorResponse } from '@angular/common/http';
import { AuthError } from './core/auth-error';
import { JwtClaims } from './core/jwt';
import { AllowedOrigin, parseAllowedOrigin } from './core/request-scope';
import { checkAuthConfig } from './auth.config-check';
import { AuthConfig, ResolvedAuthConfig } from './auth.config';
import { AuthEndpoints, resolveEndpoint } from './auth.endpoint';
import { headerValue } from './auth.wire-format';

declare const ngDevMode: unknown;

/**
 * Fills in the defaults and checks what was given. Pure.
 *
 * @throws AuthError `configuration`; its message names the option and the value
 */
export function resolveAuthConfig<U>(config: AuthConfig<U>): ResolvedAuthConfig<U> {
  if (typeof ngDevMode === 'undefined' || ngDevMode) checkAuthConfig(config);
  const { login, refresh, logout, user } = config.endpoints;
  const tokenHeader = { name: 'Authorization', scheme: 'Bearer', ...config.tokenHeader };
  const homeUrl = config.homeUrl ?? '/';
  return {
    loginUrl: '/login',
    forbiddenUrl: homeUrl,
    returnUrlParam: 'returnUrl',
    roles: readRoles,
    isAuthFailure,
    isRefreshRejection: ({ status }) => status === 400 || status === 401 || status === 403,
    signRequest: (request, token) =>
      request.clone({
        headers: request.headers.set(tokenHeader.name, headerValue(tokenHeader.scheme, token)),
      }),
    refreshMarginSeconds: 30,
    refreshTimeoutMs: 10_000,
    lockTimeoutMs: 15_000,
    refreshCooldownMs: 1_000,
    ...withoutUndefined(config),
    homeUrl,
    tokenHeader,
    storageKeys: { session: 'auth.session', ...config.storageKeys },
    allowedOrigins: allowedOrigins(config),
    endpoints: {
      login: resolveEndpoint(login),
      refresh: refresh ? resolveEndpoint(refresh) : undefined,
      logout: logout ? resolveEndpoint(logout) : undefined,
      user: user ? resolveEndpoint(user, { method: 'GET', authorization: 'access' }) : undefined,
    },
  };
}

/** An option given as `undefined` means its default. */
function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as T;
}

/** The entries of the application, and the origin of each endpoint that has one of its own. */
function allowedOrigins<U>({
  allowedOrigins: entries = [],
  endpoints,
}: AuthConfig<U>): AllowedOrigin[] {
  const origins = entries.map((entry) => {
    const allowed = parseAllowedOrigin(entry);
    if (allowed) return allowed;
    // Checked in production too: an entry that is not understood must never widen the scope.
    throw new AuthError(
      'configuration',
      `allowedOrigins: ${JSON.stringify(entry)} is no full https origin such as "https://api.example.com"`,
    );
  });
  for (const endpoint of Object.values<AuthEndpoints<U>[keyof AuthEndpoints<U>]>(
    endpoints as never,
  )) {
    const url = typeof endpoint === 'string' ? endpoint : endpoint?.url;
    // A relative address gives nothing here: a hostile <base> would otherwise choose the origin.
    const own = url ? parseAllowedOrigin(url.split(/[?#]/)[0]) : null;
    if (own) origins.push({ origin: own.origin, path: '' });
  }
  return origins;
}

function isAuthFailure({ status, headers }: HttpErrorResponse): boolean {
  return status === 401 && !headers.get('WWW-Authenticate')?.includes('insufficient_scope');
}

function readRoles(user: unknown, claims: JwtClaims | null): readonly string[] {
  const given = member(user, 'roles') ?? member(user, 'role') ?? member(claims, 'roles');
  const roles = given ?? member(claims, 'role') ?? [];
  return (Array.isArray(roles) ? roles : [roles]).filter((role) => typeof role === 'string');
}

function member(record: unknown, name: string): unknown {
  return typeof record === 'object' && record !== null && Object.hasOwn(record, name)
    ? (record as Record<string, unknown>)[name]
    : undefined;
}
