import { Clock } from '../../../src/lib/core/clock';
import { Locks } from '../../../src/lib/core/tabs/cross-tab-lock';

/** Delays the timers, locks, responses and events of a tab while the browser has frozen it. */
export class Freezer {
  #delayed: (() => void)[] | null = null;

  get frozen(): boolean {
    return this.#delayed !== null;
  }

  freeze(): void {
    this.#delayed ??= [];
  }

  /** Thaws the tab: runs everything that was delayed, in order. */
  thaw(): void {
    const delayed = this.#delayed ?? [];
    this.#delayed = null;
    for (const run of delayed) run();
  }

  /** Runs a callback now, or when the tab is thawed. */
  pass(run: () => void): void {
    if (this.#delayed) this.#delayed.push(run);
    else run();
  }

  /** Returns a clock whose timers are delayed. Its time continues. */
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

  /** Returns locks that are granted to a frozen tab, but whose callback is delayed. */
  locks(locks: Locks): Locks {
    const granted = (): Promise<void> => new Promise((notice) => this.pass(notice));
    return {
      request: (name, held) => locks.request(name, () => granted().then(held)),
    };
  }

  /** Returns a promise that settles like `other`, delayed. */
  promise<T>(other: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      other.then(
        (value) => this.pass(() => resolve(value)),
        (error: unknown) => this.pass(() => reject(error)),
      );
    });
  }
}
