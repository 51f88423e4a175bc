import { Component, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { firstValueFrom } from 'rxjs';
import { CodeFlow } from './code-flow';

/** The page to which the server redirects the browser after sign-in. */
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
    const { response, verifier, returnUrl, exchangedBy } = this.#flow.end();
    const signedIn =
      exchangedBy === 'session'
        ? this.#auth.login(this.#flow.codeExchange(response, verifier))
        : this.#auth.setTokens(await this.#flow.tokens(response, verifier));
    await firstValueFrom(signedIn);
    // Remove the URL with the used code from the history.
    await this.#router.navigateByUrl(returnUrl, { replaceUrl: true });
  }
}
