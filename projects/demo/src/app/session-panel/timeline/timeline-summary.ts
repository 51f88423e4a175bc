import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  inject,
  signal,
} from '@angular/core';
import { RequestLog } from '../../trace/request-log';

/** The summary is announced after this many requests, or after any refresh. */
const MANY_REQUESTS = 10;
const QUIET_MS = 600;

/** Summarizes the timeline in one sentence for screen readers. */
@Component({
  selector: 'demo-timeline-summary',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<p role="status" class="visually-hidden">{{ text() }}</p>`,
})
export class TimelineSummary {
  readonly #log = inject(RequestLog);
  protected readonly text = signal('');
  #announced = this.#counts();

  constructor() {
    // Runs in the browser only.
    afterRenderEffect((onCleanup) => {
      if (this.#log.open() > 0) return;
      const timer = setTimeout(() => this.#announce(), QUIET_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Starts to count again, because the log was cleared. */
  startOver(): void {
    this.#announced = this.#counts();
    this.text.set('');
  }

  #announce(): void {
    const before = this.#announced;
    const now = (this.#announced = this.#counts());
    const done = now.done - before.done;
    const failed = now.failed - before.failed;
    const refreshes = now.refreshes - before.refreshes;
    if (done + failed >= MANY_REQUESTS || refreshes > 0) {
      this.text.set(`Requests done: ${done}, failed: ${failed}. Refreshes: ${refreshes}.`);
    }
  }

  #counts(): { done: number; failed: number; refreshes: number } {
    const { application, refresh } = this.#log.tally();
    return { done: application.done, failed: application.failed, refreshes: refresh.done };
  }
}
