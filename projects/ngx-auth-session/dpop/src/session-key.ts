import { KeyDatabase } from './key-database';
import { ProofKey } from './proof-key';

/** The key that the tokens of a session are bound to. */
export interface SessionKey {
  /** The key: the one that is stored, or a new one. */
  get(): Promise<ProofKey>;
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
    } catch {
      current ??= await create();
    }
    return current;
  }

  return {
    get: () => (current && checked ? Promise.resolve(current) : inTurn(find)),
    recheck: () => void (checked = false),
    remove: () =>
      inTurn(async () => {
        const key = current;
        current = null;
        if (key) await database.remove(await name(), key).catch(() => undefined);
      }),
  };
}
