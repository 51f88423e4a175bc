import { HttpErrorResponse } from '@angular/common/http';
import { AuthError } from '../core/auth-error';
import { JwtClaims } from '../core/tokens/jwt';
import { AllowedOrigin, parseAllowedOrigin, parseSecureUrl } from '../core/urls/origin-allow-list';
import { checkAuthConfig } from './check-config';
import { AuthConfig, ResolvedAuthConfig } from './auth-config';
import { resolveEndpoint } from './auth-endpoints';
import { headerValue } from './token-header';

declare const ngDevMode: unknown;

/**
 * Fills in the defaults. In development, checks every option first.
 *
 * @throws AuthError `configuration`; its message names the option and its value
 */
export function resolveAuthConfig(config: AuthConfig): ResolvedAuthConfig {
  if (ngDevMode) checkAuthConfig(config);
  const { allowInsecureHttpOrigins: insecure, sameOriginPaths = ['/'] } = config;
  const given = config.endpoints;
  const { name = 'Authorization', scheme = 'Bearer' } = config.tokenHeader ?? {};
  const endpoints = {
    login: resolveEndpoint(given.login)!,
    refresh: resolveEndpoint(given.refresh),
    logout: resolveEndpoint(given.logout),
    user: resolveEndpoint(given.user, { method: 'GET', authorization: 'access' }),
  };
  return {
    loginUrl: '/login',
    homeUrl: '/',
    forbiddenUrl: config.homeUrl ?? '/',
    returnUrlParam: 'returnUrl',
    roles: readRoles,
    isAuthFailure,
    isRefreshRejection: ({ status }) => [400, 401, 403].includes(status),
    signRequest: (request, token) =>
      request.clone({ setHeaders: { [name]: headerValue(scheme, token) } }),
    refreshMarginSeconds: 30,
    refreshTimeoutMs: 10_000,
    loginTimeoutMs: 60_000,
    lockTimeoutMs: 15_000,
    refreshCooldownMs: 1_000,
    ...withoutUndefined(config),
    tokenHeader: { name, scheme },
    allowInsecureHttpOrigins: insecure ?? [],
    sameOriginPaths: sameOriginPaths.map((path) => path.replace(/\/+$/, '')),
    storageKeys: { session: 'auth.session', ...config.storageKeys },
    endpoints,
    allowedOrigins: [
      ...(config.allowedOrigins ?? []),
      ...Object.values(endpoints).flatMap((endpoint) => ownOrigin(endpoint, insecure)),
    ].map((entry) => readEntry(entry, insecure)),
  };
}

/** Removes options that are `undefined`, so that they don't replace a default. */
function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as T;
}

function readEntry(entry: string, insecure?: readonly string[]): AllowedOrigin {
  const origin = parseAllowedOrigin(entry, insecure);
  if (origin) return origin;
  // Also in production: an entry that cannot be parsed must never widen the allow-list.
  throw new AuthError('configuration', `allowedOrigins: ${entry}`);
}

/** Returns the origin of an absolute endpoint URL. A relative URL adds none: a hostile `<base>` could choose its origin. */
function ownOrigin(
  endpoint: { readonly url: string } | undefined,
  insecure?: readonly string[],
): string | [] {
  return (endpoint && parseSecureUrl(endpoint.url, undefined, insecure)?.origin) ?? [];
}

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
