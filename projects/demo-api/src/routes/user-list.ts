import { requireRole } from '../security/authenticate.ts';
import type { ApiServer, RouteParts } from './route-parts.ts';

/** `GET /api/users`, for administrators. */
export function addUserList(app: ApiServer, { authenticate, users }: RouteParts): void {
  app.get('/api/users', async (request) => {
    requireRole(await authenticate(request), 'admin', request.log);
    return users.list();
  });
}
