import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { AttemptCounter } from './attempt-counter.ts';

/** Makes @fastify/rate-limit, which creates its stores itself, use our counter. */
export function rateLimitStore(attempts: AttemptCounter): FastifyRateLimitStoreCtor {
  return class Store implements FastifyRateLimitStore {
    readonly #group: string;

    constructor(options: object) {
      this.#group = 'groupId' in options ? String(options.groupId) : 'requests';
    }

    incr(...[key, done, windowMs]: Parameters<FastifyRateLimitStore['incr']>): void {
      attempts.add(this.#group, key, windowMs).then(
        ({ count, windowEndsInMs }) => done(null, { current: count, ttl: windowEndsInMs }),
        (error: Error) => done(error),
      );
    }

    child(options: object): FastifyRateLimitStore {
      return new Store(options);
    }
  };
}
