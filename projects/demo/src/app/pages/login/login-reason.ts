import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { SessionNotice } from '../../shell/session-notice';

/** Says why this page is shown to somebody who did not ask for it. */
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

  /** If the session has ended, a notice says so already. */
  protected readonly asked = computed(
    () => this.#notice() === null && this.#auth.returnUrl() !== '/',
  );
}
