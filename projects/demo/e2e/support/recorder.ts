// A foreign server. Every page may read its answers, it allows every header, and it records every request.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Recorder {
  readonly port: number;
  /** Requests, oldest first, including preflights: the path, and all headers and the body as one string. */
  readonly received: readonly { readonly path: string; readonly all: string }[];
  stop(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
  const received: { path: string; all: string }[] = [];
  const server = createServer((request, response) => {
    const { method, url: path = '', rawHeaders, headers } = request;
    void text(request).then((body) => {
      received.push({ path, all: [method, path, ...rawHeaders, body].join('\n') });
      response.writeHead(200, {
        'access-control-allow-origin': headers.origin ?? '*',
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
        'access-control-allow-methods': headers['access-control-request-method'] ?? '*',
      });
      response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
