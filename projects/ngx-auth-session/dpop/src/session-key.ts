import { isAuthError } from 'ngx-auth-session';
import { KeyDatabase } from './key-database';
import { ProofKey } from './proof-key';

/** The key that the tokens of a session are bound to. */
export interface SessionKey {
  /** The key: the one that is stored, or a new one. */
  get(): Promise<ProofKey>;
  /** The key to leave a session with, also when it has been removed by now. */
  last(): Promise<ProofKey>;
  /** The session is another one now, and another tab may have made its key. */
  recheck(): void;
  /** Removes the key for good: the session that it belonged to is over. */
  remove(): Promise<void>;
}

/**
 * Makes the keeper of a session's key. Where the browser stores nothing, a key lives as long as the page.
 *
 * @param name says under which name the key is stored
 */
export function createSessionKey(
  name: () => Promise<string>,
  database: KeyDatabase,
  create: () => Promise<ProofKey>,
): SessionKey {
  let current: ProofKey | null = null;
  let removed: ProofKey | null = null;
  let checked = false;
  // One after the other: a key that is about to be removed must not be taken for the next session's.
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  async function find(): Promise<ProofKey> {
    if (current && checked) return current;
    checked = true;
    try {
      const place = await name();
      current = (await database.get(place)) ?? (await database.add(place, await create()));
    } catch (error) {
      // Where there is a key but no answer, another one would only be refused, and end the session.
      if (isAuthError(error)) {
        checked = false;
        throw error;
      }
      current ??= await create();
    }
    return current;
  }

  const stored = (): Promise<ProofKey | undefined> =>
    name()
      .then(database.get)
      .catch(() => undefined);

  return {
    get: () => (current && checked ? Promise.resolve(current) : inTurn(find)),
    last: () =>
      inTurn(async () => {
        // The session may be one that another tab began.
        if (!checked) current = (await stored()) ?? current;
        return current ?? removed ?? find();
      }),
    recheck: () => void (checked = false),
    remove: () =>
      inTurn(async () => {
        // After a reload it may be stored, and not have been asked for.
        const key = current ?? (await stored());
        removed = key ?? removed;
        current = null;
        if (key) await database.remove(await name(), key).catch(() => undefined);
      }),
  };
}
