import assert from 'node:assert/strict';

/** Headers that protect an answer and a page that shows it, by name in lower case. */
const SECURITY_HEADERS: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /^default-src 'self';.*frame-ancestors 'none'/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'origin-agent-cluster': /^\?1$/,
  'referrer-policy': /^no-referrer$/,
  'x-content-type-options': /^nosniff$/,
  'x-dns-prefetch-control': /^off$/,
  'x-download-options': /^noopen$/,
  'x-frame-options': /^DENY$/i,
  'x-permitted-cross-domain-policies': /^none$/,
  'x-xss-protection': /^0$/,
};

/** Throws unless an answer has all of them, and no cache stores it. */
export function assertSecurityHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  what: string,
): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    assert.match(String(headers[name]), value, `${what}: ${name}`);
  }
  assert.equal(headers['cache-control'], 'no-store', what);
}
