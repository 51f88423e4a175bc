// The attempts of a thief with the tokens of a session, but without its key.
import type { BrowserContext, Page } from '@playwright/test';

/** A token pair as stored in `localStorage`. */
export interface StolenTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export function stealTokens(page: Page): Promise<StolenTokens> {
  return page.evaluate(() => {
    const { tokens } = JSON.parse(localStorage.getItem('auth.session')!) as {
      tokens: StolenTokens;
    };
    return { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken };
  });
}

/** The status and the error of an attempt. */
export type Attempt = readonly [what: string, status: number, error: string];

/**
 * Tries everything, with a key of the thief's own if one is required. Uses only the web platform, so that it runs in
 * Node.js and in a page.
 */
export async function tryTokens({
  url,
  accessToken,
  refreshToken,
}: StolenTokens & { readonly url: string }): Promise<Attempt[]> {
  const encode = (bytes: ArrayBuffer | Uint8Array) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const bytes = (value: string) => new TextEncoder().encode(value);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const hash = encode(await crypto.subtle.digest('SHA-256', bytes(accessToken)));
  const prove = async (htm: string, path: string, nonce: string | null, ath?: string) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { jti: crypto.randomUUID(), htm, htu: url + path, iat, ath, nonce };
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
    const text = [header, claims].map((part) => encode(bytes(JSON.stringify(part)))).join('.');
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    return `${text}.${encode(await crypto.subtle.sign(how, privateKey, bytes(text)))}`;
  };

  const attempts: Attempt[] = [];
  const attempt = async (what: string, path: string, options: RequestInit, ath?: string) => {
    let response = await fetch(url + path, options);
    const nonce = response.headers.get('DPoP-Nonce');
    // If the server requires a nonce, the thief uses it.
    if (nonce && what.endsWith('own key')) {
      const DPoP = await prove(options.method ?? 'GET', path, nonce, ath);
      response = await fetch(url + path, { ...options, headers: { ...options.headers, DPoP } });
    }
    const text = await response.text();
    const error = text && (JSON.parse(text) as { error?: string }).error;
    attempts.push([what, response.status, error ?? '']);
  };
  const user = '/api/current-user';
  const bearer = { Authorization: `Bearer ${accessToken}` };
  const bound = { Authorization: `DPoP ${accessToken}` };
  const proof = await prove('GET', user, null, hash);
  await attempt('as Bearer', user, { headers: bearer });
  await attempt('as Bearer, own key', user, { headers: { ...bearer, DPoP: proof } }, hash);
  await attempt('as DPoP', user, { headers: bound });
  await attempt('as DPoP, own key', user, { headers: { ...bound, DPoP: proof } }, hash);
  const refresh = '/api/refresh-token';
  const deviceId = 'of the thief';
  const post = (headers: Record<string, string> = {}) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ refreshToken, deviceId }),
  });
  await attempt('refresh', refresh, post());
  await attempt('refresh, own key', refresh, post({ DPoP: await prove('POST', refresh, null) }));
  return attempts;
}

/** Runs `tryTokens()` in a page of another browser profile, on the same site. */
export async function tryInBrowser(
  thief: BrowserContext,
  tokens: StolenTokens & { readonly url: string },
): Promise<Attempt[]> {
  const page = await thief.newPage();
  await page.goto(`${tokens.url}/login`);
  return page.evaluate(tryTokens, tokens);
}
