import {
  AuthFeature,
  withLocalStorage,
  withRefreshCookie,
  withScheduledRefresh,
} from 'ngx-auth-session';

/** Where the session is kept and when it is renewed, as index.html says. */
export function sessionKeeping(): AuthFeature[] {
  // A server has no page to read it from, and no session to keep.
  if (typeof document === 'undefined') return [];
  const keeping = setting('auth-mode') === 'cookie' ? withRefreshCookie() : withLocalStorage();
  return setting('auth-renewal') === 'scheduled' ? [keeping, withScheduledRefresh()] : [keeping];
}

/** What a `<meta>` element of the page says. */
function setting(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}
