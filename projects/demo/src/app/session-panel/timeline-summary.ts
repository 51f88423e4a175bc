import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  inject,
  signal,
} from '@angular/core';
import { RequestLog } from '../trace/request-log';

/** So many requests at once, or any refresh, are worth interrupting a listener for. */
const MANY_REQUESTS = 10;
const QUIET_MS = 600;

/** Tells screen readers in one sentence what the timeline shows in many rows. */
@Component({
  selector: 'demo-timeline-summary',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<p role="status" class="visually-hidden">{{ text() }}</p>`,
})
export class TimelineSummary {
  readonly #log = inject(RequestLog);
  protected readonly text = signal('');
  #told = this.#present();

  constructor() {
    // Not on a server, where nobody listens.
    afterRenderEffect((onCleanup) => {
      if (this.#log.open() > 0) return;
      const timer = setTimeout(() => this.#tell(), QUIET_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Counts from here on, because the log was cleared. */
  startOver(): void {
    this.#told = this.#present();
    this.text.set('');
  }

  #tell(): void {
    const told = this.#told;
    const now = (this.#told = this.#present());
    const done = now.done - told.done;
    const failed = now.failed - told.failed;
    const refreshes = now.refreshes - told.refreshes;
    if (done + failed >= MANY_REQUESTS || refreshes > 0) {
      this.text.set(`Requests done: ${done}, failed: ${failed}. Refreshes: ${refreshes}.`);
    }
  }

  #present(): { done: number; failed: number; refreshes: number } {
    const { application, refresh } = this.#log.tally();
    return { done: application.done, failed: application.failed, refreshes: refresh.done };
  }
}
