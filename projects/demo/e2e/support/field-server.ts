// A server that a test scripts: the build of `field-app`, and an API with rotating refresh tokens.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const BUILD = resolve(import.meta.dirname, '../../../../dist/demo-field-app');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** A received request. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer. An object as `body` is sent as JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers one request, or never if it returns `null`. May wait. */
export type Handler = (request: ReceivedRequest) => Answer | null | Promise<Answer | null>;

export class FieldServer {
  /** Requests to the API, oldest first. */
  readonly received: ReceivedRequest[] = [];
  /** The purpose of each request for a page, as the browser sent it, oldest first. */
  readonly pages: (string | undefined)[] = [];
  /** Lifetime of an access token in seconds. */
  lifetime = 900;
  /** Renders pages on the server. */
  renders = false;
  /** Headers of every page. */
  pageHeaders: Record<string, string> = {};
  /** The origin whose pages may read the answers. */
  allowedOrigin: string | null = null;

  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #handlers = new Map<string, Handler>();
  /** The user of each valid access token, and of each valid refresh token. */
  readonly #access = new Map<string, string>();
  readonly #refresh = new Map<string, string>();
  #issued = 0;

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Replaces the answer of a path. */
  on(path: string, handler: Handler): void {
    this.#handlers.set(path, handler);
  }

  /** Counts the requests to a path, without preflights. */
  count(path: string): number {
    return this.to(path).length;
  }

  /** Returns the requests to a path, without preflights. */
  to(path: string): readonly ReceivedRequest[] {
    return this.received.filter((request) => request.path === path && request.method !== 'OPTIONS');
  }

  /** Refuses every current access token, and keeps refresh tokens. */
  expireAccessTokens(): void {
    this.#access.clear();
  }

  /** Refuses every current token. */
  revokeAll(): void {
    this.#access.clear();
    this.#refresh.clear();
  }

  /** Returns a new token pair for a user, as the endpoints do. */
  grant(user: string, lifetime = this.lifetime): object {
    const accessToken = `access-${++this.#issued}`;
    const refreshToken = `refresh-${this.#issued}`;
    this.#access.set(accessToken, user);
    this.#refresh.set(refreshToken, user);
    return { accessToken, refreshToken, expiresIn: lifetime };
  }

  /** Returns the user of this request's token, or `undefined`. */
  userOf({ headers }: ReceivedRequest): string | undefined {
    return this.#access.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
  }

  /** Returns the answer of a resource: the user's name, or 401. */
  resource(request: ReceivedRequest): Answer {
    const user = this.userOf(request);
    return user ? { body: { user } } : { status: 401, body: { error: 'unauthorized' } };
  }

  /** Rotates a refresh token. */
  refresh({ body }: ReceivedRequest): Answer {
    const used = (JSON.parse(body || '{}') as { refreshToken?: string }).refreshToken ?? '';
    const user = this.#refresh.get(used);
    if (!user) return { status: 401, body: { error: 'invalid_grant' } };
    this.#refresh.delete(used);
    return { body: this.grant(user) };
  }

  #usual(request: ReceivedRequest): Answer {
    switch (request.path) {
      case '/api/login': {
        const { username = 'ada' } = asJson(request.body) as { username?: string };
        return { body: this.grant(username) };
      }
      case '/api/refresh-token':
        return this.refresh(request);
      case '/api/current-user': {
        const username = this.userOf(request);
        return username ? { body: { username } } : { status: 401 };
      }
      case '/api/logout':
        return { status: 204 };
      default:
        return this.resource(request);
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://server');
    const { method = '', headers } = request;
    if (!pathname.startsWith('/api/')) {
      if (!extname(pathname)) this.pages.push(headers['sec-purpose'] as string | undefined);
      return this.#servePage(pathname, response);
    }
    const received: ReceivedRequest = {
      method,
      path: pathname,
      headers,
      body: await text(request).catch(() => ''),
    };
    this.received.push(received);
    if (this.allowedOrigin) {
      response.setHeader('access-control-allow-origin', this.allowedOrigin);
      response.setHeader('access-control-allow-credentials', 'true');
      response.setHeader(
        'access-control-allow-headers',
        'authorization, content-type, x-auth-mode',
      );
      response.setHeader('access-control-allow-methods', '*');
      if (method === 'OPTIONS') return void response.writeHead(204).end();
    }
    const handler = this.#handlers.get(pathname) ?? ((one: ReceivedRequest) => this.#usual(one));
    const answer = await handler(received);
    if (!answer) return;
    const { status = 200, headers: more = {}, body } = answer;
    const isText = typeof body === 'string';
    response.writeHead(status, {
      'content-type': isText ? 'text/plain' : 'application/json',
      'cache-control': 'no-store',
      ...more,
    });
    response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body));
  }

  async #servePage(pathname: string, response: ServerResponse): Promise<void> {
    const type = TYPES[extname(pathname)] ?? 'text/html';
    try {
      const content = extname(pathname)
        ? await readFile(join(BUILD, 'browser', pathname))
        : this.renders
          ? await renderPage(`${this.url}${pathname}`)
          : await readFile(join(BUILD, 'browser/index.csr.html'));
      response.writeHead(200, { 'content-type': type, ...this.pageHeaders });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }
}

/** Renders a page in a process of its own, because the test runner would first compile the whole server build. */
async function renderPage(url: string): Promise<string> {
  const { href } = pathToFileURL(join(BUILD, 'server/server.mjs'));
  const script = `import { render } from '${href}';
    const page = await render(new Request('${url}'));
    console.log(await page.text());`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    script,
  ]);
  return stdout;
}

function asJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
