import { isAccessToken, isToken, TokenSet } from '../tokens/session-tokens';
import { OpenValue, PersistedValue } from './persisted-value';

/** The storage keys that the library uses. */
export interface StorageKeys {
  /** Key of the session record, and name of the cross-tab lock. Default `'auth.session'`. */
  readonly session: string;
  /** Key of an access token that a hand-written service stored. It is adopted once, then removed. */
  readonly accessToken?: string;
  /** Key of a refresh token that a hand-written service stored. It is adopted once, then removed. */
  readonly refreshToken?: string;
}

/**
 * Creates a function that removes the legacy tokens from storage and returns them, or `null` if none of them is usable. Legacy
 * tokens are those that a hand-written service stored under keys of its own.
 */
export function createLegacyTokens(
  open: OpenValue,
  { accessToken, refreshToken }: StorageKeys,
): () => TokenSet | null {
  const legacyAccess = accessToken ? open(accessToken) : null;
  const legacyRefresh = refreshToken ? open(refreshToken) : null;

  function take(
    legacy: PersistedValue | null,
    isUsable: (token: unknown) => boolean,
  ): string | null {
    const stored = legacy?.readIfChanged();
    if (stored) legacy!.write(null);
    // Some services store the token as quoted JSON, or with the scheme of the header.
    const token = stored?.replace(/^"(?:bearer +)?(.*)"$|^bearer +/i, '$1');
    return token && isUsable(token) ? token : null;
  }

  return () => {
    const accessToken = take(legacyAccess, isAccessToken);
    const refreshToken = take(legacyRefresh, isToken);
    return accessToken || refreshToken ? { accessToken, refreshToken } : null;
  };
}
