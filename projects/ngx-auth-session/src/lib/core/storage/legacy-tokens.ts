import { isAccessToken, isToken, TokenSet } from '../tokens/session-tokens';
import { OpenValue, PersistedValue } from './persisted-value';

/** Keys of what is stored. */
export interface StorageKeys {
  /** Key of the session's record, and name of the lock. Default `'auth.session'`. */
  readonly session: string;
  /** Key under which a hand-written service left an access token; adopted once, then removed. */
  readonly accessToken?: string;
  /** Key under which a hand-written service left a refresh token; adopted once, then removed. */
  readonly refreshToken?: string;
}

/**
 * Makes what takes over the tokens that a hand-written service left under its own keys, and removes them there; `null`
 * where nothing of them can be used.
 */
export function createLegacyTokens(
  open: OpenValue,
  { accessToken, refreshToken }: StorageKeys,
): () => TokenSet | null {
  const legacyAccess = accessToken ? open(accessToken) : null;
  const legacyRefresh = refreshToken ? open(refreshToken) : null;

  function take(left: PersistedValue | null, usable: (token: unknown) => boolean): string | null {
    const text = left?.readIfChanged();
    if (text) left!.write(null);
    // Some services stored it as JSON, with quotes around, or as the whole header.
    const token = text?.replace(/^"(?:bearer +)?(.*)"$|^bearer +/i, '$1');
    return token && usable(token) ? token : null;
  }

  return () => {
    const accessToken = take(legacyAccess, isAccessToken);
    const refreshToken = take(legacyRefresh, isToken);
    return accessToken || refreshToken ? { accessToken, refreshToken } : null;
  };
}
