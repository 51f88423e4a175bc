import { inject, Injectable, NgZone, PendingTasks } from '@angular/core';

/** More than the longest chain of promises in the library. */
const MICROTASKS = 100;

/** Waits until the library's promises have settled. Doesn't wait for timers, so it also works with a fake clock. */
export async function settled(): Promise<void> {
  for (let count = 0; count < MICROTASKS; count++) await Promise.resolve();
}

/** Keeps the application unstable, so that `whenStable()` waits for the effects of a call or of a test's action. */
@Injectable()
export class Settling {
  readonly #tasks = inject(PendingTasks);
  readonly #zone = inject(NgZone);

  /** Makes the application unstable until the library's promises have settled. */
  begin(): void {
    const done = this.#tasks.add();
    void settled().then(done);
  }

  /** Runs a change inside the Angular zone, as the library does. */
  act(change: () => void): void {
    this.begin();
    this.#zone.run(change);
  }
}
