import { AuthStorage } from '../storage/auth-storage';
import { Clock } from '../clock';
import { Locks } from './cross-tab-lock';

/** How the pages of an origin find out about one another. */
export interface TabPresence {
  /** The browser's locks. Missing on plain http and in old browsers. */
  readonly locks?: Locks;
  /** Waits for a lock and keeps it; the returned function lets go of it, or stops the wait. */
  hold(name: string, granted: () => void): () => void;
  /** Opens a line to every other page, and to other copies of the library on this one. */
  connect(onMessage: (message: unknown) => void): TabChannel;
  /** Calls back when the page is left, and when "back" brings it back as it was; the returned function ends that. */
  onLeave(left: () => void, restored: () => void): () => void;
}

/** A line to other pages. */
export interface TabChannel {
  send(message: unknown): void;
  close(): void;
}

/** Keeps to one tab what the browser copies into others. */
export interface TabClaims {
  /** Finds out, within a bound, whose a name is. */
  claim(name: string): Promise<Claim>;
  /** Takes a name that no other tab can have. If another copy in this tab has it, tells that. */
  take(name: string, fromCopy: boolean): void;
  /** Lets go of a name. */
  drop(name: string): void;
  /** Lets go of everything while the page is away. */
  suspend(): void;
  /** Whether another copy of the library uses the same storage. */
  isJoint(): boolean;
}

/** `own`: this tab's. `copy`: another tab has it, in a storage of its own. `unsure`: another page has it, and does not answer. */
export type Claim = 'own' | 'copy' | 'unsure';

/** A reload gets its lock well within this: then nobody need be asked. */
const ASK_AFTER_MS = 50;

/** How long a page waits for the lock and for an answer. A page that the browser has frozen gives none. */
const ANSWER_MS = 1_000;

/** The same without locks, where a reload waits for an answer that nobody will give. */
const ANSWER_WITHOUT_LOCKS_MS = 400;

/** Where a page leaves a mark while it asks. */
const MARK = 'ngx-auth-session.mark.';

/** What pages say to one another. Nothing of it is trusted: the storage tells whether two of them share it. */
interface Message {
  readonly ask?: unknown;
  readonly nonce?: unknown;
  readonly same?: unknown;
  readonly joined?: unknown;
}

/**
 * Makes the claims of one page. A page that uses a session holds a lock of that name for as long as it is there. Another
 * that finds the lock taken leaves a mark in its storage and asks whether the holder can see it: then the two share one
 * storage, as frames and copies of the library in one tab do. If not, its storage is a copy.
 *
 * @param onJoint is called when the first one that shares the storage is found, before that one is told
 */
export function createTabClaims(
  presence: TabPresence,
  storage: AuthStorage,
  clock: Clock,
  onJoint: () => void,
): TabClaims {
  const held = new Map<string, () => void>();
  const settled = new Set<string>();
  const asking = new Map<string, string>();
  const waiting = new Map<unknown, (same: boolean) => void>();
  let line: TabChannel | null = null;
  let joint = false;

  // A mark for each question: two copies of the library may ask at once.
  const sees = async (nonce: unknown): Promise<boolean> =>
    !!(await storage.getItem(`${MARK}${nonce as string}`));
  const wipe = async (nonce: string): Promise<void> => storage.removeItem(`${MARK}${nonce}`);

  function join(): void {
    if (!joint) onJoint();
    joint = true;
  }

  function hear(message: unknown): void {
    const { ask, nonce, same, joined } = Object(message) as Message;
    if (held.has(joined as string)) join();
    if (typeof same === 'boolean') {
      waiting.get(nonce)?.(same);
    } else if (typeof ask === 'string' && held.has(ask)) {
      void sees(nonce).then(
        (yes) => {
          if (yes) join();
          // Of two storages that ask about one name at the same time, the first keeps it. What shares the storage of a page
          // that is still asking knows no more than that page.
          const first = !yes && (asking.get(ask) ?? '~') < `${nonce as string}`;
          if (settled.has(ask) || first) line?.send({ nonce, same: yes });
        },
        () => undefined,
      );
    }
  }

  function hold(name: string, granted: () => unknown = () => undefined): void {
    line ??= presence.connect(hear);
    if (held.has(name)) return;
    // A lock may come in the moment in which it is let go of.
    const release = presence.hold(name, () => held.get(name) === release && granted());
    held.set(name, release);
  }

  function releaseClaim(name: string): void {
    held.get(name)?.();
    held.delete(name);
    settled.delete(name);
  }

  /** Asks whoever has the name whether it sees the same storage; `null` if nobody answers. */
  async function ask(name: string): Promise<boolean | null> {
    const nonce = `${clock.now()}.${Math.random()}`;
    let cancel = (): void => undefined;
    asking.set(name, nonce);
    try {
      await storage.setItem(`${MARK}${nonce}`, '1');
      return await new Promise<boolean | null>((resolve) => {
        const bound = presence.locks ? ANSWER_MS : ANSWER_WITHOUT_LOCKS_MS;
        cancel = clock.after(bound, () => resolve(null));
        waiting.set(nonce, (same) => {
          if (same) join();
          resolve(same);
        });
        line?.send({ ask: name, nonce });
      });
    } catch {
      return null;
    } finally {
      cancel();
      asking.delete(name);
      waiting.delete(nonce);
      void wipe(nonce).catch(() => undefined);
    }
  }

  return {
    isJoint: () => joint,
    drop: releaseClaim,
    take(name, fromCopy) {
      hold(name);
      settled.add(name);
      if (fromCopy) {
        join();
        line?.send({ joined: name });
      }
    },
    async claim(name) {
      const granted = new Promise<Claim>((resolve) => hold(name, () => resolve('own')));
      const mine = held.get(name);
      const asked = async (): Promise<Claim> => {
        if (presence.locks) await new Promise<void>((next) => clock.after(ASK_AFTER_MS, next));
        const same = await ask(name);
        if (same !== null) return same ? 'own' : 'copy';
        return presence.locks ? 'unsure' : 'own';
      };
      const claim = await Promise.race([granted, asked()]);
      // The page was left meanwhile, and asks again when it is back.
      if (held.get(name) !== mine) return 'unsure';
      if (claim === 'own') settled.add(name);
      else releaseClaim(name);
      return claim;
    },
    suspend() {
      [...held.keys()].forEach(releaseClaim);
      line?.close();
      line = null;
    },
  };
}
