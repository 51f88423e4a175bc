import * as fc from 'fast-check';
import { base64Url, fakeJwt } from '../../../../test/support/fakes/fake-jwt';
import { decodeJwt, timeClaim } from './jwt';

const withPayload = (json: string): string => `${base64Url('{}')}.${base64Url(json)}.c2ln`;
const claimsOf = (json: string): Record<string, unknown> | null => decodeJwt(withPayload(json));

describe('decodeJwt, with hostile tokens', () => {
  const inherited = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
  ];
  for (const name of inherited) {
    it(`C-09 treats ${name} as an own claim, and changes no other object`, () => {
      const claims = claimsOf(`{${JSON.stringify(name)}:{"roles":["admin"]},"sub":"7"}`)!;
      expect(Object.keys(claims)).toEqual([name, 'sub']);
      expect(Object.hasOwn(claims, name)).toBeTrue();
      expect(claims['roles']).toBeUndefined();
      expect(({} as Record<string, unknown>)['roles']).toBeUndefined();
      expect({ ...claims }['roles']).toBeUndefined();
    });
  }

  const duplicates: Record<string, Record<string, unknown>> = {
    '{"sub":"a","sub":"b"}': { sub: 'b' },
    '{"sub":"a","\\u0073ub":"b"}': { sub: 'b' },
    '{"roles":["admin"],"roles":[]}': { roles: [] },
    '{"exp":9999999999,"exp":1}': { exp: 1 },
    '{"exp":1,"exp":"never"}': { exp: 'never' },
    '{"sub":"a","SUB":"b"}': { sub: 'a', SUB: 'b' },
  };
  for (const [json, claims] of Object.entries(duplicates)) {
    it(`C-09 lets the last of duplicate claims win in ${json}`, () => {
      expect(claimsOf(json)).toEqual(claims);
    });
  }

  const unreadable = [
    ...[
      '{"exp":NaN}',
      '{"exp":Infinity}',
      '{"exp":-Infinity}',
      '{"exp":0x10}',
      '{"exp":01}',
      "{'exp':1}",
    ],
    ...[
      '{"a":1,}',
      '{"a":undefined}',
      '{a:1}',
      '{"a":1}{"b":2}',
      '{"a":1} x',
      '\ufeff{"a":1}',
      '// {}\n{}',
    ],
    ...[
      '',
      '   ',
      '"{}"',
      '[{"sub":"7"}]',
      '0',
      '-0',
      'true',
      'null',
      '{"a":"\u0000"}',
      '{"a":"\n"}',
    ],
  ];
  for (const json of unreadable) {
    it(`C-09 returns null for ${JSON.stringify(json)}`, () => expect(claimsOf(json)).toBeNull());
  }

  const jwt = fakeJwt({ sub: '7' });
  const noTokens = [
    ...[
      `bearer ${jwt}`,
      `Bearer  ${jwt}`,
      ` ${jwt}`,
      `${jwt}\u0000`,
      `${jwt}.`,
      `.${jwt}`,
      `"${jwt}"`,
    ],
    ...[
      jwt.replace('.', '。'),
      jwt.replace('.', '．'),
      jwt.replace('.', '%2E'),
      jwt.replaceAll('.', '..'),
    ],
    ...[
      '..',
      '...',
      '.e30.',
      'e30.e30',
      'e30..',
      '.e30',
      'null.null.null',
      'undefined',
      '[object Object]',
    ],
    ...[`${jwt}, ${jwt}`, `${jwt};${jwt}`, `${jwt}\r\nX-Evil: 1`, `${jwt}\ud800`, 'e30.e30.😀'],
  ];
  for (const text of noTokens) {
    it(`C-09 returns null for ${JSON.stringify(text.slice(0, 50))}`, () => {
      expect(decodeJwt(text)).toBeNull();
    });
  }

  const values: unknown[] = [
    [],
    {},
    0,
    NaN,
    true,
    Symbol('jwt'),
    () => jwt,
    new String(jwt),
    [jwt],
  ];
  for (const value of values) {
    it(`C-09 returns null for a ${typeof value}: ${String(value).slice(0, 20)}`, () => {
      expect(decodeJwt(value as string)).toBeNull();
    });
  }

  it('C-09 C-25 refuses a token of a megabyte without decoding it', () => {
    const huge = jwt.replace('.', `.${'e30'.repeat(350_000)}`);
    const read = spyOn(globalThis, 'atob').and.callThrough();
    expect(decodeJwt(huge)).toBeNull();
    expect(decodeJwt('.'.repeat(1_000_000))).toBeNull();
    expect(decodeJwt('a'.repeat(1_000_000))).toBeNull();
    expect(read).not.toHaveBeenCalled();
  });

  it('C-09 decodes extremely nested claims, or returns null', () => {
    for (const depth of [100, 10_000, 20_000]) {
      const deep = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      expect(() => claimsOf(deep)).not.toThrow();
    }
  });

  it('C-09 returns what JSON.parse returns for any payload', () => {
    const json = fc.oneof(fc.json(), fc.string(), fc.string({ unit: 'binary' }));
    const property = fc.property(json, (text) => {
      const claims = JSON.stringify(claimsOf(text));
      return (
        claims ===
        JSON.stringify(parsedObject(new TextDecoder().decode(new TextEncoder().encode(text))))
      );
    });
    expect(() => fc.assert(property, { numRuns: 2_000 })).not.toThrow();
  });
});

describe('timeClaim, with hostile claims', () => {
  const noTimes = [
    '"1"',
    'null',
    'true',
    '[]',
    '[1]',
    '{}',
    '1e999',
    '-1e999',
    '""',
    '"NaN"',
    '{"valueOf":1}',
  ];
  for (const value of noTimes) {
    it(`C-10 returns NaN for ${value}`, () => {
      expect(timeClaim(claimsOf(`{"exp":${value}}`), 'exp')).toBeNaN();
    });
  }

  it('C-10 ignores an inherited claim', () => {
    expect(timeClaim(claimsOf('{"__proto__":{"exp":1}}'), 'exp')).toBeNaN();
  });
});

/** Returns the object in a JSON text, or null. */
function parsedObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
