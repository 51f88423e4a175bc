import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Connections to one address, passed to several servers in turn. */
export interface OneAddress {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens in front of several processes. It passes bytes on and knows no HTTP, so a client sticks to no server. */
export async function oneAddress(urls: () => readonly string[]): Promise<OneAddress> {
  let turn = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const targets = urls();
    const { port, hostname } = new URL(targets[turn++ % targets.length] ?? '');
    const target = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.end();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      open.forEach((socket) => socket.destroy());
      await once(server, 'close');
    },
  };
}
