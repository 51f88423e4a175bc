import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import { SITE_BASE, SITE_FOLDER } from '../../site-paths.mjs';

/** The built site on a static file server, as a visitor reaches it. */
export interface ServedSite {
  /** The address of the site, up to and including its base path. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the files and nothing else: there is no API behind them, and no fallback for routes. */
export async function serveSite(): Promise<ServedSite> {
  const app = Fastify();
  await app.register(fastifyStatic, { root: SITE_FOLDER, prefix: SITE_BASE, redirect: true });
  app.setNotFoundHandler((_request, reply) => reply.code(404).sendFile('404.html'));
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: `${origin}${SITE_BASE}`, close: () => app.close() };
}
