import type { PasswordHasher } from './password-hasher.ts';
import type { UserStore } from './user-store.ts';

/** Fixed ids, so that servers with separate databases use the same ids in the sessions that they share. */
const DEMO_USERS = [
  {
    id: 'c0b6e4d6-3f0e-4c55-9d2b-6f6f2b1f6a01',
    username: 'ada',
    name: 'Ada Lovelace',
    roles: ['admin', 'user'],
  },
  {
    id: 'c0b6e4d6-3f0e-4c55-9d2b-6f6f2b1f6a02',
    username: 'bob',
    name: 'Bob Marsh',
    roles: ['user'],
  },
];

/** Public on purpose. */
const passwordOf = (username: string) => `${username}-demo-password`;

/** Adds the two demo users unless they exist. */
export async function seedUsers(users: UserStore, hasher: PasswordHasher): Promise<void> {
  for (const user of DEMO_USERS) {
    if (await users.findForLogin(user.username)) continue;
    await users.add(user, await hasher.hash(passwordOf(user.username)));
  }
}

/** Returns the names of users who can sign in with a public password. */
export async function findSeededUsers(users: UserStore, hasher: PasswordHasher): Promise<string[]> {
  const found: string[] = [];
  for (const { username } of DEMO_USERS) {
    const known = await users.findForLogin(username);
    if (known && (await hasher.verify(known.passwordHash, passwordOf(username)))) {
      found.push(username);
    }
  }
  return found;
}
