/** The configuration of cookie mode. */
export interface CookieConfig {
  /** The other origins whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  /** Whether the cookie is `Secure` even if the server can't see that the client uses https. */
  readonly alwaysSecure: boolean;
}
