import { createFakeClock } from '../../test/support/fakes/fake-clock';
import { deleteKeys } from '../test/support/delete-keys';
import { openKeyDatabase } from './key-database';
import { createProofKey } from './proof-key';

describe('openKeyDatabase', () => {
  const clock = createFakeClock();
  const database = openKeyDatabase(indexedDB, clock);

  beforeEach(deleteKeys);
  afterAll(deleteKeys);

  it('stores a key that still signs and that no script can read', async () => {
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

  it('X1 returns the first stored key to all tabs', async () => {
    const keys = await Promise.all([1, 2, 3].map(() => createProofKey(crypto)));
    const kept = await Promise.all(keys.map((key) => database.add('app', key)));
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
  });

  it('cancels its timer when IndexedDB responds', async () => {
    await database.get('app');
    expect(clock.pendingTimers()).toBe(0);
  });

  it('S10 stores the keys of two applications under separate names', async () => {
    await database.add('app', await createProofKey(crypto));
    expect(await database.get('other')).toBeUndefined();
  });

  it('removes the given key, but not another key that has replaced it', async () => {
    const old = await createProofKey(crypto);
    await database.add('app', old);
    await database.remove('app', old);
    expect(await database.get('app')).toBeUndefined();
    const next = await createProofKey(crypto);
    await database.add('app', next);
    await database.remove('app', old);
    expect((await database.get('app'))!.id).toBe(next.id);
  });

  it('replaces the stored key', async () => {
    const [old, next] = [await createProofKey(crypto), await createProofKey(crypto)];
    for (const key of [old, next]) {
      await database.put('app', key);
      expect((await database.get('app'))!.id).toBe(key.id);
    }
    await database.put('other', old);
    expect((await database.get('app'))!.id).toBe(next.id);
  });

  it('S1 rejects if the browser blocks storage', async () => {
    const blocked = {
      open: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    } as unknown as IDBFactory;
    await expectAsync(openKeyDatabase(blocked, clock).get('app')).toBeRejected();
  });

  it('Q7 rejects with a timeout if IndexedDB does not respond within ten seconds', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    const answer = expectAsync(openKeyDatabase(silent, clock).get('app')).toBeRejectedWith(
      jasmine.objectContaining({ code: 'timeout' }),
    );
    await clock.advance(10_000);
    await answer;
    expect(clock.pendingTimers()).toBe(0);
  });
});
