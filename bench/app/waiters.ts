import { Subscription } from 'rxjs';
import { BenchPage } from './bench-page';

/** As long as nothing but memory is involved, this is ages. */
const SOON_MS = 4_000;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits for something, and not for ever. */
export async function until(met: () => boolean, withinMs = SOON_MS): Promise<void> {
  const end = performance.now() + withinMs;
  while (!met() && performance.now() < end) await pause(5);
}

/** Requests that are sent together, and how they end. */
export class Waiters {
  answered = 0;
  failed = 0;
  readonly subscriptions: Subscription[];

  constructor(page: BenchPage, count: number) {
    this.subscriptions = Array.from({ length: count }, () =>
      page.get().subscribe({ error: () => this.failed++, complete: () => this.answered++ }),
    );
  }

  get settled(): number {
    return this.answered + this.failed;
  }

  settle(count = this.subscriptions.length, withinMs = SOON_MS): Promise<void> {
    return until(() => this.settled >= count, withinMs);
  }
}
