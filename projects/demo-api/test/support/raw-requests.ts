import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** How many clients call at once. */
export const SOCKETS = 20;

/** An answer to one of many requests. */
export interface SocketAnswer {
  readonly status: number;
  readonly json: any;
}

/** Sends one refresh token from many sockets. All have sent everything except the last byte before any sends that. */
export async function presentAtOnce(
  { url }: { readonly url: string },
  refreshToken: string,
): Promise<SocketAnswer[]> {
  const body = JSON.stringify({ refreshToken });
  const request = postRequest(url, '/api/refresh-token', body);
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, () => openAndWrite(url, request.slice(0, -1))),
  );
  const answers = sockets.map(readAnswer);
  sockets.forEach((socket) => socket.write(request.slice(-1)));
  return Promise.all(answers);
}

/** Returns the bytes of a request with a JSON body, after which the connection closes. */
export function postRequest(url: string, path: string, body: string): string {
  return [
    `POST ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** Opens a connection and sends the beginning of a request. */
export async function openAndWrite(url: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

/** Reads until the server closes the connection. */
export async function readAnswer(socket: Socket): Promise<SocketAnswer> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
  return { status, json: JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) };
}
