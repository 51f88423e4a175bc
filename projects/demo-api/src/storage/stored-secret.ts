import { randomBytes } from 'node:crypto';
import type { Db } from './database.ts';

/**
 * Returns the signing secret of a server that was given none. It is created once and stored, so that a restart doesn't
 * sign out all users. A person who can read the file can sign tokens, so production must set its own secret.
 */
export function storedSecret(db: Db): string {
  db.prepare('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)').run(
    'jwt_secret',
    randomBytes(48).toString('base64url'),
  );
  const row = db.prepare('SELECT value FROM settings WHERE name = ?').get('jwt_secret');
  return (row as { value: string }).value;
}
