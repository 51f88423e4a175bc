// A proxy between the browser and the API, where a test decides what becomes of a call: it is held, it is lost before
// or after the API acted, or something else answers in the API's place.
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

/** A request of the page that is on its way to the API. */
export interface ApiCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Lets the API act. Its answer does not go to the page yet. */
  forward(): Promise<Answer>;
  /** Gives the page an answer. */
  answer(answer: Answer): void;
  /** Breaks the connection to the page. */
  cut(): void;
}

/** What becomes of a call. */
export type Fate = (call: ApiCall) => Promise<void>;

/** A call that waits for the test to go on. */
export interface Held {
  /** Settles when it is there. */
  readonly here: Promise<void>;
  /** Lets it go on. */
  release(): void;
  /** Breaks its connection. */
  cut(): void;
}

/** What is known of a call afterwards. */
export interface SeenCall extends Pick<ApiCall, 'path' | 'headers'> {
  /** Of the answer that the page was given, if it was given any. */
  readonly status?: number;
}

export interface ApiProxy {
  readonly url: string;
  /** Every call to a path below `/api/`, oldest first. */
  readonly calls: readonly SeenCall[];
  /** Decides from now on. */
  decide(fate: Fate): void;
  /** Decides from now on what becomes of requests for anything else, such as pages. */
  decidePages(fate: Fate): void;
  /**
   * Holds the next call of a path back: before the API sees it, or once the API has acted and before the page knows. All
   * others pass: when the tab of the held one is closed, the call of another may come at once.
   */
  hold(path: string, where: 'before the API' | 'before the page'): Held;
  stop(): Promise<void>;
}

/** Hands a call on, as if there was no proxy. */
export const pass: Fate = async (call) => call.answer(await call.forward());

/**
 * Starts a proxy on a free port; calls pass until a test decides otherwise. With a certificate it ends TLS, and tells the
 * API so.
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
    // A page that has gone takes its connection along, and an API that restarts answers nobody.
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
  // One connection a call: on a used one that breaks, browsers send a request again by themselves.
  response.writeHead(status, { ...headers, connection: 'close' }).end(body);
}

function signal<T>(): { readonly promise: Promise<T>; readonly settle: (value: T) => void } {
  let settle!: (value: T) => void;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, settle };
}

/** The `test` of api-process.ts, with a proxy of its own for each test; pages open at its address. */
export const test = base.extend<{ apiProxy: ApiProxy }>({
  apiProxy: async ({ api }, use) => {
    const proxy = await startApiProxy(api.url);
    await use(proxy);
    await proxy.stop();
  },
  baseURL: async ({ apiProxy }, use) => use(apiProxy.url),
});
