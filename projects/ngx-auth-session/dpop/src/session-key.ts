import { isAuthError } from 'ngx-auth-session';
import { KeyDatabase } from './key-database';
import { ProofKey } from './proof-key';

/** The key that the tokens of a session are bound to. */
export interface SessionKey {
  /** The key of the session: the one that is stored, or a new one. */
  get(): Promise<ProofKey>;
  /**
   * The key to sign in with, always one that this page has made: a script may have stored another, and kept a copy.
   * A login that failed leaves it to the next one.
   */
  forLogin(): Promise<ProofKey>;
  /** The key that is stored or in use at this moment, if there is one. */
  present(): Promise<ProofKey | null>;
  /** The key to leave a session with, also when it has been removed by now. */
  last(): Promise<ProofKey>;
  /** A session has begun. Nobody gets a key until it is known whether it did so in this tab. */
  begin(here: Promise<boolean>): void;
  /** Another tab may have made, or removed, the key. */
  recheck(): void;
  /** Removes the key for good: the session that it belonged to is over. */
  remove(): Promise<void>;
}

/**
 * Makes the keeper of a session's key. Where the browser stores nothing, a key lives as long as the page.
 *
 * @param name says under which name the key is stored
 * @param signedIn says whether the key that is stored there is one that a session needs
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

  async function prepareLogin(): Promise<ProofKey> {
    next ??= await create();
    // The session before it goes on if the login fails, and needs its key: then this one is stored at the end.
    if (signedIn()) return next;
    // Now is better: whoever has signed in may leave the page at once.
    removed = null;
    await store(next);
    return next;
  }

  /** Takes the place of any other key. */
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

  /** The session may be one that another tab began. */
  async function findPresent(): Promise<ProofKey | null> {
    if (!checked) current = (await stored()) ?? current;
    return current;
  }

  return {
    get: () => (current && checked ? Promise.resolve(current) : inTurn(find)),
    forLogin: () => inTurn(prepareLogin),
    present: () => inTurn(findPresent),
    last: () => inTurn(async () => (await findPresent()) ?? removed ?? next ?? find()),
    begin(here) {
      const present = checked ? current : null;
      checked = false;
      void inTurn(async () => {
        const own = await here;
        // Another one may have begun here a moment ago.
        checked = false;
        if (!own) return;
        // Without a login of its own, a session keeps the key that its tokens may have come by.
        current = next ?? present ?? (await create());
        next = null;
        checked = true;
        // Once more: another tab that was about to sign in may have stored its own meanwhile.
        await store(current);
      }).catch(() => undefined);
    },
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
