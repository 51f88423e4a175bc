import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router } from '@angular/router';
import { AuthEvent, AuthService } from 'ngx-auth-session';
import { noticeOf } from './notice-text';

/** A redirect follows an event at once. A click on a link takes the user longer. */
const REDIRECT_MS = 2_000;

/**
 * What happened to the session, in one sentence to the user.
 *
 * It outlives the redirect that follows, to the login page or away from it. It goes when the user signs in or moves on.
 */
@Injectable({ providedIn: 'root' })
export class SessionNotice {
  readonly #text = signal<string | null>(null);
  readonly #storageFailed = signal(false);
  #since = 0;

  readonly text = this.#text.asReadonly();
  /** Nothing can be stored: a reload signs the user out. */
  readonly storageFailed = this.#storageFailed.asReadonly();

  constructor() {
    const destroyed = inject(DestroyRef);
    inject(AuthService)
      .events$.pipe(takeUntilDestroyed(destroyed))
      .subscribe((event) => this.#hear(event));
    inject(Router)
      .events.pipe(takeUntilDestroyed(destroyed))
      .subscribe((event) => {
        const late = Date.now() - this.#since > REDIRECT_MS;
        if (event instanceof NavigationStart && late) this.dismiss();
      });
  }

  dismiss(): void {
    this.#text.set(null);
  }

  #hear(event: AuthEvent): void {
    if (event.type === 'storage-failed') this.#storageFailed.set(true);
    const text = noticeOf(event);
    // Most events are no news to the user, and say nothing about the notice that is shown.
    if (text === undefined) return;
    this.#text.set(text);
    this.#since = Date.now();
  }
}
