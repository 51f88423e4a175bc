import { afterNextRender, DestroyRef, inject, Injectable, signal } from '@angular/core';

const TICK_MS = 250;

/** The current time as a signal, so that remaining and elapsed times on the page update by themselves. */
@Injectable({ providedIn: 'root' })
export class Now {
  readonly #now = signal(Date.now());

  /** Milliseconds since 1970, at most one tick old. */
  readonly ms = this.#now.asReadonly();

  constructor() {
    const destroyed = inject(DestroyRef);
    // Not during server rendering, which would wait for the timer.
    afterNextRender(() => {
      const timer = setInterval(() => this.#now.set(Date.now()), TICK_MS);
      destroyed.onDestroy(() => clearInterval(timer));
    });
  }
}
