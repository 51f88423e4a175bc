import { AuthError } from '../core/auth-error';
import { parseAllowedOrigin } from '../core/urls/origin-allow-list';
import { parseSecureUrl } from '../core/urls/secure-url';
import { safeReturnUrl } from '../core/urls/return-url';
import { AuthConfig } from './auth-config';
import { EndpointOptions } from './auth-endpoints';

/**
 * Checks every option. Runs in development only.
 *
 * @throws AuthError `configuration` for the first mistake; its message names the option and its value
 */
export function checkAuthConfig(config: AuthConfig): void {
  if (!config?.endpoints) fail('endpoints', undefined, 'must contain at least the login endpoint');
  for (const name of ['login', 'refresh', 'logout', 'user'] as const) {
    const endpoint = config.endpoints[name];
    if (endpoint !== undefined || name === 'login') {
      checkEndpoint(`endpoints.${name}`, endpoint, config.allowInsecureHttpOrigins);
    }
  }
  const insecure = config.allowInsecureHttpOrigins ?? [];
  for (const entry of insecure) {
    const origin = parseAllowedOrigin(entry, [entry]);
    if (origin?.origin !== entry || !entry.startsWith('http:')) {
      fail(
        'allowInsecureHttpOrigins',
        entry,
        'must contain origins such as "http://intranet.example"',
      );
    }
  }
  for (const entry of config.allowedOrigins ?? []) {
    if (!parseAllowedOrigin(entry, insecure)) {
      fail('allowedOrigins', entry, 'must contain full https origins');
    }
  }
  for (const path of config.sameOriginPaths ?? []) {
    if (!isPath(path)) fail('sameOriginPaths', path, 'must contain paths such as "/api"');
  }
  for (const name of ['loginUrl', 'homeUrl', 'forbiddenUrl'] as const) {
    const url = config[name];
    if (url !== undefined && safeReturnUrl(url) === null) {
      fail(name, url, 'must be a URL inside the application, such as "/login"');
    }
  }
  for (const name of ['refreshMarginSeconds', 'refreshCooldownMs'] as const) {
    checkNumber(name, config[name], 0);
  }
  for (const name of ['refreshTimeoutMs', 'loginTimeoutMs', 'lockTimeoutMs'] as const) {
    checkNumber(name, config[name], 1);
  }
  const { name: header } = config.tokenHeader ?? {};
  if (header !== undefined && !/^[\w!#$%&'*+.^`|~-]+$/.test(header)) {
    fail('tokenHeader.name', header, 'must be a header name');
  }
  checkKeys(Object.entries(config.storageKeys ?? {}));
}

function checkEndpoint(
  option: string,
  given: string | EndpointOptions<unknown> | undefined,
  insecure?: readonly string[],
): void {
  const endpoint = typeof given === 'object' ? given : { url: given };
  const { url, encoding = 'json', authorization = 'none' } = endpoint as EndpointOptions<unknown>;
  if (typeof url !== 'string' || url.trim() === '') fail(option, url, 'must be a URL');
  if (/^\s*[/\\]{2}/.test(url)) fail(option, url, 'must begin with its scheme, such as "https:"');
  if (/^[a-z][a-z\d+.-]*:/i.test(url) && !parseSecureUrl(url, undefined, insecure)) {
    fail(option, url, 'must use https; plain http is allowed to this device only');
  }
  if (!['json', 'form'].includes(encoding)) {
    fail(`${option}.encoding`, encoding, 'must be "json" or "form"');
  }
  if (!['none', 'access', 'refresh'].includes(authorization)) {
    fail(`${option}.authorization`, authorization, 'must be "none", "access" or "refresh"');
  }
}

/** Returns whether a value is a path that a browser sends unchanged, without `..` or characters to encode. */
function isPath(value: unknown): boolean {
  return typeof value === 'string' && new URL(value, 'http://app.invalid').pathname === value;
}

function checkNumber(option: string, value: number | undefined, least: number): void {
  if (value !== undefined && !(Number.isFinite(value) && value >= least)) {
    fail(option, value, `must be a number, ${least} or more`);
  }
}

function checkKeys(keys: readonly (readonly [string, unknown])[]): void {
  for (const [name, key] of keys) {
    if (typeof key !== 'string' || key === '') {
      fail(`storageKeys.${name}`, key, 'must be a non-empty string');
    }
    if (keys.filter(([, other]) => other === key).length > 1) {
      fail(`storageKeys.${name}`, key, 'is also the key of another entry');
    }
  }
}

function fail(option: string, value: unknown, rule: string): never {
  throw new AuthError('configuration', `${option} ${rule}; it is ${JSON.stringify(value)}`);
}
