import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { durationOf, phasesOf, RequestTrace } from '../trace/request-trace';

/** One request: what it asked for, and each step that it took. */
@Component({
  selector: 'li[demo-request-row]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="head">
      <span class="method">{{ trace().method }}</span>
      <span class="path">{{ trace().path }}</span>
      <span class="duration">{{ duration() }}</span>
    </p>
    <ol>
      @for (phase of phases(); track $index) {
        <li [class]="phase.tone">{{ phase.label }}</li>
      }
    </ol>
  `,
  styleUrl: './request-row.css',
})
export class RequestRow {
  readonly trace = input.required<RequestTrace>();

  protected readonly phases = computed(() => phasesOf(this.trace()));
  protected readonly duration = computed(() => durationOf(this.trace()));
}
