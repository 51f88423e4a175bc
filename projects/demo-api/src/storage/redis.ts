import { createClient, ErrorReply } from '@redis/client';
import { RedisUnreachable } from './redis-unreachable.ts';

type Client = ReturnType<typeof clientFor>;

/** A connection to Redis that mends itself. */
export interface Redis {
  /** Gives what Redis answers, or throws `RedisUnreachable` where it gives none. Never waits for it to come back. */
  ask<T>(question: (client: Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Begins every key of this server: a Redis may serve several. */
export const KEY_PREFIX = 'demo-api:';

/** Answers of a Redis that is starting, or that has just handed over to another one. */
const NOT_NOW = /^(LOADING|READONLY|MASTERDOWN)\b/;

/** Connects, or fails with a message that says what to check. */
export async function openRedis(url: string): Promise<Redis> {
  let opened = false;
  // The first try alone is final: a wrong address should be seen at the start.
  const client = clientFor(url, (tries) => opened && Math.min(50 * tries, 1000));
  // Without a listener an error would end the process. It is not lost: what was asked fails with it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // The host alone, for there may be a password in the address.
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
    // Whoever asks while the connection is down is told so at once, rather than when it is up again.
    disableOfflineQueue: true,
    socket: { reconnectStrategy },
  });
}
