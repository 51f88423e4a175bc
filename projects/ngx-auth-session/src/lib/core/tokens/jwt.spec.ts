import * as fc from 'fast-check';
import { base64Url, fakeJwt } from '../../../../test/support/fakes/fake-jwt';
import { decodeJwt, timeClaim } from './jwt';

/** Creates a token with any text as payload, even if it is not JSON. */
const withPayload = (text: string): string => `${base64Url('{}')}.${base64Url(text)}.c2ln`;

describe('decodeJwt', () => {
  it('reads claims in any script', () => {
    const claims = {
      sub: '7',
      name: 'Zoë Ōe 漢字 🎉',
      roles: ['a/b+c'],
      address: { city: 'Łódź' },
    };
    expect(decodeJwt(fakeJwt(claims))).toEqual(claims);
  });

  it('reads a token whose signature is empty', () => {
    expect(decodeJwt(fakeJwt({ sub: '7' }).replace(/[^.]*$/, ''))).toEqual({ sub: '7' });
  });

  it('reads a payload of any length modulo four', () => {
    for (const sub of ['', 'a', 'ab', 'abc', 'abcd']) {
      expect(decodeJwt(fakeJwt({ sub })))
        .withContext(sub)
        .toEqual({ sub });
    }
  });

  const payloads = {
    'an array': '[{"sub":"7"}]',
    'a number': '7',
    'a string': '"sub"',
    'a boolean': 'true',
    null: 'null',
    'not JSON': '{"sub":',
    blank: ' ',
  };
  for (const [name, text] of Object.entries(payloads)) {
    it(`C-09 returns null for a payload that is ${name}`, () => {
      expect(decodeJwt(withPayload(text))).toBeNull();
    });
  }

  const jwt = fakeJwt({ sub: '7' });
  const [header, payload] = jwt.split('.');
  const texts = {
    'an empty string': '',
    'an opaque token': '2YotnFZFEjr1zCsicMWpAA',
    'two parts': `${header}.${payload}`,
    'four parts': `${jwt}.c2ln`,
    'an empty header': `.${payload}.c2ln`,
    'an empty payload': `${header}..c2ln`,
    'a leading scheme': `Bearer ${jwt}`,
    'a trailing space': `${jwt} `,
    'a trailing line break': `${jwt}\n`,
    'base64 with padding': `${header}.${payload}=.c2ln`,
    'base64 that is not base64url': `${header}.a+/b.c2ln`,
    'a payload of an impossible length': `${header}.eyJzd.c2ln`,
    'a payload that is not UTF-8': `${header}.${btoa('{"sub":"\xff"}').replaceAll('=', '')}.c2ln`,
    'a token longer than any header': fakeJwt({ sub: 'x'.repeat(65_536) }),
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`C-09 returns null for ${name}`, () => {
      expect(decodeJwt(text)).toBeNull();
    });
  }

  it('C-09 returns null for values that are not strings', () => {
    for (const value of [undefined, null, 7, {}, [jwt]]) {
      expect(decodeJwt(value as string)).toBeNull();
    }
  });

  it('C-09 lets the last of two equal claims win', () => {
    expect(decodeJwt(withPayload('{"sub":"first","sub":"last"}'))).toEqual({ sub: 'last' });
  });

  it('C-09 treats __proto__ as a claim like any other', () => {
    const claims = decodeJwt(withPayload('{"__proto__":{"admin":true}}'));
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
    expect(claims?.['admin']).toBeUndefined();
  });

  it('C-09 never throws, and returns an object or null', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.json().map(base64Url),
    );
    const token = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 5 }).map((all) => all.join('.')),
    );
    const property = fc.property(token, (text) => {
      const claims = decodeJwt(text);
      return claims === null || (typeof claims === 'object' && !Array.isArray(claims));
    });
    expect(() => fc.assert(property)).not.toThrow();
  });

  it('returns every object that was encoded', () => {
    const property = fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
      const text = JSON.stringify(claims);
      return JSON.stringify(decodeJwt(withPayload(text))) === JSON.stringify(JSON.parse(text));
    });
    expect(() => fc.assert(property)).not.toThrow();
  });
});

describe('timeClaim', () => {
  it('returns seconds', () => {
    expect(timeClaim({ exp: 1_700_000_000 }, 'exp')).toBe(1_700_000_000);
    expect(timeClaim({ iat: 1_700_000_000.5 }, 'iat')).toBe(1_700_000_000.5);
  });

  it('converts milliseconds to seconds', () => {
    expect(timeClaim({ exp: 1_700_000_000_123 }, 'exp')).toBe(1_700_000_000.123);
  });

  it('C-10 returns NaN for everything that is not a finite number', () => {
    const values = ['1700000000', null, undefined, true, NaN, Infinity, -Infinity, {}];
    for (const exp of values) {
      expect(timeClaim({ exp }, 'exp')).withContext(JSON.stringify(exp)).toBeNaN();
    }
    expect(timeClaim({}, 'exp')).toBeNaN();
    expect(timeClaim(null, 'exp')).toBeNaN();
  });
});
