import { createStorageArea, FakeStorage } from '../../../../test/support/fakes/fake-storage';
import { AuthError } from '../auth-error';
import { TokenSet } from '../tokens/session-tokens';
import { createLegacyTokens, StorageKeys } from './legacy-tokens';
import { syncValues } from './sync-values';

describe('createLegacyTokens', () => {
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

  it('returns the legacy tokens once, and removes them', () => {
    const take = open();
    values.set('token', 'access-0').set('refresh', 'refresh-0').set('theme', 'dark');
    expect(take()).toEqual({ accessToken: 'access-0', refreshToken: 'refresh-0' });
    expect([...values.keys()]).toEqual(['theme']);
    expect(take()).toBeNull();
  });

  it('C-08 ignores a value that is not a token, and removes it', () => {
    values.set('token', 'two words').set('refresh', 'undefined');
    expect(open()()).toBeNull();
    expect(values.size).toBe(0);
    values.set('token', 'two words').set('refresh', 'refresh-0');
    expect(open()()).toEqual({ accessToken: null, refreshToken: 'refresh-0' });
  });

  it('removes the quotes of tokens that were stored as JSON', () => {
    values.set('token', '"access-0"').set('refresh', 'refresh"0"');
    expect(open()()).toEqual({ accessToken: 'access-0', refreshToken: 'refresh"0"' });
  });

  for (const text of ['Bearer access-0', 'bearer  access-0', '"Bearer access-0"']) {
    it(`C-08 removes the scheme of a header that was stored whole: ${text}`, () => {
      values.set('token', text);
      expect(open()()).toEqual({ accessToken: 'access-0', refreshToken: null });
    });
  }

  it('leaves keys alone that are not configured', () => {
    values.set('token', 'access-0').set('undefined', 'foreign');
    expect(open({})()).toBeNull();
    expect(values.size).toBe(2);
  });

  it('S1 returns null if storage is blocked', () => {
    const take = open();
    storage.mode = 'blocked';
    expect(take()).toBeNull();
    expect(failures.map(({ code }) => code)).toEqual(['storage', 'storage']);
  });
});
