import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'libsql';
import { openDatabase } from '../src/storage/database.ts';
import { MIGRATIONS } from '../src/storage/schema.ts';
import { sqliteSessionStore } from '../src/sessions/sqlite-session-store.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test('D10 a session from before keys existed continues, and is bound to none', async (t) => {
  const file = join(temporaryFolder(t), 'old.sqlite');
  const old = new Database(file);
  old.exec(`${MIGRATIONS[0]} PRAGMA user_version = 1;
    INSERT INTO users VALUES ('u', 'ada', 'Ada', 'hash', '[]');
    INSERT INTO sessions (id, user_id, device_name, created_at, expires_at, last_used_at, token_hash)
    VALUES ('s', 'u', 'Firefox', 1, 1000, 1, 'first');`);
  old.close();

  const db = openDatabase(file);
  t.after(() => db.close());
  const store = sqliteSessionStore(db);
  assert.equal((await store.find('s'))?.keyThumbprint, undefined);
  const sealedSuccessor = Buffer.from('x');
  assert.ok(
    await store.rotate({ tokenHash: 'first', nextHash: 'second', sealedSuccessor, now: 2 }),
  );
  assert.equal((await store.find('s'))?.keyThumbprint, undefined);
});
