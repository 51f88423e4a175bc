import { AuthServer, revokeUnused } from '../auth-server';
import { Clock, within } from '../clock';
import { CrossTabLock } from '../tabs/cross-tab-lock';
import { AuthSession } from './auth-session';

/**
 * Searches for a session whose refresh cookie still exists although its record in storage is gone, with one refresh. Opens the
 * session if there is one, and resolves with whether it did.
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
    // While this tab still has the lock: other tabs must be able to read the session before they search.
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
