import {
  createStorageArea,
  FakeStorage,
  FakeStorageArea,
} from '../../../../test/support/fakes/fake-storage';
import { AuthError } from '../auth-error';
import { PersistedValue, syncValues } from './persisted-value';

const KEY = 'app.session';

describe('textsOf', () => {
  let area: FakeStorageArea;
  let storage: FakeStorage;
  let text: PersistedValue;
  let failures: AuthError[];

  beforeEach(() => {
    area = createStorageArea();
    storage = area.openTab();
    failures = [];
    text = syncValues(storage, (error) => failures.push(error))(KEY);
  });

  const reopened = (key = KEY): PersistedValue => syncValues(storage, fail)(key);

  it('keeps a text under its key until that is removed', () => {
    expect(text.readIfChanged()).toBeNull();
    text.write('one');
    expect(reopened().readIfChanged()).toBe('one');
    expect([...area.values]).toEqual([[KEY, 'one']]);
    text.write(null);
    expect(reopened().readIfChanged()).toBeNull();
    expect(area.values.size).toBe(0);
    expect(failures).toEqual([]);
  });

  it('S10 has a text of its own for each key', () => {
    text.write('one');
    expect(reopened('other.session').readIfChanged()).toBeNull();
  });

  it('X2 tells what another tab wrote, once for each time', () => {
    text.write('one');
    expect(text.readIfChanged()).toBeNull();
    for (const next of ['two', 'one']) {
      area.values.set(KEY, next);
      expect(text.readIfChanged()).toBe(next);
      expect(text.readIfChanged()).toBeNull();
    }
    area.values.delete(KEY);
    expect(text.readIfChanged()).toBeNull();
    area.values.set(KEY, 'one');
    expect(text.readIfChanged()).toBe('one');
  });

  it('waits for nothing', () => expect(text.whenReady).toBeUndefined());

  for (const mode of ['blocked', 'full'] as const) {
    it(`S1 reports a write that storage refuses because it is ${mode}, and takes no older text for news`, () => {
      text.write('one');
      storage.mode = mode;
      text.write('two');
      expect(failures.map(({ code }) => code)).toEqual(['storage']);
      expect(failures[0]!.cause).toBeInstanceOf(DOMException);
      expect(text.readIfChanged()).toBeFalsy();
      storage.mode = 'working';
      expect(text.readIfChanged()).toBeNull();
      expect(area.values.get(KEY)).toBe('one');
    });
  }

  it('S1 reports a read that storage refuses', () => {
    text.write('one');
    storage.mode = 'blocked';
    expect(text.readIfChanged()).toBeUndefined();
    expect(failures.map(({ code }) => code)).toEqual(['storage']);
  });

  it('X6 still hears what other tabs write after its own write was refused', () => {
    text.write('one');
    storage.mode = 'full';
    text.write('two');
    area.values.set(KEY, 'three');
    expect(text.readIfChanged()).toBe('three');
  });

  it('goes on with the next write when one was refused', () => {
    storage.mode = 'full';
    text.write('one');
    storage.mode = 'working';
    text.write('two');
    expect(area.values.get(KEY)).toBe('two');
    expect(failures.length).toBe(1);
  });

  it('names no token in what it reports', () => {
    storage.mode = 'blocked';
    text.write('access-1');
    expect(`${failures[0]!.message} ${String(failures[0]!.cause)}`).not.toContain('access');
  });
});
