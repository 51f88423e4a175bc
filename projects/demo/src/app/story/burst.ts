import { HttpClient, HttpContext } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { RequestLog } from '../trace/request-log';
import { BURST } from '../trace/trace.interceptors';

/** How many requests one press of the button sends. */
export const REQUESTS_AT_ONCE = 20;

/** More lines would be too close together. */
const MOST_LINES = 60;

/** Sends many requests at once. */
@Injectable({ providedIn: 'root' })
export class Burst {
  readonly #http = inject(HttpClient);
  readonly #log = inject(RequestLog);
  #number = 0;

  fire(): void {
    const latest = this.#log.traces().filter(({ burst }) => burst === this.#number);
    // If the button is pressed again during a refresh, the requests join the same story, because they share that refresh.
    const joins = latest.some(({ end }) => end === null) && latest.length < MOST_LINES;
    if (!joins) this.#number++;
    for (let i = 0; i < REQUESTS_AT_ONCE; i++) {
      // Different URLs, because browsers fetch equal ones one after the other. The timeline shows failures.
      const context = new HttpContext().set(BURST, this.#number);
      const options = { params: { n: i }, context };
      this.#http.get('/api/secret-random-number', options).subscribe({ error: () => undefined });
    }
  }
}
