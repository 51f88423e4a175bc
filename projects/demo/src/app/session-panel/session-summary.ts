import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { STATUS_TEXT } from './status-text';
import { TokenClock } from './token-clock/token-clock';

/** Shows the signed-in user and the clock of the access token. */
@Component({
  selector: 'demo-session-summary',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [TokenClock],
  template: `
    <dl class="facts">
      <dt>Status</dt>
      <dd>
        <span class="badge" [class.ok]="auth.isAuthenticated()">{{ status() }}</span>
      </dd>
      <dt>User</dt>
      <dd>{{ user() }}</dd>
      <dt>Roles</dt>
      <dd>{{ roles() }}</dd>
    </dl>
    <demo-token-clock />
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
    }
  `,
})
export class SessionSummary {
  protected readonly auth = inject(AuthService);
  protected readonly status = computed(() => STATUS_TEXT[this.auth.status()]);
  protected readonly user = computed(
    () => this.auth.user()?.name ?? (this.auth.status() === 'anonymous' ? 'no user' : '…'),
  );
  protected readonly roles = computed(
    () => this.auth.roles().join(', ') || (this.auth.status() === 'unknown' ? '…' : 'none'),
  );
}
