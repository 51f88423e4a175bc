import { AuthServer, revokeUnused } from '../auth-server';
import { Clock, within } from '../clock';
import { CrossTabLock } from '../tabs/cross-tab-lock';
import { AuthSession } from './auth-session';

/**
 * Tries one refresh to recover a session whose record is missing from storage but whose refresh cookie still exists.
 * Opens the session and resolves with `true`, or resolves with `false` if there is none.
 */
export async function searchCookieSession<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { exclusive }: Pick<CrossTabLock, 'exclusive'>,
  clock: Clock,
  { refreshTimeoutMs }: { readonly refreshTimeoutMs: number },
): Promise<boolean> {
  const isUnknown = (): boolean => session.state().status === 'unknown';
  let abort = (): void => undefined;

  async function search(): Promise<boolean> {
    // Another tab may have found the session meanwhile.
    await session.sync();
    if (!isUnknown()) return false;
    const call = server.refresh({ accessToken: '', refreshToken: null });
    abort = call.abort;
    const grant = await call.result;
    const isWanted = isUnknown();
    // Open the session before releasing the lock: the next tab must find it in storage, or it starts a second
    // refresh.
    if (isWanted) session.open(grant, grant.user ?? null);
    else await revokeUnused(server, grant, session.state().tokens !== null);
    return isWanted;
  }

  try {
    // In a microtask, because no request may be sent while Angular still creates the injector.
    return await within(
      clock,
      refreshTimeoutMs,
      Promise.resolve()
        .then(() => server.prepare?.())
        .then(() => exclusive(search)),
    );
  } catch {
    // No session was known, so none has ended and there is nothing to report. Abort, so that no late response sets a cookie.
    abort();
    return false;
  }
}
