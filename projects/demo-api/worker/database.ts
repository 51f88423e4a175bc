import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { RevokeReason } from '../src/sessions/session.ts';
import type { NewSession } from '../src/sessions/session-store.ts';

/** A session as it is stored. */
export interface StoredSession extends Omit<NewSession, 'sealedSuccessor'> {
  readonly sealedSuccessor?: Uint8Array;
  readonly previousHash?: string;
  readonly revokedFor?: RevokeReason;
}

interface Schema extends DBSchema {
  settings: { key: string; value: string };
  sessions: { key: string; value: StoredSession; indexes: { ofUser: string } };
  /** Every token of a session, live or spent: its hash is the key, the session's id the value. */
  tokens: { key: string; value: { readonly sessionId: string }; indexes: { ofSession: string } };
}

export type Database = IDBPDatabase<Schema>;

export function openDatabase(): Promise<Database> {
  return openDB<Schema>('ngx-auth-session-demo-api', 1, {
    upgrade: (db) => {
      db.createObjectStore('settings');
      db.createObjectStore('sessions', { keyPath: 'id' }).createIndex('ofUser', 'userId');
      db.createObjectStore('tokens').createIndex('ofSession', 'sessionId');
    },
  });
}

/** The secret that signs access tokens. It is stored, so that a token outlives a stop of the worker. */
export async function storedSecret(db: Database): Promise<string> {
  const fresh = Array.from(crypto.getRandomValues(new Uint8Array(48)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const settings = db.transaction('settings', 'readwrite').store;
  const stored = await settings.get('jwt-secret');
  if (stored === undefined) await settings.put(fresh, 'jwt-secret');
  return stored ?? fresh;
}
