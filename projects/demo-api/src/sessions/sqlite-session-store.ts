import type { Db } from '../storage/database.ts';
import { toSession, type SessionRow } from './session-row.ts';
import type { NewSession, SessionStore } from './session-store.ts';

const LIVE = 'revoked_at IS NULL AND expires_at > ?';

/**
 * Stores sessions in SQLite. Statements are synchronous and run one at a time on the connection, so each is atomic. A
 * method with several statements takes the write lock first (`immediate`), which also keeps out other processes.
 */
export function sqliteSessionStore(db: Db): SessionStore {
  const insert = db.prepare(`
    INSERT INTO sessions
      (id, user_id, device_hash, key_thumbprint, device_name, created_at, expires_at, last_used_at,
       token_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const byId = db.prepare('SELECT * FROM sessions WHERE id = ?');
  const byLiveToken = db.prepare('SELECT * FROM sessions WHERE token_hash = ?');
  const bySpentToken = db.prepare(`
    SELECT sessions.* FROM spent_tokens JOIN sessions ON sessions.id = spent_tokens.session_id
    WHERE spent_tokens.token_hash = ?`);
  const liveOfUser = db.prepare(
    `SELECT * FROM sessions WHERE user_id = ? AND ${LIVE} ORDER BY last_used_at DESC, rowid DESC`,
  );
  const revokeOne = db.prepare(
    'UPDATE sessions SET revoked_at = ?, revoked_for = ? WHERE id = ? AND revoked_at IS NULL',
  );
  const removeExpired = db.prepare('DELETE FROM sessions WHERE expires_at <= ?');
  const swap = db.prepare(`
    UPDATE sessions
    SET previous_hash = token_hash, token_hash = ?, sealed_successor = ?, last_used_at = ?
    WHERE token_hash = ? AND ${LIVE}`);

  const add = db.transaction((session: NewSession, max: number, replacedId?: string) => {
    const now = session.createdAt;
    const replaced =
      replacedId !== undefined && revokeOne.run(now, 'replaced_by_login', replacedId).changes > 0;
    const live = liveOfUser.all(session.userId, now) as SessionRow[];
    const evicted = live.length < max ? [] : live.map(({ id }) => id);
    evicted.forEach((id) => revokeOne.run(now, 'too_many_sessions', id));
    insert.run(
      session.id,
      session.userId,
      session.deviceHash ?? null,
      session.keyThumbprint ?? null,
      session.deviceName,
      now,
      session.expiresAt,
      session.lastUsedAt,
      session.tokenHash,
    );
    return { evicted, replaced };
  });

  // One query for both tables: if another process rotated between two queries, the token would not be found.
  const findByToken = db.transaction((tokenHash: string) => {
    const live = byLiveToken.get(tokenHash) as SessionRow | undefined;
    if (live) return { session: toSession(live), position: 'current' as const };
    const spent = bySpentToken.get(tokenHash) as SessionRow | undefined;
    if (!spent) return undefined;
    const position = spent.previous_hash === tokenHash ? ('previous' as const) : ('older' as const);
    return { session: toSession(spent), position };
  });

  return {
    add: (...args) => Promise.resolve(add.immediate(...args)),
    find: (id) => {
      const row = byId.get(id) as SessionRow | undefined;
      return Promise.resolve(row && toSession(row));
    },
    findByToken: (tokenHash) => Promise.resolve(findByToken.deferred(tokenHash)),
    rotate: ({ tokenHash, nextHash, sealedSuccessor, now }) => {
      const { changes } = swap.run(nextHash, sealedSuccessor, now, tokenHash, now);
      return Promise.resolve(changes > 0);
    },
    revoke: (id, reason, now) => Promise.resolve(revokeOne.run(now, reason, id).changes > 0),
    listLive: (userId, now) =>
      Promise.resolve((liveOfUser.all(userId, now) as SessionRow[]).map(toSession)),
    removeExpired: (now) => {
      removeExpired.run(now);
      return Promise.resolve();
    },
  };
}
