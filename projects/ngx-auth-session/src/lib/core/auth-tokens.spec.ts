import { START } from '../../../test/support/fake-clock';
import { fakeJwt } from '../../../test/support/fake-jwt';
import { fakeTokens } from '../../../test/support/fake-tokens';
import { AuthError } from './auth-error';
import {
  isAccessToken,
  isToken,
  receiveTokens,
  renewalTime,
  spentTokens,
  TokenGrant,
} from './auth-tokens';

const HOUR = 3_600_000;
/** The server's clock, in seconds. */
const ISSUED = START / 1000;

const receive = (grant: TokenGrant, now = START): number | null =>
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
  it('makes a pair of a grant', () => {
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
    it(`T1 C-24 gives a token its whole life by a clock that is ${clock}`, () => {
      expect(receive({ accessToken: 'opaque', expiresIn: 900 }, now)).toBe(now + 900_000);
      const accessToken = fakeJwt({ iat: ISSUED, exp: ISSUED + 900 });
      expect(receive({ accessToken }, now)).toBe(now + 900_000);
    });
  }

  it('believes the server rather than the token where both tell a life', () => {
    const accessToken = fakeJwt({ iat: ISSUED, exp: ISSUED + 900 });
    expect(receive({ accessToken, expiresIn: 60 })).toBe(START + 60_000);
  });

  it('counts the life from now where the token does not say when it was issued', () => {
    expect(receive({ accessToken: fakeJwt({ exp: ISSUED + 900 }) })).toBe(START + 900_000);
  });

  it('reads times in milliseconds', () => {
    const accessToken = fakeJwt({ iat: START, exp: START + 900_000 });
    expect(receive({ accessToken })).toBe(START + 900_000);
  });

  const endless: Record<string, TokenGrant> = {
    'an opaque token': { accessToken: 'opaque' },
    'a JWT without exp': { accessToken: fakeJwt({ iat: ISSUED }) },
    'a JWT whose exp is a text': { accessToken: fakeJwt({ exp: String(ISSUED + 900) }) },
    'a life that is no number': { accessToken: 'opaque', expiresIn: NaN },
    'an infinite life': { accessToken: 'opaque', expiresIn: Infinity },
    'a life that is a text': { accessToken: 'opaque', expiresIn: '900' as unknown as number },
  };
  for (const [name, grant] of Object.entries(endless)) {
    it(`T9 C-10 knows no end for ${name}`, () => {
      expect(receive(grant)).toBeNull();
    });
  }

  it('C-24 takes a first token that seems dead for one of unknown end', () => {
    expect(receive({ accessToken: fakeJwt({ exp: ISSUED - 1 }) })).toBeNull();
    expect(receive({ accessToken: 'opaque', expiresIn: 0 })).toBeNull();
  });

  it('Q15 refuses a renewed token that is dead on arrival', () => {
    for (const expiresIn of [0, -1]) {
      const grant = { accessToken: 'access-2', expiresIn };
      const error = refusal(() => receiveTokens(grant, 1, START, fakeTokens()));
      expect(error.code).toBe('invalid-response');
    }
  });

  const unsendable = [
    '',
    'null',
    'undefined',
    'two words',
    'line\nbreak',
    'a,b',
    'ä',
    '=',
    'a=b',
    null,
    undefined,
    7,
    {},
  ];
  for (const value of unsendable) {
    it(`Q15 C-08 refuses ${JSON.stringify(value)} as an access token`, () => {
      const grant = { accessToken: value as string, expiresIn: 900 };
      expect(refusal(() => receiveTokens(grant, 1, START)).code).toBe('invalid-response');
      const renewing = refusal(() => receiveTokens(grant, 1, START, fakeTokens()));
      expect(renewing.code).toBe('invalid-response');
    });
  }

  it('C-20 names no part of a token that it refuses', () => {
    const grant = { accessToken: 'top secret', refreshToken: 'also-secret' };
    const error = refusal(() => receiveTokens(grant, 1, START));
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('secret');
  });

  it('keeps the refresh token where a refresh brings none', () => {
    for (const refreshToken of [undefined, null, '', 'null', 'undefined']) {
      const grant = { accessToken: 'access-2', refreshToken };
      const renewed = receiveTokens(grant, 1, START, fakeTokens());
      expect(renewed.refreshToken).withContext(String(refreshToken)).toBe('refresh-1');
    }
  });

  it('gives a renewed token its life, however short', () => {
    for (const expiresIn of [900, 0.5]) {
      const grant = { accessToken: 'access-2', expiresIn };
      const renewed = receiveTokens(grant, 1, START, fakeTokens());
      expect(renewed.expiresAt).toBe(START + expiresIn * 1_000);
      expect(receive(grant)).toBe(START + expiresIn * 1_000);
    }
  });

  it('takes the new refresh token where a refresh brings one', () => {
    const grant = { accessToken: 'access-2', refreshToken: 'refresh-2' };
    const renewed = receiveTokens(grant, 1, START, fakeTokens());
    expect(renewed.refreshToken).toBe('refresh-2');
  });

  it('counts how often a pair has been renewed', () => {
    const renewing = fakeTokens({ rotation: 7 });
    expect(receiveTokens({ accessToken: 'a' }, 1, START, renewing).rotation).toBe(8);
  });

  it('has no refresh token where a login brings none', () => {
    expect(receiveTokens({ accessToken: 'a' }, 1, START).refreshToken).toBeNull();
  });

  it('leaves the access token to the first refresh where a login brings a refresh token alone', () => {
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
  it('C-08 takes what fits behind Bearer', () => {
    for (const value of ['a', 'A-Z._~+/09', 'YWJj==', fakeJwt({})]) {
      expect(isAccessToken(value)).withContext(value).toBeTrue();
    }
  });

  it('C-08 leaves a refresh token its freedom of form', () => {
    expect(isToken('any text: ö')).toBeTrue();
    expect(isAccessToken('any text: ö')).toBeFalse();
  });
});

describe('renewalTime', () => {
  const renewedAt = (lifeMs: number, marginMs: number): number =>
    renewalTime(fakeTokens({ expiresAt: START + lifeMs }), marginMs / 1_000);

  it('lies the margin before the end', () => {
    expect(renewedAt(900_000, 30_000)).toBe(START + 870_000);
  });

  it('T2 lies half-way through a life that is shorter than twice the margin', () => {
    expect(renewedAt(40_000, 30_000)).toBe(START + 20_000);
    expect(renewedAt(10_000, 30_000)).toBe(START + 5_000);
    expect(renewedAt(60_000, 30_000)).toBe(START + 30_000);
  });

  it('is the end for tokens that have ended when they arrive', () => {
    expect(renewedAt(-5_000, 30_000)).toBe(START - 5_000);
    expect(renewalTime(spentTokens(1, null), 30)).toBe(0);
  });

  it('T9 is never where the end is unknown', () => {
    expect(renewalTime(fakeTokens({ expiresAt: null }), 30)).toBe(Infinity);
  });
});
