import type { ApiServer, RouteParts } from './route-parts.ts';

/** `GET /api/current-user` */
export function addCurrentUser(app: ApiServer, { authenticate }: RouteParts): void {
  app.get('/api/current-user', async (request) => (await authenticate(request)).user);
}
