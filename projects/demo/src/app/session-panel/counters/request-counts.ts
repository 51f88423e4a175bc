import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RequestLog } from '../../trace/request-log';
import { StepCounts } from '../../trace/request-tally';
import { RequestKind } from '../../trace/request-trace';
import { KIND_TEXT } from '../timeline/kind-text';

const STEPS: readonly { readonly label: string; readonly step: keyof StepCounts }[] = [
  { label: 'Made', step: 'made' },
  { label: '401', step: 'refused' },
  { label: 'Waiting', step: 'waiting' },
  { label: 'Replayed', step: 'replayed' },
  { label: 'Done', step: 'done' },
  { label: 'Failed', step: 'failed' },
];

/** Shows how many requests of each kind took each step. */
@Component({
  selector: 'demo-request-counts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table>
      <caption>
        Requests
      </caption>
      <thead>
        <tr>
          <td></td>
          @for (step of steps; track step.label) {
            <th scope="col">{{ step.label }}</th>
          }
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.name) {
          <tr>
            <th scope="row">{{ row.name }}</th>
            @for (count of row.counts; track $index) {
              <td [class.none]="count === 0">{{ count }}</td>
            }
          </tr>
        }
      </tbody>
    </table>
    @if (cancelled(); as count) {
      <p>{{ count }} cancelled: the page no longer needed the response.</p>
    }
  `,
  styleUrl: './request-counts.css',
})
export class RequestCounts {
  readonly #tally = inject(RequestLog).tally;

  protected readonly steps = STEPS;
  protected readonly rows = computed(() =>
    KINDS.map((kind) => {
      const counts = this.#tally()[kind];
      return { name: KIND_TEXT[kind], counts: STEPS.map(({ step }) => counts[step]) };
    }),
  );
  protected readonly cancelled = computed(() =>
    KINDS.reduce((sum, kind) => sum + this.#tally()[kind].cancelled, 0),
  );
}

const KINDS = Object.keys(KIND_TEXT) as RequestKind[];
