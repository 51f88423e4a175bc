import { AuthFeature, withLocalStorage, withRefreshCookie } from 'ngx-auth-session';

/** Where the session is kept, as `<meta name="auth-mode">` in index.html says. */
export function sessionKeeping(): AuthFeature {
  const mode = document.querySelector<HTMLMetaElement>('meta[name="auth-mode"]')?.content;
  return mode === 'cookie' ? withRefreshCookie() : withLocalStorage();
}
