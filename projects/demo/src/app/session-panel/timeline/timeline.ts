import { ChangeDetectionStrategy, Component, computed, inject, viewChild } from '@angular/core';
import { RequestLog } from '../../trace/request-log';
import { SessionEvents } from '../../trace/session-events';
import { MomentPipe } from '../../ui/moment.pipe';
import { describeEvent } from './event-text';
import { RequestRow } from './request-row';
import { TimelineSummary } from './timeline-summary';

const SHOWN_ENTRIES = 60;

/** Shows the last requests and session events, newest first. */
@Component({
  selector: 'demo-timeline',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MomentPipe, RequestRow, TimelineSummary],
  templateUrl: './timeline.html',
  styleUrl: './timeline.css',
})
export class Timeline {
  readonly #log = inject(RequestLog);
  readonly #events = inject(SessionEvents);

  private readonly summary = viewChild.required(TimelineSummary);

  protected readonly entries = computed(() => {
    const requests = this.#log.traces().map((trace) => ({
      key: `request ${trace.id}`,
      at: trace.startedAt,
      trace,
      event: null,
    }));
    const events = this.#events.events().map(({ id, at, event }) => ({
      key: `event ${id}`,
      at,
      trace: null,
      event: describeEvent(event),
    }));
    return [...requests, ...events].reverse().sort((a, b) => b.at - a.at);
  });
  protected readonly shown = computed(() => this.entries().slice(0, SHOWN_ENTRIES));
  /** The number of requests that are counted but no longer listed. */
  protected readonly unlisted = computed(() => {
    const made = Object.values(this.#log.tally()).reduce((sum, counts) => sum + counts.made, 0);
    return made - this.shown().filter(({ trace }) => trace).length;
  });

  protected clear(): void {
    this.#log.clear();
    this.#events.clear();
    this.summary().startOver();
  }
}
