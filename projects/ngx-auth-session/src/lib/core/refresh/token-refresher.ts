import { MaybePromise } from '../maybe-promise';
import { SessionTokens } from '../tokens/session-tokens';

/** When and how tokens are refreshed. */
export interface RefreshOptions {
  /** How long before it expires an access token is refreshed. */
  readonly refreshMarginSeconds: number;
  /** How long a refresh may take once this tab has the cross-tab lock. */
  readonly refreshTimeoutMs: number;
  /** Pause after the first failure. */
  readonly refreshCooldownMs: number;
  /** `false` if no timer may wait for a session to expire: while a server renders a page. Default `true`. */
  readonly expiresByTimer?: boolean;
}

/**
 * Refreshes the tokens: one refresh at a time, however many requests wait for it.
 *
 * No caller can cancel a refresh, because the server may already have rotated the refresh token.
 */
export interface TokenRefresher {
  /** Whether a pair should be refreshed before its access token is used. */
  isDue(tokens: SessionTokens): boolean;
  /**
   * Returns the token pair to send a request with, refreshed first if that is due; `null` for a visitor.
   *
   * @param isStrict whether an expired access token is of no use. A request is sent with one until the session expires
   */
  freshTokens(isStrict?: boolean | void): MaybePromise<SessionTokens | null>;
  /** Returns the token pair to replay a request with, after a 401 to a request that was sent with `sent`. */
  refreshAfterRefusal(sent: SessionTokens): Promise<SessionTokens>;
  /** Refreshes now, even if the access token is still good. */
  refresh(): Promise<SessionTokens>;
  /**
   * Whether the user is signed in, after a refresh if that is due. Ends a session whose access token has expired and cannot be
   * refreshed. A temporary failure leaves the session as it is.
   */
  verifySession(): Promise<boolean>;
  /** Checks again whether the session has expired. Timers stand still while a device sleeps. */
  recheckExpiry(): void;
  /** Ends the cooldown after a failed refresh. Call it when the network is back, or the page is shown again. */
  endCooldown(): void;
  /**
   * Makes refreshes fail for a while without calling the server. Call it when the browser leaves the page: the answer,
   * with the rotated refresh token, would be lost.
   */
  pause(): void;
  /** Stops the refresh in flight. Its callers fail with `destroyed`. */
  destroy(): void;
}
