/** The migrations from an empty file to the current schema. `user_version` counts those that were applied. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE users (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    roles TEXT NOT NULL
  ) STRICT;

  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    company TEXT NOT NULL,
    location TEXT NOT NULL
  ) STRICT;

  -- One row is one family of refresh tokens: a login and all that was rotated from it.
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    device_hash TEXT,
    device_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    previous_hash TEXT,
    sealed_successor BLOB,
    revoked_at INTEGER,
    revoked_for TEXT
  ) STRICT;
  CREATE INDEX sessions_of_user ON sessions (user_id);
  CREATE INDEX sessions_by_expiry ON sessions (expires_at);

  -- Hashes of used refresh tokens, so that one that comes back is known to which family it belonged.
  CREATE TABLE spent_tokens (
    token_hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX spent_tokens_of_session ON spent_tokens (session_id);

  -- A trigger, so that the rotation stays one statement: no moment, and no crash, comes between the two.
  CREATE TRIGGER keep_spent_token AFTER UPDATE OF token_hash ON sessions
  BEGIN
    INSERT INTO spent_tokens (token_hash, session_id) VALUES (old.token_hash, old.id);
  END;
  `,
  // The thumbprint of the key that the tokens of a session are bound to.
  'ALTER TABLE sessions ADD COLUMN key_thumbprint TEXT;',
];
