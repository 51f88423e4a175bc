import { createFakeClock } from '../../test/support/fakes/fake-clock';
import { deleteKeys } from '../test/support/delete-keys';
import { openKeyDatabase } from './key-database';
import { createProofKey } from './proof-key';

describe('openKeyDatabase', () => {
  const clock = createFakeClock();
  const database = openKeyDatabase(indexedDB, clock);

  beforeEach(deleteKeys);
  afterAll(deleteKeys);

  it('keeps a key that can still sign, and that nobody can read', async () => {
    const key = await createProofKey(crypto);
    expect(await database.get('app')).toBeUndefined();
    expect(await database.add('app', key)).toBe(key);
    const found = await database.get('app');
    expect(found!.jwk).toEqual(key.jwk);
    expect(found!.pair.privateKey.extractable).toBeFalse();
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(
      algorithm,
      found!.pair.privateKey,
      new Uint8Array(1),
    );
    expect(signature.byteLength).toBe(64);
  });

  it('X1 gives all tabs the key of the one that was first', async () => {
    const keys = await Promise.all([1, 2, 3].map(() => createProofKey(crypto)));
    const kept = await Promise.all(keys.map((key) => database.add('app', key)));
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
  });

  it('sets no timer for longer than an answer takes', async () => {
    await database.get('app');
    expect(clock.pendingTimers()).toBe(0);
  });

  it('S10 keeps the keys of two applications apart', async () => {
    await database.add('app', await createProofKey(crypto));
    expect(await database.get('other')).toBeUndefined();
  });

  it('removes the key that is named, and no other one that has taken its place', async () => {
    const old = await createProofKey(crypto);
    await database.add('app', old);
    await database.remove('app', old);
    expect(await database.get('app')).toBeUndefined();
    const next = await createProofKey(crypto);
    await database.add('app', next);
    await database.remove('app', old);
    expect((await database.get('app'))!.id).toBe(next.id);
  });

  it('puts a key in the place of whatever is there', async () => {
    const [old, next] = [await createProofKey(crypto), await createProofKey(crypto)];
    for (const key of [old, next]) {
      await database.put('app', key);
      expect((await database.get('app'))!.id).toBe(key.id);
    }
    await database.put('other', old);
    expect((await database.get('app'))!.id).toBe(next.id);
  });

  it('S1 rejects where the browser keeps nothing', async () => {
    const blocked = {
      open: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    } as unknown as IDBFactory;
    await expectAsync(openKeyDatabase(blocked, clock).get('app')).toBeRejected();
  });

  it('Q7 waits ten seconds for a browser that never answers, and no longer', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    const answer = expectAsync(openKeyDatabase(silent, clock).get('app')).toBeRejectedWith(
      jasmine.objectContaining({ code: 'timeout' }),
    );
    await clock.advance(10_000);
    await answer;
    expect(clock.pendingTimers()).toBe(0);
  });
});
