import type { DpopConfig } from '../dpop/dpop-config.ts';
import type { LoginLimitConfig } from '../security/limits/login-limits.ts';
import type { RefreshLimitConfig } from '../security/limits/refresh-limit.ts';
import type { TokenConfig } from '../tokens/token-config.ts';

/** All settings of the server, in the units that the code uses. */
export interface Config {
  readonly tokens: TokenConfig;
  readonly dpop: DpopConfig;
  readonly maxSessions: number;
  /** The other origins whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  readonly loginLimit: LoginLimitConfig;
  readonly refreshLimit: RefreshLimitConfig;
  readonly requestLimitPerMinute: number;
  /** The folder of a built application to serve, if any. */
  readonly staticDir?: string;
  /** The module that renders that application's pages. Without it, the server sends index.html. */
  readonly renderer?: string;
  /** How long a request may take to arrive, headers and body. */
  readonly arrivalTimeoutSeconds: number;
  /** How long a request may take before it is answered with 503. */
  readonly requestTimeoutSeconds: number;
  /** Whether cookies are `Secure` even if the server can't see that the client uses https. */
  readonly alwaysSecureCookies: boolean;
  /** The addresses of proxies whose X-Forwarded headers are trusted. */
  readonly trustedProxies: readonly string[];
}

/** The settings of the process around the server. */
export interface ProcessConfig extends Config {
  readonly host: string;
  readonly port: number;
  readonly databaseFile: string;
  /** The Redis that several processes share. Without it, there is one process. */
  readonly redisUrl?: string;
  readonly jwtSecret?: string;
  readonly logLevel: string;
  /** Whether the demo users, whose passwords are public, exist. */
  readonly demoUsers: boolean;
  /** Warnings about settings that are allowed but risky. */
  readonly warnings: readonly string[];
}
