import type { IncomingMessage } from 'node:http';
import { pathToFileURL } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { AnswerPage } from './not-found.ts';
import { INDEX_FILE } from './static-site.ts';

/** The page of an application with server rendering for routes that only the browser renders. */
const UNRENDERED_FILE = 'index.csr.html';

/** Matches a valid `Host` header: a name or an IP address, with an optional port. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i;

interface Renderer {
  /** Returns the rendered page, or `null` if only the browser can render it. */
  render(request: IncomingMessage): Promise<Response | null>;
}

/**
 * Creates the handler for requests for a page. It renders the page if there is a renderer, else it sends the
 * application's index file.
 */
export async function pageAnswer(rendererFile: string | undefined): Promise<AnswerPage> {
  if (rendererFile === undefined) return (_, reply) => sendFile(reply, INDEX_FILE);
  const { render } = (await import(pathToFileURL(rendererFile).href)) as Renderer;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isAddress(request.raw)) throw badAddress();
    const page = await render(request.raw);
    if (!page) return sendFile(reply, UNRENDERED_FILE);
    return reply.header('cache-control', 'no-cache').send(page);
  };
}

/**
 * Returns whether the request has a valid URL. Otherwise the renderer would throw, and the client would get a server
 * error.
 */
function isAddress({ headers: { host = '' }, url = '' }: IncomingMessage): boolean {
  return HOST.test(host) && url.startsWith('/') && URL.canParse(`http://${host}${url}`);
}

function badAddress(): ApiError {
  return new ApiError(400, 'invalid_request', 'The request names no address of a page.');
}

function sendFile(reply: FastifyReply, file: string) {
  return reply.header('cache-control', 'no-cache').sendFile(file);
}
