import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { countdown } from '../../ui/countdown';
import { Now } from '../../ui/now';

/** Counts down until the server accepts another attempt. A screen reader announces only the start and the end. */
@Component({
  selector: 'demo-login-wait',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (left() > 0) {
      <p role="timer">
        Next attempt in <strong>{{ text() }}</strong>
      </p>
    }
    <p role="status">{{ left() > 0 ? '' : 'You can try again now.' }}</p>
  `,
  styles: `
    strong {
      font-variant-numeric: tabular-nums;
    }

    p:empty {
      display: none;
    }
  `,
})
export class LoginWait {
  readonly #now = inject(Now).ms;

  /** When the wait ends, in milliseconds since 1970. */
  readonly until = input.required<number>();

  protected readonly left = computed(() => Math.max(0, this.until() - this.#now()));
  protected readonly text = computed(() => countdown(this.left()));
}
