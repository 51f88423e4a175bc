import { HttpInterceptorFn } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { AuthService, JwtClaims } from 'ngx-auth-session';

/**
 * Makes the present access token look expired to the server, without waiting until it expires.
 *
 * The session stays unchanged, so the library finds out as usual: it sends a request and the server answers 401. Only the
 * token with these claims is marked. After a refresh there is another token, and the mark has no effect.
 */
@Injectable({ providedIn: 'root' })
export class ExpiredToken {
  readonly #claims = inject(AuthService).claims;
  readonly #marked = signal<JwtClaims | null>(null);

  /** Whether the session's token is the marked one. */
  readonly active = computed(() => this.#marked() !== null && this.#marked() === this.#claims());

  mark(): void {
    this.#marked.set(this.#claims());
  }
}

/** Replaces the marked token with one that the server refuses. Register it last. */
export const spoilExpiredToken: HttpInterceptorFn = (request, next) => {
  if (!request.headers.has('Authorization') || !inject(ExpiredToken).active()) return next(request);
  return next(request.clone({ setHeaders: { Authorization: 'Bearer expired' } }));
};
