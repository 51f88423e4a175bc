import * as fc from 'fast-check';
import { safeReturnUrl } from './return-url';

/** Everything that has a meaning in URLs, and characters that look like it. */
const PIECES = [
  ...['/', '\\', '.', '..', '//', '/.', '/..', '%2e', '%2E%2e', '%2f', '%5c', '%09', '%00'],
  ...['@', ':', '?', '#', ';', '=', '(', ')', '[', ']', '*', '&', '%', '%u002f', '+'],
  ...['\t', '\n', '\r', '\u0000', '\u001f', ' ', '\u00a0', '\u2028', '\ufeff', '\u200b'],
  ...['／', '＼', '∕', '⁄', '。', '．', '：', '＠', '\ud800', '\udfff', '😀', 'é'],
  ...[
    'evil.com',
    'https:',
    'javascript:',
    'data:',
    'blob:',
    'login',
    'log%69n',
    'primary:',
    'jobs',
  ],
];

describe('safeReturnUrl, with hostile input', () => {
  const elsewhere: readonly unknown[] = [
    ...['https:/evil.com', 'https:\\evil.com', 'hTTps://evil.com', 'https:%2F%2Fevil.com'],
    ...['blob:https://app.test/1', 'filesystem:https://app.test/temporary/x', 'data:,x'],
    ...['//evil.com', '//evil.com:443/', '//user:secret@evil.com', '//[::1]/', '//127.0.0.1/'],
    ...['///evil.com', '/\\\\evil.com', '\\evil.com', '/\t\\evil.com', '/\r\n/evil.com'],
    ...['/.//evil.com', '/./\\evil.com', '/%2e//evil.com', '/%2E%2e//evil.com', '/.%2e\\/evil.com'],
    ...[
      '/a/../../..//evil.com',
      '/a/%2e%2e/%2e%2e//evil.com',
      '/.\t.//evil.com',
      '/\n.\n/\n/evil.com',
    ],
    ...['/;/..//evil.com', '/a;x/..//evil.com', '/a/b/..\\..\\\\evil.com'],
    ...['／／evil.com', '／evil.com', '∕∕evil.com', '\u2028//evil.com', '\u00a0//evil.com'],
    ...[
      '\ufeff/jobs',
      '\u200b/jobs',
      '\ud800',
      '\t/jobs',
      '\u0001/jobs',
      '@/jobs',
      ':/jobs',
      ';/jobs',
    ],
    ...[
      `//${'x'.repeat(100)}`,
      `/${'x'.repeat(100_000)}`,
      `/?${'x'.repeat(2_000)}`,
      '/'.repeat(2_001),
    ],
    ...[[], ['/jobs'], ['/jobs', '//evil.com'], [['/jobs']], { 0: '/jobs', length: 1 }],
    ...[new String('/jobs'), Symbol('/jobs'), () => '/jobs', 0, NaN, true, null, undefined],
  ];
  for (const value of elsewhere) {
    it(`C-18 refuses ${shown(value)}`, () => expect(safeReturnUrl(value)).toBeNull());
  }

  const kept: Record<string, string> = {
    '/／evil.com': '/%EF%BC%8Fevil.com',
    '/∕/evil.com': '/%E2%88%95/evil.com',
    '/。/evil.com': '/%E3%80%82/evil.com',
    '/\u2028/evil.com': '/%E2%80%A8/evil.com',
    '/\u00a0/evil.com': '/%C2%A0/evil.com',
    '/\u0000/evil.com': '/%00/evil.com',
    '/%09/evil.com': '/%09/evil.com',
    '/%5c%5cevil.com': '/%5c%5cevil.com',
    '/ /evil.com': '/%20/evil.com',
    '/\ud800': '/%EF%BF%BD',
    '/a\udc00?\ud800': '/a%EF%BF%BD?%EF%BF%BD',
    '/evil.com:80': '/evil.com:80',
    '/user:secret@evil.com': '/user:secret@evil.com',
    '/a;b=//evil.com': '/a;b=//evil.com',
    '/;//evil.com': '/;//evil.com',
    '/...//evil.com': '/...//evil.com',
    '/jobs(side:notes)': '/jobs(side:notes)',
    '/logins': '/logins',
    '/login2': '/login2',
    '/LOGIN': '/LOGIN',
    '/__proto__': '/__proto__',
    '/?__proto__[admin]=1': '/?__proto__[admin]=1',
    '/?returnUrl=//evil.com': '/?returnUrl=//evil.com',
  };
  for (const [value, normal] of Object.entries(kept)) {
    it(`keeps ${shown(value)} inside the application`, () => {
      expect(safeReturnUrl(value)).toBe(normal);
      expect(new URL(normal, location.origin).origin).toBe(location.origin);
    });
  }

  it('C-18 agrees with an anchor and with replaceState about the target', () => {
    const before = location.href;
    const pages = history.length;
    const assembled = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 12 })
      .map((pieces) => `/${pieces.join('')}`);
    const property = fc.property(assembled, (text) => {
      const result = safeReturnUrl(text);
      if (result === null) return true;
      const anchor = document.createElement('a');
      anchor.href = result;
      // Throws for a URL of another origin.
      history.replaceState(null, '', result);
      const here = location.pathname + location.search + location.hash;
      return (
        anchor.origin === location.origin && here === result && safeReturnUrl(result) === result
      );
    });
    try {
      expect(() => fc.assert(property, { numRuns: 150 })).not.toThrow();
    } finally {
      history.replaceState(null, '', before);
    }
    expect(history.length).toBe(pages);
  });

  it('C-18 never returns a URL that the parser resolves to another origin', () => {
    const assembled = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 12 })
      .map((pieces) => pieces.join(''));
    const property = fc.property(assembled, fc.constantFrom('', '/', '//', '/.'), (text, start) => {
      const result = safeReturnUrl(start + text);
      if (result === null) return true;
      const url = new URL(result, 'https://app.test');
      return url.origin === 'https://app.test' && !url.username && !url.password;
    });
    expect(() => fc.assert(property, { numRuns: 10_000 })).not.toThrow();
  });
});

function shown(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value) : `a ${typeof value} ${String(value)}`;
  return text.length > 60 ? `${text.slice(0, 20)} and ${text.length - 20} more` : text;
}
