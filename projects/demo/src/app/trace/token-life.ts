import { computed, inject, Injectable } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { Now } from '../ui/now';
import { ExpiredToken } from './expired-token';

/** `'unlimited'` is a token that doesn't say when it expires. */
export type TokenState = 'none' | 'unlimited' | 'alive' | 'expired';

/**
 * The state of the access token and the rest of its lifetime.
 *
 * All parts of the page read the token's state here, so they always agree. A token that the panel marked as expired is
 * expired everywhere.
 */
@Injectable({ providedIn: 'root' })
export class TokenLife {
  readonly #auth = inject(AuthService);
  readonly #marked = inject(ExpiredToken).active;
  readonly #now = inject(Now).ms;

  /** Milliseconds until the token expires; 0 once it has. */
  readonly left = computed(() => {
    const end = this.#auth.expiresAt();
    return end === null || this.#marked() ? 0 : Math.max(0, end - this.#now());
  });

  readonly state = computed((): TokenState => {
    if (!this.#auth.isAuthenticated()) return 'none';
    if (this.left() > 0) return 'alive';
    return this.#auth.expiresAt() === null && !this.#marked() ? 'unlimited' : 'expired';
  });

  /** The remaining part of its lifetime, from 0 to 1. */
  readonly part = computed(() => {
    const { iat, exp } = this.#auth.claims() ?? {};
    if (typeof iat !== 'number' || typeof exp !== 'number') return 0;
    return Math.min(1, this.left() / ((exp - iat) * 1000));
  });
}
