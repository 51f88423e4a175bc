import { randomInt } from 'node:crypto';
import type { ApiServer, RouteParts } from './route-parts.ts';

/** `GET /api/secret-random-number` */
export function addSecretRandomNumber(app: ApiServer, { authenticate }: RouteParts): void {
  app.get('/api/secret-random-number', async (request) => {
    await authenticate(request);
    return { number: randomInt(1_000_000) };
  });
}
