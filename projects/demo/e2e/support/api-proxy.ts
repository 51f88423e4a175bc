// A proxy between the browser and the API. A test decides about each call: the proxy can hold it, cut it before or
// after the API acted, or answer instead of the API.
import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { test as base } from './api-process';
import type { Certificate } from './certificate';

export { expect } from '@playwright/test';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string | Buffer;
}

/** A request of the page on its way to the API. */
export interface ApiCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Sends the call to the API, and does not pass its answer to the page yet. */
  forward(): Promise<Answer>;
  /** Answers the page. */
  answer(answer: Answer): void;
  /** Breaks the connection to the page. */
  cut(): void;
}

/** Handles a call. */
export type Fate = (call: ApiCall) => Promise<void>;

/** A call that waits for the test. */
export interface Held {
  /** Resolves when the call has arrived. */
  readonly here: Promise<void>;
  /** Lets the call continue. */
  release(): void;
  /** Breaks its connection. */
  cut(): void;
}

/** A call after it has been handled. */
export interface SeenCall extends Pick<ApiCall, 'path' | 'headers'> {
  /** Status of the answer to the page, if there was one. */
  readonly status?: number;
}

export interface ApiProxy {
  readonly url: string;
  /** Every call to a path below `/api/`, oldest first. */
  readonly calls: readonly SeenCall[];
  /** Sets the handler of all later calls. */
  decide(fate: Fate): void;
  /** Sets the handler of all later requests for anything else, such as pages. */
  decidePages(fate: Fate): void;
  /**
   * Holds the next call of a path: before the API receives it, or after the API has acted and before the page gets
   * the answer. All other calls pass: when the tab of the held one is closed, another tab may call at once.
   */
  hold(path: string, where: 'before the API' | 'before the page'): Held;
  stop(): Promise<void>;
}

/** Passes a call on, as if there was no proxy. */
export const pass: Fate = async (call) => call.answer(await call.forward());

/**
 * Starts a proxy on a free port. Calls pass until a test decides otherwise. With a certificate, it terminates TLS and
 * reports that to the API.
 */
export async function startApiProxy(target: string, tls?: Certificate): Promise<ApiProxy> {
  const calls: SeenCall[] = [];
  let decided = pass;
  let decidedPages = pass;
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { method, url = '/' } = incoming;
    const headers = { ...incoming.headers, ...(tls && { 'x-forwarded-proto': 'https' }) };
    const received = buffer(incoming);
    const call: ApiCall & { status?: number } = {
      path: new URL(url, target).pathname,
      headers,
      forward: async () => send(target + url, { method, headers }, await received),
      answer: (answer) => {
        call.status = answer.status;
        write(response, answer);
      },
      cut: () => response.destroy(),
    };
    const ofApi = call.path.startsWith('/api/');
    if (ofApi) calls.push(call);
    // A closed page breaks its connection, and an API that restarts does not answer.
    (ofApi ? decided : decidedPages)(call).catch(() => call.cut());
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    decide: (fate) => (decided = fate),
    decidePages: (fate) => (decidedPages = fate),
    hold(path, where) {
      const here = signal<void>();
      const end = signal<'go on' | 'cut'>();
      let held: ApiCall | null = null;
      decided = async (call) => {
        if (call.path !== path || held) return pass(call);
        held = call;
        const answer = where === 'before the page' ? await call.forward() : null;
        here.settle();
        if ((await end.promise) === 'cut') call.cut();
        else call.answer(answer ?? (await call.forward()));
      };
      return {
        here: here.promise,
        release: () => end.settle('go on'),
        cut: () => end.settle('cut'),
      };
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function send(
  url: string,
  options: { readonly method: string | undefined; readonly headers: IncomingHttpHeaders },
  body: Buffer,
): Promise<Answer> {
  const outgoing = request(url, options).end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { statusCode: status = 0, headers } = answer;
  return { status, headers, body: await buffer(answer) };
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  // Use one connection for each call: browsers repeat a request by themselves if a reused connection breaks.
  response.writeHead(status, { ...headers, connection: 'close' }).end(body);
}

function signal<T>(): { readonly promise: Promise<T>; readonly settle: (value: T) => void } {
  let settle!: (value: T) => void;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, settle };
}

/** The `test` of api-process.ts, with a proxy for each test. Pages open at its URL. */
export const test = base.extend<{ apiProxy: ApiProxy }>({
  apiProxy: async ({ api }, use) => {
    const proxy = await startApiProxy(api.url);
    await use(proxy);
    await proxy.stop();
  },
  baseURL: async ({ apiProxy }, use) => use(apiProxy.url),
});
