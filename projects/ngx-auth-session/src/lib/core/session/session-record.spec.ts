import * as fc from 'fast-check';
import { fakeJwt } from '../../../../test/support/fakes/fake-jwt';
import { fakeTokens } from '../../../../test/support/fakes/fake-tokens';
import { expiredTokens, isAccessToken, isToken } from '../tokens/session-tokens';
import { formatRecord, parseRecord, RecordPolicy, SessionRecord } from './session-record';

const KEEP_ALL: RecordPolicy = { tokens: true, user: true };

const record: SessionRecord<{ name: string }> = {
  id: 1,
  tokens: fakeTokens({ accessToken: fakeJwt({ sub: '7' }), rotation: 3, claims: { sub: '7' } }),
  user: { name: 'Ada' },
};

/** Returns a valid record as text, with some members of its tokens replaced. */
const textWith = (tokens: object): string =>
  JSON.stringify({ id: 1, tokens: { ...fakeTokens(), ...tokens } });

describe('formatRecord', () => {
  it('serializes a session without loss', () => {
    expect(parseRecord(formatRecord(record, KEEP_ALL), KEEP_ALL)).toEqual(record);
  });

  it('omits the claims, which the token contains', () => {
    expect(formatRecord(record, KEEP_ALL)).not.toContain('claims');
  });

  it('K1 keeps every token out of storage in cookie mode', () => {
    const keep = { tokens: false, user: true };
    const text = formatRecord(record, keep);
    expect(JSON.parse(text)).toEqual({ id: 1, tokens: {}, user: { name: 'Ada' } });
    expect(parseRecord(text, keep)).toEqual({ ...record, tokens: expiredTokens(1, null) });
  });

  it('omits a user that an endpoint returns', () => {
    const text = formatRecord(record, { tokens: true, user: false });
    expect(text).not.toContain('Ada');
    expect(parseRecord(text, KEEP_ALL)).toEqual({ ...record, user: null });
  });

  for (const tokens of [true, false]) {
    it(`serializes a session that has ended when tokens are ${tokens ? '' : 'not '}stored`, () => {
      const keep = { tokens, user: true };
      const ended = { id: 1, tokens: null, user: null };
      expect(parseRecord(formatRecord(ended, keep), keep)).toEqual(ended);
    });
  }
});

describe('parseRecord', () => {
  it('starts the count of rotations anew if the stored one is invalid', () => {
    for (const rotation of [undefined, null, 'three', NaN]) {
      const { tokens } = parseRecord(textWith({ rotation }), KEEP_ALL)!;
      expect(tokens!.rotation).withContext(`${rotation}`).toBe(0);
    }
  });

  it('parses a session without an access token', () => {
    const text = textWith({ accessToken: '' });
    expect(parseRecord(text, KEEP_ALL)?.tokens).toEqual(expiredTokens(1, 'refresh-1'));
  });

  it('returns no user for a session that has ended', () => {
    const text = JSON.stringify({ id: 1, tokens: null, user: { name: 'Ada' } });
    expect(parseRecord(text, KEEP_ALL)?.user).toBeNull();
  });

  it('S2 returns an unknown expiry if the stored one is not a number', () => {
    for (const expiresAt of ['soon', null, undefined, {}]) {
      expect(parseRecord(textWith({ expiresAt }), KEEP_ALL)?.tokens?.expiresAt).toBeNull();
    }
  });

  it('S2 returns no refresh token if the stored one is not a token', () => {
    for (const refreshToken of [null, undefined, '', 'null', 'undefined', 7, {}]) {
      expect(parseRecord(textWith({ refreshToken }), KEEP_ALL)?.tokens?.refreshToken).toBeNull();
    }
  });

  const foreign = {
    'an empty string': '',
    'text that is not JSON': 'eyJhbGciOiJub25lIn0.e30.',
    'half a record': formatRecord(record, KEEP_ALL).slice(0, 80),
    null: 'null',
    'a number': '7',
    'a string': '"session"',
    'an array': '[]',
    'an empty object': '{}',
    'a record without an id': JSON.stringify({ tokens: fakeTokens() }),
    'a record whose id is a string': JSON.stringify({ id: '7', tokens: fakeTokens() }),
    'a record whose id is too high': JSON.stringify({ id: 2 ** 60, tokens: fakeTokens() }),
    'a record without tokens': JSON.stringify({ id: 1 }),
    'tokens that are a string': JSON.stringify({ id: 1, tokens: 'access' }),
    'tokens that are an array': JSON.stringify({ id: 1, tokens: [] }),
    'a token pair without an access token': textWith({ accessToken: undefined }),
    'an access token that is null': textWith({ accessToken: null }),
    'an access token that cannot be sent': textWith({ accessToken: 'two words' }),
    'an access token that is the string undefined': textWith({ accessToken: 'undefined' }),
    'a token pair with neither token': textWith({ accessToken: '', refreshToken: null }),
    'a token pair without a time of receipt': textWith({ receivedAt: undefined }),
    'a time of receipt that is a string': textWith({ receivedAt: 'now' }),
  };
  for (const [name, text] of Object.entries(foreign)) {
    it(`S2 returns null for ${name}`, () => {
      expect(parseRecord(text, KEEP_ALL)).toBeNull();
    });
  }

  it('S2 never throws, and returns tokens that can be sent or none', () => {
    const token = fc.oneof(fc.constantFrom('', 'null', 'access-1', 'two words'), fc.jsonValue());
    const tokens = fc.record(
      {
        accessToken: token,
        refreshToken: token,
        receivedAt: fc.jsonValue(),
        expiresAt: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const stored = fc.record({
      id: fc.oneof(fc.integer(), fc.jsonValue()),
      tokens: fc.oneof(tokens, fc.jsonValue()),
    });
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      stored.map((value) => JSON.stringify(value)),
    );
    const property = fc.property(text, fc.boolean(), (value, keepsTokens) => {
      const parsed = parseRecord(value, { tokens: keepsTokens, user: true });
      if (!parsed?.tokens) return true;
      const { accessToken, refreshToken, sessionId } = parsed.tokens;
      const isUsable = isAccessToken(accessToken) || !keepsTokens || isToken(refreshToken);
      return isUsable && sessionId === parsed.id && refreshToken !== '';
    });
    expect(() => fc.assert(property, { numRuns: 1_000 })).not.toThrow();
  });
});
