import { DOCUMENT, inject, Injectable } from '@angular/core';
import { AllowedOrigin, mayCarryToken } from './core/request-scope';
import { AUTH_CONFIG } from './auth.config';

/** Where tokens of this application may go. */
@Injectable()
export class AuthScope {
  readonly #document = inject(DOCUMENT);
  readonly #allowed: readonly AllowedOrigin[] = [
    // The page's own origin, and not that of its <base>, which markup can point elsewhere.
    { origin: this.#document.location.origin, path: '' },
    ...inject(AUTH_CONFIG).allowedOrigins,
  ];

  /** Whether a request to this URL may carry a token. */
  includes(url: string): boolean {
    const { baseURI, location } = this.#document;
    return mayCarryToken(url, baseURI || location.href, this.#allowed);
  }
}
