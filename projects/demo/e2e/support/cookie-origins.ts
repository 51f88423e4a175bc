// The session cookie with the API on another origin: what api-elsewhere.spec.ts tests in Chromium, and
// browsers/cookie-origins.spec.ts in the other browsers.
import type { TwoOrigins } from './two-origins';

/** URL of the application, which keeps the session in a cookie of the API. */
export function appUrl({ appOrigin, apiOrigin }: TwoOrigins): string {
  return `${appOrigin}/?keep=cookie&api=${apiOrigin}`;
}

/** Sets the cookie that the application repeats as a header. Runs in the page. */
export function setXsrfCookie(): void {
  document.cookie = 'XSRF-TOKEN=xsrf-1; path=/; secure';
}

/** Returns the path of each call, whether it had the session cookie, its headers, and the beginning of its token. */
export function sentToApi({ calls }: TwoOrigins): unknown[] {
  return calls
    .filter(({ headers }) => headers['access-control-request-method'] === undefined)
    .map(({ path, headers }) => [
      path,
      /^__Host-demo-refresh=[\w-]{43}$/.test(headers.cookie ?? ''),
      headers['x-auth-mode'],
      headers['x-xsrf-token'],
      headers.authorization?.slice(0, 10),
    ]);
}

/** What `sentToApi()` returns after a sign-in, a request, a reload with another request, and a sign-out. */
export const SENT_IN_A_SESSION = [
  ['/api/login', false, 'cookie', 'xsrf-1', undefined],
  ['/api/current-user', false, undefined, undefined, 'Bearer eyJ'],
  ['/api/refresh-token', true, 'cookie', 'xsrf-1', undefined],
  ['/api/current-user', false, undefined, undefined, 'Bearer eyJ'],
  ['/api/logout', true, 'cookie', 'xsrf-1', undefined],
];

/** Sends what a script of another page can send, and returns the outcomes. Runs in the page. */
export async function attack(url: string): Promise<Record<string, string>> {
  const post = { method: 'POST', credentials: 'include' } as const;
  const outcome = (init: RequestInit) =>
    fetch(url, init).then(
      ({ type }) => type as string,
      (error: Error) => error.name,
    );
  return {
    plain: await outcome({ ...post, mode: 'no-cors' }),
    'with the header': await outcome({ ...post, headers: { 'x-auth-mode': 'cookie' } }),
  };
}

/** The outcomes of `attack()`: the page may not read an answer, not even an opaque one. */
export const BLOCKED = { plain: 'TypeError', 'with the header': 'TypeError' };

/** Submits a form, which opens the answer as a page. Runs in the page. */
export function submitForm(url: string): void {
  const form = Object.assign(document.createElement('form'), { method: 'POST', action: url });
  form.enctype = 'text/plain';
  document.body.append(form);
  form.submit();
}
