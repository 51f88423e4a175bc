import { ConfigError } from '../config/config-error.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { findSeededUsers, seedUsers } from './seed-users.ts';
import type { UserStore } from './user-store.ts';

/**
 * Adds the demo users, or checks that none exists: a database of an earlier start may contain them. Returns warnings
 * for the operator.
 */
export async function prepareUsers(
  users: UserStore,
  hasher: PasswordHasher,
  demoUsers: boolean,
): Promise<string[]> {
  if (demoUsers) {
    await seedUsers(users, hasher);
    return [];
  }
  const seeded = await findSeededUsers(users, hasher);
  if (seeded.length > 0) {
    throw new ConfigError(
      `DATABASE_FILE: everyone knows the passwords of ${seeded.join(' and ')} in it. ` +
        'Use another file, or set DEMO_USERS to on if that is meant.',
    );
  }
  return (await users.list()).length === 0
    ? [
        'There are no users in DATABASE_FILE. DEMO_USERS=on adds two, whose passwords everyone knows.',
      ]
    : [];
}
