// Serves the built application and its settings on an origin of its own.
import staticFiles from '@fastify/static';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fastify } from 'fastify';

const BUILT = resolve(import.meta.dirname, '../../../../dist/oauth-app/browser');

export interface Site {
  readonly origin: string;
  /** The settings that the application reads when it starts. */
  settings: object;
  stop(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  if (!existsSync(BUILT)) throw new Error('Build the application first: npx ng build oauth-app');
  const app = fastify();
  await app.register(staticFiles, { root: BUILT });
  app.get('/settings.json', () => site.settings);
  // Every other path is a route of the application.
  app.setNotFoundHandler((_, reply) => reply.sendFile('index.html'));
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const site: Site = { origin, settings: {}, stop: () => app.close() };
  return site;
}
