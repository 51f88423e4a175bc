import type { DpopConfig } from '../dpop/dpop-config.ts';
import type { LoginLimitConfig } from '../security/login-limits.ts';
import type { RefreshLimitConfig } from '../security/refresh-limit.ts';
import type { TokenConfig } from '../tokens/token-config.ts';

/** All that can be set about the server, in the units that the code uses. */
export interface Config {
  readonly tokens: TokenConfig;
  readonly dpop: DpopConfig;
  readonly maxSessions: number;
  /** Other origins than the server's own whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  readonly loginLimit: LoginLimitConfig;
  readonly refreshLimit: RefreshLimitConfig;
  readonly requestLimitPerMinute: number;
  /** A built application to serve, or none. */
  readonly staticDir?: string;
  /** The module that renders the pages of that application; without one they are its index.html. */
  readonly renderer?: string;
  /** How long a request may be on its way, headers and body. */
  readonly arrivalTimeoutSeconds: number;
  /** How long a request may take before it is answered with 503. */
  readonly requestTimeoutSeconds: number;
  /** Whether cookies are `Secure` even where the server does not know that it is on https. */
  readonly alwaysSecureCookies: boolean;
  /** The addresses whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
}

/** What the process needs around the server. */
export interface ProcessConfig extends Config {
  readonly host: string;
  readonly port: number;
  readonly databaseFile: string;
  /** Where several processes keep what they must share; without it there is one process. */
  readonly redisUrl?: string;
  readonly jwtSecret?: string;
  readonly logLevel: string;
  /** Whether the users whose passwords everybody knows are to exist. */
  readonly demoUsers: boolean;
  /** What is allowed, and should be known. */
  readonly warnings: readonly string[];
}
