import {
  AuthFeature,
  withIdleTimeout,
  withLocalStorage,
  withRefreshCookie,
  withScheduledRefresh,
} from 'ngx-auth-session';
import { withDpop } from 'ngx-auth-session/dpop';

/** Where the session is kept, when it is refreshed, what it is bound to and how it ends, as index.html says. */
export function sessionKeeping(): AuthFeature[] {
  // A server has no page to read it from, and no session to keep.
  if (typeof document === 'undefined') return [];
  const idleMinutes = Number(setting('auth-idle'));
  const keeping = setting('auth-mode') === 'cookie' ? withRefreshCookie() : withLocalStorage();
  return [
    keeping,
    ...(setting('auth-renewal') === 'scheduled' ? [withScheduledRefresh()] : []),
    ...(setting('auth-binding') === 'dpop' ? [withDpop()] : []),
    ...(idleMinutes > 0 ? [idleTimeout(idleMinutes)] : []),
  ];
}

/** Warns in the last third of the idle time, and at most a minute before it is over. */
function idleTimeout(minutes: number): AuthFeature {
  return withIdleTimeout({ minutes, warningSeconds: Math.min(60, minutes * 20) });
}

/** What a `<meta>` element of the page says. */
function setting(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}
