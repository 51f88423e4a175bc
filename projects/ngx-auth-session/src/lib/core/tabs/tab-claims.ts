import { Clock } from '../clock';
import { AuthStorage } from '../storage/auth-storage';
import { Locks } from './cross-tab-lock';

/** The means by which the pages of an origin find each other. */
export interface TabPresence {
  /** The browser's locks. Missing on plain http and in old browsers. */
  readonly locks?: Locks;
  /** Requests a lock and keeps it. The returned function releases the lock, or cancels the request. */
  hold(name: string, granted: () => void): () => void;
  /** Opens a channel to every other page, and to other copies of the library on this one. */
  connect(onMessage: (message: unknown) => void): TabChannel;
  /**
   * Calls `left` when the user leaves the page, and `restored` when the browser restores it from the back/forward cache. The
   * returned function unsubscribes.
   */
  onLeave(left: () => void, restored: () => void): () => void;
}

/** A channel to other pages. */
export interface TabChannel {
  send(message: unknown): void;
  close(): void;
}

/** Decides which tab owns a session that the browser may have cloned into other tabs. Each session has a name. */
export interface TabClaims {
  /** Finds out, within a time limit, which tab owns a name. */
  claim(name: string): Promise<Claim>;
  /** Takes a name that no other tab can own. `fromCopy`: another copy of the library in this tab has it, and is notified. */
  take(name: string, fromCopy: boolean): void;
  /** Gives up a name. */
  drop(name: string): void;
  /** Gives up all names while the page is in the back/forward cache. */
  suspend(): void;
  /** Returns whether another copy of the library uses the same storage. */
  isShared(): boolean;
}

/**
 * - `own`: this tab owns the name.
 * - `copy`: another tab owns it, and has a storage of its own.
 * - `unsure`: another page owns it and doesn't respond.
 */
export type Claim = 'own' | 'copy' | 'unsure';

/** After a reload, the lock is free within this time. Only a page that still waits for the lock asks the others. */
const ASK_AFTER_MS = 50;

/** How long a page waits for the lock and for a response. A page that the browser has frozen doesn't respond. */
const RESPONSE_TIMEOUT_MS = 1_000;

/** The same limit without Web Locks. It is shorter, because every reload waits in full for a response that no page sends. */
const RESPONSE_TIMEOUT_WITHOUT_LOCKS_MS = 400;

/** Prefix of the storage key that a page writes while it asks, so that others can test whether they share its storage. */
const PROBE = 'ngx-auth-session.mark.';

/** A message between pages. It is not trusted: the probe in storage proves whether two pages share that storage. */
interface Message {
  readonly ask?: unknown;
  readonly nonce?: unknown;
  readonly same?: unknown;
  readonly joined?: unknown;
}

/**
 * Creates the claims of one page. While a page uses a session, it holds a lock of that name. A page that finds the lock taken
 * writes a probe to its storage and asks the holder whether it sees the probe. If it does, the two share one storage, as frames
 * and copies of the library in one tab do. If it doesn't, the storage of the asking page is a clone.
 *
 * @param onShared called for the first page or copy that shares the storage, before that one receives a response
 */
export function createTabClaims(
  presence: TabPresence,
  storage: AuthStorage,
  clock: Clock,
  onShared: () => void,
): TabClaims {
  // Release functions of the locks that this page holds or waits for.
  const held = new Map<string, () => void>();
  // The names that this page owns for certain.
  const owned = new Set<string>();
  // The nonces of this page's own questions, by name.
  const nonces = new Map<string, string>();
  const responseListeners = new Map<unknown, (same: boolean) => void>();
  let channel: TabChannel | null = null;
  let shared = false;

  // One probe per question: two copies of the library may ask at once.
  const seesProbe = async (nonce: unknown): Promise<boolean> =>
    !!(await storage.getItem(`${PROBE}${nonce as string}`));
  const removeProbe = async (nonce: string): Promise<void> =>
    storage.removeItem(`${PROBE}${nonce}`);

  function setShared(): void {
    if (!shared) onShared();
    shared = true;
  }

  function receive(message: unknown): void {
    const { ask, nonce, same, joined } = Object(message) as Message;
    if (held.has(joined as string)) setShared();
    if (typeof same === 'boolean') {
      responseListeners.get(nonce)?.(same);
    } else if (typeof ask === 'string' && held.has(ask)) {
      void seesProbe(nonce).then(
        (isSame) => {
          if (isSame) setShared();
          // If two cloned storages ask about a name at once, the smaller nonce wins. A page that shares this page's storage gets
          // no response until this page owns the name.
          const wins = !isSame && (nonces.get(ask) ?? '~') < `${nonce as string}`;
          if (owned.has(ask) || wins) channel?.send({ nonce, same: isSame });
        },
        () => undefined,
      );
    }
  }

  function hold(name: string, granted: () => unknown = () => undefined): void {
    channel ??= presence.connect(receive);
    if (held.has(name)) return;
    // The browser may grant the lock while this page is releasing it.
    const release = presence.hold(name, () => held.get(name) === release && granted());
    held.set(name, release);
  }

  function releaseClaim(name: string): void {
    held.get(name)?.();
    held.delete(name);
    owned.delete(name);
  }

  /** Asks the page that holds a name whether it uses the same storage; `null` if it doesn't respond. */
  async function ask(name: string): Promise<boolean | null> {
    const nonce = `${clock.now()}.${Math.random()}`;
    let cancel = (): void => undefined;
    nonces.set(name, nonce);
    try {
      await storage.setItem(`${PROBE}${nonce}`, '1');
      return await new Promise<boolean | null>((resolve) => {
        const timeoutMs = presence.locks ? RESPONSE_TIMEOUT_MS : RESPONSE_TIMEOUT_WITHOUT_LOCKS_MS;
        cancel = clock.after(timeoutMs, () => resolve(null));
        responseListeners.set(nonce, (same) => {
          if (same) setShared();
          resolve(same);
        });
        channel?.send({ ask: name, nonce });
      });
    } catch {
      return null;
    } finally {
      cancel();
      nonces.delete(name);
      responseListeners.delete(nonce);
      void removeProbe(nonce).catch(() => undefined);
    }
  }

  return {
    isShared: () => shared,
    drop: releaseClaim,
    take(name, fromCopy) {
      hold(name);
      owned.add(name);
      if (fromCopy) {
        setShared();
        channel?.send({ joined: name });
      }
    },
    async claim(name) {
      const granted = new Promise<Claim>((resolve) => hold(name, () => resolve('own')));
      const release = held.get(name);
      const askHolder = async (): Promise<Claim> => {
        if (presence.locks) await new Promise<void>((next) => clock.after(ASK_AFTER_MS, next));
        const same = await ask(name);
        if (same !== null) return same ? 'own' : 'copy';
        return presence.locks ? 'unsure' : 'own';
      };
      const claim = await Promise.race([granted, askHolder()]);
      // The user left the page meanwhile. The page claims the name again when the browser restores it.
      if (held.get(name) !== release) return 'unsure';
      if (claim === 'own') owned.add(name);
      else releaseClaim(name);
      return claim;
    },
    suspend() {
      [...held.keys()].forEach(releaseClaim);
      channel?.close();
      channel = null;
    },
  };
}
