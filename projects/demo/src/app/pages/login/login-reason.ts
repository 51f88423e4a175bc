import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { SessionEvents } from '../../trace/session-events';

/** Says why this page is shown to somebody who did not ask for it. */
@Component({
  selector: 'demo-login-reason',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (reason(); as text) {
      <p class="message info">{{ text }}</p>
    }
  `,
})
export class LoginReason {
  readonly #auth = inject(AuthService);
  readonly #latest = inject(SessionEvents).latest;

  protected readonly reason = computed(() => {
    const event = this.#latest();
    if (event?.type === 'session-expired') {
      return 'Your session has ended. Sign in again to go on where you were.';
    }
    if (event?.type === 'signed-out' && event.by === 'other-tab') {
      return 'You signed out in another tab.';
    }
    return this.#auth.returnUrl() === '/' ? null : 'Sign in to see the page you asked for.';
  });
}
