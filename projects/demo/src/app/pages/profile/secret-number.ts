import { ChangeDetectionStrategy, Component } from '@angular/core';
import { ownResource } from '../../api/own-resource';
import { AmountPipe } from '../../ui/amount.pipe';
import { LoadState } from '../../ui/load-state';

/** Shows a random number that the server returns to signed-in users only. */
@Component({
  selector: 'demo-secret-number',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AmountPipe, LoadState],
  template: `
    <section class="card" aria-labelledby="number-heading">
      <h2 id="number-heading">Secret random number</h2>
      @if (secret.hasValue()) {
        <p class="number" aria-live="polite" [class.stale]="secret.isLoading()">
          {{ secret.value().number | amount }}
        </p>
        <button type="button" class="button" (click)="secret.reload()">New number</button>
      } @else {
        <demo-load-state [of]="secret" what="the secret number" [lines]="2" />
      }
    </section>
  `,
  styles: `
    :host,
    .card {
      block-size: 100%;
    }

    .number {
      font-size: 1.9rem;
      font-variant-numeric: tabular-nums;
      font-weight: 650;
      line-height: 1.3;
    }

    .stale {
      opacity: 0.6;
    }

    .button {
      justify-self: start;
    }
  `,
})
export class SecretNumber {
  protected readonly secret = ownResource<{ readonly number: number }>('/api/secret-random-number');
}
