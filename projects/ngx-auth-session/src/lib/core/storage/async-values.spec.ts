import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import {
  createStorageArea,
  FakeStorage,
  FakeStorageArea,
} from '../../../../test/support/fakes/fake-storage';
import { AuthError } from '../auth-error';
import { asyncValues } from './async-values';
import { PersistedValue } from './persisted-value';

const KEY = 'app.session';

describe('asyncValues', () => {
  let clock: FakeClock;
  let area: FakeStorageArea;
  let storage: FakeStorage;
  let failures: AuthError[];
  /** How long each of the next calls takes, in milliseconds. Later calls take 10. */
  let delays: number[];

  beforeEach(() => {
    clock = createFakeClock();
    delays = [];
    const latency = (): Promise<void> =>
      new Promise((done) => clock.after(delays.shift() ?? 10, done));
    area = createStorageArea({ latency });
    storage = area.openTab();
    failures = [];
  });

  const open = (): PersistedValue =>
    asyncValues(storage, (error) => failures.push(error), clock)(KEY);

  async function openReady(): Promise<PersistedValue> {
    const value = open();
    await clock.advance(1_000);
    return value;
  }

  it('S7 returns the value once storage has responded', async () => {
    area.values.set(KEY, 'one');
    const value = open();
    const ready = Promise.resolve(value.whenReady!());
    expect(value.readIfChanged()).toBeNull();
    await clock.advance(1_000);
    await ready;
    expect(value.readIfChanged()).toBe('one');
    expect(value.readIfChanged()).toBeNull();
  });

  it('writes asynchronously', async () => {
    const value = await openReady();
    value.write('one');
    expect(area.values.size).toBe(0);
    await clock.advance(10);
    expect(area.values.get(KEY)).toBe('one');
    value.write(null);
    await clock.advance(10);
    expect(area.values.size).toBe(0);
  });

  it('is ready when all writes are stored', async () => {
    const value = await openReady();
    value.write('one');
    let stored: string | undefined;
    void Promise.resolve(value.whenReady!()).then(() => (stored = area.values.get(KEY)));
    await clock.advance(1_000);
    expect(stored).toBe('one');
  });

  it('L1 writes in the order of the calls, however long each write takes', async () => {
    const value = await openReady();
    delays = [5_000, 1];
    value.write('one');
    value.write(null);
    await clock.advance(4_999);
    expect(area.values.size).toBe(0);
    await clock.advance(2);
    expect(area.values.size).toBe(0);
  });

  it('X2 returns what another tab wrote once it is ready', async () => {
    const value = await openReady();
    value.write('one');
    await clock.advance(1_000);
    area.values.set(KEY, 'two');
    expect(value.readIfChanged()).toBeNull();
    void value.whenReady!();
    await clock.advance(1_000);
    expect(value.readIfChanged()).toBe('two');
  });

  it('X2 ignores a stored value that a write of this tab is about to replace', async () => {
    area.values.set(KEY, 'two');
    const value = await openReady();
    value.write('three');
    expect(value.readIfChanged()).toBeNull();
  });

  it('X2 lets a write of this tab win over an older value that is being read', async () => {
    area.values.set(KEY, 'older');
    const value = open();
    value.write('one');
    await clock.advance(1_000);
    expect(value.readIfChanged()).toBeNull();
    expect(area.values.get(KEY)).toBe('one');
  });

  for (const mode of ['blocked', 'full'] as const) {
    it(`S1 reports a write that fails because storage is ${mode}, and does not return the older value as changed`, async () => {
      const value = await openReady();
      storage.mode = mode;
      value.write('one');
      await clock.advance(10);
      expect(failures.map(({ code }) => code)).toEqual(['storage']);
      expect(failures[0]!.cause).toBeInstanceOf(DOMException);
      storage.mode = 'working';
      void value.whenReady!();
      await clock.advance(1_000);
      expect(value.readIfChanged()).toBeNull();
    });
  }

  it('X6 still returns what other tabs write after its own write failed', async () => {
    const value = await openReady();
    storage.mode = 'full';
    value.write('one');
    await clock.advance(10);
    area.values.set(KEY, 'two');
    void value.whenReady!();
    await clock.advance(1_000);
    expect(value.readIfChanged()).toBe('two');
  });

  it('S1 reports every read that fails, including the first one', async () => {
    storage.mode = 'blocked';
    const value = await openReady();
    expect(value.readIfChanged()).toBeNull();
    expect(failures.map(({ code }) => code)).toEqual(['storage']);
    void value.whenReady!();
    await clock.advance(1_000);
    expect(failures.length).toBe(2);
  });

  it('S1 waits two seconds for a storage that hangs, and reports the timeout', async () => {
    const value = await openReady();
    storage.mode = 'hanging';
    const ready = value.whenReady!();
    await clock.advance(1_999);
    await expectAsync(ready).toBePending();
    await clock.advance(1);
    await expectAsync(ready).toBeResolved();
    expect(failures.map(({ cause }) => (cause as AuthError).code)).toEqual(['timeout']);
  });

  describe('with a synchronous storage', () => {
    beforeEach(() => {
      area = createStorageArea();
      storage = area.openTab();
    });

    it('reads and writes synchronously', () => {
      area.values.set(KEY, 'one');
      const value = open();
      expect(value.readIfChanged()).toBe('one');
      value.write('two');
      expect(area.values.get(KEY)).toBe('two');
      expect(value.whenReady).toBeUndefined();
    });

    it('S1 reports a failure when the value is read', () => {
      storage.mode = 'blocked';
      const value = open();
      expect(failures).toEqual([]);
      expect(value.readIfChanged()).toBeUndefined();
      expect(failures.map(({ code }) => code)).toEqual(['storage']);
    });
  });
});
