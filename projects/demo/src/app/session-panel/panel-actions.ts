import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { SignOut } from '../auth/sign-out';
import { ExpiredToken } from '../trace/expired-token';

const REQUESTS_AT_ONCE = 20;

/** Buttons that bring about what is hard to see otherwise. */
@Component({
  selector: 'demo-panel-actions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './panel-actions.html',
  styleUrl: './panel-actions.css',
})
export class PanelActions {
  readonly #http = inject(HttpClient);
  readonly #router = inject(Router);

  protected readonly isAuthenticated = inject(AuthService).isAuthenticated;
  protected readonly expiredToken = inject(ExpiredToken);
  protected readonly signOut = inject(SignOut);
  protected readonly count = REQUESTS_AT_ONCE;
  protected readonly thisPage = computed(
    () => this.#router.lastSuccessfulNavigation()?.finalUrl?.toString() ?? '/',
  );

  protected fireRequests(): void {
    for (let i = 0; i < REQUESTS_AT_ONCE; i++) {
      // Each has an address of its own: browsers fetch equal ones one after the other. The timeline shows what fails.
      const options = { params: { n: i } };
      this.#http.get('/api/secret-random-number', options).subscribe({ error: () => undefined });
    }
  }
}
