import { decodeJwt } from '../tokens/jwt';
import { expiredTokens, isAccessToken, isToken, SessionTokens } from '../tokens/session-tokens';

/** A session as it is stored. */
export interface SessionRecord<U> {
  readonly id: number;
  /** `null` if the session has ended. Its record stays in storage, to tell a sign-out from an emptied storage. */
  readonly tokens: SessionTokens | null;
  readonly user: U | null;
}

/** Which parts of a session are stored. */
export interface RecordPolicy {
  /** `false` keeps all tokens out of storage. */
  readonly tokens: boolean;
  /** `false` keeps the user out of storage, because an endpoint returns it. */
  readonly user: boolean;
}

/** The highest valid id, a time in the distant future. A session with a higher one could never be replaced. */
const MAX_ID = 1e15;

/** The parsed content of storage, which is not trusted. */
interface UncheckedRecord<U> {
  readonly id: unknown;
  readonly tokens: Record<keyof SessionTokens, unknown> | null;
  readonly user?: U | null;
}

/** Serializes a session. */
export function formatRecord<U>(
  { id, tokens, user }: SessionRecord<U>,
  keep: RecordPolicy,
): string {
  // `undefined` omits the claims. `parseRecord()` decodes them from the token again.
  const stored = tokens && (keep.tokens ? { ...tokens, claims: undefined } : {});
  return JSON.stringify({ id, tokens: stored, user: keep.user ? user : undefined });
}

/** Parses a stored session; `null` if the text is incomplete, or another application's. */
export function parseRecord<U>(text: string, keep: RecordPolicy): SessionRecord<U> | null {
  try {
    const { id, tokens, user = null } = JSON.parse(text) as UncheckedRecord<U>;
    if (!isFiniteNumber(id) || id > MAX_ID) return null;
    if (tokens === null) return { id, tokens, user: null };
    const { accessToken, refreshToken: refresh, rotation, receivedAt, expiresAt } = tokens;
    const refreshToken = isToken(refresh) ? refresh : null;
    const expired = expiredTokens(id, refreshToken);
    if (!keep.tokens || (refreshToken && accessToken === '')) return { id, tokens: expired, user };
    if (!isAccessToken(accessToken) || !isFiniteNumber(receivedAt)) return null;
    const stored: SessionTokens = {
      ...expired,
      accessToken,
      rotation: isFiniteNumber(rotation) ? rotation : 0,
      receivedAt,
      expiresAt: isFiniteNumber(expiresAt) ? expiresAt : null,
      claims: decodeJwt(accessToken),
    };
    return { id, tokens: stored, user };
  } catch {
    return null;
  }
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}
