import { chain, MaybePromise } from '../maybe-promise';
import { Locks } from '../tabs/cross-tab-lock';
import { Claim, createTabClaims, TabClaims, TabPresence } from '../tabs/tab-claims';
import { AuthStorage } from './auth-storage';
import { PersistedValue, ValueFactory } from './persisted-value';

/** The name of a session and how often its token pair has been rotated, as its record states them. */
interface SessionRef {
  readonly name: string;
  readonly rotation: number;
}

/** Stores for all tabs how often a session has been refreshed. It reveals a clone with an earlier token pair as outdated. */
export type RotationLog = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Opens values in a storage that belongs to one tab. The browser clones such a storage for a duplicated tab, and for a window
 * that the page opens. Two tabs with the same refresh token would send it twice, which a server takes for theft. So the session
 * stays with the tab that owns it, and a clone is not used.
 *
 * A page can't hold its claim in the back/forward cache, so it claims the session again when the browser restores it.
 */
export function tabOwnedValues(
  values: ValueFactory,
  presence: TabPresence,
  rotationLog: () => RotationLog,
): ValueFactory {
  return (storage, reportFailure, clock, onWrite) => {
    const openValue = values(storage, reportFailure, clock, onWrite);
    const running = new Map<string, Promise<unknown>>();
    // A refresh that began before there was another copy holds no lock. It gets one before the other copy can request it.
    const claims = createTabClaims(presence, storage, clock, () =>
      running.forEach((work, name) => {
        const done = work.catch(() => undefined);
        void presence.locks?.request(name, () => done).catch(() => undefined);
      }),
    );
    // Locks are needed only while another copy of the library shares the storage of this tab.
    const request: Locks['request'] = (name, held) => {
      if (claims.isShared() && presence.locks) return presence.locks.request(name, held);
      const work = held();
      running.set(name, work);
      return work.finally(() => running.delete(name));
    };
    const open = (key: string): PersistedValue =>
      tabOwnedValue(openValue(key), key, storage, claims, presence, rotationLog, onWrite);
    return Object.assign(open, { locks: { request } });
  };
}

function tabOwnedValue(
  value: PersistedValue,
  key: string,
  storage: AuthStorage,
  claims: TabClaims,
  presence: TabPresence,
  rotationLog: () => RotationLog,
  onWrite?: () => unknown,
): PersistedValue {
  let changed: string | null = null;
  // Only the first value that this page finds can be a clone. Later ones were written by this tab.
  let checked = false;
  let checking: Promise<void> | null = null;
  let repeatCheck: () => unknown = () => undefined;
  // The session that this page has in memory.
  let current: SessionRef | null = null;

  function withLog<T>(use: (log: RotationLog) => T): T | undefined {
    try {
      return use(rotationLog());
    } catch {
      // The browser blocks `localStorage`. Then only the server can detect an outdated clone.
      return undefined;
    }
  }

  const isOutdated = ({ name, rotation }: SessionRef): boolean =>
    Number(withLog((log) => log.getItem(name))) > rotation;

  /** @param stored the value in storage if this page hasn't read it before, otherwise `null` */
  function check(stored: string | null, session: SessionRef): Promise<void> {
    repeatCheck = () => check(stored, session);
    // An outdated clone must not claim a name that another page is about to claim.
    const claiming = isOutdated(session)
      ? Promise.resolve<Claim>('copy')
      : claims.claim(session.name);
    const thisCheck: Promise<void> = claiming.then(async (claim) => {
      await value.whenReady?.();
      // The user signed in during the check.
      if (checking !== thisCheck) return;
      checking = null;
      const previous = current;
      const newer = value.readIfChanged() ?? null;
      if (newer) {
        // Another copy of the library in this tab refreshed, signed in or signed out during the check.
        const next = parseRef(key, newer);
        if (next && (claim !== 'own' || next.name !== session.name)) return check(newer, next);
        current = next;
        changed = newer;
        if (previous) onWrite?.();
        return;
      }
      const isUsable = claim === 'own' && !isOutdated(session);
      // An outdated clone that kept the claim would lock out the tab with the present token pair.
      if (!isUsable) claims.drop(session.name);
      current = isUsable ? session : null;
      changed = isUsable ? stored : previous && endedRecord(previous);
      // No other tab can read the clone. The name of the DPoP key was cloned with it, and the key belongs to the other tab.
      if (!isUsable && claim !== 'unsure')
        for (const cloned of [key, `${key}.key`]) void remove(cloned);
      // A restored page still has a session in memory, and must read what has become of it.
      if (previous && changed) onWrite?.();
    });
    return (checking = thisCheck);
  }

  async function remove(storageKey: string): Promise<void> {
    try {
      await storage.removeItem(storageKey);
    } catch {
      // The clone is not used, even if it can't be removed.
    }
  }

  function read(): MaybePromise<void> {
    if (checking) return checking;
    const stored = value.readIfChanged();
    const session = stored ? parseRef(key, stored) : null;
    if (session && !checked) {
      checked = true;
      return check(stored!, session);
    }
    if (!stored) return;
    changed = stored;
    setCurrent(session, true);
  }

  /** @param fromCopy whether another copy of the library in this tab has stored the session */
  function setCurrent(session: SessionRef | null, fromCopy: boolean): void {
    if (session && session.name !== current?.name) claims.take(session.name, fromCopy);
    if (session && !fromCopy) withLog((log) => log.setItem(session.name, `${session.rotation}`));
    if (!session && current) withLog((log) => log.removeItem(current!.name));
    current = session;
  }

  /** Checks again: another tab may own the session by now, and another page of this tab may have refreshed or signed out. */
  function onRestored(): void {
    void chain(value.whenReady?.(), () => {
      if (checking) return void repeatCheck();
      if (!current) return;
      const stored = value.readIfChanged() ?? null;
      const session = stored ? parseRef(key, stored) : current;
      if (session) return void check(stored, session);
      changed = stored;
      setCurrent(null, true);
    });
  }

  presence.onLeave(claims.suspend, onRestored);
  return {
    whenReady: () => chain(checking ?? value.whenReady?.(), read),
    onLateAnswer: (listener) => value.onLateAnswer?.(() => void chain(read(), listener)),
    readIfChanged() {
      void read();
      const result = changed;
      changed = null;
      return result;
    },
    write(next) {
      changed = checking = null;
      checked = true;
      const session = next ? parseRef(key, next) : null;
      // Before the write: another copy in this tab reads the session synchronously and then notifies the holder of its name.
      if (session) claims.take(session.name, false);
      value.write(next);
      setCurrent(session, false);
    },
  };
}

/** Returns which session a record belongs to; `null` if the session has ended, or if the record is another application's. */
function parseRef(key: string, record: string): SessionRef | null {
  try {
    const { id, tokens } = JSON.parse(record) as { id?: unknown; tokens?: { rotation?: unknown } };
    const rotation = Number(tokens!.rotation) || 0;
    return typeof id === 'number' ? { name: `${key}:${id}`, rotation } : null;
  } catch {
    return null;
  }
}

/** Returns the record of a session that has ended. */
function endedRecord({ name }: SessionRef): string {
  return `{"id":${name.slice(name.lastIndexOf(':') + 1)},"tokens":null}`;
}
