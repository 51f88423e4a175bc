/** How cookie mode is set up. */
export interface CookieConfig {
  /** Other origins than the server's own whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  /** Whether the cookie is `Secure` even where the server does not know that it is on https. */
  readonly alwaysSecure: boolean;
}
