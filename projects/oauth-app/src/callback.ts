import { Component, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { firstValueFrom } from 'rxjs';
import { CodeFlow } from './code-flow';

/** Where the server sends the browser back to. */
@Component({ selector: 'oauth-callback', template: '<p role="alert">{{ message() }}</p>' })
export class Callback {
  readonly #auth = inject(AuthService);
  readonly #flow = inject(CodeFlow);
  readonly #router = inject(Router);
  readonly message = signal('');

  constructor() {
    this.#finish().catch((error: unknown) => this.message.set(`Not signed in: ${String(error)}`));
  }

  async #finish(): Promise<void> {
    const { answer, verifier, returnUrl, exchangedBy } = this.#flow.end();
    const signedIn =
      exchangedBy === 'session'
        ? this.#auth.login(this.#flow.codeExchange(answer, verifier))
        : this.#auth.setTokens(await this.#flow.tokens(answer, verifier));
    await firstValueFrom(signedIn);
    // The address with the spent code in it does not stay in the history.
    await this.#router.navigateByUrl(returnUrl, { replaceUrl: true });
  }
}
