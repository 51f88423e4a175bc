import { isAuthError } from 'ngx-auth-session';
import { KeyDatabase } from './key-database';
import { ProofKey } from './proof-key';

/** The key that the tokens of a session are bound to. */
export interface SessionKey {
  /** Returns the session's key: the stored one, or a new one. */
  get(): Promise<ProofKey>;
  /**
   * Returns the key to sign in with. This page always creates it: a script could have stored another key and kept a copy
   * of it. After a failed login, the next login gets the same key.
   */
  forLogin(): Promise<ProofKey>;
  /** Returns the key that is stored or in use, if there is one. Creates none. */
  getIfPresent(): Promise<ProofKey | null>;
  /** Returns the key for a logout, even if it has been removed. */
  forLogout(): Promise<ProofKey>;
  /** Starts a session. The other methods wait until `beganHere` says whether it began in this tab. */
  begin(beganHere: Promise<boolean>): void;
  /** Reads the stored key again at the next use: another tab may have replaced or removed it. */
  recheck(): void;
  /** Removes the key of a session that has ended. */
  remove(): Promise<void>;
}

/**
 * Creates, stores and removes the key of the session. If the browser blocks storage, a key lives as long as the page.
 *
 * @param name returns the name under which the key is stored
 * @param signedIn returns whether a session may need the stored key
 */
export function createSessionKey(
  name: () => Promise<string>,
  database: KeyDatabase,
  create: () => Promise<ProofKey>,
  signedIn: () => boolean,
): SessionKey {
  let current: ProofKey | null = null;
  let next: ProofKey | null = null;
  let removed: ProofKey | null = null;
  let checked = false;
  // One call at a time: a key that is about to be removed must not become the next session's key.
  let queue: Promise<unknown> = Promise.resolve();

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  async function find(): Promise<ProofKey> {
    if (current && checked) return current;
    checked = true;
    try {
      const keyName = await name();
      current = (await database.get(keyName)) ?? (await database.add(keyName, await create()));
    } catch (error) {
      // A timeout: there may be a stored key. The server would refuse another one and end the session.
      if (isAuthError(error)) {
        checked = false;
        throw error;
      }
      current ??= await create();
    }
    return current;
  }

  async function prepareLogin(): Promise<ProofKey> {
    next ??= await create();
    // If the login fails, the present session continues and needs its key, so store this one only after the login.
    if (signedIn()) return next;
    // Without a session, store it now: the page may be left right after the login.
    removed = null;
    await store(next);
    return next;
  }

  /** Stores a key and replaces any other. Ignores a browser that blocks storage. */
  async function store(key: ProofKey): Promise<void> {
    try {
      await database.put(await name(), key);
    } catch (error) {
      if (isAuthError(error)) throw error;
    }
  }

  const stored = (): Promise<ProofKey | undefined> =>
    name()
      .then(database.get)
      .catch(() => undefined);

  /** Returns the key that is stored or in use. Another tab may have begun the session. */
  async function findPresent(): Promise<ProofKey | null> {
    if (!checked) current = (await stored()) ?? current;
    return current;
  }

  return {
    get: () => (current && checked ? Promise.resolve(current) : enqueue(find)),
    forLogin: () => enqueue(prepareLogin),
    getIfPresent: () => enqueue(findPresent),
    forLogout: () => enqueue(async () => (await findPresent()) ?? removed ?? next ?? find()),
    begin(beganHere) {
      const present = checked ? current : null;
      checked = false;
      void enqueue(async () => {
        const isOwnSession = await beganHere;
        // Another session may have begun in this tab meanwhile, and set it again.
        checked = false;
        if (!isOwnSession) return;
        // `setTokens()` uses no login key: keep the present key, which its tokens may be bound to.
        current = next ?? present ?? (await create());
        next = null;
        checked = true;
        // Store it again: another tab may have stored the key of its own login meanwhile.
        await store(current);
      }).catch(() => undefined);
    },
    recheck: () => void (checked = false),
    remove: () =>
      enqueue(async () => {
        // After a reload, the key may be in storage only.
        const key = current ?? (await stored());
        removed = key ?? removed;
        current = null;
        if (key) await database.remove(await name(), key).catch(() => undefined);
      }),
  };
}
