import { isAccessToken, isToken, TokenGrant } from './auth-tokens';
import { OpenText, StoredText } from './stored-text';

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
export function createLeftTokens(
  open: OpenText,
  { accessToken, refreshToken }: StorageKeys,
): () => TokenGrant | null {
  const leftAccess = accessToken ? open(accessToken) : null;
  const leftRefresh = refreshToken ? open(refreshToken) : null;

  function take(left: StoredText | null, usable: (token: unknown) => boolean): string | null {
    const text = left?.news();
    if (text) left!.write(null);
    // Some services stored it as JSON, with quotes around.
    const token = text?.replace(/^"(.*)"$/, '$1');
    return token && usable(token) ? token : null;
  }

  return () => {
    const accessToken = take(leftAccess, isAccessToken);
    const refreshToken = take(leftRefresh, isToken);
    return accessToken || refreshToken ? { accessToken, refreshToken } : null;
  };
}
