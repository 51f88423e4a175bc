import { createFakeClock, FakeClock } from '../../../../test/support/fakes/fake-clock';
import {
  createStorageArea,
  FakeStorage,
  FakeStorageArea,
} from '../../../../test/support/fakes/fake-storage';
import { AuthError } from '../auth-error';
import { asyncValues } from './async-storage';
import { PersistedValue } from './persisted-value';

const KEY = 'app.session';

describe('slowTextsOf', () => {
  let clock: FakeClock;
  let area: FakeStorageArea;
  let storage: FakeStorage;
  let failures: AuthError[];
  /** How long the next calls take, in milliseconds; 10 each once that is used up. */
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

  async function openSettled(): Promise<PersistedValue> {
    const text = open();
    await clock.advance(1_000);
    return text;
  }

  it('S7 knows a text once storage has answered', async () => {
    area.values.set(KEY, 'one');
    const text = open();
    const settled = Promise.resolve(text.whenReady!());
    expect(text.readIfChanged()).toBeNull();
    await clock.advance(1_000);
    await settled;
    expect(text.readIfChanged()).toBe('one');
    expect(text.readIfChanged()).toBeNull();
  });

  it('writes behind', async () => {
    const text = await openSettled();
    text.write('one');
    expect(area.values.size).toBe(0);
    await clock.advance(10);
    expect(area.values.get(KEY)).toBe('one');
    text.write(null);
    await clock.advance(10);
    expect(area.values.size).toBe(0);
  });

  it('settles when all is written', async () => {
    const text = await openSettled();
    text.write('one');
    let stored: string | undefined;
    void Promise.resolve(text.whenReady!()).then(() => (stored = area.values.get(KEY)));
    await clock.advance(1_000);
    expect(stored).toBe('one');
  });

  it('L1 writes in the order in which it was asked, however long each takes', async () => {
    const text = await openSettled();
    delays = [5_000, 1];
    text.write('one');
    text.write(null);
    await clock.advance(4_999);
    expect(area.values.size).toBe(0);
    await clock.advance(2);
    expect(area.values.size).toBe(0);
  });

  it('X2 takes over what another tab wrote when it settles', async () => {
    const text = await openSettled();
    text.write('one');
    await clock.advance(1_000);
    area.values.set(KEY, 'two');
    expect(text.readIfChanged()).toBeNull();
    void text.whenReady!();
    await clock.advance(1_000);
    expect(text.readIfChanged()).toBe('two');
  });

  it('X2 takes nothing for news that a write here is about to replace', async () => {
    area.values.set(KEY, 'two');
    const text = await openSettled();
    text.write('three');
    expect(text.readIfChanged()).toBeNull();
  });

  it('X2 lets a write here win over an older text that is being read', async () => {
    area.values.set(KEY, 'older');
    const text = open();
    text.write('one');
    await clock.advance(1_000);
    expect(text.readIfChanged()).toBeNull();
    expect(area.values.get(KEY)).toBe('one');
  });

  for (const mode of ['blocked', 'full'] as const) {
    it(`S1 reports a write that is refused because storage is ${mode}, and takes no older text for news`, async () => {
      const text = await openSettled();
      storage.mode = mode;
      text.write('one');
      await clock.advance(10);
      expect(failures.map(({ code }) => code)).toEqual(['storage']);
      expect(failures[0]!.cause).toBeInstanceOf(DOMException);
      storage.mode = 'working';
      void text.whenReady!();
      await clock.advance(1_000);
      expect(text.readIfChanged()).toBeNull();
    });
  }

  it('X6 still hears what other tabs write after its own write was refused', async () => {
    const text = await openSettled();
    storage.mode = 'full';
    text.write('one');
    await clock.advance(10);
    area.values.set(KEY, 'two');
    void text.whenReady!();
    await clock.advance(1_000);
    expect(text.readIfChanged()).toBe('two');
  });

  it('S1 reports a read that is refused, also the first one', async () => {
    storage.mode = 'blocked';
    const text = await openSettled();
    expect(text.readIfChanged()).toBeNull();
    expect(failures.map(({ code }) => code)).toEqual(['storage']);
    void text.whenReady!();
    await clock.advance(1_000);
    expect(failures.length).toBe(2);
  });

  it('S1 waits two seconds for one that hangs, and reports that', async () => {
    const text = await openSettled();
    storage.mode = 'hanging';
    const settled = text.whenReady!();
    await clock.advance(1_999);
    await expectAsync(settled).toBePending();
    await clock.advance(1);
    await expectAsync(settled).toBeResolved();
    expect(failures.map(({ cause }) => (cause as AuthError).code)).toEqual(['timeout']);
  });

  describe('with a storage that answers at once', () => {
    beforeEach(() => {
      area = createStorageArea();
      storage = area.openTab();
    });

    it('is as quick as that', () => {
      area.values.set(KEY, 'one');
      const text = open();
      expect(text.readIfChanged()).toBe('one');
      text.write('two');
      expect(area.values.get(KEY)).toBe('two');
      expect(text.whenReady).toBeUndefined();
    });

    it('S1 reports a failure where the text is read', () => {
      storage.mode = 'blocked';
      const text = open();
      expect(failures).toEqual([]);
      expect(text.readIfChanged()).toBeUndefined();
      expect(failures.map(({ code }) => code)).toEqual(['storage']);
    });
  });
});
