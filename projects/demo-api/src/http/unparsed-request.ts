import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { SECURITY_HEADERS } from '../security/security-headers.ts';
import { genericError } from './error-answers.ts';

/** What Node says was wrong, and its status. All else is no HTTP. */
const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers what Node cannot read as a request, or does not get in time, like any other mistake. There is no request yet
 * that could say which origin it comes from. Nothing is logged: the error holds the bytes, tokens and all.
 */
export function answerUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(rawAnswer(STATUSES[error.code ?? ''] ?? 400));
  socket.destroy();
}

/** An answer as bytes, after which the connection ends. */
export function rawAnswer(status: number): string {
  const body = JSON.stringify(genericError(status));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    ...Object.entries(SECURITY_HEADERS).map((header) => header.join(': ')),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
