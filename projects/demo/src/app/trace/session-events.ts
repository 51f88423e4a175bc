import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AuthEvent, AuthService } from 'ngx-auth-session';

/** An event of the session, and when it was heard. */
export interface LoggedEvent {
  readonly id: number;
  readonly at: number;
  readonly event: AuthEvent;
}

const KEPT_EVENTS = 50;

/** Remembers what happened to the session. */
@Injectable({ providedIn: 'root' })
export class SessionEvents {
  readonly #events = signal<readonly LoggedEvent[]>([]);
  readonly #refreshes = signal(0);
  #lastId = 0;

  readonly events = this.#events.asReadonly();
  readonly latest = computed(() => this.#events().at(-1)?.event ?? null);
  /** Refresh calls of this tab that brought a new token. */
  readonly refreshes = this.#refreshes.asReadonly();

  constructor() {
    inject(AuthService)
      .events$.pipe(takeUntilDestroyed(inject(DestroyRef)))
      .subscribe((event) => this.#add(event));
  }

  clear(): void {
    this.#events.set([]);
    this.#refreshes.set(0);
  }

  #add(event: AuthEvent): void {
    const entry = { id: ++this.#lastId, at: Date.now(), event };
    this.#events.update((events) => [...events.slice(1 - KEPT_EVENTS), entry]);
    if (event.type === 'refreshed' && event.by === 'server') this.#refreshes.update((n) => n + 1);
  }
}
