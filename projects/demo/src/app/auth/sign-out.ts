import { inject, Injectable, signal } from '@angular/core';
import { AuthService } from 'ngx-auth-session';

/** Signs out, and records whether the call to the server failed. */
@Injectable({ providedIn: 'root' })
export class SignOut {
  readonly #auth = inject(AuthService);
  readonly #onlyHere = signal(false);

  /** Whether the user is signed out on this device only: the server keeps the session until it expires. */
  readonly onlyHere = this.#onlyHere.asReadonly();

  run(): void {
    this.#onlyHere.set(false);
    this.#auth.logout().subscribe({ error: () => this.#onlyHere.set(true) });
  }

  dismiss(): void {
    this.#onlyHere.set(false);
  }
}
