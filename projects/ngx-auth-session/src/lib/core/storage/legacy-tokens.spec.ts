import { createStorageArea, FakeStorage } from '../../../../test/support/fakes/fake-storage';
import { AuthError } from '../auth-error';
import { TokenSet } from '../tokens/session-tokens';
import { createLegacyTokens, StorageKeys } from './legacy-tokens';
import { syncValues } from './persisted-value';

describe('createLeftTokens', () => {
  const keys = { accessToken: 'token', refreshToken: 'refresh' };
  let values: Map<string, string>;
  let storage: FakeStorage;
  let failures: AuthError[];

  beforeEach(() => {
    const area = createStorageArea();
    values = area.values;
    storage = area.openTab();
    failures = [];
  });

  const open = (named: Partial<StorageKeys> = keys): (() => TokenSet | null) =>
    createLegacyTokens(
      syncValues(storage, (error) => failures.push(error)),
      { session: 'app.session', ...named },
    );

  it('takes them over once', () => {
    const take = open();
    values.set('token', 'access-0').set('refresh', 'refresh-0').set('theme', 'dark');
    expect(take()).toEqual({ accessToken: 'access-0', refreshToken: 'refresh-0' });
    expect([...values.keys()]).toEqual(['theme']);
    expect(take()).toBeNull();
  });

  it('C-08 takes nothing that is no token, and removes it all the same', () => {
    values.set('token', 'two words').set('refresh', 'undefined');
    expect(open()()).toBeNull();
    expect(values.size).toBe(0);
    values.set('token', 'two words').set('refresh', 'refresh-0');
    expect(open()()).toEqual({ accessToken: null, refreshToken: 'refresh-0' });
  });

  it('takes off the quotes of those that were stored as JSON', () => {
    values.set('token', '"access-0"').set('refresh', 'refresh"0"');
    expect(open()()).toEqual({ accessToken: 'access-0', refreshToken: 'refresh"0"' });
  });

  for (const text of ['Bearer access-0', 'bearer  access-0', '"Bearer access-0"']) {
    it(`C-08 takes off the scheme of a header that was stored whole: ${text}`, () => {
      values.set('token', text);
      expect(open()()).toEqual({ accessToken: 'access-0', refreshToken: null });
    });
  }

  it('touches no key that was not named', () => {
    values.set('token', 'access-0').set('undefined', 'foreign');
    expect(open({})()).toBeNull();
    expect(values.size).toBe(2);
  });

  it('S1 finds none where storage is blocked', () => {
    const take = open();
    storage.mode = 'blocked';
    expect(take()).toBeNull();
    expect(failures.map(({ code }) => code)).toEqual(['storage', 'storage']);
  });
});
