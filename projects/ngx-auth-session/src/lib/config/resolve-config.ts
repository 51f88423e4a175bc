import { AuthError } from '../core/auth-error';
import { AllowedOrigin, parseAllowedOrigin } from '../core/urls/origin-allow-list';
import { parseSecureUrl } from '../core/urls/secure-url';
import { checkAuthConfig } from './development-checks';
import { AuthConfig, ResolvedAuthConfig } from './auth-config';
import { EndpointOptions, ResolvedEndpoint } from './auth-endpoints';
import { DEFAULT_CONFIG, DEFAULT_ENDPOINTS } from './default-config';
import { headerValue } from './token-header';

declare const ngDevMode: unknown;

/**
 * Fills in the defaults. In development, checks every option first.
 *
 * @throws AuthError `configuration`; its message names the option and its value
 */
export function resolveAuthConfig(config: AuthConfig): ResolvedAuthConfig {
  if (ngDevMode) checkAuthConfig(config);
  const options = withDefaults(config, DEFAULT_CONFIG);
  const { allowInsecureHttpOrigins: insecure } = options;
  const tokenHeader = withDefaults(config.tokenHeader, DEFAULT_CONFIG.tokenHeader);
  const { name, scheme } = tokenHeader;
  const { login, refresh, logout, user } = config.endpoints;
  const endpoints = {
    login: resolveEndpoint(login, DEFAULT_ENDPOINTS.login)!,
    refresh: resolveEndpoint(refresh, DEFAULT_ENDPOINTS.refresh),
    logout: resolveEndpoint(logout, DEFAULT_ENDPOINTS.logout),
    user: resolveEndpoint(user, DEFAULT_ENDPOINTS.user),
  };
  return {
    forbiddenUrl: options.homeUrl,
    signRequest: (request, token) =>
      request.clone({ setHeaders: { [name]: headerValue(scheme, token) } }),
    ...options,
    tokenHeader,
    sameOriginPaths: options.sameOriginPaths.map((path) => path.replace(/\/+$/, '')),
    storageKeys: { ...DEFAULT_CONFIG.storageKeys, ...config.storageKeys },
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
  defaults: (typeof DEFAULT_ENDPOINTS)[keyof typeof DEFAULT_ENDPOINTS],
): ResolvedEndpoint<Answer> | undefined {
  return given
    ? { ...defaults, ...(typeof given === 'string' ? { url: given } : given) }
    : undefined;
}

/** Fills in defaults, also for options that are `undefined`. */
function withDefaults<T extends object, D extends object>(
  options: T | undefined,
  defaults: D,
): D & T {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(given) as T) };
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
