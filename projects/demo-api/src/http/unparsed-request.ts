import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { SECURITY_HEADERS } from '../security/headers/security-headers.ts';
import { genericError } from './error-answers.ts';

/** Node's error codes, with the status of the response. Any other error means that the bytes are not HTTP. */
const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers bytes that Node can't parse as a request, or that don't arrive in time, with the usual error format. There is
 * no parsed request, so its origin is unknown. Logs nothing, because the error contains the bytes and with them any
 * tokens.
 */
export function answerUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(rawAnswer(STATUSES[error.code ?? ''] ?? 400));
  socket.destroy();
}

/** Returns a raw response that closes the connection. */
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
