import type { Clock } from '../clock.ts';
import type { AccessTokens } from '../tokens/access-token.ts';
import type { TokenConfig } from '../tokens/token-config.ts';
import type { User } from '../users/user.ts';
import type { UserStore } from '../users/user-store.ts';
import type { Session } from './session.ts';
import type { SessionStore } from './session-store.ts';

/** The parts that signing in and refreshing use. */
export interface SessionParts {
  readonly sessions: SessionStore;
  readonly users: UserStore;
  readonly accessTokens: AccessTokens;
  readonly clock: Clock;
  readonly tokens: TokenConfig;
  readonly maxSessions: number;
}

/** The response to a login or a refresh. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The lifetime of the access token, in seconds. */
  readonly expiresIn: number;
  /** The lifetime of the refresh token, in seconds. */
  readonly refreshExpiresIn: number;
  /** Whether both tokens are bound to a key. */
  readonly bound: boolean;
}

/** Issues an access token and combines it with a refresh token. */
export async function tokenPair(
  { accessTokens, clock, tokens }: SessionParts,
  user: User,
  session: Session,
  refreshToken: string,
): Promise<TokenPair> {
  const left = Math.max(0, Math.floor((session.expiresAt - clock()) / 1000));
  return {
    accessToken: await accessTokens.issue(user, session),
    refreshToken,
    expiresIn: Math.min(tokens.accessSeconds, left),
    refreshExpiresIn: left,
    bound: session.keyThumbprint !== undefined,
  };
}
