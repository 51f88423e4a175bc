import type { ApiServer } from './route-parts.ts';

/** `GET /api/health`: the process runs and responds. */
export function addHealth(app: ApiServer): void {
  app.get('/api/health', () => ({ status: 'ok' }));
}
