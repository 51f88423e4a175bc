import * as fc from 'fast-check';
import { safeReturnUrl } from './return-url';

describe('safeReturnUrl', () => {
  const kept: Record<string, string> = {
    '/': '/',
    '/profile': '/profile',
    '/profile/': '/profile/',
    '/jobs?page=2&sort=a#top': '/jobs?page=2&sort=a#top',
    '/a/../jobs': '/jobs',
    '/../../jobs': '/jobs',
    '/./jobs': '/jobs',
    '/jobs\\1': '/jobs/1',
    '/jobs//1': '/jobs//1',
    '/ä b': '/%C3%A4%20b',
    '/jobs;view=list': '/jobs;view=list',
    '/@evil.com': '/@evil.com',
    '/evil.com': '/evil.com',
    '/https://evil.com': '/https://evil.com',
    '/jobs?next=https://evil.com': '/jobs?next=https://evil.com',
    '/jobs?next=//evil.com': '/jobs?next=//evil.com',
    '/jobs#//evil.com': '/jobs#//evil.com',
    '/javascript:alert(1)': '/javascript:alert(1)',
    '/%2Fevil.com': '/%2Fevil.com',
    '/%5Cevil.com': '/%5Cevil.com',
    '/jobs\n': '/jobs',
    '/?': '/',
    '/login-help': '/login-help',
    '/login/reset': '/login/reset',
    '/Login': '/Login',
    '/users/login': '/users/login',
    '/?returnUrl=/login': '/?returnUrl=/login',
    '/#/login': '/#/login',
    [`/${'x'.repeat(1_999)}`]: `/${'x'.repeat(1_999)}`,
  };
  for (const [value, normal] of Object.entries(kept)) {
    it(`accepts ${JSON.stringify(value.slice(0, 40))}`, () =>
      expect(safeReturnUrl(value)).toBe(normal));
  }

  const refused: Record<string, readonly unknown[]> = {
    'G4 C-18 leaves the application': [
      ...[
        'https://evil.com',
        'HTTPS://evil.com',
        'http://app.invalid/',
        'https:evil.com',
        'https:/evil.com',
      ],
      ...[
        '//evil.com',
        '///evil.com',
        '////evil.com',
        '/\\evil.com',
        '\\\\evil.com',
        '\\/evil.com',
        '/\\/evil.com',
      ],
      ...[
        '/\t/evil.com',
        '/\n/evil.com',
        '/\r\\evil.com',
        '\t//evil.com',
        ' //evil.com',
        '\u0000//evil.com',
      ],
      ...[
        '/.//evil.com',
        '/..//evil.com',
        '/./\\evil.com',
        '/a/..//evil.com',
        '/%2e//evil.com',
        '/a/%2e%2e//evil.com',
      ],
      ...[
        '/\t\t/evil.com',
        '/.\t//evil.com',
        '/a/../\\evil.com',
        '//evil.com/%2f..',
        '/.\n.//evil.com',
      ],
      ...['//user@evil.com', '//app.invalid/jobs'],
    ],
    'G4 C-18 is a script or another scheme': [
      ...[
        'javascript:alert(1)',
        'JavaScript:alert(1)',
        ' javascript:alert(1)',
        'java\nscript:alert(1)',
      ],
      ...[
        'data:text/html,<script>alert(1)</script>',
        'vbscript:x',
        'blob:https://app.test/1',
        'mailto:a@b.c',
      ],
    ],
    'C-18 does not begin with a slash': [
      '',
      ' ',
      'jobs',
      './jobs',
      '../jobs',
      '?a=1',
      '#top',
      ' /jobs',
      '\n/jobs',
      '%2Fjobs',
    ],
    'a router cannot decode': ['/%', '/jobs/%zz', '/%ff?page=2'],
    'C-18 is not a string, or too long': [
      ...[
        undefined,
        null,
        7,
        true,
        {},
        ['/jobs'],
        new URL('https://app.test/jobs'),
        { toString: () => '/jobs' },
      ],
      `/${'x'.repeat(2_000)}`,
    ],
  };
  for (const [why, values] of Object.entries(refused)) {
    for (const value of values) {
      const name = JSON.stringify(value)?.slice(0, 60);
      it(`refuses ${name}, which ${why}`, () => expect(safeReturnUrl(value)).toBeNull());
    }
  }

  it('C-18 stays in the application for any input, and returns its own results unchanged', () => {
    const piece = fc.constantFrom(
      ...[
        '/',
        '/',
        '\\',
        '.',
        '..',
        '%2e',
        '%2f',
        '%5c',
        '@',
        ':',
        '?',
        '#',
        ';',
        '\t',
        '\n',
        ' ',
        '\u0000',
      ],
      ...['evil.com', 'javascript:', 'https:', 'login', 'log%69n', 'jobs', 'ä', '%', '%ff', '。'],
    );
    const assembled = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''));
    const value = fc.oneof(
      assembled,
      assembled.map((text) => `/${text}`),
      fc.webUrl(),
      fc.string(),
      fc.webPath(),
    );
    const property = fc.property(value, (text) => {
      const result = safeReturnUrl(text);
      if (result === null) return true;
      const url = new URL(result, location.origin);
      const inside = url.origin === location.origin && /^\/(?![/\\])/.test(result);
      return inside && safeReturnUrl(result) === result;
    });
    expect(() => fc.assert(property, { numRuns: 5_000 })).not.toThrow();
  });

  it('returns the normalized URL', () => {
    expect(safeReturnUrl('/a/../login?x=1#top')).toBe('/login?x=1#top');
    expect(safeReturnUrl('/')).toBe('/');
  });
});
