/** The lifetimes of tokens. */
export interface TokenConfig {
  readonly accessSeconds: number;
  /** Counted from the login: a rotation doesn't extend a session. */
  readonly refreshSeconds: number;
  /** How long the direct predecessor of a refresh token is still accepted. 0 means never. */
  readonly graceSeconds: number;
}
