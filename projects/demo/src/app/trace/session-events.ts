import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AuthEvent, AuthService } from 'ngx-auth-session';

/** An event of the session and its time. */
export interface LoggedEvent {
  readonly id: number;
  readonly at: number;
  readonly event: AuthEvent;
}

const KEPT_EVENTS = 50;

/** Stores the last events of the session. */
@Injectable({ providedIn: 'root' })
export class SessionEvents {
  readonly #events = signal<readonly LoggedEvent[]>([]);
  #lastId = 0;

  readonly events = this.#events.asReadonly();

  constructor() {
    inject(AuthService)
      .events$.pipe(takeUntilDestroyed(inject(DestroyRef)))
      .subscribe((event) => this.#add(event));
  }

  clear(): void {
    this.#events.set([]);
  }

  #add(event: AuthEvent): void {
    const entry = { id: ++this.#lastId, at: Date.now(), event };
    this.#events.update((events) => [...events.slice(1 - KEPT_EVENTS), entry]);
  }
}
