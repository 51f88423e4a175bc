import { Component, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { CodeFlow } from './code-flow';

@Component({
  selector: 'oauth-login',
  template: `
    <h1>Sign in</h1>
    <button type="button" (click)="begin('session')">Sign in</button>
    <button type="button" (click)="begin('client')">Sign in with a client library</button>
  `,
})
export class Login {
  readonly #auth = inject(AuthService);
  readonly #flow = inject(CodeFlow);

  begin(exchangedBy: 'session' | 'client'): void {
    void this.#flow.begin(this.#auth.returnUrl(), exchangedBy);
  }
}
