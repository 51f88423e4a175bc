import { httpResource } from '@angular/common/http';
import { Component } from '@angular/core';

/** Sends a request as soon as it is rendered, from a chunk of its own. */
@Component({
  selector: 'field-late-part',
  template: `
    <p>{{ part.hasValue() ? 'Part of ' + part.value().user : 'Part' }}</p>
    <button type="button" (click)="part.reload()">Again</button>
  `,
})
export class LatePart {
  protected readonly part = httpResource<{ user: string }>(() => '/api/part');
}
