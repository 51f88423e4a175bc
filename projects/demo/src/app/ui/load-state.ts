import { HttpErrorResponse, HttpResourceRef } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Shows that a part of the page is loading or could not be loaded. */
@Component({
  selector: 'demo-load-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (of().error(); as error) {
      <div role="alert" class="message bad">
        <p>{{ problem(error) }}</p>
        <button type="button" class="button small" (click)="of().reload()">Try again</button>
      </div>
    } @else {
      <p class="loading" role="status">
        <span class="visually-hidden">Loading {{ what() }}</span>
        @for (line of placeholders(); track line) {
          <span class="line"></span>
        }
      </p>
    }
  `,
  styleUrl: './load-state.css',
})
export class LoadState {
  readonly of = input.required<HttpResourceRef<unknown>>();
  /** What is being loaded, to complete "Loading ...". */
  readonly what = input.required<string>();
  /** The number of placeholder lines. Match the loaded content, so that the layout doesn't shift. Default 3. */
  readonly lines = input(3);

  protected readonly placeholders = computed(() =>
    Array.from({ length: this.lines() }, (_, i) => i),
  );

  protected problem(error: Error): string {
    const status = error instanceof HttpErrorResponse ? error.status : 0;
    if (status === 0) return `The server cannot be reached, so ${this.what()} could not be loaded.`;
    if (status === 401) return `You are signed out, so ${this.what()} could not be loaded.`;
    return `The server answered ${status}, so ${this.what()} could not be loaded.`;
  }
}
