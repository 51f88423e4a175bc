import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RequestLog } from '../trace/request-log';
import { SessionEvents } from '../trace/session-events';

/** How often each thing happened. */
@Component({
  selector: 'demo-request-counts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dl>
      @for (count of counts(); track count.label) {
        <div>
          <dt>{{ count.label }}</dt>
          <dd>{{ count.value }}</dd>
        </div>
      }
    </dl>
  `,
  styleUrl: './request-counts.css',
})
export class RequestCounts {
  readonly #log = inject(RequestLog);
  readonly #events = inject(SessionEvents);

  protected readonly counts = computed(() => {
    const { started, refused, replayed, done, failed } = this.#log.counts();
    return [
      { label: 'Requests', value: started },
      { label: '401', value: refused },
      { label: 'Waiting', value: this.#log.waiting() },
      { label: 'Refreshes', value: this.#events.refreshes() },
      { label: 'Replayed', value: replayed },
      { label: 'Done', value: done },
      { label: 'Failed', value: failed },
    ];
  });
}
