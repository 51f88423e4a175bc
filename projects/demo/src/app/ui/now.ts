import { afterNextRender, DestroyRef, inject, Injectable, signal } from '@angular/core';

const TICK_MS = 250;

/** The present moment. Whatever shows a time left or a time ago reads it, and so stays true by itself. */
@Injectable({ providedIn: 'root' })
export class Now {
  readonly #now = signal(Date.now());

  /** Milliseconds since 1970, up to a tick old. */
  readonly ms = this.#now.asReadonly();

  constructor() {
    const destroyed = inject(DestroyRef);
    // Not on a server, where no one watches and a timer would keep the page from being done.
    afterNextRender(() => {
      const timer = setInterval(() => this.#now.set(Date.now()), TICK_MS);
      destroyed.onDestroy(() => clearInterval(timer));
    });
  }
}
