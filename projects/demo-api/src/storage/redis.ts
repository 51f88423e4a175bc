import { createClient, ErrorReply } from '@redis/client';
import { RedisUnreachable } from './redis-unreachable.ts';

type Client = ReturnType<typeof clientFor>;

/** A connection to Redis that reconnects by itself. */
export interface Redis {
  /** Returns the reply of Redis, or throws `RedisUnreachable`. Never waits for a reconnection. */
  ask<T>(question: (client: Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The prefix of all keys of this server, because several may share a Redis. */
export const KEY_PREFIX = 'demo-api:';

/** Replies of a Redis that is starting, or that has failed over to another one. */
const NOT_NOW = /^(LOADING|READONLY|MASTERDOWN)\b/;

/** Connects, or throws an error that says what to check. */
export async function openRedis(url: string): Promise<Redis> {
  let opened = false;
  // Only the first attempt is final: a wrong URL must fail at the start.
  const client = clientFor(url, (tries) => opened && Math.min(50 * tries, 1000));
  // Without a listener, an error would end the process. It isn't lost: pending commands fail with it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // Only the host, because the URL may contain a password.
    const message = `REDIS_URL: no Redis answers at ${new URL(url).host} (${String(error)}).`;
    throw new RedisUnreachable(message, { cause: error });
  }
  opened = true;

  return {
    ask: async (question) => {
      try {
        return await question(client);
      } catch (error) {
        if (error instanceof ErrorReply && !NOT_NOW.test(error.message)) throw error;
        throw new RedisUnreachable('Redis did not answer.', { cause: error });
      }
    },
    close: () => client.close(),
  };
}

function clientFor(url: string, reconnectStrategy: (tries: number) => number | false) {
  return createClient({
    url,
    // Commands fail at once while the connection is down, instead of waiting for it.
    disableOfflineQueue: true,
    socket: { reconnectStrategy },
  });
}
