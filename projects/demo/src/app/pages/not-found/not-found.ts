import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';

/** The page for unknown URLs. */
@Component({
  selector: 'demo-not-found',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink],
  template: `
    <div class="page">
      <div class="page-head">
        <h1>There is no such page</h1>
        <p class="lead">Check the URL for typing errors. The page may also have been removed.</p>
      </div>
      <p><a class="button" routerLink="/">Back to the home page</a></p>
    </div>
  `,
})
export class NotFound {}
