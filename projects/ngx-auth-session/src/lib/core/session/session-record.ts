import { SessionTokens, isAccessToken, isToken, expiredTokens } from '../tokens/session-tokens';
import { decodeJwt } from '../tokens/jwt';

/** A session as storage keeps it. */
export interface SessionRecord<U> {
  readonly id: number;
  /** `null` for a session that has ended. Its record stays: a missing one is known to be an accident. */
  readonly tokens: SessionTokens | null;
  readonly user: U | null;
}

/** Which parts of a session are written to storage. */
export interface RecordPolicy {
  /** `false` keeps every token out of storage. */
  readonly tokens: boolean;
  /** `false` keeps the user out of storage, because an endpoint can be asked again. */
  readonly user: boolean;
}

/** No session began so late. One that says so would come after all others for ever. */
const LATEST = 1e15;

/** What that text should say; nothing of it can be relied upon. */
interface UncheckedRecord<U> {
  readonly id: unknown;
  readonly tokens: Record<keyof SessionTokens, unknown> | null;
  readonly user?: U | null;
}

/** The one text that storage holds for a session. */
export function formatRecord<U>(
  { id, tokens, user }: SessionRecord<U>,
  keep: RecordPolicy,
): string {
  // Claims are read from the token again; `undefined` is left out.
  const stored = tokens && (keep.tokens ? { ...tokens, claims: undefined } : {});
  return JSON.stringify({ id, tokens: stored, user: keep.user ? user : undefined });
}

/** Reads that text again; `null` where it is torn, or another application's. */
export function parseRecord<U>(text: string, keep: RecordPolicy): SessionRecord<U> | null {
  try {
    const { id, tokens, user = null } = JSON.parse(text) as UncheckedRecord<U>;
    if (!isFiniteNumber(id) || id > LATEST) return null;
    if (tokens === null) return { id, tokens, user: null };
    const { accessToken, refreshToken: refresh, rotation, receivedAt, expiresAt } = tokens;
    const refreshToken = isToken(refresh) ? refresh : null;
    const spent = expiredTokens(id, refreshToken);
    if (!keep.tokens || (refreshToken && accessToken === '')) return { id, tokens: spent, user };
    if (!isAccessToken(accessToken) || !isFiniteNumber(receivedAt)) return null;
    const held: SessionTokens = {
      ...spent,
      accessToken,
      rotation: isFiniteNumber(rotation) ? rotation : 0,
      receivedAt,
      expiresAt: isFiniteNumber(expiresAt) ? expiresAt : null,
      claims: decodeJwt(accessToken),
    };
    return { id, tokens: held, user };
  } catch {
    return null;
  }
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}
