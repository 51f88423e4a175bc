import type { IncomingMessage } from 'node:http';
import { pathToFileURL } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { AnswerPage } from './not-found.ts';
import { INDEX_FILE } from './static-site.ts';

/** The page of an application built for server rendering that leaves everything to the browser. */
const UNRENDERED_FILE = 'index.csr.html';

/** A name or an address, perhaps with a port: all that a `Host` may be. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i;

interface Renderer {
  /** Gives the page that a request asks for, or nothing where only the browser can show it. */
  render(request: IncomingMessage): Promise<Response | null>;
}

/** Makes the answer to a request for a page: rendered here where there is a renderer, and otherwise in the browser. */
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

/** Can a renderer make an address of what a request says? One that cannot fails, which is no fault of the server. */
function isAddress({ headers: { host = '' }, url = '' }: IncomingMessage): boolean {
  return HOST.test(host) && url.startsWith('/') && URL.canParse(`http://${host}${url}`);
}

function badAddress(): ApiError {
  return new ApiError(400, 'invalid_request', 'The request names no address of a page.');
}

function sendFile(reply: FastifyReply, file: string) {
  return reply.header('cache-control', 'no-cache').sendFile(file);
}
