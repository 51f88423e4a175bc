import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router } from '@angular/router';
import { AuthEvent, AuthService } from 'ngx-auth-session';
import { noticeOf } from './notice-text';

/** A navigation within this time after an event is a redirect. A user's click takes longer. */
const REDIRECT_MS = 2_000;

/**
 * Tells the user in one sentence what happened to the session.
 *
 * The notice stays during the redirect that follows the event. It disappears when the user signs in or navigates.
 */
@Injectable({ providedIn: 'root' })
export class SessionNotice {
  readonly #text = signal<string | null>(null);
  readonly #storageFailed = signal(false);
  #since = 0;

  readonly text = this.#text.asReadonly();
  /** Whether the browser blocks storage, so that a reload signs the user out. */
  readonly storageFailed = this.#storageFailed.asReadonly();

  constructor() {
    const destroyed = inject(DestroyRef);
    inject(AuthService)
      .events$.pipe(takeUntilDestroyed(destroyed))
      .subscribe((event) => this.#show(event));
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

  #show(event: AuthEvent): void {
    if (event.type === 'storage-failed') this.#storageFailed.set(true);
    const text = noticeOf(event);
    // Most events don't concern the user and leave the present notice.
    if (text === undefined) return;
    this.#text.set(text);
    this.#since = Date.now();
  }
}
