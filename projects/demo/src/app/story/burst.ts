import { HttpClient, HttpContext } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { RequestLog } from '../trace/request-log';
import { BURST } from '../trace/trace.interceptors';

/** How many requests one press of a button sends. */
export const REQUESTS_AT_ONCE = 20;

/** More lines than this would blur the picture. */
const MOST_LINES = 60;

/** Sends many requests at once. */
@Injectable({ providedIn: 'root' })
export class Burst {
  readonly #http = inject(HttpClient);
  readonly #log = inject(RequestLog);
  #number = 0;

  fire(): void {
    const latest = this.#log.traces().filter(({ burst }) => burst === this.#number);
    // A second press while the first is still waiting belongs to the same story: both share one refresh.
    const joins = latest.some(({ end }) => end === null) && latest.length < MOST_LINES;
    if (!joins) this.#number++;
    for (let i = 0; i < REQUESTS_AT_ONCE; i++) {
      // Each has an address of its own: browsers fetch equal ones one after the other. The timeline shows what fails.
      const context = new HttpContext().set(BURST, this.#number);
      const options = { params: { n: i }, context };
      this.#http.get('/api/secret-random-number', options).subscribe({ error: () => undefined });
    }
  }
}
