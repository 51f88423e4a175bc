import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The file that starts the application on every route. */
export const INDEX_FILE = 'index.html';

/** Serves a built application. Files with a hash in their name are cached forever. */
export async function serveSite(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(staticFiles, {
    root: folder,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders: (response, path) => {
      const fixed = /-[A-Z0-9]{8}\.\w+$/.test(path);
      const value = fixed ? 'public, max-age=31536000, immutable' : 'no-cache';
      response.setHeader('cache-control', value);
    },
  });
}
