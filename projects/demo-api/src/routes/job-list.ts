import type { ApiServer, RouteParts } from './route-parts.ts';

/** `GET /api/job-list` */
export function addJobList(app: ApiServer, { authenticate, jobs }: RouteParts): void {
  app.get('/api/job-list', async (request) => {
    await authenticate(request);
    return jobs.list();
  });
}
