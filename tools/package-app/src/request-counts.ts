import { Injectable, signal } from '@angular/core';

/** What the application's own interceptors have seen: requests that were asked for, and how often they were sent. */
@Injectable({ providedIn: 'root' })
export class RequestCounts {
  readonly asked = signal(0);
  readonly sent = signal(0);
}
