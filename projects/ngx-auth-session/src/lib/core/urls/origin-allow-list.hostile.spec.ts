import * as fc from 'fast-check';
import { mayCarryToken, parseAllowedOrigin } from './origin-allow-list';

const BASE = 'https://app.test/shop/page';
const long = (length: number): string => 'x'.repeat(length);

/** URLs of https://app.test (`yes`), and URLs that only look like it (`no`). */
const rows: Record<string, { readonly yes: readonly string[]; readonly no: readonly string[] }> = {
  'C-01 with missing, doubled or reversed slashes': {
    yes: [
      'https:/evil.com/',
      'https:evil.com',
      'https:\\app.test',
      'https:/\\app.test/',
      'https:\\\\\\app.test/',
      '/.//evil.com/',
      '/..//evil.com/',
      '/a/..//evil.com/',
      './/evil.com/',
      '/%2Fevil.com',
      '%2F%2Fevil.com',
      '%68ttps://evil.com',
      'https%3A//evil.com',
      '／／evil.com',
      '∕∕evil.com',
    ],
    no: [
      'http:/app.test/',
      'http:app.test',
      'http:/evil.com/',
      'https:/\\/evil.com',
      '\\/evil.com',
      '/\t/evil.com',
      '/\n/evil.com',
      '/\r\n/evil.com',
      '\t//evil.com',
      '\u0000//evil.com',
      ' \u001f//evil.com',
      'HTTPS:\\\\evil.com',
      'https:\t/\t/evil.com',
    ],
  },
  'C-01 U8 with lookalike or invisible characters': {
    yes: [
      'https://ap\tp.te\nst/',
      'https://app。test/',
      'https://app．test/',
      'https://ａｐｐ.test/',
      'https://ap\u00adp.test/',
      'https://app\u200b.test/',
      'https://app.te%73t/',
      'https://app%2Etest/',
    ],
    no: [
      'https://аpp.test/',
      'https://app.tеst/',
      'https://app.test./',
      'https://app.test../',
      'https://.app.test/',
      'https://app.test。/',
      'https://app.test。evil.com/',
      'https://app.test%2Eevil.com/',
      'https://app.test\n.evil.com/',
      'https://app.test%00.evil.com/',
      'https://app.test%20/',
      'https://app.test%09/',
      'https://app.test\ud800/',
      'https://app.test／@evil.com/',
      'https://app.test／evil.com/',
      'https://app.test⁄.evil.com/',
      'https://app.test\u2028.evil.com/',
      'https://xn--app-.test/',
      `https://${long(70)}.app.test/`,
    ],
  },
  'C-06 with a port or a user name': {
    yes: ['https://app.test:/', 'https://app.test:443/', 'https://app.test:0000443/'],
    no: [
      'https://app.test:0/',
      'https://app.test:80/',
      'https://app.test:4430/',
      'https://app.test:65979/',
      'https://app.test:443:443/',
      'https://app.test:-443/',
      'https://app.test:4e2/',
      'https://app.test：443/',
      'https://app.test:443@evil.com/',
      'https://app.test%2F@evil.com/',
      'https://app.test%23@evil.com/',
      'https://a:b:c@app.test/',
      'https://%00@app.test/',
      'https://%61@app.test/',
    ],
  },
  'C-03 with another scheme': {
    yes: [],
    no: [
      'blob:https://app.test/0-1',
      'blob:https://app.test',
      'BLOB:https://app.test/0-1',
      ' blob:https://app.test/0-1',
      'bl\nob:https://app.test/0-1',
      'blob:blob:https://app.test/0-1',
      'blob:',
      'blob:null/0-1',
      'filesystem:https://app.test/persistent/1',
      'data:,https://app.test/',
      'data:text/html;base64,PGI+',
      'about:srcdoc',
      'mailto:a@app.test',
      'urn:https://app.test/',
      'x:https://app.test/',
      'httpss://app.test/',
      'https+x://app.test/',
      'ws://app.test/',
      'chrome-extension://app.test/',
      'intent://app.test/#Intent;scheme=https;end',
    ],
  },
  'C-06 with extreme length, or half a surrogate pair': {
    yes: [
      `/${long(2_001)}`,
      `/${long(100_000)}`,
      `/?${long(100_000)}`,
      '/\ud800',
      '/\udc00\ud800',
      '/\u0000',
      '/%',
      '/%zz',
      '/?\ud800#\udfff',
      `/${'../'.repeat(5_000)}`,
    ],
    no: [
      `https://${long(100_000)}/`,
      `https://${'a.'.repeat(20_000)}test/`,
      `https://app.test:${long(5_000)}/`,
      `https://${long(5_000)}@app.test/`,
    ],
  },
};

describe('mayCarryToken, with hostile URLs', () => {
  const whole = [parseAllowedOrigin('https://app.test')!];

  for (const [what, { yes, no }] of Object.entries(rows)) {
    describe(what, () => {
      for (const [urls, carried] of [
        [yes, true],
        [no, false],
      ] as const) {
        for (const url of urls) {
          it(`${carried ? 'attaches the token' : 'attaches no token'} to ${shown(url)}`, () => {
            expect(mayCarryToken(url, BASE, whole)).toBe(carried);
          });
        }
      }
    });
  }

  describe('U2 C-05 with an allowed path', () => {
    const api = [parseAllowedOrigin('https://app.test/api')!];
    for (const url of [
      '/api/;x=1',
      '/api/a;b=/../c',
      '/api/...',
      '/api/...;x=1',
      '/api/a..;x=1',
      '/api/.%2E/api',
      '/api/％2e％2e/x',
    ]) {
      it(`attaches the token to ${shown(url)}`, () =>
        expect(mayCarryToken(url, BASE, api)).toBeTrue());
    }
    for (const url of [
      '/api;/jobs',
      '/api;x=/api/jobs',
      '/api%3Bx/jobs',
      '/api%20/jobs',
      '/api%00/jobs',
      '/api\u200b/jobs',
      '/аpi/jobs',
      '/api／jobs',
      '/api/%2E%2E',
      '/api/%2e%2E/%2e/admin',
      '/api/.\t./admin',
      '/api/.\n%2e/admin',
      '/api/jobs/%2e%2e/%2e%2e/admin',
      '/api/..;/admin',
      '/api/..;x=1/admin',
      '/api/%2e%2E;/admin',
      '/api/jobs/.;/..;/..;/admin',
      '/api/a%2F..%2F..%2Fadmin',
      '/api/%2e%2e%2fadmin',
      '/api/a%5c..%5c..%5cadmin',
      '/api/..%2f;x=1%2fadmin',
      '/api/a;x=%2F..%2F..%2F..%2Fadmin',
      '//app.test/api/../admin',
      '/.//app.test/api',
      'https:/api-public',
      `/api${'/..'.repeat(3)}`,
    ]) {
      it(`attaches no token to ${shown(url)}`, () => {
        expect(mayCarryToken(url, BASE, api)).toBeFalse();
      });
    }
  });

  describe('U5 with a relative URL and a hostile base', () => {
    for (const base of [
      'https://evil.com/',
      '//evil.com/',
      'http://app.test/',
      'https://app.test:8443/',
      'https://app.test.evil.com/',
      'https://app.test@evil.com/',
      'https://user@app.test/',
      'https://:secret@app.test/',
      'blob:https://app.test/0-1',
      'data:text/html,',
      'javascript:0',
      'about:blank',
      'file:///',
      '/',
      '',
    ]) {
      it(`attaches no token under ${shown(base)}`, () => {
        for (const url of ['api', '/api', '?x', '#x', '', './api', '../api']) {
          expect(mayCarryToken(url, base, whole))
            .withContext(url)
            .toBeFalse();
        }
      });
    }
  });

  it('C-06 returns a boolean for any base and any entry', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom('/', 'a', BASE),
    );
    const property = fc.property(text, text, text, (url, base, entry) => {
      const allowed = parseAllowedOrigin(entry);
      const carried = mayCarryToken(url, base, allowed ? [allowed] : []);
      return allowed ? typeof carried === 'boolean' : !carried;
    });
    expect(() => fc.assert(property, { numRuns: 3_000 })).not.toThrow();
  });
});

function shown(url: string): string {
  return url.length > 60
    ? `${JSON.stringify(url.slice(0, 20))} and ${url.length - 20} more`
    : JSON.stringify(url);
}
