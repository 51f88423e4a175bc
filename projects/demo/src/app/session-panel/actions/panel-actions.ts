import { Location } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { SignOut } from '../../auth/sign-out';
import { Burst, REQUESTS_AT_ONCE } from '../../story/burst';
import { ExpiredToken } from '../../trace/expired-token';

/** Buttons that trigger what would otherwise take time. */
@Component({
  selector: 'demo-panel-actions',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './panel-actions.html',
  styleUrl: './panel-actions.css',
})
export class PanelActions {
  readonly #router = inject(Router);
  readonly #location = inject(Location);

  protected readonly isAuthenticated = inject(AuthService).isAuthenticated;
  protected readonly expiredToken = inject(ExpiredToken);
  protected readonly signOut = inject(SignOut);
  protected readonly burst = inject(Burst);
  protected readonly count = REQUESTS_AT_ONCE;
  protected readonly thisPage = computed(() =>
    this.#location.prepareExternalUrl(
      this.#router.lastSuccessfulNavigation()?.finalUrl?.toString() ?? '/',
    ),
  );
}
