import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';
import { User } from '../auth/user';
import { TokenClock } from './token-clock';

/** Who is signed in, and the clock of the access token. */
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
      <dd>{{ auth.user()?.name ?? 'nobody' }}</dd>
      <dt>Roles</dt>
      <dd>{{ auth.roles().join(', ') || 'none' }}</dd>
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
  protected readonly auth = inject<AuthService<User>>(AuthService);
  protected readonly status = computed(
    () =>
      ({ unknown: 'not known yet', anonymous: 'not signed in', authenticated: 'signed in' })[
        this.auth.status()
      ],
  );
}
