import { inject, Injectable, signal } from '@angular/core';
import { AuthService } from 'ngx-auth-session';

/** Signs out, and remembers if the server could not be told. */
@Injectable({ providedIn: 'root' })
export class SignOut {
  readonly #auth = inject(AuthService);
  readonly #untold = signal(false);

  /** Signed out on this device only: the session goes on at the server until it expires. */
  readonly untold = this.#untold.asReadonly();

  run(): void {
    this.#untold.set(false);
    this.#auth.logout().subscribe({ error: () => this.#untold.set(true) });
  }

  forget(): void {
    this.#untold.set(false);
  }
}
