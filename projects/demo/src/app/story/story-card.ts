import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthService } from 'ngx-auth-session';
import { ExpiredToken } from '../trace/expired-token';
import { Burst, REQUESTS_AT_ONCE } from './burst';
import { StoryPicture } from './story-picture';

/** Explains the main story, and starts it. */
@Component({
  selector: 'demo-story-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, StoryPicture],
  template: `
    <section class="card" aria-labelledby="story-heading">
      <h2 id="story-heading">Twenty requests, one refresh</h2>
      <p>
        Press the button: it expires the access token and sends {{ count }} requests at once. The
        server answers each with 401. The library refreshes the token once and replays all of them.
        The application only sees the responses.
      </p>
      <demo-story-picture />
      <p class="actions">
        @if (auth.isAuthenticated()) {
          <button type="button" class="button primary" (click)="play()">
            Expire the token and send {{ count }} requests
          </button>
          <button type="button" class="button" (click)="burst.fire()">
            Send {{ count }} requests
          </button>
        } @else if (auth.status() === 'anonymous') {
          <a class="button primary" routerLink="/login">Sign in to try it</a>
        }
      </p>
    </section>
  `,
  styles: `
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3);
    }
  `,
})
export class StoryCard {
  readonly #expired = inject(ExpiredToken);

  protected readonly auth = inject(AuthService);
  protected readonly burst = inject(Burst);
  protected readonly count = REQUESTS_AT_ONCE;

  protected play(): void {
    this.#expired.mark();
    this.burst.fire();
  }
}
