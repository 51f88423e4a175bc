import type { PasswordHasher } from './password-hasher.ts';
import type { User } from './user.ts';
import type { UserStore } from './user-store.ts';

/** Returns the user with this name and password, or `undefined`. */
export type CheckPassword = (username: string, password: string) => Promise<User | undefined>;

/**
 * Compares the password of an unknown user with the hash of no user, so that it takes as long as a wrong password.
 * Otherwise the response time would reveal which names exist.
 */
export async function passwordCheck(
  users: UserStore,
  hasher: PasswordHasher,
): Promise<CheckPassword> {
  const unknownUserHash = await hasher.hash('the password of no user');
  return async (username, password) => {
    const found = await users.findForLogin(username);
    const matches = await hasher.verify(found?.passwordHash ?? unknownUserHash, password);
    return matches ? found?.user : undefined;
  };
}
