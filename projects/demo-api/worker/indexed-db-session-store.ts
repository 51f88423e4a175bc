import { hasEnded, type Session } from '../src/sessions/session.ts';
import type { SessionStore } from '../src/sessions/session-store.ts';
import type { Database, StoredSession } from './database.ts';
import { bytes } from './node/bytes.ts';

/** Sessions in IndexedDB. One transaction per method: the browser runs those that write one after the other. */
export function indexedDbSessionStore(db: Database): SessionStore {
  const write = () => db.transaction(['sessions', 'tokens'], 'readwrite');

  return {
    add: async (session, max, replacedId) => {
      const transaction = write();
      const sessions = transaction.objectStore('sessions');
      const now = session.createdAt;
      const earlier = replacedId === undefined ? undefined : await sessions.get(replacedId);
      const replaced = earlier !== undefined && earlier.revokedAt === undefined;
      if (replaced) {
        await sessions.put({ ...earlier, revokedAt: now, revokedFor: 'replaced_by_login' });
      }
      const live = (await sessions.index('ofUser').getAll(session.userId)).filter(
        (other) => !hasEnded(asSession(other), now),
      );
      const evicted = live.length < max ? [] : live;
      for (const other of evicted) {
        await sessions.put({ ...other, revokedAt: now, revokedFor: 'too_many_sessions' });
      }
      await sessions.put(session);
      await transaction.objectStore('tokens').put({ sessionId: session.id }, session.tokenHash);
      await transaction.done;
      return { evicted: evicted.map(({ id }) => id), replaced };
    },

    find: async (id) => {
      const stored = await db.get('sessions', id);
      return stored && asSession(stored);
    },

    findByToken: async (tokenHash) => {
      const transaction = db.transaction(['sessions', 'tokens']);
      const token = await transaction.objectStore('tokens').get(tokenHash);
      const stored = token && (await transaction.objectStore('sessions').get(token.sessionId));
      if (!stored) return undefined;
      return { session: asSession(stored), position: positionOf(tokenHash, stored) };
    },

    rotate: async ({ tokenHash, nextHash, sealedSuccessor, now }) => {
      const transaction = write();
      const sessions = transaction.objectStore('sessions');
      const tokens = transaction.objectStore('tokens');
      const token = await tokens.get(tokenHash);
      const stored = token && (await sessions.get(token.sessionId));
      if (!stored || stored.tokenHash !== tokenHash || hasEnded(asSession(stored), now)) {
        return false;
      }
      await tokens.put({ sessionId: stored.id }, nextHash);
      await sessions.put({
        ...stored,
        tokenHash: nextHash,
        previousHash: tokenHash,
        sealedSuccessor,
        lastUsedAt: now,
      });
      await transaction.done;
      return true;
    },

    revoke: async (id, reason, now) => {
      const sessions = db.transaction('sessions', 'readwrite').store;
      const stored = await sessions.get(id);
      if (!stored || stored.revokedAt !== undefined) return false;
      await sessions.put({ ...stored, revokedAt: now, revokedFor: reason });
      return true;
    },

    listLive: async (userId, now) =>
      (await db.getAllFromIndex('sessions', 'ofUser', userId))
        .map(asSession)
        .filter((session) => !hasEnded(session, now))
        .sort((a, b) => b.lastUsedAt - a.lastUsedAt || b.createdAt - a.createdAt),

    removeExpired: async (now) => {
      const transaction = write();
      const tokens = transaction.objectStore('tokens');
      for (const { id, expiresAt } of await transaction.objectStore('sessions').getAll()) {
        if (expiresAt > now) continue;
        await transaction.objectStore('sessions').delete(id);
        for (const key of await tokens.index('ofSession').getAllKeys(id)) await tokens.delete(key);
      }
      await transaction.done;
    },
  };
}

function positionOf(tokenHash: string, stored: StoredSession): 'current' | 'previous' | 'older' {
  if (stored.tokenHash === tokenHash) return 'current';
  return stored.previousHash === tokenHash ? 'previous' : 'older';
}

/** The database gives plain bytes, and the API reads a successor as Node's. */
function asSession({ sealedSuccessor, ...session }: StoredSession): Session {
  if (!sealedSuccessor) return session;
  return { ...session, sealedSuccessor: bytes(sealedSuccessor) as unknown as Buffer };
}
