import { AuthTokens, isAccessToken, isRefreshToken } from './auth-tokens';
import { decodeJwt } from './jwt';

/** A session as storage keeps it. */
export interface SessionRecord<U> {
  readonly id: string;
  /** `null` where tokens are kept out of storage, because the refresh token is a cookie. */
  readonly tokens: AuthTokens | null;
  readonly user: U | null;
}

/** Which parts of a session may be written to storage. */
export interface RecordPolicy {
  /** `false` keeps every token out of storage. */
  readonly tokens: boolean;
  /** `false` keeps the user out of storage, because an endpoint can be asked again. */
  readonly user: boolean;
}

/** The one text that storage holds for a session. */
export function formatRecord<U>(record: SessionRecord<U>, policy: RecordPolicy): string {
  const { id, tokens, user } = record;
  return JSON.stringify({
    v: 1,
    id,
    ...(policy.tokens && tokens
      ? {
          accessToken: tokens.accessToken,
          refreshToken: tokens.refreshToken,
          receivedAt: tokens.receivedAt,
          expiresAt: tokens.expiresAt,
        }
      : {}),
    ...(policy.user && user !== null ? { user } : {}),
  });
}

/** Reads that text again; `null` where it is anything that {@link formatRecord} would not write. */
export function parseRecord<U>(text: string, policy: RecordPolicy): SessionRecord<U> | null {
  let stored: Record<string, unknown>;
  try {
    stored = { ...(JSON.parse(text) as object) } as Record<string, unknown>;
  } catch {
    return null;
  }
  const { v, id, accessToken, refreshToken, receivedAt, expiresAt, user } = stored;
  if (v !== 1 || typeof id !== 'string') return null;
  if (!policy.tokens) return { id, tokens: null, user: (user ?? null) as U | null };
  const intact =
    isAccessToken(accessToken) &&
    (refreshToken === null || isRefreshToken(refreshToken)) &&
    isTime(receivedAt) &&
    (expiresAt === null || isTime(expiresAt));
  if (!intact) return null;
  const claims = decodeJwt(accessToken);
  return {
    id,
    tokens: { sessionId: id, accessToken, refreshToken, receivedAt, expiresAt, claims },
    user: (user ?? null) as U | null,
  };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
