import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Check } from 'typebox/schema';
import { ConfigError } from './config-error.ts';
import type { ProcessConfig } from './config.ts';
import { isDemoHere, wantsDemoUsers, warnOfDemoUsers } from './demo-users.ts';
import { checkJwtSecret } from './jwt-secret.ts';
import { warnOfPlainHttp } from './plain-http.ts';
import { Settings } from './settings.ts';
import { checkTrustedProxies } from './trusted-proxies.ts';

/** Reads the configuration from the environment. Throws one error that lists every problem. */
export function readConfig(env: NodeJS.ProcessEnv): ProcessConfig {
  const settings = parse(env);
  const allowedOrigins = listOf(settings.ALLOWED_ORIGINS);
  const publicOrigin = settings.PUBLIC_ORIGIN;
  const staticDir = settings.STATIC_DIR && resolve(settings.STATIC_DIR);
  const renderer = settings.RENDERER && resolve(settings.RENDERER);
  const trustedProxies = listOf(settings.TRUST_PROXY);
  const problems = [
    ...checkJwtSecret(settings),
    ...checkRedisUrl(settings.REDIS_URL),
    ...checkTrustedProxies(trustedProxies),
    ...allowedOrigins
      .filter((origin) => !isOrigin(origin))
      .map((origin) => notAnOrigin('ALLOWED_ORIGINS', origin)),
    ...(publicOrigin === undefined || isOrigin(publicOrigin)
      ? []
      : [notAnOrigin('PUBLIC_ORIGIN', publicOrigin)]),
    ...(staticDir && !renderer && !existsSync(join(staticDir, 'index.html'))
      ? [`STATIC_DIR: there is no index.html in ${staticDir}. Build the application first.`]
      : []),
    ...(renderer && !(staticDir && existsSync(renderer))
      ? [
          `RENDERER: there is no ${renderer}, or no STATIC_DIR beside it. Build the application first.`,
        ]
      : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));

  return {
    host: settings.HOST,
    port: settings.PORT,
    databaseFile: resolve(settings.DATABASE_FILE),
    redisUrl: settings.REDIS_URL,
    jwtSecret: settings.JWT_SECRET,
    logLevel: settings.LOG_LEVEL,
    demoUsers: wantsDemoUsers(settings),
    warnings: [...warnOfDemoUsers(settings), ...warnOfPlainHttp(settings)],
    tokens: {
      accessSeconds: settings.ACCESS_TOKEN_SECONDS,
      refreshSeconds: settings.REFRESH_TOKEN_SECONDS,
      graceSeconds: settings.REFRESH_GRACE_SECONDS,
    },
    dpop: {
      windowSeconds: settings.DPOP_WINDOW_SECONDS,
      nonceSeconds: settings.DPOP_NONCE_SECONDS,
      proofsPerUser: settings.DPOP_PROOFS_PER_USER,
      publicOrigin,
    },
    maxSessions: settings.MAX_SESSIONS,
    allowedOrigins,
    loginLimit: {
      perAccount: settings.LOGIN_LIMIT_PER_ACCOUNT,
      perAddress: settings.LOGIN_LIMIT_PER_ADDRESS,
      windowSeconds: settings.LOGIN_LIMIT_WINDOW_SECONDS ?? loginWindow(settings),
    },
    refreshLimit: {
      perAddress: settings.REFRESH_LIMIT_PER_ADDRESS,
      windowSeconds: settings.REFRESH_LIMIT_WINDOW_SECONDS,
    },
    requestLimitPerMinute: settings.REQUEST_LIMIT_PER_MINUTE,
    arrivalTimeoutSeconds: settings.ARRIVAL_TIMEOUT_SECONDS,
    requestTimeoutSeconds: settings.REQUEST_TIMEOUT_SECONDS,
    alwaysSecureCookies: settings.NODE_ENV === 'production',
    staticDir,
    renderer,
    trustedProxies,
  };
}

function parse(env: NodeJS.ProcessEnv): Settings {
  const given: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, schema] of Object.entries(Settings.properties)) {
    // In a shell or a compose file, an empty variable means "not set".
    const raw = env[name] || undefined;
    const value = raw === undefined ? defaultOf(schema) : numberIfAsked(schema, raw);
    if (value === undefined) continue;
    given[name] = value;
    // Defaults need no check, and an empty list of origins has no characters.
    if (raw !== undefined && !Check(schema, value)) {
      problems.push(`${name}: set it to ${descriptionOf(schema)}${rangeOf(schema)}.`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return given as Settings;
}

function numberIfAsked(schema: object, raw: string): unknown {
  return 'type' in schema && schema.type === 'integer' && /^\d+$/.test(raw) ? Number(raw) : raw;
}

function defaultOf(schema: object): unknown {
  return 'default' in schema ? schema.default : undefined;
}

function descriptionOf(schema: object): string {
  return 'description' in schema ? String(schema.description) : 'another value';
}

function rangeOf(schema: object): string {
  if (!('minimum' in schema && 'maximum' in schema)) return '';
  return `, from ${String(schema.minimum)} to ${String(schema.maximum)}`;
}

/** Users of the demo mistype passwords, and its passwords are public, so the limits are higher. */
function loginWindow(settings: Settings): number {
  return isDemoHere(settings) ? 30 : 900;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Doesn't repeat the URL, which may contain a password. */
function checkRedisUrl(url: string | undefined): string[] {
  return url === undefined || URL.canParse(url)
    ? []
    : ['REDIS_URL: this is no address. Write it such as redis://127.0.0.1:6379.'];
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function notAnOrigin(name: string, text: string): string {
  return `${name}: "${text}" is no origin. Write scheme, host and port only, such as https://app.example.com.`;
}
