import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthService } from 'ngx-auth-session';

/** Tells a signed-in user that a page requires a role. */
@Component({
  selector: 'demo-forbidden',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink],
  template: `
    <div class="page">
      <div class="page-head">
        <h1>You cannot open this page</h1>
        <p class="lead">
          It requires a role that you do not have.
          @if (auth.user(); as user) {
            You are signed in as {{ user.name }}, with the roles: {{ auth.roles().join(', ') }}.
          }
        </p>
      </div>
      <p><a class="button" routerLink="/">Back to the home page</a></p>
    </div>
  `,
})
export class Forbidden {
  protected readonly auth = inject(AuthService);
}
