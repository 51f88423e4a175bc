import {
  AuthFeature,
  withIdleTimeout,
  withLocalStorage,
  withRefreshCookie,
  withScheduledRefresh,
} from 'ngx-auth-session';
import { withDpop } from 'ngx-auth-session/dpop';

/** Returns the library's features that the `<meta>` elements of index.html select. */
export function sessionKeeping(): AuthFeature[] {
  // Server rendering has no session and no document to read.
  if (typeof document === 'undefined') return [];
  const idleMinutes = Number(setting('auth-idle'));
  const storage = setting('auth-mode') === 'cookie' ? withRefreshCookie() : withLocalStorage();
  return [
    storage,
    ...(setting('auth-renewal') === 'scheduled' ? [withScheduledRefresh()] : []),
    ...(setting('auth-binding') === 'dpop' ? [withDpop()] : []),
    ...(idleMinutes > 0 ? [idleTimeout(idleMinutes)] : []),
  ];
}

/** Warns in the last third of the idle time, but at most a minute before the sign-out. */
function idleTimeout(minutes: number): AuthFeature {
  return withIdleTimeout({ minutes, warningSeconds: Math.min(60, minutes * 20) });
}

/** Returns the content of a `<meta>` element of the page. */
function setting(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}
