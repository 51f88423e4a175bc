import { KEY_PREFIX, type Redis } from '../storage/redis.ts';
import { ADD, REVOKE, ROTATE } from './redis-session-scripts.ts';
import { hasEnded, type Session } from './session.ts';
import type { NewSession, SessionStore, TokenPosition } from './session-store.ts';

/** A session until it expires. Ended sessions stay too, so that their tokens are not mistaken for unknown ones. */
const SESSION = `${KEY_PREFIX}session:`;
/** The id of the session that a live or spent token belongs to. */
const TOKEN = `${KEY_PREFIX}refresh-token:`;
/** The ids of a user's sessions that have not ended, sorted by expiry. */
const OF_USER = `${KEY_PREFIX}sessions-of-user:`;

type Fields = Readonly<Record<string, string>>;

/** Stores sessions in Redis, for several processes. Every key expires with its session, so no data remains. */
export function redisSessionStore(redis: Redis): SessionStore {
  const run = (script: string, keys: string[], args: (string | number)[]): Promise<unknown> =>
    redis.ask((client) => client.eval(script, { keys, arguments: args.map(String) }));

  const read = async (id: string): Promise<Fields | undefined> => {
    const fields: Fields = await redis.ask((client) => client.hGetAll(SESSION + id));
    return 'userId' in fields ? fields : undefined;
  };
  const find = async (id: string) => {
    const fields = await read(id);
    return fields && toSession(id, fields);
  };

  return {
    add: async (session, max, replacedId = '') => {
      const { id, userId, tokenHash, createdAt: now, expiresAt } = session;
      const keys = [SESSION + id, TOKEN + tokenHash, OF_USER + userId];
      const settings = [now, expiresAt - now, expiresAt, id, max, SESSION, OF_USER, replacedId];
      const answer = await run(ADD, keys, [...settings, ...toFields(session)]);
      const [replaced, evicted] = answer as [number, string[]];
      return { evicted, replaced: replaced === 1 };
    },
    find,
    // Two separate reads are safe, because a token never changes its session.
    findByToken: async (tokenHash) => {
      const id = await redis.ask((client) => client.get(TOKEN + tokenHash));
      const fields = id === null ? undefined : await read(id);
      if (id === null || !fields) return undefined;
      return { session: toSession(id, fields), position: positionOf(tokenHash, fields) };
    },
    rotate: async ({ tokenHash, nextHash, sealedSuccessor, now }) => {
      const sealed = sealedSuccessor.toString('base64url');
      const keys = [TOKEN + tokenHash, TOKEN + nextHash];
      const args = [now, tokenHash, nextHash, sealed, SESSION];
      return (await run(ROTATE, keys, args)) === 1;
    },
    revoke: async (id, reason, now) =>
      (await run(REVOKE, [SESSION + id], [now, id, reason, SESSION, OF_USER])) === 1,
    listLive: async (userId, now) => {
      const ids = await redis.ask((client) => client.zRange(OF_USER + userId, 0, -1));
      const sessions = await Promise.all(ids.map(find));
      return sessions
        .filter((session) => session !== undefined)
        .filter((session) => !hasEnded(session, now))
        .sort((a, b) => b.lastUsedAt - a.lastUsedAt || b.createdAt - a.createdAt);
    },
    // Redis removes expired keys itself.
    removeExpired: () => Promise.resolve(),
  };
}

function positionOf(tokenHash: string, fields: Fields): TokenPosition {
  if (fields['tokenHash'] === tokenHash) return 'current';
  return fields['previousHash'] === tokenHash ? 'previous' : 'older';
}

/** Returns names and values in alternation, as Redis expects them. */
function toFields(session: NewSession): string[] {
  const { userId, deviceHash, keyThumbprint, deviceName, createdAt, expiresAt, lastUsedAt } =
    session;
  const { tokenHash } = session;
  const always = { userId, deviceName, createdAt, expiresAt, lastUsedAt, tokenHash };
  const known = { ...always, deviceHash, keyThumbprint };
  return Object.entries(known).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  );
}

function toSession(id: string, fields: Fields): Session {
  const { userId = '', deviceHash, keyThumbprint, deviceName = '' } = fields;
  const { sealedSuccessor, revokedAt } = fields;
  return {
    id,
    userId,
    deviceHash,
    keyThumbprint,
    deviceName,
    createdAt: Number(fields['createdAt']),
    expiresAt: Number(fields['expiresAt']),
    lastUsedAt: Number(fields['lastUsedAt']),
    sealedSuccessor:
      sealedSuccessor === undefined ? undefined : Buffer.from(sealedSuccessor, 'base64url'),
    revokedAt: revokedAt === undefined ? undefined : Number(revokedAt),
  };
}
