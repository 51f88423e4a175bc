import { HttpInterceptorFn } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { AuthService, JwtClaims } from 'ngx-auth-session';

/**
 * Lets the present access token look expired to the server, without waiting for its end.
 *
 * The session is not touched, so the library learns of it the way it would in earnest: a request goes out, the
 * server answers 401. The mark is on one token, known by its claims. Once the library has renewed it, there is
 * another, and the mark means nothing.
 */
@Injectable({ providedIn: 'root' })
export class ExpiredToken {
  readonly #claims = inject(AuthService).claims;
  readonly #marked = signal<JwtClaims | null>(null);

  /** Whether the token that the session holds is the marked one. */
  readonly active = computed(() => this.#marked() !== null && this.#marked() === this.#claims());

  mark(): void {
    this.#marked.set(this.#claims());
  }
}

/** Goes last: sends a token that the server must refuse in the place of the marked one. */
export const spoilExpiredToken: HttpInterceptorFn = (request, next) => {
  if (!request.headers.has('Authorization') || !inject(ExpiredToken).active()) return next(request);
  return next(request.clone({ setHeaders: { Authorization: 'Bearer expired' } }));
};
