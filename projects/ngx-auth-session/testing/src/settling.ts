import { inject, Injectable, NgZone, PendingTasks } from '@angular/core';

/** More promises than lie between a cause and the last thing that follows from it. */
const TURNS = 100;

/** Waits until everything has followed that waits for promises alone. No timer is involved. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
}

/** Keeps `whenStable()` waiting for what follows from a call or from what a test has done. */
@Injectable()
export class Settling {
  readonly #tasks = inject(PendingTasks);
  readonly #zone = inject(NgZone);

  /** From now on the application counts as busy, until all has followed. */
  begin(): void {
    const end = this.#tasks.add();
    void settled().then(end);
  }

  /** Does something from outside of the application, as its own code would have done it. */
  act(change: () => void): void {
    this.begin();
    this.#zone.run(change);
  }
}
