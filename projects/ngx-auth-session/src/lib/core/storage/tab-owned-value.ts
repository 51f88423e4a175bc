import { AuthStorage } from './auth-storage';
import { MaybePromise, chain } from '../maybe-promise';
import { PersistedValue, ValueFactory } from './persisted-value';
import { Claim, createTabClaims, TabClaims, TabPresence } from '../tabs/tab-claims';
import { Locks } from '../tabs/cross-tab-lock';

/** What a session record says about itself, as far as it can be trusted. */
interface SessionRef {
  readonly name: string;
  readonly rotation: number;
}

/** Remembers how often a session has been refreshed, for all tabs: a copy of an earlier pair is spent. */
export type RotationLog = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Opens texts in a storage that belongs to one tab, but that the browser copies: into a duplicated tab, and into a window that
 * the page opens. Two tabs with one refresh token would spend it twice. So the session stays with the tab that has it, and
 * a copy of it is not taken up.
 *
 * A page that "back" restores asks anew, because it could not hold its claim while it was away.
 */
export function tabOwnedValues(
  textsOf: ValueFactory,
  presence: TabPresence,
  rotationLog: () => RotationLog,
): ValueFactory {
  return (storage, failed, clock, wrote) => {
    const openText = textsOf(storage, failed, clock, wrote);
    const running = new Map<string, Promise<unknown>>();
    // A refresh that began while this copy was alone has no lock. It gets one before the other copy can ask for it.
    const claims = createTabClaims(presence, storage, clock, () =>
      running.forEach((work, name) => {
        const done = work.catch(() => undefined);
        void presence.locks?.request(name, () => done).catch(() => undefined);
      }),
    );
    // Turns are needed only while another copy of the library shares the storage of this tab.
    const request: Locks['request'] = (name, held) => {
      if (claims.isJoint() && presence.locks) return presence.locks.request(name, held);
      const work = held();
      running.set(name, work);
      return work.finally(() => running.delete(name));
    };
    const open = (key: string): PersistedValue =>
      tabOwnedValue(openText(key), key, storage, claims, presence, rotationLog, wrote);
    return Object.assign(open, { locks: { request } });
  };
}

function tabOwnedValue(
  text: PersistedValue,
  key: string,
  storage: AuthStorage,
  claims: TabClaims,
  presence: TabPresence,
  notes: () => RotationLog,
  wrote?: () => unknown,
): PersistedValue {
  let found: string | null = null;
  // What a storage holds at first may be a copy. What changes there later is changed by this tab.
  let checked = false;
  let checking: Promise<void> | null = null;
  // Asks once more what is being asked.
  let asked: () => unknown = () => undefined;
  // The session that this page has in memory.
  let current: SessionRef | null = null;

  function withLog<T>(use: (all: RotationLog) => T): T | undefined {
    try {
      return use(notes());
    } catch {
      // A browser that blocks `localStorage` remembers nothing. Then the server finds out about a late copy.
      return undefined;
    }
  }

  const isRotated = ({ name, rotation }: SessionRef): boolean =>
    Number(withLog((all) => all.getItem(name))) > rotation;

  /** @param stored what the storage holds, if that is new to this page */
  function check(stored: string | null, named: SessionRef): Promise<void> {
    asked = () => check(stored, named);
    // A spent copy must not claim what another page is about to claim, too.
    const claimed = isRotated(named) ? Promise.resolve<Claim>('copy') : claims.claim(named.name);
    const own: Promise<void> = claimed.then(async (claim) => {
      await text.whenReady?.();
      // A sign-in has come first.
      if (checking !== own) return;
      checking = null;
      const had = current;
      const newer = text.readIfChanged() ?? null;
      if (newer) {
        // Another copy in this tab has refreshed, or signed in or out, while this one asked.
        const next = nameOf(key, newer);
        if (next && (claim !== 'own' || next.name !== named.name)) return check(newer, next);
        current = next;
        found = newer;
        if (had) wrote?.();
        return;
      }
      const usable = claim === 'own' && !isRotated(named);
      // A spent copy that kept the claim would keep it from the tab that has the present pair.
      if (!usable) claims.drop(named.name);
      current = usable ? named : null;
      found = usable ? stored : had && ended(had);
      // Only this tab can read its copy. The name of the DPoP key comes with it, and is the other tab's.
      if (!usable && claim !== 'unsure')
        for (const place of [key, `${key}.key`]) void remove(place);
      // A page that was away has a session in memory, and reads what has become of it.
      if (had && found) wrote?.();
    });
    return (checking = own);
  }

  async function remove(place: string): Promise<void> {
    try {
      await storage.removeItem(place);
    } catch {
      // It is not used in any case.
    }
  }

  function look(): MaybePromise<void> {
    if (checking) return checking;
    const stored = text.readIfChanged();
    const named = stored ? nameOf(key, stored) : null;
    if (named && !checked) {
      checked = true;
      return check(stored!, named);
    }
    if (!stored) return;
    found = stored;
    use(named, true);
  }

  /** @param byCopy whether another copy of the library in this tab has stored it */
  function use(named: SessionRef | null, byCopy: boolean): void {
    if (named && named.name !== current?.name) claims.take(named.name, byCopy);
    if (named && !byCopy) withLog((all) => all.setItem(named.name, `${named.rotation}`));
    if (!named && current) withLog((all) => all.removeItem(current!.name));
    current = named;
  }

  /** The claim was let go of with the page, and another page of this tab may have refreshed or signed out. */
  function restored(): void {
    void chain(text.whenReady?.(), () => {
      if (checking) return void asked();
      if (!current) return;
      const stored = text.readIfChanged() ?? null;
      const named = stored ? nameOf(key, stored) : current;
      if (named) return void check(stored, named);
      found = stored;
      use(null, true);
    });
  }

  presence.onLeave(claims.suspend, restored);
  return {
    whenReady: () => chain(checking ?? text.whenReady?.(), look),
    onLateAnswer: (read) => text.onLateAnswer?.(() => void chain(look(), read)),
    readIfChanged() {
      void look();
      const news = found;
      found = null;
      return news;
    },
    write(next) {
      found = checking = null;
      checked = true;
      const named = next ? nameOf(key, next) : null;
      // Before another copy in this tab hears of the session: it tells whoever has the name that it is there.
      if (named) claims.take(named.name, false);
      text.write(next);
      use(named, false);
    },
  };
}

/** Names the session that a record holds the tokens of. */
function nameOf(key: string, record: string): SessionRef | null {
  try {
    const { id, tokens } = JSON.parse(record) as { id?: unknown; tokens?: { rotation?: unknown } };
    const rotation = Number(tokens!.rotation) || 0;
    return typeof id === 'number' ? { name: `${key}:${id}`, rotation } : null;
  } catch {
    // Another application's, or a session that has ended.
    return null;
  }
}

/** The record of a session that has ended. */
function ended({ name }: SessionRef): string {
  return `{"id":${name.slice(name.lastIndexOf(':') + 1)},"tokens":null}`;
}
