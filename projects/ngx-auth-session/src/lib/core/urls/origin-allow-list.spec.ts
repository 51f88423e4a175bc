import * as fc from 'fast-check';
import {
  AllowedOrigin,
  createOriginAllowList,
  explainRefusedUrl,
  mayCarryToken,
  parseAllowedOrigin,
} from './origin-allow-list';
import { parseSecureUrl } from './secure-url';

const BASE = 'https://app.test/shop/page?a=1';

/** The allowed entries, and the URLs that a token may (`yes`) and may not (`no`) be attached to. */
interface Rows {
  readonly allowed: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const rules: Record<string, Rows> = {
  'C-02 with an empty allow-list': {
    allowed: [],
    yes: [],
    no: ['/api', 'https://app.test/', 'https://api.example.com/', 'http://localhost/', ''],
  },
  'U1 C-01 with one allowed origin': {
    allowed: ['https://api.example.com'],
    yes: [
      'https://api.example.com',
      'https://api.example.com/',
      'https://api.example.com/jobs?next=https://evil.com#top',
      '//api.example.com/jobs',
      'https:\\\\api.example.com\\jobs',
      ' https://api.example.com/jobs\n',
      'ht\ntps://api.exa\tmple.com/jobs',
      'https:////api.example.com/jobs',
      'https://api.example.com\\@evil.com/',
      'https://api.example.com/@evil.com',
    ],
    no: [
      'https://api.example.com.evil.com/',
      'https://evil.com/https://api.example.com/',
      'https://evil.com/?https://api.example.com',
      'https://evil.com#https://api.example.com',
      'https://api.example.com@evil.com/',
      'https://api.example.com:443@evil.com/',
      'https://evilapi.example.com/',
      'https://example.com/',
      'https://sub.api.example.com/',
      'https://api.example.co/',
      'https://api-example.com/',
      'https://api.example.com:8443/',
      '//evil.com/',
      '\\\\evil.com/',
      '/\\evil.com/',
      'http://api.example.com/',
      'http://api.example.com:443/',
      'api.example.com/jobs',
      '/api.example.com/',
      '',
    ],
  },
  'U8 with an origin in any spelling': {
    allowed: ['https://API.Example.com:443', 'https://bücher.example', 'https://[2001:DB8:0::1]'],
    yes: [
      'https://api.example.com/',
      'HTTPS://API.EXAMPLE.COM/jobs',
      'https://api.example.com:443/',
      'https://api.example.com:0443/',
      'https://%61pi.example.com/',
      'https://api。example.com/',
      'https://xn--bcher-kva.example/',
      'https://BÜCHER.example/',
      'https://[2001:db8::1]/',
    ],
    no: [
      'https://api.example.com./',
      'https://api.example.com:8443/',
      'https://bucher.example/',
      'https://bücher.example./',
      'https://[2001:db8::2]/',
      'https://xn--bcher-kva.example.evil.com/',
    ],
  },
  'U2 C-05 with an allowed path': {
    allowed: ['https://app.test/api', 'https://cdn.test/v1/files/'],
    yes: [
      '/api',
      '/api/',
      '/api/jobs',
      '/api?x=/../admin',
      '/api#/../admin',
      '/api//jobs',
      '/api/./jobs',
      '/admin/../api/jobs',
      '/%61/../api',
      '/api/a%20b',
      '/api/group%2Fproject',
      '/api/group%5Cproject/files',
      '/api/a%2F..%2Fb',
      '/api/a..%2Fb',
      '/api/a;v=1/b;x=..',
      '\\api\\jobs',
      '../api/jobs',
      'https://cdn.test/v1/files',
      'https://cdn.test/v1/files/1',
    ],
    no: [
      '/api-public',
      '/apis',
      '/api.json',
      '/api;x=1',
      '/API/jobs',
      '/%61pi/jobs',
      '/',
      '/shop/api',
      'api/jobs',
      '//api/jobs',
      '/api/../admin',
      '/api/jobs/../../admin',
      '/api/%2e%2e/admin',
      '/api/.%2E/admin',
      '/api\\..\\admin',
      '/api/..%2fadmin',
      '/api/..%2Fadmin',
      '/api/..%5cadmin',
      '/api/..%5Cadmin',
      '/api%2fjobs',
      'https://cdn.test/v1/files-old/1',
      'https://cdn.test/v1',
      'https://other.test/api',
    ],
  },
  'C-03 with schemes other than http and https': {
    allowed: ['https://app.test'],
    yes: ['https://app.test/1'],
    no: [
      'blob:https://app.test/1',
      'filesystem:https://app.test/temporary/1',
      'wss://app.test/1',
      'ws://app.test/1',
      'ftp://app.test/1',
      'data:text/plain,https://app.test/',
      'about:blank',
      'javascript:https://app.test/',
      'file:///app.test/1',
      'view-source:https://app.test/',
    ],
  },
  'C-04 with http to this device': {
    allowed: ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'],
    yes: [
      'http://localhost:3000/api',
      'http://LOCALHOST:3000/api',
      'http://127.0.0.1:3000/api',
      'http://127.1:3000/api',
      'http://0x7f.0.0.1:3000/api',
      'http://2130706433:3000/api',
      'http://[::1]:3000/api',
      'http://[0:0::1]:3000/api',
    ],
    no: [
      'http://localhost/api',
      'http://localhost:3001/api',
      'https://localhost:3000/api',
      'http://localhost.evil.com:3000/api',
      'http://localhost.:3000/api',
      'http://evil.localhost:3000/api',
      'http://127.0.0.1.evil.com:3000/api',
      'http://127.0.0.2:3000/api',
      'http://[::2]:3000/api',
      'http://0.0.0.0:3000/api',
    ],
  },
  'C-06 with credentials, or text that is not a URL': {
    allowed: ['https://app.test'],
    yes: ['@evil.com', '/a:b@c'],
    no: [
      'https://user@app.test/',
      'https://user:secret@app.test/',
      'https://:secret@app.test/',
      'https://app.test:99999/',
      'https://app.test:port/',
      'https://a b/',
      'https://[::1/',
      'https://',
      'http://%00/',
      '//',
    ],
  },
};

describe('mayCarryToken', () => {
  for (const [rule, { allowed, yes, no }] of Object.entries(rules)) {
    describe(rule, () => {
      const origins = allowed.map((entry) => parseAllowedOrigin(entry)!);
      for (const url of yes) {
        it(`attaches the token to ${JSON.stringify(url)}`, () => {
          expect(mayCarryToken(url, BASE, origins)).toBeTrue();
        });
      }
      for (const url of no) {
        it(`attaches no token to ${JSON.stringify(url)}`, () => {
          expect(mayCarryToken(url, BASE, origins)).toBeFalse();
        });
      }
    });
  }

  it('U5 resolves a relative URL against the base of the document', () => {
    const app = [parseAllowedOrigin('https://app.test/app/api')!];
    expect(mayCarryToken('api/jobs', 'https://app.test/app/', app)).toBeTrue();
    expect(mayCarryToken('api/jobs', 'https://app.test/', app)).toBeFalse();
    expect(mayCarryToken('api/jobs', 'https://cdn.test/app/', app)).toBeFalse();
  });

  it('C-06 returns false if the base is not a URL', () => {
    const app = [parseAllowedOrigin('https://app.test')!];
    expect(mayCarryToken('/api', 'about:blank', app)).toBeFalse();
    expect(mayCarryToken('/api', '', app)).toBeFalse();
  });

  it('C-04 attaches no token over http even if such an origin is allowed', () => {
    const insecure = [{ origin: 'http://app.test', path: '' }];
    expect(mayCarryToken('http://app.test/api', BASE, insecure)).toBeFalse();
  });

  it('C-03 attaches no token to an opaque origin even if "null" is allowed', () => {
    const opaque = [{ origin: 'null', path: '' }];
    expect(mayCarryToken('data:,', BASE, opaque)).toBeFalse();
    expect(mayCarryToken('file:///etc/passwd', BASE, opaque)).toBeFalse();
  });

  it('C-02 refuses wildcards in any spelling', () => {
    for (const entry of ['https://*', 'https://*.example.com', 'https://%2A.example.com']) {
      expect(parseAllowedOrigin(entry)).withContext(entry).toBeNull();
    }
  });

  describe('compared with the URL parser of the browser', () => {
    const [origin, path] = ['https://api.example.com', '/v1'];
    const allowed = [parseAllowedOrigin(origin + path)!];

    /** Decides with an anchor element instead of `URL`. */
    function oracle(url: string): boolean {
      const anchor = document.createElement('a');
      anchor.href = url;
      if (anchor.protocol !== 'https:' || anchor.username || anchor.password) return false;
      if (anchor.hostname !== 'api.example.com' || anchor.port !== '') return false;
      const [root, version, ...rest] = anchor.pathname.split('/');
      return root === '' && version === 'v1' && staysBelow(rest);
    }

    /** Walks a path like a server that decodes slashes first and ignores matrix parameters. */
    function staysBelow(segments: readonly string[]): boolean {
      let depth = 0;
      for (const segment of segments.join('/').split(/%2f|%5c|\//i)) {
        const name = segment.replace(/;.*/, '').replace(/%2e/gi, '.');
        if (name === '..') depth -= 1;
        else if (name !== '.') depth += 1;
        if (depth < 0) return false;
      }
      return true;
    }

    const piece = fc.constantFrom(
      ...[
        'https:',
        'http:',
        'blob:',
        '/',
        '//',
        '\\',
        '@',
        ':',
        ':443',
        ':8443',
        '?',
        '#',
        '.',
        '..',
      ],
      ...[
        'api.example.com',
        'API.example.com',
        'evil.com',
        '/v1',
        'v1',
        '/v1/',
        '/v10',
        '/V1',
        'user',
      ],
      ...['%2e%2e', '%2f', '%5C', '%', ' ', '\t', '\n', '。', 'é', ';', '*'],
    );
    const assembled = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    const nearby = fc.tuple(
      fc.constantFrom(origin, `${origin}/v1`, '//api.example.com/v1/'),
      assembled,
    );
    const url = fc.oneof(
      assembled,
      nearby.map((parts) => parts.join('')),
      fc.webUrl(),
      fc.string(),
    );

    it('C-01 decides alike for any text', () => {
      const property = fc.property(
        url,
        (text) => mayCarryToken(text, document.baseURI, allowed) === oracle(text),
      );
      expect(() => fc.assert(property, { numRuns: 5_000 })).not.toThrow();
    });
  });
});

describe('parseAllowedOrigin', () => {
  const entries: [string, string, string][] = [
    ['https://api.example.com', 'https://api.example.com', ''],
    ['https://api.example.com/', 'https://api.example.com', ''],
    ['https://api.example.com//', 'https://api.example.com', ''],
    ['https://API.example.com:443/V1', 'https://api.example.com', '/V1'],
    ['https://api.example.com/v1/', 'https://api.example.com', '/v1'],
    ['https://api.example.com/a/../v1', 'https://api.example.com', '/v1'],
    ['https://api.example.com:8443/v1', 'https://api.example.com:8443', '/v1'],
    ['https://bücher.example', 'https://xn--bcher-kva.example', ''],
    ['http://localhost:4200', 'http://localhost:4200', ''],
    ['http://127.0.0.1/api', 'http://127.0.0.1', '/api'],
    ['http://[::1]:3000', 'http://[::1]:3000', ''],
  ];
  for (const [entry, origin, path] of entries) {
    it(`parses ${entry}`, () => expect(parseAllowedOrigin(entry)).toEqual({ origin, path }));
  }

  const refused: unknown[] = [
    ...[
      '',
      '*',
      'null',
      '/',
      '/api',
      'api.example.com',
      'api.example.com:443',
      '//api.example.com',
    ],
    ...['https://api.example.com:*', 'https://'],
    ...['http://api.example.com', 'http://localhost.evil.com', 'http://192.168.0.1'],
    ...['https://user@api.example.com', 'https://:secret@api.example.com'],
    ...['https://api.example.com?x=1', 'https://api.example.com/#top'],
    ...['blob:https://api.example.com/1', 'wss://api.example.com', 'file:///', 'data:,'],
    ...[null, undefined, 7, {}, /example/, ['https://api.example.com']],
  ];
  for (const entry of refused) {
    const name = entry instanceof RegExp ? entry.source : JSON.stringify(entry);
    it(`C-02 refuses ${name}`, () => expect(parseAllowedOrigin(entry)).toBeNull());
  }
});

describe('parseSecureUrl', () => {
  it('C-04 accepts https, and http to this device', () => {
    const secure = [
      'https://a.test',
      'http://localhost',
      'http://127.0.0.1',
      'http://127.255.0.3:80',
      'http://LOCALHOST:4200',
      'http://localhost.',
      'http://app.localhost',
      'http://a.b.localhost:8080',
      'http://[::1]',
    ];
    const insecure = [
      'http://a.test',
      'http://notlocalhost',
      'http://localhost.evil.com',
      'http://localhost.localdomain',
      'http://my-localhost',
      'http://192.168.0.1',
      'http://intranet',
      'http://10.0.0.1',
      'http://128.0.0.1',
      'http://[::]',
      'ws://localhost',
      'ftp://127.0.0.1',
    ];
    for (const url of secure) {
      expect(parseSecureUrl(url)).withContext(url).toEqual(new URL(url));
    }
    for (const url of insecure) expect(parseSecureUrl(url)).withContext(url).toBeNull();
  });

  it('F26 accepts http to a listed origin, and to no other', () => {
    const listed = ['http://intranet.example:8080'];
    const secure = (url: string): boolean => parseSecureUrl(url, undefined, listed) !== null;
    expect(secure('http://intranet.example:8080/api')).toBeTrue();
    expect(secure('http://INTRANET.example:8080/api')).toBeTrue();
    for (const url of [
      'http://intranet.example/api',
      'http://intranet.example:8080.evil.com/',
      'http://intranet.example:8080@evil.com/',
      'http://ada@intranet.example:8080/',
      'http://sub.intranet.example:8080/',
      'ws://intranet.example:8080/',
      'blob:http://intranet.example:8080/1',
    ]) {
      expect(secure(url)).withContext(url).toBeFalse();
    }
  });

  it('refuses a user name, a password, and text that is not a URL', () => {
    for (const url of ['https://ada@a.test', 'https://:secret@a.test', '/api', '']) {
      expect(parseSecureUrl(url)).withContext(url).toBeNull();
    }
  });
});

describe('createOriginAllowList', () => {
  const allowed = [{ origin: 'https://app.test', path: '/shop' }];

  it('C-01 decides like mayCarryToken(), also from its cache', () => {
    const isAllowed = createOriginAllowList(() => BASE, allowed);
    for (const url of ['list', '/other', 'https://evil.com/shop', 'list', '/other', 'http://[']) {
      expect(isAllowed(url))
        .withContext(url)
        .toBe(mayCarryToken(url, BASE, allowed));
    }
  });

  it('U5 decides again when the base changes, and when it changes back', () => {
    let base = BASE;
    const isAllowed = createOriginAllowList(() => base, allowed);
    const decisions = [BASE, 'https://evil.com/shop/', BASE].map((next) => {
      base = next;
      return isAllowed('list');
    });
    expect(decisions).toEqual([true, false, true]);
  });

  it('caches a limited number of decisions', () => {
    const get = jasmine.createSpy('path').and.returnValue('');
    const entry = Object.defineProperty({ origin: 'https://app.test' }, 'path', { get });
    const isAllowed = createOriginAllowList(() => BASE, [entry as AllowedOrigin]);
    isAllowed('/a');
    isAllowed('/a');
    expect(get).toHaveBeenCalledTimes(1);
    for (let page = 0; page < 150; page++) isAllowed(`/${page}`);
    get.calls.reset();
    isAllowed('/a');
    expect(get).toHaveBeenCalledTimes(1);
  });
});

describe('explainRefusedUrl', () => {
  it('F26 names plain http if that is the reason', () => {
    expect(explainRefusedUrl('/api', 'http://intranet.example/app/')).toBe(
      'No token is sent over plain http: http://intranet.example/api. Use https, or allowInsecureHttpOrigins.',
    );
  });

  it('names the URL whose origin is missing from the allow-list', () => {
    expect(explainRefusedUrl('https://api.example.com/a', BASE)).toBe(
      'No token is sent to https://api.example.com/a: add its origin to allowedOrigins.',
    );
  });
});
