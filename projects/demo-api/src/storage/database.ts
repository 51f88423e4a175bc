import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { MIGRATIONS } from './schema.ts';

/** An open SQLite file. */
export type Db = Database.Database;

/** Opens the file, creates it if needed, and migrates its schema. */
export function openDatabase(file: string): Db {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  // Wait for another process that is writing instead of failing.
  db.pragma('busy_timeout = 5000');
  db.pragma('journal_mode = WAL');
  // FULL: a rotation that was answered must survive a power failure. Otherwise the spent token would be live again.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  migrate(db);
  return db;
}

function migrate(db: Db): void {
  db.transaction(() => {
    const taken = userVersion(db);
    if (taken > MIGRATIONS.length) {
      throw new Error('DATABASE_FILE was written by a newer version of this server.');
    }
    MIGRATIONS.slice(taken).forEach((step) => db.exec(step));
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  }).immediate();
}

function userVersion(db: Db): number {
  const row = db.prepare('PRAGMA user_version').get() as { user_version: number };
  return row.user_version;
}
