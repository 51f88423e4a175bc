import { Clock } from '../../../src/lib/core/clock';
import { Locks } from '../../../src/lib/core/tabs/cross-tab-lock';

/** Holds back whatever would reach a tab while the browser has frozen it: timers, locks, answers, events. */
export class Freezer {
  #held: (() => void)[] | null = null;

  get frozen(): boolean {
    return this.#held !== null;
  }

  freeze(): void {
    this.#held ??= [];
  }

  /** Lets everything happen that was held back, in its order. */
  thaw(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const run of held) run();
  }

  /** Runs it now, or when the tab is thawed. */
  pass(run: () => void): void {
    if (this.#held) this.#held.push(run);
    else run();
  }

  /** A clock whose timers wait; its time goes on. */
  clock({ now, after }: Clock): Clock {
    return {
      now,
      after: (ms, callback) => {
        let live = true;
        const cancel = after(ms, () => this.pass(() => live && callback()));
        return () => {
          live = false;
          cancel();
        };
      },
    };
  }

  /** Locks that are granted to the tab, and that it notices later. */
  locks(locks: Locks): Locks {
    const granted = (): Promise<void> => new Promise((notice) => this.pass(notice));
    return {
      request: (name, held) => locks.request(name, () => granted().then(held)),
    };
  }

  /** A promise that settles like another one, and that the tab notices later. */
  promise<T>(other: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      other.then(
        (value) => this.pass(() => resolve(value)),
        (error: unknown) => this.pass(() => reject(error)),
      );
    });
  }
}
