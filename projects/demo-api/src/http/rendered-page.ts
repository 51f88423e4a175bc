import type { IncomingMessage } from 'node:http';
import { pathToFileURL } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerPage } from './not-found.ts';
import { INDEX_FILE } from './static-site.ts';

/** The page of an application built for server rendering that leaves everything to the browser. */
const UNRENDERED_FILE = 'index.csr.html';

interface Renderer {
  /** Gives the page that a request asks for, or nothing where only the browser can show it. */
  render(request: IncomingMessage): Promise<Response | null>;
}

/** Makes the answer to a request for a page: rendered here where there is a renderer, and otherwise in the browser. */
export async function pageAnswer(rendererFile: string | undefined): Promise<AnswerPage> {
  if (rendererFile === undefined) return (_, reply) => sendFile(reply, INDEX_FILE);
  const { render } = (await import(pathToFileURL(rendererFile).href)) as Renderer;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const page = await render(request.raw);
    if (!page) return sendFile(reply, UNRENDERED_FILE);
    return reply.header('cache-control', 'no-cache').send(page);
  };
}

function sendFile(reply: FastifyReply, file: string) {
  return reply.header('cache-control', 'no-cache').sendFile(file);
}
