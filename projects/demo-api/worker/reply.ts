import type { FastifyReply } from 'fastify';

/** The part of a reply that the routes call. */
export class Reply {
  readonly #headers = new Headers({ 'cache-control': 'no-store' });
  #status = 200;
  #payload: unknown;

  constructor(readonly request: unknown) {}

  code(status: number): this {
    this.#status = status;
    return this;
  }

  header(name: string, value: string): this {
    this.#headers.set(name, value);
    return this;
  }

  headers(values: Readonly<Record<string, string>>): this {
    for (const [name, value] of Object.entries(values)) this.header(name, value);
    return this;
  }

  send(payload: unknown): this {
    this.#payload = payload;
    return this;
  }

  asFastifyReply(): FastifyReply {
    return this as unknown as FastifyReply;
  }

  toResponse(): Response {
    const init = { status: this.#status, headers: this.#headers };
    return this.#payload === undefined
      ? new Response(null, init)
      : Response.json(this.#payload, init);
  }
}
