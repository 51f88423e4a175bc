import { HttpErrorResponse, HttpResourceRef } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** What a page shows in the place of something that is not there yet, or could not be loaded. */
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
  /** As many lines as the loaded thing will have, so that nothing jumps when it comes. */
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
