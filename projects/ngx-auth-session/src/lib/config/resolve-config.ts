import { AuthError } from '../core/auth-error';
import { AllowedOrigin, parseAllowedOrigin } from '../core/urls/origin-allow-list';
import { parseSecureUrl } from '../core/urls/secure-url';
import { checkAuthConfig } from './development-checks';
import { AuthConfig, ResolvedAuthConfig } from './auth-config';
import { EndpointOptions, ResolvedEndpoint } from './auth-endpoints';
import { DEFAULT_CONFIG, DEFAULT_ENDPOINT } from './default-config';
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
    ...DEFAULT_CONFIG,
    forbiddenUrl: config.homeUrl ?? DEFAULT_CONFIG.homeUrl,
    signRequest: (request, token) =>
      request.clone({ setHeaders: { [name]: headerValue(scheme, token) } }),
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

/** Fills in the defaults of one endpoint. Returns `undefined` for an endpoint that the server doesn't have. */
function resolveEndpoint<Answer>(
  given: string | EndpointOptions<Answer> | undefined,
  defaults: Pick<EndpointOptions<Answer>, 'method' | 'authorization'> = {},
): ResolvedEndpoint<Answer> | undefined {
  return given
    ? {
        ...DEFAULT_ENDPOINT,
        ...defaults,
        ...(typeof given === 'string' ? { url: given } : given),
      }
    : undefined;
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
