import { AuthError } from 'ngx-auth-session';
import { KeyDatabase } from './key-database';
import { ProofKey } from './proof-key';
import { createSessionKey, SessionKey } from './session-key';

describe('createSessionKey', () => {
  let stored: Map<string, ProofKey>;
  let blocked: boolean;
  let silent: boolean;
  let made: number;
  let signedIn: boolean;

  beforeEach(() => {
    stored = new Map();
    blocked = false;
    silent = false;
    made = 0;
    signedIn = false;
  });

  const work = async <T>(effect: () => T): Promise<T> => {
    await Promise.resolve();
    if (blocked) throw new DOMException('blocked');
    if (silent) throw new AuthError('timeout');
    return effect();
  };
  const database: KeyDatabase = {
    get: (name) => work(() => stored.get(name)),
    add: (name, key) =>
      work(() => {
        if (!stored.has(name)) stored.set(name, key);
        return stored.get(name)!;
      }),
    put: (name, key) => work(() => void stored.set(name, key)),
    remove: (name, { id }) =>
      work(() => {
        if (stored.get(name)?.id === id) stored.delete(name);
      }),
  };
  const openTab = (): SessionKey =>
    createSessionKey(
      () => Promise.resolve('app'),
      database,
      () => Promise.resolve({ id: `key-${++made}` } as ProofKey),
      () => signedIn,
    );
  const here = Promise.resolve(true);
  const elsewhere = Promise.resolve(false);

  it('creates one key for all callers, and stores it', async () => {
    const tab = openTab();
    const keys = await Promise.all([tab.get(), tab.get(), tab.get()]);
    expect(keys.map(({ id }) => id)).toEqual(['key-1', 'key-1', 'key-1']);
    expect(stored.get('app')!.id).toBe('key-1');
    expect(await tab.get()).toBe(keys[0]);
  });

  it('reads the stored key after a reload and in another tab', async () => {
    await openTab().get();
    expect((await openTab().get()).id).toBe('key-1');
    expect(made).toBe(1);
  });

  it('removes the key, and creates a new one for the next session', async () => {
    const tab = openTab();
    await tab.get();
    await tab.remove();
    expect(stored.size).toBe(0);
    expect((await tab.get()).id).toBe('key-2');
    expect(stored.get('app')!.id).toBe('key-2');
  });

  it('removes a key that is being read, and never returns a removed key', async () => {
    const tab = openTab();
    const first = tab.get();
    const removed = tab.remove();
    const next = tab.get();
    expect((await first).id).toBe('key-1');
    await removed;
    expect((await next).id).toBe('key-2');
  });

  it('L1 removes a stored key that has not been read since a reload', async () => {
    await openTab().get();
    const tab = openTab();
    await tab.remove();
    expect(stored.size).toBe(0);
    expect((await tab.forLogout()).id).toBe('key-1');
  });

  it("L1 returns the session's key for a logout after the key was removed", async () => {
    const tab = openTab();
    expect((await tab.forLogout()).id).toBe('key-1');
    await tab.remove();
    expect((await tab.forLogout()).id).toBe('key-1');
    expect(stored.size).withContext('it stays removed').toBe(0);
    expect((await tab.get()).id).toBe('key-2');
    expect((await tab.forLogout()).id).toBe('key-2');
  });

  it('S1 creates no other key while the browser does not respond, and reads storage again', async () => {
    await openTab().get();
    const tab = openTab();
    silent = true;
    await expectAsync(tab.get()).toBeRejectedWith(jasmine.objectContaining({ code: 'timeout' }));
    expect(made).toBe(1);
    silent = false;
    expect((await tab.get()).id).toBe('key-1');
  });

  /** Opens a tab that has read a key which another tab has replaced since. */
  async function openTabOfReplacedKey(): Promise<SessionKey> {
    const tab = openTab();
    const other = openTab();
    await tab.get();
    await other.get();
    await other.remove();
    await other.get();
    return tab;
  }

  it('X7 adopts the key of a session that another tab began', async () => {
    const tab = await openTabOfReplacedKey();
    tab.recheck();
    expect((await tab.forLogout()).id).toBe('key-2');
    expect((await tab.get()).id).toBe('key-2');
  });

  it('X6 does not remove the key that another tab has stored since', async () => {
    const tab = await openTabOfReplacedKey();
    await tab.remove();
    expect(stored.get('app')!.id).toBe('key-2');
  });

  it('S1 keeps a key in memory if the browser blocks storage', async () => {
    blocked = true;
    const tab = openTab();
    const key = await tab.get();
    tab.recheck();
    expect(await tab.get()).toBe(key);
    await tab.remove();
    expect(await tab.get()).not.toBe(key);
  });

  it('signs in with a key that this page created, and replaces the stored one', async () => {
    stored.set('app', { id: 'planted' } as ProofKey);
    const tab = openTab();
    expect((await tab.forLogin()).id).toBe('key-1');
    expect(stored.get('app')!.id).toBe('key-1');
    tab.begin(here);
    expect((await tab.get()).id).toBe('key-1');
  });

  it('signs in with the same key after a failure, and with a new one for the next session', async () => {
    const tab = openTab();
    await tab.forLogin();
    expect((await tab.forLogin()).id).toBe('key-1');
    tab.begin(here);
    await tab.remove();
    expect((await tab.forLogin()).id).toBe('key-2');
  });

  it('keeps the key of the session until the next session has begun', async () => {
    const tab = openTab();
    await tab.get();
    signedIn = true;
    expect((await tab.forLogin()).id).toBe('key-2');
    expect((await tab.get()).id).toBe('key-1');
    expect(stored.get('app')!.id).toBe('key-1');
    tab.begin(here);
    expect((await tab.get()).id).toBe('key-2');
    await tab.forLogout();
    expect(stored.get('app')!.id).toBe('key-2');
  });

  it('X1 stores the key of the session that began last, even if another tab created one since', async () => {
    const [tab, other] = [openTab(), openTab()];
    await tab.forLogin();
    await other.forLogin();
    tab.begin(here);
    other.begin(elsewhere);
    expect((await tab.get()).id).toBe('key-1');
    await tab.forLogout();
    other.recheck();
    expect((await other.get()).id).toBe('key-1');
    other.begin(here);
    expect((await other.get()).id).toBe('key-2');
    await other.forLogout();
    expect(stored.get('app')!.id).toBe('key-2');
  });

  it('returns no key before it is known which tab began the session', async () => {
    const tab = openTab();
    await tab.forLogin();
    stored.set('app', { id: 'other' } as ProofKey);
    let answer!: (here: boolean) => void;
    tab.begin(new Promise((resolve) => (answer = resolve)));
    const key = tab.get();
    answer(false);
    expect((await key).id).toBe('other');
  });

  it('S1 fails a login if the browser does not respond, and signs in if it blocks storage', async () => {
    const tab = openTab();
    silent = true;
    await expectAsync(tab.forLogin()).toBeRejectedWith(
      jasmine.objectContaining({ code: 'timeout' }),
    );
    silent = false;
    blocked = true;
    const key = await tab.forLogin();
    tab.begin(here);
    expect(await tab.get()).toBe(key);
  });
});
