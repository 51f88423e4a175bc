import type { Db } from '../storage/database.ts';
import type { User } from './user.ts';

/** Stores users. */
export interface UserStore {
  find(id: string): Promise<User | undefined>;
  /** Only for signing in: no other method returns a hash. */
  findForLogin(username: string): Promise<{ user: User; passwordHash: string } | undefined>;
  list(): Promise<User[]>;
  add(user: User, passwordHash: string): Promise<void>;
}

interface Row {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: string;
  readonly password_hash: string;
}

/** Stores users in SQLite. */
export function sqliteUserStore(db: Db): UserStore {
  const byId = db.prepare('SELECT * FROM users WHERE id = ?');
  const byUsername = db.prepare('SELECT * FROM users WHERE username = ?');
  const all = db.prepare('SELECT * FROM users ORDER BY username');
  const insert = db.prepare(
    'INSERT OR IGNORE INTO users (id, username, name, roles, password_hash) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    find: (id) => {
      const row = byId.get(id) as Row | undefined;
      return Promise.resolve(row && toUser(row));
    },
    findForLogin: (username) => {
      const row = byUsername.get(username) as Row | undefined;
      return Promise.resolve(row && { user: toUser(row), passwordHash: row.password_hash });
    },
    list: () => Promise.resolve((all.all() as Row[]).map(toUser)),
    add: ({ id, username, name, roles }, passwordHash) => {
      insert.run(id, username, name, JSON.stringify(roles), passwordHash);
      return Promise.resolve();
    },
  };
}

function toUser({ id, username, name, roles }: Row): User {
  return { id, username, name, roles: JSON.parse(roles) as string[] };
}
