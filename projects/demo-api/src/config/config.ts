import type { LoginLimitConfig } from '../security/login-limits.ts';
import type { TokenConfig } from '../tokens/token-config.ts';

/** All that can be set about the server, in the units that the code uses. */
export interface Config {
  readonly tokens: TokenConfig;
  readonly maxSessions: number;
  /** Other origins than the server's own whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  readonly loginLimit: LoginLimitConfig;
  readonly requestLimitPerMinute: number;
  /** A built application to serve, or none. */
  readonly staticDir?: string;
  /** Whose X-Forwarded headers are believed: nobody's, unless named. */
  readonly trustProxy?: string;
}

/** What the process needs around the server. */
export interface ProcessConfig extends Config {
  readonly host: string;
  readonly port: number;
  readonly databaseFile: string;
  readonly jwtSecret?: string;
  readonly logLevel: string;
}
