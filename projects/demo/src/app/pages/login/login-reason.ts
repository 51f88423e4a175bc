import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { SessionNotice } from '../../shell/session-notice';

/** Explains why the login page appears if a guard redirected the visitor. */
@Component({
  selector: 'demo-login-reason',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (asked()) {
      <p class="message info">Sign in to see the page you asked for.</p>
    }
  `,
})
export class LoginReason {
  readonly #auth = inject(AuthService);
  readonly #notice = inject(SessionNotice).text;

  /** Not if a notice already explains that the session has ended. */
  protected readonly asked = computed(
    () => this.#notice() === null && this.#auth.returnUrl() !== '/',
  );
}
