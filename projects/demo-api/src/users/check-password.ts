import type { PasswordHasher } from './password-hasher.ts';
import type { User } from './user.ts';
import type { UserStore } from './user-store.ts';

/** Gives the user whose name and password these are, or nothing. */
export type CheckPassword = (username: string, password: string) => Promise<User | undefined>;

/**
 * An unknown name costs as much as a wrong password: it is compared with a hash that belongs to nobody, so that the
 * time of the answer does not tell which names exist.
 */
export async function passwordCheck(
  users: UserStore,
  hasher: PasswordHasher,
): Promise<CheckPassword> {
  const nobodysHash = await hasher.hash('the password of nobody');
  return async (username, password) => {
    const found = await users.findForLogin(username);
    const matches = await hasher.verify(found?.passwordHash ?? nobodysHash, password);
    return matches ? found?.user : undefined;
  };
}
