import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';

/** For addresses that lead nowhere. */
@Component({
  selector: 'demo-not-found',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink],
  template: `
    <div class="page">
      <div class="page-head">
        <h1>There is no such page</h1>
        <p class="lead">The address may be mistyped, or the page is gone.</p>
      </div>
      <p><a class="button" routerLink="/">Back to the start</a></p>
    </div>
  `,
})
export class NotFound {}
