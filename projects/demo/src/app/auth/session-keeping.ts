import {
  AuthFeature,
  withLocalStorage,
  withRefreshCookie,
  withScheduledRefresh,
} from 'ngx-auth-session';
import { withDpop } from 'ngx-auth-session/dpop';

/** Where the session is kept, when it is renewed and what it is bound to, as index.html says. */
export function sessionKeeping(): AuthFeature[] {
  // A server has no page to read it from, and no session to keep.
  if (typeof document === 'undefined') return [];
  const keeping = setting('auth-mode') === 'cookie' ? withRefreshCookie() : withLocalStorage();
  return [
    keeping,
    ...(setting('auth-renewal') === 'scheduled' ? [withScheduledRefresh()] : []),
    ...(setting('auth-binding') === 'dpop' ? [withDpop()] : []),
  ];
}

/** What a `<meta>` element of the page says. */
function setting(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}
