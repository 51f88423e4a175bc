import { randomUUID } from 'node:crypto';
import type { PasswordHasher } from './password-hasher.ts';
import type { UserStore } from './user-store.ts';

const DEMO_USERS = [
  { username: 'ada', name: 'Ada Lovelace', roles: ['admin', 'user'] },
  { username: 'bob', name: 'Bob Marsh', roles: ['user'] },
];

/** Adds the two users of the demo where they are missing. Their passwords are public on purpose. */
export async function seedUsers(users: UserStore, hasher: PasswordHasher): Promise<void> {
  for (const user of DEMO_USERS) {
    if (await users.findForLogin(user.username)) continue;
    const password = `${user.username}-demo-password`;
    await users.add({ id: randomUUID(), ...user }, await hasher.hash(password));
  }
}
