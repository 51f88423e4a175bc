/** How long tokens live. */
export interface TokenConfig {
  readonly accessSeconds: number;
  /** Counted from login: a rotation does not prolong a session. */
  readonly refreshSeconds: number;
  /** For how long the direct predecessor of a refresh token is still answered; 0 means never. */
  readonly graceSeconds: number;
}
