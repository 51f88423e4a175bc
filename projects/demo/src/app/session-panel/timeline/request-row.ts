import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { durationOf, phasesOf } from '../../trace/request-phases';
import { RequestTrace } from '../../trace/request-trace';
import { KIND_TEXT } from './kind-text';

/** Shows one request and its steps. */
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
      @if (trace().kind !== 'application') {
        <li class="kind">{{ kindText[trace().kind] }}</li>
      }
      @for (phase of phases(); track $index) {
        <li [class]="phase.tone">{{ phase.label }}</li>
      }
    </ol>
  `,
  styleUrl: './request-row.css',
})
export class RequestRow {
  readonly trace = input.required<RequestTrace>();

  protected readonly kindText = KIND_TEXT;
  protected readonly phases = computed(() => phasesOf(this.trace()));
  protected readonly duration = computed(() => durationOf(this.trace()));
}
