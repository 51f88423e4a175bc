import {
  createStorageArea,
  FakeStorage,
  FakeStorageArea,
} from '../../../../test/support/fakes/fake-storage';
import { AuthError } from '../auth-error';
import { PersistedValue } from './persisted-value';
import { syncValues } from './sync-values';

const KEY = 'app.session';

describe('syncValues', () => {
  let area: FakeStorageArea;
  let storage: FakeStorage;
  let value: PersistedValue;
  let failures: AuthError[];

  beforeEach(() => {
    area = createStorageArea();
    storage = area.openTab();
    failures = [];
    value = syncValues(storage, (error) => failures.push(error))(KEY);
  });

  const reopened = (key = KEY): PersistedValue => syncValues(storage, fail)(key);

  it('stores a value under its key until it is removed', () => {
    expect(value.readIfChanged()).toBeNull();
    value.write('one');
    expect(reopened().readIfChanged()).toBe('one');
    expect([...area.values]).toEqual([[KEY, 'one']]);
    value.write(null);
    expect(reopened().readIfChanged()).toBeNull();
    expect(area.values.size).toBe(0);
    expect(failures).toEqual([]);
  });

  it('S10 stores a separate value for each key', () => {
    value.write('one');
    expect(reopened('other.session').readIfChanged()).toBeNull();
  });

  it('X2 returns each value that another tab wrote once', () => {
    value.write('one');
    expect(value.readIfChanged()).toBeNull();
    for (const next of ['two', 'one']) {
      area.values.set(KEY, next);
      expect(value.readIfChanged()).toBe(next);
      expect(value.readIfChanged()).toBeNull();
    }
    area.values.delete(KEY);
    expect(value.readIfChanged()).toBeNull();
    area.values.set(KEY, 'one');
    expect(value.readIfChanged()).toBe('one');
  });

  it('is always ready', () => expect(value.whenReady).toBeUndefined());

  for (const mode of ['blocked', 'full'] as const) {
    it(`S1 reports a write that fails because storage is ${mode}, and does not return the older value as changed`, () => {
      value.write('one');
      storage.mode = mode;
      value.write('two');
      expect(failures.map(({ code }) => code)).toEqual(['storage']);
      expect(failures[0]!.cause).toBeInstanceOf(DOMException);
      expect(value.readIfChanged()).toBeFalsy();
      storage.mode = 'working';
      expect(value.readIfChanged()).toBeNull();
      expect(area.values.get(KEY)).toBe('one');
    });
  }

  it('S1 reports a read that fails', () => {
    value.write('one');
    storage.mode = 'blocked';
    expect(value.readIfChanged()).toBeUndefined();
    expect(failures.map(({ code }) => code)).toEqual(['storage']);
  });

  it('X6 still returns what other tabs write after its own write failed', () => {
    value.write('one');
    storage.mode = 'full';
    value.write('two');
    area.values.set(KEY, 'three');
    expect(value.readIfChanged()).toBe('three');
  });

  it('stores the next write after one that failed', () => {
    storage.mode = 'full';
    value.write('one');
    storage.mode = 'working';
    value.write('two');
    expect(area.values.get(KEY)).toBe('two');
    expect(failures.length).toBe(1);
  });

  it('reports no token', () => {
    storage.mode = 'blocked';
    value.write('access-1');
    expect(`${failures[0]!.message} ${String(failures[0]!.cause)}`).not.toContain('access');
  });
});
