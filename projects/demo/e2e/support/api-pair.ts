// Two processes of the API behind one address. They share a Redis and nothing else.
import { oneAddress } from '../../../demo-api/test/support/one-address.ts';
import { startRedis } from '../../../demo-api/test/support/redis-process.ts';
import { startApi, type ApiOptions, type ApiProcess } from './api-process';

/** Each must accept the tokens of the other. */
const JWT_SECRET = 'Zt4Vq8Lm1Xw6Rb9Ks3Yd7Hf2Nc5Pj0Ga';

/** Starts both and returns them as one. */
export async function startApiPair({ env, ...options }: ApiOptions): Promise<ApiProcess> {
  const redis = await startRedis(['--appendonly', 'no']);
  const start = () => startApi({ ...options, env: { ...env, JWT_SECRET, REDIS_URL: redis.url } });
  const pair = await Promise.all([start(), start()]);
  const address = await oneAddress(() => pair.map(({ url }) => url));
  return {
    url: address.url,
    get log() {
      return pair.flatMap(({ log }) => log);
    },
    printed: () => pair.map((api) => api.printed()).join(''),
    events: (name) => pair.reduce((sum, api) => sum + api.events(name), 0),
    forgetEvents: () => pair.forEach((api) => api.forgetEvents()),
    restart: async (changed) => {
      await Promise.all(pair.map((api) => api.restart(changed)));
    },
    stop: async () => {
      await address.close();
      await Promise.all(pair.map((api) => api.stop()));
      await redis.end();
    },
  };
}
