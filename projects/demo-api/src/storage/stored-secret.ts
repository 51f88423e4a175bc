import { randomBytes } from 'node:crypto';
import type { Db } from './database.ts';

/**
 * The signing secret of a server that was given none: made once and kept, so that a restart does not sign everybody
 * out. Whoever can read the file can then sign tokens, which is why production must bring its own.
 */
export function storedSecret(db: Db): string {
  db.prepare('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)').run(
    'jwt_secret',
    randomBytes(48).toString('base64url'),
  );
  const row = db.prepare('SELECT value FROM settings WHERE name = ?').get('jwt_secret');
  return (row as { value: string }).value;
}
