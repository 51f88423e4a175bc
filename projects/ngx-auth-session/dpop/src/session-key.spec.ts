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

  it('makes one key for everyone who asks, and keeps it', async () => {
    const tab = openTab();
    const keys = await Promise.all([tab.get(), tab.get(), tab.get()]);
    expect(keys.map(({ id }) => id)).toEqual(['key-1', 'key-1', 'key-1']);
    expect(stored.get('app')!.id).toBe('key-1');
    expect(await tab.get()).toBe(keys[0]);
  });

  it('finds the key after a reload, and in another tab', async () => {
    await openTab().get();
    expect((await openTab().get()).id).toBe('key-1');
    expect(made).toBe(1);
  });

  it('removes the key, and makes a new one for the next session', async () => {
    const tab = openTab();
    await tab.get();
    await tab.remove();
    expect(stored.size).toBe(0);
    expect((await tab.get()).id).toBe('key-2');
    expect(stored.get('app')!.id).toBe('key-2');
  });

  it('removes a key that is being fetched, and gives nobody a removed one', async () => {
    const tab = openTab();
    const first = tab.get();
    const removed = tab.remove();
    const next = tab.get();
    expect((await first).id).toBe('key-1');
    await removed;
    expect((await next).id).toBe('key-2');
  });

  it('L1 removes a key that is stored, and that nobody has asked for since a reload', async () => {
    await openTab().get();
    const tab = openTab();
    await tab.remove();
    expect(stored.size).toBe(0);
    expect((await tab.last()).id).toBe('key-1');
  });

  it('L1 leaves a session with its own key, also when that has been removed', async () => {
    const tab = openTab();
    expect((await tab.last()).id).toBe('key-1');
    await tab.remove();
    expect((await tab.last()).id).toBe('key-1');
    expect(stored.size).withContext('it stays removed').toBe(0);
    expect((await tab.get()).id).toBe('key-2');
    expect((await tab.last()).id).toBe('key-2');
  });

  it('S1 makes no other key while the browser does not answer, and asks again', async () => {
    await openTab().get();
    const tab = openTab();
    silent = true;
    await expectAsync(tab.get()).toBeRejectedWith(jasmine.objectContaining({ code: 'timeout' }));
    expect(made).toBe(1);
    silent = false;
    expect((await tab.get()).id).toBe('key-1');
  });

  /** A tab that knows a key in whose place another tab has put the next one since. */
  async function openTabOfReplacedKey(): Promise<SessionKey> {
    const tab = openTab();
    const other = openTab();
    await tab.get();
    await other.get();
    await other.remove();
    await other.get();
    return tab;
  }

  it('X7 takes over the key of a session that another tab began', async () => {
    const tab = await openTabOfReplacedKey();
    tab.recheck();
    expect((await tab.last()).id).toBe('key-2');
    expect((await tab.get()).id).toBe('key-2');
  });

  it('X6 leaves the key alone that another tab has made since', async () => {
    const tab = await openTabOfReplacedKey();
    await tab.remove();
    expect(stored.get('app')!.id).toBe('key-2');
  });

  it('S1 keeps a key for as long as the page lives where the browser stores none', async () => {
    blocked = true;
    const tab = openTab();
    const key = await tab.get();
    tab.recheck();
    expect(await tab.get()).toBe(key);
    await tab.remove();
    expect(await tab.get()).not.toBe(key);
  });

  it('signs in by a key of this page, in the place of one that is stored', async () => {
    stored.set('app', { id: 'planted' } as ProofKey);
    const tab = openTab();
    expect((await tab.forLogin()).id).toBe('key-1');
    expect(stored.get('app')!.id).toBe('key-1');
    tab.begin(here);
    expect((await tab.get()).id).toBe('key-1');
  });

  it('signs in by the same key after a failure, and by another one for the next session', async () => {
    const tab = openTab();
    await tab.forLogin();
    expect((await tab.forLogin()).id).toBe('key-1');
    tab.begin(here);
    await tab.remove();
    expect((await tab.forLogin()).id).toBe('key-2');
  });

  it('leaves a session its key until the next one has begun', async () => {
    const tab = openTab();
    await tab.get();
    signedIn = true;
    expect((await tab.forLogin()).id).toBe('key-2');
    expect((await tab.get()).id).toBe('key-1');
    expect(stored.get('app')!.id).toBe('key-1');
    tab.begin(here);
    expect((await tab.get()).id).toBe('key-2');
    await tab.last();
    expect(stored.get('app')!.id).toBe('key-2');
  });

  it('X1 stores the key of the session that began last, whoever asked for one since', async () => {
    const [tab, other] = [openTab(), openTab()];
    await tab.forLogin();
    await other.forLogin();
    tab.begin(here);
    other.begin(elsewhere);
    expect((await tab.get()).id).toBe('key-1');
    await tab.last();
    other.recheck();
    expect((await other.get()).id).toBe('key-1');
    other.begin(here);
    expect((await other.get()).id).toBe('key-2');
    await other.last();
    expect(stored.get('app')!.id).toBe('key-2');
  });

  it('gives nobody a key before it is known whose session has begun', async () => {
    const tab = openTab();
    await tab.forLogin();
    stored.set('app', { id: 'other' } as ProofKey);
    let answer!: (here: boolean) => void;
    tab.begin(new Promise((resolve) => (answer = resolve)));
    const key = tab.get();
    answer(false);
    expect((await key).id).toBe('other');
  });

  it('S1 fails a login while the browser does not answer, and signs in where it stores nothing', async () => {
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
