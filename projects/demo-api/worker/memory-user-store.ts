import type { User } from '../src/users/user.ts';
import type { UserStore } from '../src/users/user-store.ts';

/** Users in memory. The demo's are added at each start, so there is nothing to keep. */
export function memoryUserStore(): UserStore {
  const known = new Map<string, { user: User; passwordHash: string }>();
  const users = () => [...known.values()].map(({ user }) => user);
  return {
    find: (id) => Promise.resolve(users().find((user) => user.id === id)),
    findForLogin: (username) => Promise.resolve(known.get(username)),
    list: () => Promise.resolve(users()),
    add: (user, passwordHash) => {
      known.set(user.username, { user, passwordHash });
      return Promise.resolve();
    },
  };
}
