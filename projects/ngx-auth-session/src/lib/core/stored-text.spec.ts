import {
  createStorageArea,
  FakeStorage,
  FakeStorageArea,
} from '../../../test/support/fake-storage';
import { AuthError } from './auth-error';
import { StoredText, textsOf } from './stored-text';

const KEY = 'app.session';

describe('textsOf', () => {
  let area: FakeStorageArea;
  let storage: FakeStorage;
  let text: StoredText;
  let failures: AuthError[];

  beforeEach(() => {
    area = createStorageArea();
    storage = area.openTab();
    failures = [];
    text = textsOf(storage, (error) => failures.push(error))(KEY);
  });

  it('keeps a text under its key until that is removed', () => {
    expect(text.read()).toBeNull();
    text.write('one');
    expect(text.read()).toBe('one');
    expect([...area.values]).toEqual([[KEY, 'one']]);
    text.write(null);
    expect(text.read()).toBeNull();
    expect(area.values.size).toBe(0);
    expect(failures).toEqual([]);
  });

  it('S10 has a text of its own for each key', () => {
    text.write('one');
    expect(textsOf(storage, fail)('other.session').read()).toBeNull();
  });

  it('X2 reads what another tab wrote, each time anew', () => {
    text.write('one');
    area.values.set(KEY, 'two');
    expect(text.read()).toBe('two');
    area.values.set(KEY, 'one');
    expect(text.read()).toBe('one');
    area.values.delete(KEY);
    expect(text.read()).toBeNull();
  });

  it('waits for nothing', () => expect(text.settle).toBeUndefined());

  for (const mode of ['blocked', 'full'] as const) {
    it(`S1 reports a write that storage refuses because it is ${mode}, and goes on in memory`, () => {
      text.write('one');
      storage.mode = mode;
      text.write('two');
      expect(failures.map(({ code }) => code)).toEqual(['storage']);
      expect(failures[0]!.cause).toBeInstanceOf(DOMException);
      expect(text.read()).toBe('two');
      storage.mode = 'working';
      expect(text.read()).toBe('two');
      expect(area.values.get(KEY)).toBe('one');
    });
  }

  it('S1 reports a read that storage refuses, and answers from memory', () => {
    text.write('one');
    storage.mode = 'blocked';
    expect(text.read()).toBe('one');
    expect(failures.map(({ code }) => code)).toEqual(['storage']);
  });

  it('X6 still hears what other tabs write after its own write was refused', () => {
    text.write('one');
    storage.mode = 'full';
    text.write('two');
    area.values.set(KEY, 'three');
    expect(text.read()).toBe('three');
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
