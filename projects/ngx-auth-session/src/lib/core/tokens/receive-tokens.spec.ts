import { START } from '../../../../test/support/fakes/fake-clock';
import { fakeJwt } from '../../../../test/support/fakes/fake-jwt';
import { fakeTokens } from '../../../../test/support/fakes/fake-tokens';
import { AuthError } from '../auth-error';
import {
  expiredTokens,
  isAccessToken,
  isToken,
  ReceivedTokens,
  refreshDueAt,
  TokenSet,
} from './session-tokens';
import { receiveTokens } from './receive-tokens';

const HOUR = 3_600_000;
/** The server's clock, in seconds. */
const ISSUED = START / 1000;

const receive = (grant: ReceivedTokens, now = START): number | null =>
  receiveTokens(grant, 1, now).expiresAt;

const refusal = (receiving: () => unknown): AuthError => {
  try {
    receiving();
  } catch (error) {
    return error as AuthError;
  }
  throw new Error('Nothing was thrown');
};

describe('receiveTokens', () => {
  it('creates a token pair', () => {
    const accessToken = fakeJwt({ sub: '7' });
    const grant = { accessToken, refreshToken: 'refresh-2', expiresIn: 900 };
    expect(receiveTokens(grant, 1, START)).toEqual({
      sessionId: 1,
      accessToken,
      refreshToken: 'refresh-2',
      rotation: 0,
      receivedAt: START,
      expiresAt: START + 900_000,
      claims: { sub: '7' },
    });
  });

  for (const [clock, now] of [
    ['right', START],
    ['an hour fast', START + HOUR],
    ['an hour slow', START - HOUR],
    ['in 1970', 0],
  ] as const) {
    it(`T1 C-24 gives a token its full lifetime if the clock is ${clock}`, () => {
      expect(receive({ accessToken: 'opaque', expiresIn: 900 }, now)).toBe(now + 900_000);
      const accessToken = fakeJwt({ iat: ISSUED, exp: ISSUED + 900 });
      expect(receive({ accessToken }, now)).toBe(now + 900_000);
    });
  }

  it('prefers the lifetime that the server states to that of the token', () => {
    const accessToken = fakeJwt({ iat: ISSUED, exp: ISSUED + 900 });
    expect(receive({ accessToken, expiresIn: 60 })).toBe(START + 60_000);
  });

  it('counts the lifetime from now if the token has no iat', () => {
    expect(receive({ accessToken: fakeJwt({ exp: ISSUED + 900 }) })).toBe(START + 900_000);
  });

  it('converts times in milliseconds', () => {
    const accessToken = fakeJwt({ iat: START, exp: START + 900_000 });
    expect(receive({ accessToken })).toBe(START + 900_000);
  });

  const endless: Record<string, TokenSet> = {
    'an opaque token': { accessToken: 'opaque' },
    'a JWT without exp': { accessToken: fakeJwt({ iat: ISSUED }) },
    'a JWT whose exp is a string': { accessToken: fakeJwt({ exp: String(ISSUED + 900) }) },
    'a lifetime that is not a number': { accessToken: 'opaque', expiresIn: NaN },
    'an infinite lifetime': { accessToken: 'opaque', expiresIn: Infinity },
    'a JWT that expires beyond the range of dates': {
      accessToken: fakeJwt({ iat: ISSUED, exp: 1e300 }),
    },
  };
  for (const [name, grant] of Object.entries(endless)) {
    it(`T9 C-10 returns an unknown expiry for ${name}`, () => {
      expect(receive(grant)).toBeNull();
    });
  }

  it('C-24 gives a first token that looks expired an unknown expiry', () => {
    expect(receive({ accessToken: fakeJwt({ exp: ISSUED - 1 }) })).toBeNull();
    expect(receive({ accessToken: fakeJwt({ iat: ISSUED, exp: ISSUED }) })).toBeNull();
  });

  const nonsense: readonly unknown[] = [
    0,
    -0,
    -1,
    -900,
    NaN,
    Infinity,
    -Infinity,
    Number('1e400'),
    1e10,
    ISSUED + 900,
    START,
    Number.MAX_VALUE,
    '',
    ' ',
    '0',
    '-1',
    'soon',
    '15 minutes',
    '1h',
    'NaN',
    '1e400',
    'PT15M',
    '2030-01-01T00:00:00Z',
    null,
    undefined,
    true,
    false,
    [],
    {},
    [900, 60],
    new Date(START),
  ];
  for (const expiresIn of nonsense) {
    const what = typeof expiresIn === 'string' ? `'${expiresIn}'` : String(expiresIn);
    it(`F14 keeps tokens with an expiresIn of ${what}, and takes their lifetime from the JWT or as unknown`, () => {
      const grant = { refreshToken: 'refresh-2', expiresIn: expiresIn as number };
      for (const previous of [undefined, fakeTokens()]) {
        const opaque = receiveTokens({ accessToken: 'opaque', ...grant }, 1, START, previous);
        expect([opaque.accessToken, opaque.refreshToken]).toEqual(['opaque', 'refresh-2']);
        expect(opaque.expiresAt).toBeNull();
        const accessToken = fakeJwt({ iat: ISSUED - 60, exp: ISSUED });
        const jwt = receiveTokens({ accessToken, ...grant }, 1, START, previous);
        expect(jwt.expiresAt).toBe(START + 60_000);
      }
    });
  }

  it('F14 accepts a lifetime that is written as a string', () => {
    for (const expiresIn of ['900', ' 900 ', '9e2', 900]) {
      const grant = { accessToken: 'opaque', expiresIn: expiresIn as number };
      expect(receive(grant)).toBe(START + 900_000);
      expect(receiveTokens(grant, 1, START, fakeTokens()).expiresAt).toBe(START + 900_000);
    }
  });

  const expired: Record<string, object> = {
    'expires when it is issued': { iat: ISSUED, exp: ISSUED },
    'expires before it is issued': { iat: ISSUED, exp: ISSUED - 1 },
    'has no iat and expired an hour ago': { exp: ISSUED - 3_600 },
    'has no iat and expired in 1970': { exp: 1 },
  };
  for (const [name, claims] of Object.entries(expired)) {
    it(`Q15 refuses a refreshed JWT that ${name}`, () => {
      for (const expiresIn of [undefined, 0, -1]) {
        const grant = { accessToken: fakeJwt(claims), expiresIn };
        const error = refusal(() => receiveTokens(grant, 1, START, fakeTokens()));
        expect(error.code).toBe('invalid-response');
      }
    });
  }

  it('T1 accepts a refreshed JWT without iat if this clock is an hour fast', () => {
    const grant = { accessToken: fakeJwt({ exp: ISSUED + 900 }) };
    const now = START + HOUR;
    expect(receiveTokens(grant, 1, now, fakeTokens()).expiresAt).toBeNull();
  });

  describe('with tokens that may be stale', () => {
    const expiryOf = (claims: object, more: TokenSet = {}, now = START): number | null =>
      receive({ accessToken: fakeJwt(claims), mayBeStale: true, ...more }, now);

    const refreshToken = 'refresh-1';
    for (const [name, claims, expiresAt] of [
      ['has expired', { iat: ISSUED - 7_200, exp: ISSUED - 3_600 }, START - HOUR],
      ['expired long ago', { exp: 1 }, 1_000],
      ['expires right now', { iat: ISSUED - 900, exp: ISSUED }, START],
      ['was issued a while ago', { iat: ISSUED - 600, exp: ISSUED + 300 }, START + 300_000],
      ['is fresh', { iat: ISSUED, exp: ISSUED + 900 }, START + 900_000],
      ['counts in milliseconds', { iat: START - 600_000, exp: START + 300_000 }, START + 300_000],
      ['was issued in the future', { iat: ISSUED + 3_600, exp: ISSUED + 4_500 }, START + 900_000],
      ['never expires', { iat: ISSUED }, null],
      ['has a string as exp', { iat: ISSUED, exp: 'soon' }, null],
    ] as const) {
      it(`F15 uses the exp of a JWT that ${name}`, () => {
        expect(expiryOf(claims)).toBe(expiresAt);
        expect(expiryOf(claims, { refreshToken })).toBe(expiresAt);
      });
    }

    it('F15 accepts no stated lifetime beyond the exp of the JWT', () => {
      const claims = { iat: ISSUED - 7_200, exp: ISSUED - 3_600 };
      expect(expiryOf(claims, { expiresIn: 900, refreshToken })).toBe(START - HOUR);
      expect(expiryOf({ exp: ISSUED + 900 }, { expiresIn: 60, refreshToken })).toBe(START + 60_000);
    });

    it('F15 accepts a stated lifetime if no refresh is possible, whatever this clock says', () => {
      const claims = { iat: ISSUED, exp: ISSUED + 900 };
      const now = START + HOUR;
      expect(expiryOf(claims, { expiresIn: 900 }, now)).toBe(now + 900_000);
      expect(expiryOf(claims, {}, now)).toBe(START + 900_000);
    });

    it('F15 T1 accepts a refreshed token that looks expired, because this clock may be fast', () => {
      const refreshed = (exp: number): number | null => {
        const grant = { accessToken: fakeJwt({ iat: ISSUED - 900, exp }), mayBeStale: true };
        return receiveTokens(grant, 1, START, fakeTokens()).expiresAt;
      };
      expect(refreshed(ISSUED + 300)).toBe(START + 300_000);
      expect(refreshed(ISSUED - 300)).toBe(START + 600_000);
    });

    it('F15 accepts the stated lifetime of an opaque token', () => {
      const grant = { accessToken: 'opaque', expiresIn: 900, mayBeStale: true };
      expect(receive(grant)).toBe(START + 900_000);
    });
  });

  describe('with a refresh that returns the same JWT again', () => {
    const accessToken = fakeJwt({ iat: ISSUED, exp: ISSUED + 900 });
    const previous = fakeTokens({ accessToken, expiresAt: START + 900_000 });

    it('F15 does not extend its lifetime', () => {
      const again = receiveTokens({ accessToken, expiresIn: 900 }, 1, START + 60_000, previous);
      expect(again.expiresAt).toBe(START + 900_000);
    });

    it('Q15 F15 refuses it once it has expired', () => {
      const again = (): unknown => receiveTokens({ accessToken }, 1, START + 900_000, previous);
      expect(refusal(again).code).toBe('invalid-response');
    });

    it('F15 T1 accepts it if it had already expired when it first arrived, because the clock is fast', () => {
      const now = START + HOUR;
      const old = receiveTokens({ accessToken, refreshToken: 'r', mayBeStale: true }, 1, now);
      expect(old.expiresAt).toBe(START + 900_000);
      const again = receiveTokens({ accessToken }, 1, now, old);
      expect(again.expiresAt).toBe(now + 900_000);
    });

    it('gives an opaque token the lifetime that the server states', () => {
      const grant = { accessToken: previous.refreshToken!, expiresIn: 900 };
      const opaque = fakeTokens({ accessToken: previous.refreshToken!, expiresAt: START });
      expect(receiveTokens(grant, 1, START, opaque).expiresAt).toBe(START + 900_000);
    });
  });

  const unsendable = [
    '',
    'null',
    'undefined',
    'two words',
    'line\nbreak',
    'a,b',
    '"json"',
    'ä',
    'del\u007f',
    null,
    undefined,
    7,
    {},
  ];
  for (const value of unsendable) {
    it(`Q15 C-08 refuses ${JSON.stringify(value)} as an access token`, () => {
      const grant = { accessToken: value as string, expiresIn: 900 };
      expect(refusal(() => receiveTokens(grant, 1, START)).code).toBe('invalid-response');
      const refreshing = refusal(() => receiveTokens(grant, 1, START, fakeTokens()));
      expect(refreshing.code).toBe('invalid-response');
    });
  }

  for (const scheme of ['Bearer ', 'bearer ', 'BEARER  ']) {
    it(`C-08 removes the scheme that a server prepends: ${JSON.stringify(scheme)}`, () => {
      const grant = { accessToken: `${scheme}access-1`, expiresIn: 900 };
      expect(receiveTokens(grant, 1, START).accessToken).toBe('access-1');
      expect(receiveTokens(grant, 1, START, fakeTokens()).accessToken).toBe('access-1');
    });
  }

  for (const accessToken of ['Bearer ', 'Bearer two words', 'Token access-1']) {
    it(`C-08 refuses a scheme without a token, and any other scheme: ${accessToken}`, () => {
      const grant = { accessToken, expiresIn: 900 };
      expect(refusal(() => receiveTokens(grant, 1, START)).code).toBe('invalid-response');
    });
  }

  it('C-20 reports no part of a token that it refuses', () => {
    const grant = { accessToken: 'top secret', refreshToken: 'also-secret' };
    const error = refusal(() => receiveTokens(grant, 1, START));
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('secret');
  });

  it('keeps the refresh token if a refresh returns none', () => {
    for (const refreshToken of [undefined, null, '', 'null', 'undefined']) {
      const grant = { accessToken: 'access-2', refreshToken };
      const refreshed = receiveTokens(grant, 1, START, fakeTokens());
      expect(refreshed.refreshToken).withContext(String(refreshToken)).toBe('refresh-1');
    }
  });

  it('gives a refreshed token its lifetime, however short', () => {
    for (const expiresIn of [900, 0.5]) {
      const grant = { accessToken: 'access-2', expiresIn };
      const refreshed = receiveTokens(grant, 1, START, fakeTokens());
      expect(refreshed.expiresAt).toBe(START + expiresIn * 1_000);
      expect(receive(grant)).toBe(START + expiresIn * 1_000);
    }
  });

  it('adopts a new refresh token that a refresh returns', () => {
    const grant = { accessToken: 'access-2', refreshToken: 'refresh-2' };
    const refreshed = receiveTokens(grant, 1, START, fakeTokens());
    expect(refreshed.refreshToken).toBe('refresh-2');
  });

  it('counts the refreshes of a session', () => {
    const previous = fakeTokens({ rotation: 7 });
    expect(receiveTokens({ accessToken: 'a' }, 1, START, previous).rotation).toBe(8);
  });

  it('has no refresh token if a login returns none', () => {
    expect(receiveTokens({ accessToken: 'a' }, 1, START).refreshToken).toBeNull();
  });

  it('leaves the access token to the first refresh if a login returns only a refresh token', () => {
    expect(receiveTokens({ refreshToken: 'refresh-1' }, 1, START)).toEqual({
      sessionId: 1,
      accessToken: '',
      refreshToken: 'refresh-1',
      rotation: 0,
      receivedAt: 0,
      expiresAt: 0,
      claims: null,
    });
  });
});

describe('isAccessToken', () => {
  it('C-08 F106 accepts what a header can contain', () => {
    for (const value of ['a', 'A-Z._~+/09', 'YWJj==', '12|AbCd', 'r:12', fakeJwt({})]) {
      expect(isAccessToken(value)).withContext(value).toBeTrue();
    }
  });

  it('C-08 accepts any text as a refresh token', () => {
    expect(isToken('any text: ö')).toBeTrue();
    expect(isAccessToken('any text: ö')).toBeFalse();
  });
});

describe('refreshDueAt', () => {
  const dueAt = (lifeMs: number, marginMs: number): number =>
    refreshDueAt(fakeTokens({ expiresAt: START + lifeMs }), marginMs / 1_000);

  it('subtracts the margin from the expiry', () => {
    expect(dueAt(900_000, 30_000)).toBe(START + 870_000);
  });

  it('T2 limits the margin to half the lifetime', () => {
    expect(dueAt(40_000, 30_000)).toBe(START + 20_000);
    expect(dueAt(10_000, 30_000)).toBe(START + 5_000);
    expect(dueAt(60_000, 30_000)).toBe(START + 30_000);
  });

  it('returns the expiry for tokens that have expired when they arrive', () => {
    expect(dueAt(-5_000, 30_000)).toBe(START - 5_000);
    expect(refreshDueAt(expiredTokens(1, null), 30)).toBe(0);
  });

  it('T9 returns Infinity if the expiry is unknown', () => {
    expect(refreshDueAt(fakeTokens({ expiresAt: null }), 30)).toBe(Infinity);
  });
});
